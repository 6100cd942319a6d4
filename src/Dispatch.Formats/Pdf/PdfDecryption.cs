using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dispatch.Formats.Pdf;

/// <summary>
/// The standard security handler opened with the empty user password (ISO 32000-1 §7.6, ISO 32000-2 §7.6 for revisions 5 and 6):
/// many files are encrypted only to forbid printing, and open for everybody.
/// </summary>
internal sealed class PdfDecryption
{
    private enum Cipher { None, Rc4, Aes128, Aes256 }

    private static readonly byte[] Padding =
    [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ];

    private readonly byte[] key;
    private readonly Cipher cipher;

    private PdfDecryption(byte[] key, Cipher cipher)
    {
        this.key = key;
        this.cipher = cipher;
    }

    /// <summary>Null when the file needs a password, or is encrypted in a way this program does not know.</summary>
    /// <param name="encrypt">The encryption dictionary, references resolved.</param>
    /// <param name="id">The first part of the file's ID.</param>
    public static PdfDecryption? WithoutPassword(Dictionary<string, object?> encrypt, byte[] id)
    {
        if (encrypt.GetValueOrDefault("Filter") is PdfName { Text: not "Standard" })
            return null;
        var revision = Whole(encrypt, "R", 0);
        var version = Whole(encrypt, "V", 0);
        var cipher = version switch
        {
            1 or 2 or 3 => Cipher.Rc4,
            4 or 5 => StreamCipher(encrypt),
            _ => (Cipher?)null,
        };
        if (cipher is null || encrypt.GetValueOrDefault("O") is not byte[] owner || encrypt.GetValueOrDefault("U") is not byte[] user)
            return null;
        var fileKey = revision switch
        {
            2 or 3 or 4 => FileKey(encrypt, owner, user, id, revision, version),
            5 or 6 => FileKey256(encrypt, user, revision),
            _ => null,
        };
        if (fileKey is null)
            return cipher == Cipher.None ? new PdfDecryption([], Cipher.None) : null;
        return new PdfDecryption(fileKey, cipher.Value);
    }

    /// <summary>The bytes of a stream in the clear.</summary>
    public byte[] Stream(byte[] data, int number, int generation)
    {
        if (cipher == Cipher.None)
            return data;
        if (cipher == Cipher.Aes256)
            return AesCbc(key, data);
        Span<byte> salted = stackalloc byte[key.Length + 9];
        key.CopyTo(salted);
        BinaryPrimitives.WriteInt32LittleEndian(salted[key.Length..], number);
        BinaryPrimitives.WriteInt16LittleEndian(salted[(key.Length + 3)..], unchecked((short)generation));
        var length = key.Length + 5;
        if (cipher == Cipher.Aes128)
        {
            "sAlT"u8.CopyTo(salted[length..]);
            length += 4;
        }
        var objectKey = Md5(salted[..length])[..Math.Min(key.Length + 5, 16)];
        return cipher == Cipher.Aes128 ? AesCbc(objectKey, data) : Rc4(objectKey, data);
    }

    private static Cipher? StreamCipher(Dictionary<string, object?> encrypt)
    {
        var name = encrypt.GetValueOrDefault("StmF") is PdfName { Text: var text } ? text : "Identity";
        if (name == "Identity")
            return Cipher.None;
        if (encrypt.GetValueOrDefault("CF") is not Dictionary<string, object?> filters
            || filters.GetValueOrDefault(name) is not Dictionary<string, object?> filter)
            return null;
        return filter.GetValueOrDefault("CFM") switch
        {
            PdfName { Text: "V2" } => Cipher.Rc4,
            PdfName { Text: "AESV2" } => Cipher.Aes128,
            PdfName { Text: "AESV3" } => Cipher.Aes256,
            PdfName { Text: "None" } or null => Cipher.None,
            _ => null,
        };
    }

