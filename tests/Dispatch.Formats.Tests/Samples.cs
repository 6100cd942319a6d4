namespace Dispatch.Formats.Tests;

/// <summary>Real files beside the checkout, where there are any: none of them belongs to the project.</summary>
internal static class Samples
{
    /// <summary>The files of one folder of samples, its subfolders included; the test is skipped where there is none.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*")
    {
        if (Find() is not { } root || !Directory.Exists(Path.Combine(root, folder)))
        {
            Assert.Ignore($"No samples ({folder}) beside the checkout.");
            return [];
        }
        return [.. Directory.EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories).Where(f => !f.EndsWith(".tsv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Rows of a folder's manifest by file, each row by column name.</summary>
    public static Dictionary<string, Dictionary<string, string>> Manifest(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(Find()!, folder, "manifest.tsv"));
        var columns = lines[0].Split('\t');
        return lines.Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "shared", "samples");
            if (Directory.Exists(samples))
                return samples;
        }
        return null;
    }
}
