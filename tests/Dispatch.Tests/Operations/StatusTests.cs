using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.Platform;
using Dispatch.Testing;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Operations;

/// <summary>What the status tells whoever looks after the system, and the runs of the schedule behind it.</summary>
internal sealed class StatusTests
{
    private BackupOffice office = null!;

    [SetUp]
    public async Task Open() => office = await BackupOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Is_the_administrators_alone()
    {
        foreach (var userName in new[] { "hlan", "thinh", "nam", "quan" })
        {
            var client = await office.Registry.Client(userName);
            Assert.That((await client.GetAsync("/api/v1/status")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), userName);
            Assert.That((await client.PostAsync("/api/v1/jobs/backup/runs", null)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), userName);
        }
        Assert.That((await (await office.Registry.Client("admin")).GetAsync("/api/v1/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Knows_the_drawing_program_as_the_pages_find_it_and_not_another_of_its_name()
    {
        await using var without = await RegistryOffice.Open(services: services => services.AddSingleton(new PageImageSettings(RunFolder.New("pages"), "/nowhere/pdftoppm")));
        var status = await (await without.Client("admin")).GetFromJsonAsync<JsonElement>("/api/v1/status");
        var poppler = status.GetProperty("programs").EnumerateArray().Single(program => program.GetProperty("name").GetString() == "poppler");
        Assert.That(poppler.GetProperty("path").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Tells_of_database_disk_files_programs_and_process()
    {
        var status = await Status();
        Assert.That(status.GetProperty("database").GetProperty("state").GetString(), Is.EqualTo("good"));
        Assert.That(status.GetProperty("database").GetProperty("schema").GetString(), Is.EqualTo(MigrationScript.All[^1].Name));
        Assert.That(status.GetProperty("database").GetProperty("bytes").GetInt64(), Is.GreaterThan(1_000_000));
        Assert.That(status.GetProperty("disks")[0].GetProperty("of").GetString(), Is.EqualTo("data"));
        Assert.That(status.GetProperty("disks")[0].GetProperty("totalBytes").GetInt64(), Is.GreaterThan(0));
        Assert.That(status.GetProperty("files").GetProperty("state").GetString(), Is.EqualTo("good"));
        Assert.That(status.GetProperty("worker").GetProperty("state").GetString(), Is.EqualTo("broken"), "this office runs without a worker");
        Assert.That(status.GetProperty("state").GetString(), Is.EqualTo("broken"), "the worst part says how the whole is");
        Assert.That(status.GetProperty("process").GetProperty("roles").EnumerateArray().Select(role => role.GetString()), Is.EqualTo(new[] { "web" }));
        Assert.That(status.GetProperty("programs").EnumerateArray().Select(program => program.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "pg_dump", "postgres", "poppler", "chromium", "tesseract", "clamd" }));
        Assert.That(status.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("name").GetString()), Is.EqualTo(DispatchModule.Schedule.Select(job => job.Name)));
    }

    [Test]
    public async Task A_schema_that_is_not_the_programs_is_broken()
    {
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("insert into schema_migration (name, checksum, applied_at) values ('9999_tomorrow.sql', '', '2026-01-01')");
        Assert.That((await Status()).GetProperty("database").GetProperty("state").GetString(), Is.EqualTo("broken"));
    }

    [Test]
    public async Task A_backup_is_good_for_a_day_needs_attention_then_and_is_lost_after_three()
    {
        Assert.That(await BackupState(), Is.EqualTo("attention"), "there is none");
        await office.Take(BackupOffice.New());
        Assert.That(await BackupState(), Is.EqualTo("good"));
        foreach (var (hours, state) in new[] { (25, "good"), (27, "attention"), (71, "attention"), (73, "broken") })
        {
            office.Registry.Office.Clock.SetUtcNow(TestOffice.Morning.AddHours(hours));
            Assert.That(await BackupState(), Is.EqualTo(state), $"after {hours} hours");
        }
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("update backup_run set state = 'failed', message_vi = 'đĩa đầy', message_en = 'disk full'");
        Assert.That(await BackupState(), Is.EqualTo("broken"));
    }

    [Test]
    public async Task A_proof_is_good_for_eight_days()
    {
        await using (var connection = await office.Registry.Connect())
        {
            await connection.ExecuteAsync("""
                insert into backup_run (id, kind, via, folder, started_at, ended_at, state) values (gen_random_uuid(), 'verify', 'job', '/b', @At, @At, 'good')
                """, new { At = TestOffice.Morning.ToUniversalTime() });
        }
        foreach (var (days, state) in new[] { (0, "good"), (7, "good"), (9, "attention") })
        {
            office.Registry.Office.Clock.SetUtcNow(TestOffice.Morning.AddDays(days));
            Assert.That((await Status()).GetProperty("provedRestore").GetProperty("state").GetString(), Is.EqualTo(state), $"after {days} days");
        }
    }

    [Test]
    public async Task Days_left_on_the_disk_follow_from_the_growth_between_backups()
    {
        await using (var connection = await office.Registry.Connect())
        {
            await connection.ExecuteAsync("""
                insert into backup_run (id, kind, via, folder, started_at, ended_at, state, database_bytes, files_bytes)
                select gen_random_uuid(), 'backup', 'job', '/b' || n, @At + n * interval '1 day', @At + n * interval '1 day', 'good', 0, n * 1000000000000000
                from generate_series(0, 2) n
                """, new { At = TestOffice.Morning.AddDays(-3).ToUniversalTime() });
        }
        var disk = (await Status()).GetProperty("disks")[0];
        Assert.That(disk.GetProperty("daysLeft").GetInt32(), Is.Zero, "a petabyte a day");
        Assert.That(disk.GetProperty("state").GetString(), Is.Not.EqualTo("good"));
    }

    [Test]
    public async Task Next_years_calendar_is_a_notice_until_December()
    {
        Assert.That(await Years(), Is.EqualTo(new[] { (2026, true, "good"), (2027, false, "good") }));
        office.Registry.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 1, 0, TimeSpan.FromHours(7)));
        Assert.That(await Years(), Is.EqualTo(new[] { (2026, true, "good"), (2027, false, "attention") }));
        office.Registry.Office.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 1, 0, 1, 0, TimeSpan.FromHours(7)));
        Assert.That(await Years(), Is.EqualTo(new[] { (2027, false, "broken"), (2028, false, "good") }));
    }

