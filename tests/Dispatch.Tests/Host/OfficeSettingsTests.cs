using Dispatch.Host;

namespace Dispatch.Tests.Host;

internal sealed class OfficeSettingsTests
{
    [Test]
    public void A_desk_is_a_sample_office_on_this_machine_only()
    {
        var settings = Read([], []);
        Assert.That(settings.Urls, Is.EqualTo("http://127.0.0.1:5080"));
        Assert.That(settings.EnvironmentName, Is.EqualTo("Development"));
        Assert.That(settings.MayBeSample, Is.True);
        Assert.That(settings.Roles, Is.EqualTo(Roles.Web | Roles.Worker));
    }

    [TestCase("http://0.0.0.0:80")]
    [TestCase("http://*:80")]
    [TestCase("http://10.0.0.5:80")]
    [TestCase("http://127.0.0.1:5080;http://office.example:80")]
    public void What_others_can_reach_is_production_and_never_a_sample(string urls)
    {
        Assert.That(Read(["--urls", urls], []).EnvironmentName, Is.EqualTo("Production"));
        Assert.That(Read(["--urls", urls], new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" }).MayBeSample, Is.False);
    }

    [TestCase("http://localhost:5080")]
    [TestCase("http://127.0.0.2:5080")]
    [TestCase("http://[::1]:5080")]
    public void Every_way_to_name_this_machine_is_understood(string urls) => Assert.That(Read(["--urls", urls], []).LoopbackOnly, Is.True);

    [Test]
    public void A_server_of_ones_own_is_production()
    {
        var settings = Read([], new() { ["ConnectionStrings__Dispatch"] = "Host=db", ["ConnectionStrings__DispatchOwner"] = "Host=db;Username=owner" });
        Assert.That(settings.EnvironmentName, Is.EqualTo("Production"));
        Assert.That((settings.ConnectionString, settings.OwnerConnectionString), Is.EqualTo(("Host=db", "Host=db;Username=owner")));
    }

    [Test]
    public void The_command_line_wins_over_the_environment()
    {
        Dictionary<string, string> environment = new() { ["ASPNETCORE_URLS"] = "http://127.0.0.1:1", ["DISPATCH_DATA"] = "/a", ["Dispatch__Roles"] = "worker" };
        Assert.That(Read([], environment), Is.EqualTo(Read(["--urls=http://127.0.0.1:1", "--data", "/a"], environment)));
        Assert.That(Read(["--urls", "http://127.0.0.1:2", "--data=/b"], environment), Has.Property(nameof(OfficeSettings.DataFolder)).EqualTo("/b"));
    }

    [TestCase("10.0.6", false)]
    [TestCase("10.0.0-preview.7.25380.108", false)]
    [TestCase("9.0.99", false)]
    [TestCase("10.0.7", true)]
    [TestCase("10.0.12+25eb9d", true)]
    [TestCase("11.0.0", true)]
    public void A_runtime_that_lets_cookies_be_forged_is_refused(string version, bool accepted)
    {
        void Require() => RuntimeFloor.Require(RuntimeFloor.Parse(version));
        if (accepted)
            Assert.That(Require, Throws.Nothing);
        else
            Assert.That(Require, Throws.InstanceOf<CommandFailure>().With.Message.Contains("CVE-2026-40372"));
    }

    private static OfficeSettings Read(string[] args, Dictionary<string, string> environment) =>
        OfficeSettings.Read(Arguments.Parse(args), environment.GetValueOrDefault);
}
