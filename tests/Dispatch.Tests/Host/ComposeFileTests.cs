using System.Diagnostics;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

internal sealed class ComposeFileTests
{
    [Test]
    public void Is_understood_by_docker_compose()
    {
        var (exitCode, output) = Config(new() { ["DISPATCH_OWNER_PASSWORD"] = "a", ["DISPATCH_APP_PASSWORD"] = "b" });
        Assert.That(exitCode, Is.Zero, output);
    }

    [TestCase("DISPATCH_OWNER_PASSWORD")]
    [TestCase("DISPATCH_APP_PASSWORD")]
    public void Starts_nothing_before_both_passwords_are_chosen(string missing)
    {
        Dictionary<string, string> passwords = new() { ["DISPATCH_OWNER_PASSWORD"] = "a", ["DISPATCH_APP_PASSWORD"] = "b" };
        passwords.Remove(missing);
        var (exitCode, output) = Config(passwords);
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain(missing));
    }

    private static (int ExitCode, string Output) Config(Dictionary<string, string> passwords)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "docker-compose")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string message = "docker-compose is not here (apt install docker-compose).";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(message);
            Assert.Ignore(message);
        }
        var start = new ProcessStartInfo(program!, ["config", "--quiet"])
        {
            WorkingDirectory = Repository.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DISPATCH_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in passwords)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
