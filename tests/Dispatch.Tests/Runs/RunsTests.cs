using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.Platform;
using Dispatch.Runs;
using Dispatch.Testing;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Runs;

/// <summary>Long runs: each item once whatever happens between, seen by who started them, ended when somebody asks.</summary>
[NonParallelizable]
internal sealed class RunsTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [SetUp]
    public async Task Open()
    {
        CountingRun.Within = null;
        office = await RegistryOffice.Open(services: services => KnownRunKind.Add<CountingRun>(services, CountingRun.Name));
        hlan = await office.Client("hlan");
        await using var owner = await office.Office.Database.OpenAsOwner();
        await owner.ExecuteAsync("create table counted (item integer, person_id uuid); grant all on counted to public");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Goes_on_batch_by_batch_to_its_end_and_tells_how_far_it_is()
    {
        var id = await Start(new(12, FaultAt: 7));
        var queued = await Read(id);
        Assert.That((Of(queued, "state"), queued.GetProperty("total").ValueKind), Is.EqualTo(("queued", JsonValueKind.Null)));
        Assert.That(await Step(), Is.True);
        var running = await Read(id);
        Assert.That((Of(running, "state"), Number(running, "total"), Number(running, "done"), Of(running, "message")), Is.EqualTo(("running", 12, 5, "Đến 5")));
        await Work();
        var done = await Read(id);
        Assert.That((Of(done, "state"), Number(done, "done"), Number(done, "failed"), Number(done, "processed")), Is.EqualTo(("done", 11, 1, 12)));
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 12)));
        var faults = (await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}/faults")).GetProperty("items");
        Assert.That((faults.GetArrayLength(), Number(faults[0], "item"), Of(faults[0], "message")), Is.EqualTo((1, 7, "Không hợp lệ")));
        await using var connection = await office.Connect();
        Assert.That(await connection.QueryAsync<string>("select action from journal_entry where object_type = 'run' order by id"), Is.EqualTo(new[] { "run.started", "run.done" }));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(distinct c.person_id) from counted c join person p on p.id = c.person_id and p.user_name = 'hlan'"),
            Is.EqualTo(1), "the job acts for who started it");
    }

    [Test]
    public async Task A_batch_cut_before_its_commit_leaves_nothing_and_is_done_once()
    {
        await Start(new(20));
        await Step();
        using var cut = new CancellationTokenSource();
        CountingRun.Within = (_, ct) =>
        {
            cut.Cancel();
            ct.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };
        Assert.That(async () => await Do(work => work.WorkNext(cut.Token)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 5)));
        CountingRun.Within = null;
        await Work();
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task A_worker_that_died_in_a_batch_leaves_its_run_to_the_next_at_once()
    {
        var id = await Start(new(20));
        CountingRun.Within = async (batch, _) =>
        {
            CountingRun.Within = null;
            // As a kill does: the connection is gone, the server undoes what it began.
            await using var owner = await office.Office.Database.OpenAsOwner();
            await owner.ExecuteAsync("select pg_terminate_backend(@pid)", new { pid = batch.Tx.Connection.ProcessID });
        };
        await Step();
        Assert.That(await Counted(), Is.Empty);
        Assert.That(Of(await Read(id), "message"), Does.Contain("tự thử lại"));
        office.Office.Clock.Advance(TimeSpan.FromSeconds(6));
        await Work();
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task Several_workers_do_each_item_once()
    {
        await Start(new(60));
        await Start(new(60));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Work()));
        await Work();
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 60).SelectMany(i => new[] { i, i })));
    }

    [Test]
    public async Task Takes_turns_so_that_a_long_run_does_not_hold_up_a_short_one()
    {
        var slow = await Start(new(1000));
        await Step();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(1));
        var quick = await Start(new(5));
        await Step();
        Assert.That((Of(await Read(quick), "state"), Of(await Read(slow), "state")), Is.EqualTo(("done", "running")));
    }

    [Test]
    public async Task A_failure_that_keeps_coming_back_ends_the_run_after_a_quarter_of_an_hour()
    {
        var id = await Start(new(10, ThrowAfter: 7));
        await Work();
        for (var minute = 0; minute < 20 && Of(await Read(id), "state") != "failed"; minute++)
        {
            office.Office.Clock.Advance(TimeSpan.FromMinutes(1));
            await Work();
        }
        var failed = await Read(id);
        Assert.That((Of(failed, "state"), Number(failed, "done")), Is.EqualTo(("failed", 5)));
        Assert.That(Of(failed, "message"), Does.Contain("Báo quản trị"));
        Assert.That(failed.GetProperty("endedAt").GetDateTimeOffset() - TestOffice.Morning, Is.InRange(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(20)));
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 5)));
    }

    [Test]
    public async Task One_that_waits_is_cancelled_at_once_and_one_at_work_after_its_batch()
    {
        var waiting = await Start(new(10));
        var answer = await hlan.PostAsync($"/api/v1/runs/{waiting}/cancellation", null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(Of(await answer.Content.ReadFromJsonAsync<JsonElement>(), "state"), Is.EqualTo("cancelled"));
        Assert.That((await hlan.PostAsync($"/api/v1/runs/{waiting}/cancellation", null)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));

        var working = await Start(new(20));
        CountingRun.Within = async (_, ct) =>
        {
            var during = await hlan.PostAsync($"/api/v1/runs/{working}/cancellation", null, ct);
            var view = await during.Content.ReadFromJsonAsync<JsonElement>(ct);
            Assert.That((Of(view, "state"), view.GetProperty("cancellationAsked").GetBoolean()), Is.EqualTo(("queued", true)), "nobody waits for the batch");
        };
        await Work();
        var cancelled = await Read(working);
        Assert.That((Of(cancelled, "state"), Number(cancelled, "done")), Is.EqualTo(("cancelled", 5)));
        Assert.That(await Counted(), Is.EqualTo(Enumerable.Range(1, 5)), "what was done stays");
    }

    [Test]
    public async Task Anothers_run_does_not_exist_but_for_who_manages_jobs()
    {
        var id = await Start(new(5, FaultAt: 2));
        await Work();
        var ngoc = await office.Client("ngoc");
        foreach (var path in new[] { "", "/events", "/faults", "/result" })
            Assert.That((await ngoc.GetAsync($"/api/v1/runs/{id}{path}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
        Assert.That((await ngoc.PostAsync($"/api/v1/runs/{id}/cancellation", null)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await ngoc.GetFromJsonAsync<JsonElement>("/api/v1/runs")).GetProperty("items").GetArrayLength(), Is.Zero);
        var admin = await office.Client("admin");
        Assert.That(Of((await admin.GetFromJsonAsync<JsonElement>("/api/v1/runs")).GetProperty("items")[0], "startedBy"), Is.EqualTo("Rơ Châm H'Lan"));
        Assert.That((await admin.GetAsync($"/api/v1/runs/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Is_listed_newest_first_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await Start(new(1)));
            await Task.Delay(2); // ids are in order to the millisecond
        }
        var first = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/runs?limit=3");
        var second = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/runs?limit=3&cursor=" + Of(first, "nextCursor"));
        Assert.That(first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(run => Of(run, "id")),
            Is.EqualTo(Enumerable.Reverse(ids)));
        Assert.That((await hlan.GetAsync("/api/v1/runs?cursor=%20x")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Says_304_while_nothing_has_changed()
    {
        var id = await Start(new(20));
        var before = await hlan.GetAsync($"/api/v1/runs/{id}");
        Assert.That((await If(id, before.Headers.ETag!)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        await Step();
        Assert.That((await If(id, before.Headers.ETag!)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Streams_its_progress_until_it_ends()
    {
        var id = await Start(new(10));
        using var answer = await hlan.GetAsync($"/api/v1/runs/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.That(await Next(reader), Is.EqualTo("queued"));
        await Step();
        Assert.That(await Next(reader), Is.EqualTo("running"));
        await Step();
        Assert.That(await Next(reader), Is.EqualTo("done"));
        Assert.That(await Next(reader), Is.Null, "the stream ends with the run");
    }

    [Test]
    public async Task Hands_out_the_file_it_made_that_commits_with_it()
    {
        CountingRun.Within = async (batch, ct) =>
        {
            await using var scope = office.Office.Services.CreateAsyncScope();
            batch.Result((await scope.ServiceProvider.GetRequiredService<StoreFile>()
                .Made(batch.Tx, "Kết quả.txt", new MemoryStream(Encoding.UTF8.GetBytes("Xong việc")), ct)).Value);
        };
        var id = await Start(new(3));
        Assert.That((await hlan.GetAsync($"/api/v1/runs/{id}/result")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await Work();
        Assert.That(Of(await Read(id), "resultFile"), Is.EqualTo("Kết quả.txt"));
        Assert.That(await hlan.GetStringAsync($"/api/v1/runs/{id}/result"), Is.EqualTo("Xong việc"));
    }

    [Test]
    public async Task A_run_of_a_kind_this_program_does_not_know_waits_for_one_that_does()
    {
        var known = await Start(new(5));
        await using (var connection = await office.Connect())
            await connection.ExecuteAsync("update run set kind = 'of.tomorrow'");
        Assert.That(await Step(), Is.False);
        Assert.That(Of(await Read(known), "state"), Is.EqualTo("queued"));
    }

    [Test]
    public async Task A_nudge_waits_in_the_queue_of_long_jobs()
    {
        office.Office.Services.GetRequiredService<StartRun>().Nudge();
        await using var connection = await office.Office.Database.OpenAsOwner();
        Assert.That(await connection.QueryAsync<string>("select queue from hangfire.jobqueue"), Is.EqualTo(new[] { WorkRuns.Queue }));
        Assert.That(Jobs.LongServerOptions.Queues, Is.EqualTo(new[] { WorkRuns.Queue }));
    }

    [Test]
    public async Task What_a_killed_worker_left_goes_on_when_one_starts()
    {
        var services = office.Office.Services;
        await new JobSchedule(services.GetRequiredService<JobStorage>(), services.GetRequiredService<OfficeClock>()).StartAsync(default);
        await using var connection = await office.Office.Database.OpenAsOwner();
        Assert.That(await connection.QueryAsync<string>("select queue from hangfire.jobqueue"), Is.EqualTo(new[] { WorkRuns.Queue }));
    }

    private async Task<string> Start(CountingRun.Plan plan)
    {
        var start = office.Office.Services.GetRequiredService<StartRun>();
        await using var connection = await office.Connect();
        var person = await connection.QuerySingleAsync<Id<Person>>("select id from person where user_name = 'hlan'");
        var caller = new Caller(person, "hlan", "Rơ Châm H'Lan", new HashSet<string>());
        await using var tx = await office.Office.Database.Database.Begin(caller, default);
        var run = await start.In(tx, new(CountingRun.Name, new("Đếm", "Counting"), plan), default);
        await tx.Commit(default);
        return run.Id.ToString();
    }

    private Task<bool> Step() => Do(work => work.WorkNext(default));

    private async Task Work() => await Do(async work =>
    {
        await work.Run(default);
        return true;
    });

    private async Task<bool> Do(Func<WorkRuns, Task<bool>> act)
    {
        await using var scope = office.Office.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<WorkRuns>());
    }

    private Task<JsonElement> Read(string id) => hlan.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}");

    private async Task<HttpResponseMessage> If(string id, EntityTagHeaderValue seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{id}");
        request.Headers.IfNoneMatch.Add(seen);
        return await hlan.SendAsync(request);
    }

    private async Task<int[]> Counted()
    {
        await using var connection = await office.Connect();
        return [.. await connection.QueryAsync<int>("select item from counted order by item")];
    }

    private static async Task<string?> Next(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return Of(JsonElement.Parse(line["data: ".Length..]), "state");
        }
        return null;
    }

    private static string? Of(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
