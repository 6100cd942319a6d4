using Dispatch.Platform;

namespace Dispatch.Files;

/// <summary>
/// Where bytes lie, under their SHA-256: a true seam (disk now, object storage later). What <see cref="Keep"/> returned from is durable.
/// </summary>
#pragma warning disable CA1715 // Seams are named for what they are.
public interface FileStorage
{
    /// <summary>Takes the stream in, apart from what is kept, hashing as it goes.</summary>
    /// <returns>The received bytes; dispose them: what was not kept is gone then. Or the problem that they are too many.</returns>
    /// <exception cref="DurableFileException">The storage could not take them.</exception>
    Task<Result<ReceivedBytes>> Receive(Stream content, long maxBytes, CancellationToken ct);

    /// <summary>Keeps received bytes for good, once however often the same come. Call it under the lock of their digest.</summary>
    /// <exception cref="DurableFileException">They are not kept, or not certainly; nothing new is left behind.</exception>
    void Keep(ReceivedBytes received);

    /// <summary>Opens kept content, seekable; null when there is none.</summary>
    Stream? Open(Sha256 digest);

    /// <summary>Everything kept, with the time it was last kept.</summary>
    IEnumerable<KeptContent> All();

    /// <summary>When content was last kept; null when there is none.</summary>
    DateTimeOffset? KeptAt(Sha256 digest);

    /// <summary>Moves kept content to the trash. Call it under the lock of its digest.</summary>
    void Trash(Sha256 digest);

    /// <summary>Moves content back from the trash; false when it is not there.</summary>
    bool Restore(Sha256 digest);

    /// <summary>Deletes content from the trash.</summary>
    void DeleteTrashed(Sha256 digest);

    /// <summary>Deletes what was received before <paramref name="before"/> and never kept: uploads that a crash cut off.</summary>
    void ForgetReceived(DateTimeOffset before);
}
#pragma warning restore CA1715

/// <summary>Content in the storage, and when it was last kept.</summary>
public readonly record struct KeptContent(Sha256 Digest, DateTimeOffset KeptAt);

/// <summary>Bytes taken in but not kept yet.</summary>
public abstract class ReceivedBytes : IAsyncDisposable
{
    /// <summary>Their digest.</summary>
    public abstract Sha256 Digest { get; }

    /// <summary>How many.</summary>
    public abstract long Size { get; }

    /// <summary>The bytes, seekable, to look at.</summary>
    public abstract Stream Content { get; }

    public abstract ValueTask DisposeAsync();
}
