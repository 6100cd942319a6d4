using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;

namespace Dispatch.Tests.Routing;

/// <summary>A changed calendar counts open terms anew: shown first, then moved; what is done, named or extended stays.</summary>
internal sealed class MovedTermTests
{
    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_day_off_that_is_entered_moves_open_terms_after_the_list_was_shown()
    {
        // Three lines from Monday 5 October: a term of five days, a named date, and a term that is done already.
        var (term, document) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        var (named, _) = await office.Given(new { role = "lead", unit = "KGVX", dueOn = "2026-10-12" });
        var (done, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        await office.Did("dao", $"/assignments/{done}/completion", new { result = "filed" });
        var (extended, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        await office.Did("dao", $"/assignments/{extended}/extension-requests", new { dueOn = "2026-10-13", reason = "Chờ số liệu của các huyện" });
        await office.Did("thinh", $"/assignments/{extended}/extension-requests/1/decision", new { accept = true });

        var moves = (await Preview()).GetProperty("moves").EnumerateArray().ToList();
        Assert.That(moves.Select(move => (move.GetProperty("id").GetString(), move.GetProperty("holder").GetString(), move.GetProperty("from").GetString(), move.GetProperty("to").GetString())),
            Is.EqualTo(new[] { ((string?)term, (string?)"Phòng Khoa giáo - Văn xã", (string?)"2026-10-12", (string?)"2026-10-13") }));
        Assert.That(moves[0].GetRawText(), Does.Not.Contain("số hóa"), "no content of documents");
        Assert.That(await office.DueOf(term), Is.EqualTo("2026-10-12"), "shown, not done");
        Assert.That((await office.Get("admin", "/calendar/2026")).GetRawText(), Does.Not.Contain("2026-10-07"));

        await Change();
        Assert.That((await office.DueOf(term), await office.DueOf(named), await office.DueOf(done), await office.DueOf(extended)), Is.EqualTo(("2026-10-13", "2026-10-12", "2026-10-12", "2026-10-13")));
        Assert.That((await office.Get("dao", "/notifications?unread=true")).GetRawText(), Does.Contain("deadlineMoved"));
        Assert.That((await office.Get("dao", $"/incoming-documents/{document}/history")).GetRawText(), Does.Contain("assignment.recounted"));
        Assert.That((await office.Get("dao", $"/assignments/{term}/deadline")).GetProperty("workingDays").GetInt32(), Is.EqualTo(5));
    }

    [Test]
    public async Task A_letter_that_waits_for_the_book_gets_its_new_limit_and_one_that_is_late_keeps_the_old()
    {
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync("""
            insert into received_item (id, received_at, received_by, urgency, urgency_rank, issuer_name, register_by, overdue_at, state, source)
            select gen_random_uuid(), timestamptz '2026-10-06 02:00+00', p.id, 'normal', 0, issuer, timestamptz '2026-10-07 23:59:59+07', late, 'received', 'typed'
            from person p, (values ('Sở Xây dựng', null::timestamptz), ('Sở Y tế', timestamptz '2026-10-08 01:00+07')) as t (issuer, late)
            where p.user_name = 'hlan'
            """);
        var moves = (await Preview()).GetProperty("moves").EnumerateArray().ToList();
        Assert.That(moves.Select(move => (move.GetProperty("of").GetString(), move.GetProperty("from").GetString(), move.GetProperty("to").GetString())), Is.EqualTo(new[] { ("receivedItem", "2026-10-07", "2026-10-08") }));
        await Change();
        Assert.That(await connection.QueryAsync<string>("select issuer_name || ' ' || to_char(register_by at time zone 'Asia/Ho_Chi_Minh', 'DD HH24:MI') from received_item order by 1"),
            Is.EqualTo(new[] { "Sở Xây dựng 08 23:59", "Sở Y tế 07 23:59" }));
    }

    [Test]
    public async Task Undeclaring_a_year_moves_nothing()
    {
        var (term, _) = await office.Given(new { role = "lead", unit = "KGVX", workingDays = 5 });
        await Put("/calendar/2026", await Days(), declared: false);
        Assert.That(await office.DueOf(term), Is.EqualTo("2026-10-12"));
    }

    private async Task<JsonElement> Preview()
    {
        var answer = await Send(HttpMethod.Post, "/calendar/2026/preview", await Days(), true);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Change() => await Put("/calendar/2026", await Days(), declared: true);

    private async Task Put(string path, object[] days, bool declared)
    {
        var answer = await Send(HttpMethod.Put, path, days, declared);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object[] days, bool declared)
    {
        var admin = await office.Client("admin");
        using var read = await admin.GetAsync("/api/v1/calendar/2026");
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = JsonContent.Create(new { declared, days }) };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.Tag);
        return await admin.SendAsync(request);
    }

    // The year as it is, with Wednesday 7 October off.
    private async Task<object[]> Days()
    {
        var days = (await office.Get("admin", "/calendar/2026")).GetProperty("days").EnumerateArray().Select(day => (object)day).ToList();
        days.Add(new { date = "2026-10-07", kind = "holiday", reason = "Nghỉ đột xuất", source = "Công điện thử" });
        return [.. days];
    }
}
