using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.Host;

internal sealed class HealthTests
{
    private TestOffice office = null!;
    private HttpClient client = null!;

    [SetUp]
    public async Task Start()
    {
        office = await TestOffice.Start();
        client = office.Stranger();
    }

    [TearDown]
    public async Task Stop()
    {
        client.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Is_ready_without_a_worker_and_says_that_it_is_missing()
    {
        var (status, report) = await Ready();
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(report.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        Assert.That(report.GetProperty("checks").GetRawText(), Is.EqualTo("""{"database":"ok","schema":"ok","files":"ok","worker":"missing","jobs":"unknown"}"""));
    }

    [Test]
    public async Task Is_ready_when_a_worker_was_heard_lately()
    {
        await using (var connection = await office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("insert into hangfire.server (id, lastheartbeat) values ('w', @At)",
                new { At = office.Clock.GetUtcNow().UtcDateTime.AddSeconds(-30) });
        }
        Assert.That((await Ready()).Report.GetProperty("status").GetString(), Is.EqualTo("ready"));
        office.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await Ready()).Report.GetProperty("status").GetString(), Is.EqualTo("degraded"));
    }

    [Test]
    public async Task Is_degraded_when_a_job_of_every_minute_has_not_run_for_five()
    {
        await using (var connection = await office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into hangfire.server (id, lastheartbeat) values ('j', @Beat);
                insert into job_run (id, name, started_at, ended_at, outcome) values (gen_random_uuid(), 'remind', @Ran, @Ran, 'done')
                """, new { Beat = office.Clock.GetUtcNow().UtcDateTime, Ran = office.Clock.GetUtcNow().AddMinutes(-6) });
        }
        var report = (await Ready()).Report;
        Assert.That((report.GetProperty("status").GetString(), report.GetProperty("checks").GetProperty("jobs").GetString()), Is.EqualTo(("degraded", "missing")));
        await using (var connection = await office.Database.OpenAsOwner())
            await connection.ExecuteAsync("insert into job_run (id, name, started_at, outcome) values (gen_random_uuid(), 'work-runs', @Ran, 'running')", new { Ran = office.Clock.GetUtcNow().AddMinutes(-30) });
        Assert.That((await Ready()).Report.GetProperty("status").GetString(), Is.EqualTo("degraded"), "the one that is late is late still");
        await using (var connection = await office.Database.OpenAsOwner())
            await connection.ExecuteAsync("insert into job_run (id, name, started_at, ended_at, outcome) values (gen_random_uuid(), 'remind', @Ran, @Ran, 'done')", new { Ran = office.Clock.GetUtcNow().AddMinutes(-1) });
        Assert.That((await Ready()).Report.GetProperty("status").GetString(), Is.EqualTo("ready"), "a long run that is at it still is not late");
    }

    [Test]
    public async Task Is_unavailable_when_the_schema_is_not_this_programs()
    {
        await using (var connection = await office.Database.OpenAsOwner())
            await connection.ExecuteAsync("insert into schema_migration (name, checksum) values ('9999_future.sql', 'x')");
        var (status, report) = await Ready();
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(report.GetProperty("checks").GetProperty("schema").GetString(), Is.EqualTo("failed"));
    }

    [Test]
    public async Task Is_unavailable_when_files_cannot_be_kept()
    {
        Directory.Delete(Path.Combine(office.DataFolder, "files"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(office.DataFolder, "files"), "in the way");
        var (status, report) = await Ready();
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(report.GetProperty("checks").GetProperty("files").GetString(), Is.EqualTo("failed"));
    }

    [Test]
    public async Task Is_unavailable_without_its_database_but_lives()
    {
        await using (var connection = await office.Database.OpenAsOwner())
            await connection.ExecuteAsync($"alter database {office.Database.Name} connection limit 0; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{office.Database.Name}' and pid <> pg_backend_pid()");
        Assert.That((await Ready()).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await client.GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Figures_are_for_this_machine_and_not_for_what_a_proxy_passes_on()
    {
        var own = await client.GetAsync("/metrics");
        Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using var passedOn = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        Assert.That((await client.SendAsync(passedOn)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Figures_cover_requests_connections_and_the_runtime()
    {
        await Ready();
        // The exporter answers from a cache for a moment after the first scrape, so this is the only one.
        var text = await client.GetStringAsync("/metrics");
        Assert.That(text, Does.Contain("http_server_request_duration_seconds").And.Contain("db_client").And.Contain("dotnet_"));
    }

    [Test]
    public async Task Answers_do_not_name_the_server_program()
    {
        var answer = await client.GetAsync("/health/live");
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    private async Task<(HttpStatusCode Status, JsonElement Report)> Ready()
    {
        var answer = await client.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
