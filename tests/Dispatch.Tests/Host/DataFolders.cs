using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

/// <summary>Data folders for tests of the program: copies of one that was begun and stopped, which saves each test the first start.</summary>
internal static class DataFolders
{
    private static readonly Lazy<Task<string>> Begun = new(Begin);

    /// <summary>A folder that does not exist yet.</summary>
    public static string New() => Path.Combine(RunFolder.New("data"), "data");

    /// <summary>A stopped sample office.</summary>
    public static async Task<string> Stopped()
    {
        var copy = New();
        var (exitCode, output) = Shell.Run(["cp", "-a", await Begun.Value, copy]);
        Assert.That(exitCode, Is.Zero, output);
        return copy;
    }

    /// <summary>The postmaster of a data folder; null when none is there.</summary>
    public static Postmaster? PostmasterOf(string dataFolder) => Postmaster.Of(Path.Combine(dataFolder, "postgres", "pgdata"));

    private static async Task<string> Begin()
    {
        var folder = New();
        await using var office = OfficeProcess.Start(["migrate", "--data", folder]);
        Assert.That(await office.Exit(), Is.Zero, office.Said);
        return folder;
    }
}
