using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Dispatch.Prints;

/// <summary>
/// Prints an HTML file of ours, which has no scripts, to PDF with the machine's Chromium (<c>Print:Chromium</c>, <c>DISPATCH_CHROMIUM</c> or the usual places),
/// without network, in a profile that is thrown away.
/// </summary>
public sealed class ChromiumPrinter
{
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ILogger<ChromiumPrinter> log;
    private readonly bool noSandbox;

    public ChromiumPrinter(IConfiguration configuration, ILogger<ChromiumPrinter> log)
    {
        this.log = log;
        var named = configuration["Print:Chromium"] is { Length: > 0 } set ? set : Environment.GetEnvironmentVariable("DISPATCH_CHROMIUM");
        Program = named is { Length: > 0 } ? File.Exists(named) ? named : null : UsualPlaces.FirstOrDefault(File.Exists);
        // Chromium refuses its sandbox to root, and a container may not have what it is made of.
        noSandbox = Environment.UserName == "root" || configuration.GetValue("Print:NoSandbox", false);
    }

    /// <summary>Where Chromium lies; null when it is not on this machine.</summary>
    public string? Program { get; }

    /// <summary>False without Chromium: books are then printed from the browser.</summary>
    public bool Available => Program is not null;

    /// <summary>Prints <paramref name="html"/> to <paramref name="pdf"/>; false when Chromium failed, the log says how.</summary>
    internal async Task<bool> Print(string html, string pdf, CancellationToken ct)
    {
        var profile = Directory.CreateTempSubdirectory("dispatch-chromium-").FullName;
        try
        {
            var start = new ProcessStartInfo(Program!,
            [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
                "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
                $"--user-data-dir={profile}", $"--print-to-pdf={pdf}", .. noSandbox ? ["--no-sandbox"] : Array.Empty<string>(), new Uri(html).AbsoluteUri,
            ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = profile,
            };
            start.Environment["HOME"] = profile;
            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Longest);
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                await output;
                var said = await errors;
                if (process.ExitCode == 0 && new FileInfo(pdf) is { Exists: true, Length: > 0 })
                    return true;
                log.LogError("Chromium printed nothing (exit {ExitCode}): {Said}", process.ExitCode, said.Length > 1000 ? said[..1000] : said);
                return false;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                log.LogError("Chromium did not print within {Minutes} minutes", Longest.TotalMinutes);
                return false;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