    [Test]
    public async Task A_run_leaves_a_row_with_when_how_and_how_many()
    {
        await Run("forget-sessions");
        var last = Last(await Status(), "forget-sessions");
        Assert.That(last.GetProperty("outcome").GetString(), Is.EqualTo("done"));
        Assert.That(last.GetProperty("counted").GetInt32(), Is.Zero);
        Assert.That(last.GetProperty("startedAt").GetDateTimeOffset(), Is.EqualTo(TestOffice.Morning));
    }

    [Test]
    public async Task A_run_that_fails_says_why_and_needs_attention()
    {
        Assert.That(() => Run("prove-backup"), Throws.Exception);
        var status = await Status();
        Assert.That(Last(status, "prove-backup").GetProperty("outcome").GetString(), Is.EqualTo("failed"));
        Assert.That(Last(status, "prove-backup").GetProperty("messageVi").GetString(), Does.Contain("Chưa có bản sao lưu"));
        Assert.That(Job(status, "prove-backup").GetProperty("state").GetString(), Is.EqualTo("attention"));
    }

    [Test]
    public async Task A_run_that_was_killed_is_found_by_the_next_one()
    {
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync("insert into job_run (id, name, started_at, outcome) values (gen_random_uuid(), 'forget-sessions', '2026-10-05', 'running')");
        await Run("forget-sessions");
        Assert.That(await connection.QueryAsync<string>("select outcome from job_run order by started_at"), Is.EqualTo(new[] { "interrupted", "done" }));
    }

    [Test]
    public async Task Run_now_is_queued_once_per_key_and_journaled()
    {
        var admin = await office.Registry.Client("admin");
        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs/forget-sessions/runs") { Headers = { { "Idempotency-Key", "run-1" } } };
            var answer = await admin.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job").GetString(), Is.EqualTo("forget-sessions"));
        }
        var queued = JobStorage().GetMonitoringApi().EnqueuedJobs("default", 0, 10).Select(job => job.Value.Job.Args[0]);
        Assert.That(queued, Is.EqualTo(new[] { "forget-sessions" }));
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'job.asked'"), Is.EqualTo(1));
    }

    [TestCase("nothing-of-the-kind")]
    [TestCase("System.Diagnostics.Process")]
    public async Task Only_names_of_the_schedule_can_be_run(string name)
    {
        var answer = await (await office.Registry.Client("admin")).PostAsync($"/api/v1/jobs/{name}/runs", null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:job-not-found"));
    }

    [Test]
    public async Task Rows_of_runs_go_after_ninety_days_uneventful_ones_after_two_and_the_last_of_a_job_stays()
    {
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync("""
            insert into job_run (id, name, started_at, ended_at, outcome, counted)
            select gen_random_uuid(), name, @Now - days * interval '1 day', @Now, 'done', counted
            from (values ('eventful', 1, 5), ('eventful', 89, 5), ('eventful', 91, 5), ('minute', 1, null), ('minute', 3, null), ('minute', 4, 0), ('minute', 5, 2), ('yearly', 400, 0))
                as r (name, days, counted)
            """, new { Now = TestOffice.Morning.ToUniversalTime() });
        Assert.That(await office.Registry.Do<ForgetJobRuns, int>(job => job.Run(default)), Is.EqualTo(3));
        Assert.That(await connection.QueryAsync<string>("select name || ' ' || extract(day from @Now - started_at) from job_run order by name, started_at desc",
            new { Now = TestOffice.Morning.ToUniversalTime() }), Is.EqualTo(new[] { "eventful 1", "eventful 89", "minute 1", "minute 5", "yearly 400" }));
    }

    private JobStorage JobStorage() => office.Registry.Office.Services.GetRequiredService<JobStorage>();

    private async Task Run(string name) =>
        await office.Registry.Do<ScheduledRun, bool>(async run =>
        {
            await run.Run(name, null, default);
            return true;
        });

    private async Task<JsonElement> Status() => await (await office.Registry.Fresh("admin")).GetFromJsonAsync<JsonElement>("/api/v1/status");

    private async Task<string?> BackupState() => (await Status()).GetProperty("backup").GetProperty("state").GetString();

    private async Task<IEnumerable<(int, bool, string?)>> Years() => (await Status()).GetProperty("calendar").EnumerateArray()
        .Select(year => (year.GetProperty("year").GetInt32(), year.GetProperty("declared").GetBoolean(), year.GetProperty("state").GetString()));

    private static JsonElement Job(JsonElement status, string name) => status.GetProperty("jobs").EnumerateArray().Single(job => job.GetProperty("name").GetString() == name);

    private static JsonElement Last(JsonElement status, string name) => Job(status, name).GetProperty("last");
}
