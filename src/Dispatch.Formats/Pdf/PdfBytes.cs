namespace Dispatch.Formats.Pdf;

/// <summary>Bytes with a position: a window over a seekable stream, or an unpacked stream in memory.</summary>
internal sealed class PdfBytes
{
    private const int WindowSize = 16 * 1024;

    private readonly Stream? stream;
    private readonly byte[] window;
    private long windowStart;
    private int windowLength;

    public PdfBytes(Stream stream)
    {
        this.stream = stream;
        window = new byte[WindowSize];
        Length = stream.Length;
    }

    public PdfBytes(byte[] bytes)
    {
        window = bytes;
        windowLength = bytes.Length;
        Length = bytes.Length;
    }

    public long Length { get; }

    public long Position { get; set; }

    /// <summary>The byte here, or -1 at the end; does not move.</summary>
    public int Peek() => At(Position);

    /// <summary>The byte here, or -1 at the end; moves on.</summary>
    public int Next()
    {
        var value = At(Position);
        if (value >= 0)
            Position++;
        return value;
    }

    public int At(long position)
    {
        if (position < 0 || position >= Length)
            return -1;
        var index = position - windowStart;
        if (index < 0 || index >= windowLength)
        {
            if (!Fill(position))
                return -1;
            index = position - windowStart;
        }
        return window[index];
    }

    /// <summary>Copies up to <paramref name="count"/> bytes from <paramref name="position"/>.</summary>
    public byte[] Copy(long position, long count)
    {
        if (position < 0 || position >= Length || count <= 0)
            return [];
        var bytes = new byte[(int)Math.Min(count, Length - position)];
        if (stream is null)
        {
            window.AsSpan((int)position, bytes.Length).CopyTo(bytes);
            return bytes;
        }
        stream.Position = position;
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    public bool StartsWith(ReadOnlySpan<byte> text, long position)
    {
        for (var i = 0; i < text.Length; i++)
            if (At(position + i) != text[i])
                return false;
        return true;
    }

    /// <summary>Where <paramref name="text"/> starts at or after <paramref name="from"/> and before <paramref name="to"/>; -1 when nowhere.</summary>
    public long Find(ReadOnlySpan<byte> text, long from, long to)
    {
        to = Math.Min(to, Length - text.Length + 1);
        for (var position = Math.Max(0, from); position < to;)
        {
            if (At(position) < 0)
                return -1;
            var rest = window.AsSpan((int)(position - windowStart), (int)(windowLength - (position - windowStart)));
            var hit = rest.IndexOf(text[0]);
            if (hit < 0)
            {
                position += rest.Length;
                continue;
            }
            position += hit;
            if (position < to && StartsWith(text, position))
                return position;
            position++;
        }
        return -1;
    }

    private bool Fill(long position)
    {
        if (stream is null)
            return false;
        stream.Position = position;
        windowStart = position;
        windowLength = stream.ReadAtLeast(window, window.Length, throwOnEndOfStream: false);
        return windowLength > 0;
    }
}
