using System.Diagnostics;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;

namespace Dispatch.Files;

/// <summary>Where drawn pages are kept and what draws them.</summary>
/// <param name="Folder">Folder of the drawn pages, below the data folder; may be emptied at any time.</param>
/// <param name="Program">poppler's pdftoppm (<c>Files:Pdftoppm</c>); null to look for it in the usual places.</param>
public sealed record PageImageSettings(string Folder, string? Program = null);

/// <summary>
/// Pages of received PDFs as JPEG, for screens that cannot show a PDF in a frame. Drawn by poppler in a process of its own that may use little
/// memory, little time and one page only: a received PDF is a stranger. A page is drawn to a size, never to a resolution, so that a page a
/// mile wide is no larger in memory than an A4. Kept under the content's SHA-256, so the picture of a page never changes.
/// </summary>
public sealed class PageImages : IDisposable
{
    /// <summary>The long side in pixels: A4 at 110 dpi.</summary>
    public const int LongSide = 1286;

    // The whole address space of the process; an honest page at 110 dpi needs a tenth.
    private const int MemoryKiB = 1024 * 1024;
    private const int CpuSeconds = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly string[] UsualPlaces = ["/usr/bin/pdftoppm", "/usr/local/bin/pdftoppm", "/opt/homebrew/bin/pdftoppm"];

    private readonly SemaphoreSlim atOnce = new(2);
    private readonly PageImageSettings settings;
    private readonly FileStorage storage;
    private readonly ILogger<PageImages> log;

    public PageImages(PageImageSettings settings, FileStorage storage, ILogger<PageImages> log)
    {
        (this.settings, this.storage, this.log) = (settings, storage, log);
        Program = settings.Program is { Length: > 0 } named ? File.Exists(named) ? named : null : UsualPlaces.FirstOrDefault(File.Exists);
    }

    /// <summary>Where poppler's program lies; null when it is not on this machine.</summary>
    public string? Program { get; }

    /// <summary>False without poppler: pages then offer the file itself.</summary>
    public bool Available => Program is not null;

    /// <summary>The picture of page <paramref name="page"/> (from 1), opened; dispose it.</summary>
    internal async Task<Result<Stream>> Open(Sha256 digest, int page, CancellationToken ct)
    {
        var kept = Path.Combine(settings.Folder, digest.Hex[..2], $"{digest.Hex}-{page}.jpg");
        if (File.Exists(kept))
            return File.OpenRead(kept);
        if (Program is null)
            return FileProblems.NoPageImages;
        await atOnce.WaitAsync(ct);
        try
        {
            if (!File.Exists(kept) && await Draw(digest, page, kept, ct) is { } problem)
                return problem;
            return File.OpenRead(kept);
        }
        finally
        {
            atOnce.Release();
        }
    }

    public void Dispose() => atOnce.Dispose();

    private async Task<Problem?> Draw(Sha256 digest, int page, string kept, CancellationToken ct)
    {
        await using var content = storage.Open(digest);
        if (content is null)
            return FileProblems.ContentMissing;
        var folder = Path.GetDirectoryName(kept)!;
        Directory.CreateDirectory(folder);
        // Two processes may draw the same page: each into a file of its own, the last rename wins with the same picture.
        var target = Path.Combine(folder, $".{Guid.CreateVersion7():n}");
        try
        {
            if (!await Run(content, page, target, ct))
                return FileProblems.PageNotDrawn;
            File.Move(target + ".jpg", kept, overwrite: true);
            return null;
        }
        finally
        {
            File.Delete(target + ".jpg");
        }
    }

    private async Task<bool> Run(Stream content, int page, string target, CancellationToken ct)
    {
        var number = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh",
        [
            "-c", $"ulimit -v {MemoryKiB}; ulimit -t {CpuSeconds}; ulimit -f 65536; ulimit -c 0; exec \"$@\"", "sh",
            Program!, "-q", "-f", number, "-l", number, "-singlefile", "-scale-to", LongSide.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-jpeg", "-jpegopt", "quality=82", "-", target,
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            try
            {
                await content.CopyToAsync(process.StandardInput.BaseStream, limit.Token);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It gave up before the end; its exit code says so.
            }
            await process.WaitForExitAsync(limit.Token);
            await output;
            var said = await errors;
            if (process.ExitCode == 0 && File.Exists(target + ".jpg"))
                return true;
            log.LogWarning("A page could not be drawn (exit {ExitCode}): {Said}", process.ExitCode, said.Length > 300 ? said[..300] : said);
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("A page was not drawn within {Seconds} s", Longest.TotalSeconds);
            return false;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
