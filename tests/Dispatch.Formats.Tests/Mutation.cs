using CsCheck;

namespace Dispatch.Formats.Tests;

/// <summary>Good files damaged at random: bytes changed, stretches cut out, doubled or moved, numbers grown.</summary>
internal static class Mutation
{
    public static Gen<byte[]> Of(params byte[][] seeds) =>
        from seed in Gen.Int[0, seeds.Length - 1]
        from edits in Gen.Select(Gen.Int[0, 6], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Byte).Array[1, 8]
        select edits.Aggregate(seeds[seed], Edit);

    private static byte[] Edit(byte[] bytes, (int Kind, double At, double Length, byte Value) edit)
    {
        if (bytes.Length == 0)
            return [edit.Value];
        var at = (int)(edit.At * (bytes.Length - 1));
        var length = 1 + (int)(edit.Length * Math.Min(64, bytes.Length - at - 1));
        byte[] copy = [.. bytes];
        switch (edit.Kind)
        {
            case 0:
                copy[at] = edit.Value;
                return copy;
            case 1:
                copy[at] ^= (byte)(1 << (edit.Value & 7));
                return copy;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 4:
                return bytes[..at];
            case 5:
                // A digit, where there is one near: lengths, counts and offsets are what readers believe.
                var digit = Array.FindIndex(bytes, at, b => b is >= (byte)'0' and <= (byte)'9');
                if (digit >= 0)
                    copy[digit] = (byte)('0' + edit.Value % 10);
                return copy;
            default:
                Array.Fill(copy, edit.Value, at, length);
                return copy;
        }
    }
}