    // Algorithms 2 and 4, 5 and 6 of ISO 32000-1 with an empty password.
    private static byte[]? FileKey(Dictionary<string, object?> encrypt, byte[] owner, byte[] user, byte[] id, int revision, int version)
    {
        if (owner.Length < 32 || user.Length < 16)
            return null;
        var length = revision == 2 ? 5 : version == 4 ? 16 : Math.Clamp(Whole(encrypt, "Length", 40) / 8, 5, 16);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(Padding);
        md5.AppendData(owner.AsSpan(0, 32));
        Span<byte> permissions = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions,
            encrypt.GetValueOrDefault("P") is double p and >= int.MinValue and <= uint.MaxValue ? unchecked((int)(long)p) : 0);
        md5.AppendData(permissions);
        md5.AppendData(id);
        if (revision >= 4 && encrypt.GetValueOrDefault("EncryptMetadata") is false)
            md5.AppendData([0xFF, 0xFF, 0xFF, 0xFF]);
        var hash = md5.GetHashAndReset();
        for (var round = 0; revision >= 3 && round < 50; round++)
            hash = Md5(hash.AsSpan(0, length));
        var key = hash[..length];

        byte[] expected;
        if (revision == 2)
        {
            expected = Rc4(key, Padding);
        }
        else
        {
            md5.AppendData(Padding);
            md5.AppendData(id);
            expected = Rc4(key, md5.GetHashAndReset());
            for (var round = 1; round <= 19; round++)
                expected = Rc4([.. key.Select(b => (byte)(b ^ round))], expected);
        }
        return expected.AsSpan(0, 16).SequenceEqual(user.AsSpan(0, 16)) ? key : null;
    }

    // Algorithm 2.A of ISO 32000-2 with an empty password.
    private static byte[]? FileKey256(Dictionary<string, object?> encrypt, byte[] user, int revision)
    {
        if (user.Length < 48 || encrypt.GetValueOrDefault("UE") is not byte[] { Length: >= 32 } wrapped)
            return null;
        if (!Hash256(user.AsSpan(32, 8), revision).AsSpan().SequenceEqual(user.AsSpan(0, 32)))
            return null;
        using var aes = Aes.Create();
        aes.Key = Hash256(user.AsSpan(40, 8), revision);
        return aes.DecryptCbc(wrapped.AsSpan(0, 32), new byte[16], PaddingMode.None);
    }

    // Algorithm 2.B of ISO 32000-2; revision 5 stops after the first hash.
    private static byte[] Hash256(ReadOnlySpan<byte> salt, int revision)
    {
        var hash = SHA256.HashData(salt);
        for (var round = 0; revision >= 6; round++)
        {
            var repeated = new byte[hash.Length * 64];
            for (var i = 0; i < 64; i++)
                hash.CopyTo(repeated, i * hash.Length);
            using var aes = Aes.Create();
            aes.Key = hash[..16];
            var encrypted = aes.EncryptCbc(repeated, hash.AsSpan(16, 16), PaddingMode.None);
            var remainder = 0;
            foreach (var b in encrypted.AsSpan(0, 16))
                remainder += b;
            hash = (remainder % 3) switch
            {
                0 => SHA256.HashData(encrypted),
                1 => SHA384.HashData(encrypted),
                _ => SHA512.HashData(encrypted),
            };
            if (round >= 63 && encrypted[^1] <= round - 31)
                break;
        }
        return hash[..32];
    }

    private static int Whole(Dictionary<string, object?> dictionary, string key, int otherwise) =>
        dictionary.GetValueOrDefault(key) is double number and >= 0 and <= int.MaxValue ? (int)number : otherwise;

    private static byte[] AesCbc(byte[] key, byte[] data)
    {
        var length = (data.Length - 16) / 16 * 16;
        if (length <= 0)
            return [];
        using var aes = Aes.Create();
        aes.Key = key;
        // The padding is not looked at: the unpacking that follows stops by itself.
        return aes.DecryptCbc(data.AsSpan(16, length), data.AsSpan(0, 16), PaddingMode.None);
    }

    // PDF's own choice, not ours: it protects nothing here, it only opens what anyone may open.
#pragma warning disable CA5351
    private static byte[] Md5(ReadOnlySpan<byte> data) => MD5.HashData(data);
#pragma warning restore CA5351

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        Span<byte> state = stackalloc byte[256];
        for (var i = 0; i < 256; i++)
            state[i] = (byte)i;
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 0xFF;
            (state[i], state[j]) = (state[j], state[i]);
        }
        var result = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) & 0xFF;
            j = (j + state[i]) & 0xFF;
            (state[i], state[j]) = (state[j], state[i]);
            result[n] = (byte)(data[n] ^ state[(state[i] + state[j]) & 0xFF]);
        }
        return result;
    }
}
