using System.Buffers;
using System.Security.Cryptography;
using Dispatch.Files;

namespace Dispatch.Operations;

/// <summary>Reads a file to its end, hashing it, and writes it elsewhere on the way. Nothing is flushed here: whoever copies many flushes once.</summary>
internal static class HashedCopy
{
    private const int Piece = 1024 * 1024;

    public static async Task<(Sha256 Digest, long Size)> Read(Stream from, Stream? to, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var size = 0L;
            while (await from.ReadAsync(piece, ct) is > 0 and var read)
            {
                hash.AppendData(piece, 0, read);
                size += read;
                if (to is not null)
                    await to.WriteAsync(piece.AsMemory(0, read), ct);
            }
            return (Sha256.Of(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    public static async Task<(Sha256 Digest, long Size)> Read(string path, CancellationToken ct)
    {
        await using var file = Open(path);
        return await Read(file, null, ct);
    }

    /// <summary>Copies to a new file, read-only as stored files are; its folder is made.</summary>
    public static async Task<(Sha256 Digest, long Size)> To(string path, Stream from, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var to = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = System.IO.FileAccess.Write,
            BufferSize = 0,
            Options = System.IO.FileOptions.Asynchronous,
        });
        var copied = await Read(from, to, ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to.SafeFileHandle, DiskFileStorage.KeptMode);
        return copied;
    }

    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Access = System.IO.FileAccess.Read,
        BufferSize = 0,
        Options = System.IO.FileOptions.Asynchronous | System.IO.FileOptions.SequentialScan,
    });
}
