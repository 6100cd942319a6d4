using System.Buffers.Binary;
using System.Text;

namespace Dispatch.Formats.Tests;

/// <summary>Writes the smallest OLE2 compound file with one stream: header, one allocation sector, one directory sector.</summary>
internal static class SampleOle
{
    private const int Sector = 512;
    private const int EndOfChain = -2;
    private const int Free = -1;

    public static byte[] Of(string stream, Guid rootClass = default)
    {
        var file = new byte[3 * Sector];
        var header = file.AsSpan(0, Sector);
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header[28..], 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(header[30..], 9);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], 6);
        BinaryPrimitives.WriteInt32LittleEndian(header[44..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[48..], 1);
        header[76..].Fill(0xFF);
        BinaryPrimitives.WriteInt32LittleEndian(header[76..], 0);
        var table = file.AsSpan(Sector, Sector);
        table.Fill(0xFF);
        BinaryPrimitives.WriteInt32LittleEndian(table[4..], EndOfChain);
        var directory = file.AsSpan(2 * Sector, Sector);
        Entry(directory, "Root Entry", 5, child: 1);
        rootClass.TryWriteBytes(directory[80..]);
        Entry(directory[128..], stream, 2, child: Free);
        return file;
    }

    private static void Entry(Span<byte> entry, string name, byte type, int child)
    {
        Encoding.Unicode.GetBytes(name).CopyTo(entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(2 * name.Length + 2));
        entry[66] = type;
        BinaryPrimitives.WriteInt32LittleEndian(entry[68..], Free);
        BinaryPrimitives.WriteInt32LittleEndian(entry[72..], Free);
        BinaryPrimitives.WriteInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteInt32LittleEndian(entry[116..], EndOfChain);
    }
}
