using System.Net;
using System.Net.Http.Json;
using Dapper;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Registers;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Platform;

/// <summary>What Hangfire is told, and that each job of the schedule does its work when run, and nothing when run again.</summary>
internal sealed class JobsTests
{
    [Test]
    public void Hangfire_is_told_what_its_defaults_get_wrong()
    {
        var storage = Jobs.StorageOptions;
        Assert.Multiple(() =>
        {
            Assert.That(storage.UseSlidingInvisibilityTimeout, Is.True);
            Assert.That(storage.InvisibilityTimeout, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(60)));
            Assert.That(storage.QueuePollInterval, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(storage.PrepareSchemaIfNecessary, Is.False);
            Assert.That(storage.AllowDegradedModeWithoutStorage, Is.False);
            Assert.That(storage.SchemaName, Is.EqualTo("hangfire"));
            Assert.That(Jobs.ServerOptions.IsLightweightServer, Is.False);
        });
    }

    [Test]
    public async Task The_storage_holds_exactly_the_schedule_in_the_offices_zone()
    {
        await using var office = await RegistryOffice.Open();
        var storage = office.Office.Services.GetRequiredService<JobStorage>();
        new RecurringJobManager(storage).AddOrUpdate("from-an-older-release", () => Console.WriteLine(), Cron.Daily());
        Jobs.Schedule(storage, DispatchModule.Schedule, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        using var connection = storage.GetConnection();
        var jobs = Hangfire.Storage.StorageConnectionExtensions.GetRecurringJobs(connection);
        Assert.That(jobs.Select(j => (j.Id, j.Cron, j.TimeZoneId)), Is.EquivalentTo(DispatchModule.Schedule.Select(j => (j.Name, j.Cron, OfficeClock.DefaultZone))));
        foreach (var job in DispatchModule.Schedule)
            Assert.That(office.Office.Services.CreateScope().ServiceProvider.GetService(job.Job), Is.Not.Null, job.Name);
    }

    [Test]
    public async Task A_passed_reply_date_is_marked_once_on_the_day_after()
    {
        await using var office = await RegistryOffice.Open();
        var hlan = await office.Client("hlan");
        var letter = RegisterIncomingTests.Letter();
        letter["replyDueOn"] = "2026-10-06";
        (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter)).EnsureSuccessStatusCode();
        Assert.That(await Marked(office, 6), Is.Zero);
        Assert.That(await Marked(office, 7), Is.EqualTo(1));
        Assert.That(await Marked(office, 8), Is.EqualTo(1));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'incoming.replyOverdue'"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_idempotency_key_is_forgotten_after_seven_days_and_not_before()
    {
        await using var office = await RegistryOffice.Open();
        await using var connection = await office.Connect();
        await connection.ExecuteAsync("""
            insert into idempotency_key (person_id, key, request_hash, created_at)
            select @SystemId, 'k' || n, '\x00', @Now - n * interval '1 day' from generate_series(1, 10) n
            """, new { SystemId = Caller.SystemId.Value, Now = TestOffice.Morning.ToUniversalTime() });
        await Run<ForgetIdempotencyKeys>(office, job => job.Run(default));
        Assert.That(await connection.QueryAsync<string>("select key from idempotency_key order by created_at desc"),
            Is.EqualTo(Enumerable.Range(1, 7).Select(n => $"k{n}")));
    }

    [Test]
    public async Task Next_years_books_open_in_December_and_once()
    {
        await using var office = await RegistryOffice.Open();
        await Run<OpenNextYear>(office, job => job.Run(default));
        await using var connection = await office.Connect();
        Assert.That(await connection.QueryAsync<int>("select year from series_year"), Is.EqualTo(new[] { 2026 }));
        office.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 1, 10, 0, TimeSpan.FromHours(7)));
        await Run<OpenNextYear>(office, job => job.Run(default));
        await Run<OpenNextYear>(office, job => job.Run(default));
        Assert.That(await connection.QueryAsync<(int, int, int)>("select year, first_number, last_number from series_year order by year"),
            Is.EqualTo(new[] { (2026, 4521, 4520), (2027, 1, 0) }));
    }

    [Test]
    public async Task The_dashboard_is_the_administrators_alone_also_behind_a_proxy_on_the_same_host()
    {
        await using var office = await RegistryOffice.Open();
        foreach (var forwarded in new[] { false, true })
        {
            foreach (var (userName, allowed) in new[] { ("admin", true), ("hlan", false), ("thinh", false) })
            {
                var client = await office.Client(userName);
                Assert.That(await Status(client, forwarded), allowed ? Is.EqualTo(HttpStatusCode.OK) : Is.Not.EqualTo(HttpStatusCode.OK), userName);
            }
            using var stranger = office.Office.Stranger();
            Assert.That(await Status(stranger, forwarded), Is.Not.EqualTo(HttpStatusCode.OK), "a local address opens nothing");
        }
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, bool forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        if (forwarded)
            request.Headers.Add("X-Forwarded-For", "127.0.0.1");
        return (await client.SendAsync(request)).StatusCode;
    }

    private static async Task<long> Marked(RegistryOffice office, int day)
    {
        office.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 10, day, 0, 5, 0, TimeSpan.FromHours(7)));
        await Run<MarkPassedReplyDates>(office, job => job.Run(default));
        await using var connection = await office.Connect();
        return await connection.ExecuteScalarAsync<long>("select count(*) from incoming where reply_overdue_at is not null");
    }

    private static async Task Run<TJob>(RegistryOffice office, Func<TJob, Task> run) where TJob : notnull
    {
        await using var scope = office.Office.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TJob>());
    }
}
