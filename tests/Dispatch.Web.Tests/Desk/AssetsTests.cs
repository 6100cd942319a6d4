using System.IO.Compression;
using System.Security.Cryptography;
using Dispatch.Testing;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Tests.Desk;

public sealed class AssetsTests
{
    [Test]
    public void Htmx_is_the_released_file_unchanged_with_its_licence_beside_it()
    {
        var folder = Path.Combine(Repository.Folder, "src", "Dispatch.Web", "wwwroot", "lib");
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "htmx-4.0.1.min.js")))),
            Is.EqualTo("a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "htmx-4.0.1.LICENSE")), Does.StartWith("Zero-Clause BSD"));
    }

    [Test]
    public async Task A_page_weighs_little_and_its_files_are_kept_for_ever()
    {
        await using var desk = await DeskOffice.Start(empty: true);
        using var stranger = desk.Office.Stranger();
        stranger.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        long weight = 0;
        foreach (var name in new[] { "dispatch.css", "htmx-4.0.1.min.js", "ui.js", "keys.js", "waiting.js" })
        {
            using var answer = await stranger.GetAsync(new Assets()[name]);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            weight += bytes.Length;
            Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(["br"]));
            Assert.That(answer.Headers.CacheControl!.ToString(), Does.Contain("immutable").Or.Contain("max-age=31536000"));
            Assert.That(await Plain(bytes), Is.EqualTo(await File.ReadAllTextAsync(Directory.GetFiles(
                Path.Combine(Repository.Folder, "src", "Dispatch.Web", "wwwroot"), name, SearchOption.AllDirectories).Single())));
        }
        Assert.That(weight, Is.LessThan(30_000));
    }

    [Test]
    public async Task An_old_fingerprint_is_not_found()
    {
        await using var desk = await DeskOffice.Start(empty: true);
        using var stranger = desk.Office.Stranger();
        using var answer = await stranger.GetAsync("/assets/dispatch.00000000.css");
        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    private static async Task<string> Plain(byte[] packed)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }
}
