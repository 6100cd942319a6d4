using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dispatch.Operations;
using Dispatch.Platform;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Operations;

/// <summary>An office with registered letters and files, and a folder for its backups.</summary>
internal sealed class BackupOffice : IAsyncDisposable
{
    private BackupOffice(RegistryOffice office, string home) => (Registry, Home) = (office, home);

    public RegistryOffice Registry { get; }

    /// <summary>Where nightly backups go.</summary>
    public string Home { get; }

    public static async Task<BackupOffice> Open(bool nightly = true)
    {
        var home = Path.Combine(RunFolder.New("backups"), "home");
        var office = await RegistryOffice.Open(services: services =>
        {
            services.AddSingleton(new BackupSettings(nightly ? home : null, Daily: 2, Weekly: 1, Monthly: 1));
        });
        return new(office, home);
    }

    /// <summary>Registers a letter with a file of its own.</summary>
    /// <returns>The file's digest.</returns>
    public async Task<string> Register(string symbol)
    {
        var clerk = await Registry.Client("hlan");
        var bytes = System.Text.Encoding.UTF8.GetBytes($"Nội dung của {symbol}");
        using var upload = new MultipartFormDataContent { { new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", "cong-van.txt" } };
        var stored = await clerk.PostAsync("/api/v1/files", upload);
        stored.EnsureSuccessStatusCode();
        var file = (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        (await clerk.PostAsJsonAsync("/api/v1/incoming-documents", new { register = "DEN", issuer = "Sở Xây dựng", symbol, subject = "V/v sao lưu", fileIds = new[] { file } })).EnsureSuccessStatusCode();
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public string StoredFile(string digest) => Path.Combine(Registry.Office.DataFolder, "files", digest[..2], digest[2..4], digest);

    public static string FileOf(string backup, string digest) => Path.Combine(backup, "files", digest[..2], digest[2..4], digest);

    /// <summary>A new path for a backup.</summary>
    public static string New() => Path.Combine(RunFolder.New("backups"), "backup");

    public Task<Result<BackupManifest>> Take(string folder, string? reuse = null) =>
        Registry.Do<TakeBackup, Result<BackupManifest>>(take => take.Execute(new(folder) { Reuse = reuse }, Caller.System("command"), default));

    public Task<Result<BackupManifest>> Verify(string folder, bool restore = false) =>
        Registry.Do<VerifyBackup, Result<BackupManifest>>(verify => verify.Execute(
            new(folder) { Restore = restore }, Registry.Office.Database.Database, Caller.System("command"), default));

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
