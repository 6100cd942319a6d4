using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;

namespace Dispatch.Tests.Registers;

/// <summary>AC-15, the incoming half: the last letter of a year, the first of the next, and a book that is closed between them.</summary>
internal sealed class NewYearTests
{
    private static readonly DateTimeOffset LastAfternoon = new(2026, 12, 31, 16, 45, 0, TimeSpan.FromHours(7));
    private static readonly DateTimeOffset FirstMonday = new(2027, 1, 4, 8, 10, 0, TimeSpan.FromHours(7));

    [Test]
    public async Task The_old_year_counts_on_the_new_one_begins_at_one_and_a_closed_book_takes_nothing()
    {
        await using var office = await RegistryOffice.Open(LastAfternoon);
        var hlan = await office.Client("hlan");
        var last = await Registered(await Register(hlan, "99/SNV", new(2026, 12, 31)));
        Assert.That((Number(last), last.GetProperty("year").GetInt32()), Is.EqualTo((4521, 2026)));
        Assert.That(last.GetProperty("registerBy").ValueKind, Is.EqualTo(JsonValueKind.Null), "the limit runs into a year nobody declared");
        Assert.That(last.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("message").GetString()), Has.Some.Contains("hưa khai báo lịch nghỉ năm 2027"));

        office.Office.Clock.SetUtcNow(FirstMonday);
        hlan = await office.Fresh("hlan");
        var first = await Registered(await Register(hlan, "1/SNV", new(2027, 1, 4)));
        Assert.That((Number(first), first.GetProperty("year").GetInt32()), Is.EqualTo((1, 2027)), "the year opens by itself");
        var late = await Registered(await Register(hlan, "100/SNV", new(2026, 12, 31)));
        Assert.That((Number(late), late.GetProperty("year").GetInt32()), Is.EqualTo((4522, 2026)), "until the book is closed");
        var years = (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers")).GetProperty("items")[0].GetProperty("years").EnumerateArray()
            .Select(y => (y.GetProperty("year").GetInt32(), y.GetProperty("lastNumber").GetInt32()));
        Assert.That(years, Is.EqualTo(new[] { (2027, 1), (2026, 4522) }));

        Assert.That(await Slug(await hlan.GetAsync("/api/v1/registers/DEN/2026/closure")), Is.EqualTo("book-not-closed"));
        var closed = await (await hlan.PostAsJsonAsync("/api/v1/registers/DEN/2026/closure", new { })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(closed.GetProperty("last").GetInt32(), Is.EqualTo(4522));
        var kept = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/closure");
        Assert.That(JsonElement.DeepEquals(kept, closed), Is.True, $"the certificate can be read again: {kept}");

        var id = last.GetProperty("id").GetString();
        Assert.That(await Slug(await Register(hlan, "101/SNV", new(2026, 12, 31))), Is.EqualTo("book-closed"), "register");
        Assert.That(await Slug(await Send(hlan, HttpMethod.Patch, $"/api/v1/incoming-documents/{id}", new { subject = "Sửa sau khi khóa" })), Is.EqualTo("book-closed"), "correct");
        Assert.That(await Slug(await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{id}/annulment", new { reason = "Hủy sau khi khóa sổ" })), Is.EqualTo("book-closed"), "annul");
        Assert.That(await Slug(await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{id}/transfers", new { to = "Phòng Nội chính" })), Is.EqualTo("book-closed"), "transfer");
        Assert.That(await Slug(await Send(hlan, HttpMethod.Put, $"/api/v1/incoming-documents/{id}/files", new { fileIds = Array.Empty<string>() })), Is.EqualTo("book-closed"), "replace scans");
        Assert.That(await Slug(await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{id}/paper-copies", new { })), Is.EqualTo("book-closed"), "paper copy");
        Assert.That(Number(await Registered(await Register(hlan, "2/SNV", new(2027, 1, 4)))), Is.EqualTo(2), "the new book goes on");

        Assert.That((int)(await hlan.DeleteAsync("/api/v1/registers/DEN/2026/closure")).StatusCode, Is.EqualTo(409));
        var asked = (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers")).GetProperty("items")[0].GetProperty("years")[1].GetProperty("reopeningAskedBy").GetString();
        Assert.That(asked, Is.EqualTo("Rơ Châm H'Lan"));
        Assert.That((int)(await (await office.Fresh("thinh")).DeleteAsync("/api/v1/registers/DEN/2026/closure")).StatusCode, Is.EqualTo(204));
        Assert.That(Number(await Registered(await Register(hlan, "102/SNV", new(2026, 12, 31)))), Is.EqualTo(4523));
    }

    [Test]
    public async Task What_begins_while_a_book_is_being_closed_finds_it_closed()
    {
        await using var office = await RegistryOffice.Open();
        var hlan = await office.Client("hlan");
        var id = (await Registered(await Register(hlan, "103/SNV", new(2026, 10, 5)))).GetProperty("id").GetString();
        await using var closing = await office.Connect();
        await using var tx = await closing.BeginTransactionAsync();
        // As CloseYear does: the counter is locked, the book counted, then closed.
        await closing.ExecuteAsync("select closed_at from series_year where year = 2026 for update");
        var correction = Send(hlan, HttpMethod.Patch, $"/api/v1/incoming-documents/{id}", new { subject = "Sửa trong lúc khóa sổ" });
        while (!correction.IsCompleted && await Waiting(office) == 0)
            await Task.Delay(20);
        await closing.ExecuteAsync("update series_year set closed_at = registered_at, closed_by = registered_by from incoming where series_year.year = 2026 and incoming.year = 2026");
        await tx.CommitAsync();
        Assert.That(await Slug(await correction), Is.EqualTo("book-closed"));

        static async Task<long> Waiting(RegistryOffice office)
        {
            await using var look = await office.Connect();
            return await look.ExecuteScalarAsync<long>("select count(*) from pg_locks where not granted");
        }
    }

    [Test]
    public async Task A_book_with_a_counter_per_type_opens_each_at_its_own_number()
    {
        await using var office = await RegistryOffice.Open();
        var thinh = await office.Client("thinh");
        Assert.That((int)(await thinh.PostAsJsonAsync("/api/v1/registers", new { code = "KHAC", kind = "outgoing", name = "Sổ khác", issuingBody = "UBND tỉnh", seriesRule = "perType" })).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await thinh.PostAsJsonAsync("/api/v1/registers/KHAC/years", new { year = 2026, firstNumberByType = new Dictionary<string, int> { ["KH"] = 105 } })).StatusCode,
            Is.EqualTo(422), "a reason is owed");
        Assert.That((int)(await thinh.PostAsJsonAsync("/api/v1/registers/KHAC/years", new { year = 2026, firstNumberByType = new Dictionary<string, int> { ["XX"] = 5 }, because = "Tiếp quản" })).StatusCode,
            Is.EqualTo(422), "no such type");
        Assert.That((int)(await thinh.PostAsJsonAsync("/api/v1/registers/KHAC/years", new { year = 2026, firstNumberByType = new Dictionary<string, int> { ["KH"] = 105, ["BC"] = 412 }, because = "Tiếp quản" })).StatusCode,
            Is.EqualTo(201));
        foreach (var (type, first) in new[] { ("KH", 105), ("BC", 412), ("TB", 1) })
            Assert.That((await thinh.GetFromJsonAsync<JsonElement>($"/api/v1/registers/KHAC/2026/completeness?documentType={type}")).GetProperty("first").GetInt32(), Is.EqualTo(first), type);
    }

    private static int Number(JsonElement view) => view.GetProperty("arrivalNumber").GetInt32();

    private static Task<HttpResponseMessage> Register(HttpClient client, string symbol, DateOnly arrivedOn)
    {
        var letter = JsonSerializer.SerializeToNode(RegisterIncomingTests.Letter(symbol))!.AsObject();
        letter["arrivedOn"] = arrivedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        letter.Remove("receivedAt");
        letter.Remove("replyDueOn");
        return client.PostAsJsonAsync("/api/v1/incoming-documents", letter);
    }

    private static async Task<JsonElement> Registered(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), body.ToString());
        return body;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }

    private static async Task<string> Slug(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Replace("urn:dispatch:problem:", "", StringComparison.Ordinal);
}
