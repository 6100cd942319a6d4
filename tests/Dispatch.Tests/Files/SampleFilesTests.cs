using Dispatch.Files;
using Dispatch.Testing;

namespace Dispatch.Tests.Files;

/// <summary>Real files beside the checkout, received as the office receives them.</summary>
internal sealed class SampleFilesTests
{
    private static readonly string[] Expected = ["zip-bomb", "zip-unsafe", "file-empty"];

    [TestCase("pdfs")]
    [TestCase("scans")]
    [TestCase("signed-pdfs")]
    [TestCase("office-files")]
    [TestCase("zips")]
    public async Task Receives_or_refuses_each_with_a_reason(string folder)
    {
        var path = Path.Combine(Repository.Folder, "..", "shared", "samples", folder);
        if (!Directory.Exists(path))
            Assert.Ignore($"No samples ({folder}) beside the checkout.");
        await using var desk = await FilesDesk.Open();
        var odd = new List<string>();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".tsv", StringComparison.Ordinal)))
        {
            await using var content = File.OpenRead(file);
            var result = await desk.Store.Execute(new StoreFileRequest(Path.GetFileName(file), content), desk.Clerk, CancellationToken.None);
            if (result.Problem is { } problem && !(folder is "zips" or "office-files" && Expected.Contains(problem.Slug)))
                odd.Add($"{file}: {problem.Slug}");
            if (result.Problem is { } refused)
                TestContext.Out.WriteLine($"{Path.GetFileName(file)}: {refused.Slug}");
        }
        Assert.That(odd, Is.Empty);
    }
}
