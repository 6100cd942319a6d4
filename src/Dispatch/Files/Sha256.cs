using System.Buffers.Binary;

namespace Dispatch.Files;

/// <summary>The SHA-256 of some bytes: what content is called in the storage.</summary>
public readonly record struct Sha256
{
    private const int Length = 32;

    private readonly string? hex;

    private Sha256(string hex) => this.hex = hex;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex => hex ?? new string('0', 2 * Length);

    /// <summary>The 32 bytes.</summary>
    public byte[] Bytes() => Convert.FromHexString(Hex);

    /// <summary>From the 32 bytes.</summary>
    public static Sha256 Of(ReadOnlySpan<byte> digest) => digest.Length == Length
        ? new(Convert.ToHexStringLower(digest))
        : throw new ArgumentException($"A SHA-256 has {Length} bytes.", nameof(digest));

    /// <summary>From 64 lower-case hexadecimal digits; false when it is not exactly that.</summary>
    public static bool TryParse(string text, out Sha256 digest)
    {
        digest = default;
        if (text.Length != 2 * Length || !text.All(char.IsAsciiHexDigitLower))
            return false;
        digest = new(text);
        return true;
    }

    /// <summary>The key of the advisory lock under which content of this digest is kept, and swept.</summary>
    internal long LockKey => BinaryPrimitives.ReadInt64BigEndian(Bytes());

    public override string ToString() => Hex;
}
