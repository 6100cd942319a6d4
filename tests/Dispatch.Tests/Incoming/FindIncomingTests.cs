using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Tests.Incoming;

/// <summary>Lists and search over HTTP (AC-22 as far as incoming documents go).</summary>
internal sealed class FindIncomingTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
        await Register("15/QĐ-UBND", "Kế hoạch chuyển đổi số tỉnh Gia Lai năm 2027", "2026-10-01", "normal");
        await Register("115/QĐ-UBND", "Về việc phê duyệt đường vành đai Pleiku", "2026-10-02", "normal");
        await Register("7/BC-STC", "Báo cáo tỉnh Đắk Lắk và thành phố Hoà Bình", "2026-10-02", "express");
        await Register("8/BC-STC", "Báo cáo thu ngân sách", "2026-10-05", "urgent");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase("ke hoach chuyen doi so", "15/QĐ-UBND")]
    [TestCase("số đổi chuyển hoạch kế", "15/QĐ-UBND")]
    [TestCase("KẾ HOẠCH CHUYỂN ĐỔI SỐ", "15/QĐ-UBND")]
    [TestCase("ke hoach chuy", "15/QĐ-UBND")]
    [TestCase("duong vanh dai", "115/QĐ-UBND")]
    [TestCase("dak lak", "7/BC-STC")]
    [TestCase("Hòa Bình", "7/BC-STC")]
    [TestCase("Hoà-Bình!", "7/BC-STC")]
    [TestCase("15/QĐ-UBND", "15/QĐ-UBND")]
    [TestCase("15/qd-ubnd", "15/QĐ-UBND")]
    [TestCase("15/", "15/QĐ-UBND")]
    [TestCase("015/QĐ", "15/QĐ-UBND")]
    public async Task A_query_finds_the_document_first(string q, string symbol)
    {
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
            Assert.That((await Symbols("?q=" + Uri.EscapeDataString(q.Normalize(form))))[0], Is.EqualTo(symbol), form.ToString());
    }

    [TestCase("khong co dau")]
    [TestCase("ke hoach duong")]
    [TestCase("' & | ! : * ( )")]
    [TestCase("%")]
    public async Task A_query_that_matches_nothing_answers_an_empty_page(string q) =>
        Assert.That(await Symbols("?q=" + Uri.EscapeDataString(q)), Is.Empty);

    [Test]
    public async Task The_newest_day_comes_first_and_the_urgent_first_within_a_day() =>
        Assert.That(await Symbols(""), Is.EqualTo(new[] { "8/BC-STC", "7/BC-STC", "115/QĐ-UBND", "15/QĐ-UBND" }));

    [TestCase("?sort=arrivalNumber", "15/QĐ-UBND")]
    [TestCase("?sort=-arrivalNumber", "8/BC-STC")]
    [TestCase("?urgency=express", "7/BC-STC")]
    [TestCase("?from=2026-10-05&to=2026-10-05", "8/BC-STC")]
    [TestCase("?register=DEN&year=2026&status=registered", "8/BC-STC")]
    public async Task Filters_and_orders_hold(string query, string first) => Assert.That((await Symbols(query))[0], Is.EqualTo(first));

    [TestCase("?limit=0", 422)]
    [TestCase("?limit=201", 422)]
    [TestCase("?limit=x", 400)]
    [TestCase("?status=lost", 422)]
    [TestCase("?sort=subject", 422)]
    [TestCase("?from=yesterday", 400)]
    [TestCase("?cursor=abc", 400)]
    [TestCase("?year=x", 400)]
    public async Task A_bad_parameter_gets_a_problem(string query, int status)
    {
        var answer = await hlan.GetAsync("/api/v1/incoming-documents" + query);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Pages_follow_each_other_without_a_hole_and_the_total_comes_only_when_asked()
    {
        foreach (var sort in new[] { "", "&sort=arrivalNumber", "&sort=-arrivalNumber" })
        {
            var seen = new List<string>();
            var cursor = "";
            do
            {
                var page = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents?limit=1{sort}{cursor}");
                Assert.That(page.TryGetProperty("count", out _), Is.False);
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("symbol").GetString()!));
                cursor = page.GetProperty("nextCursor").GetString() is { } next ? "&cursor=" + next : "";
            }
            while (cursor.Length > 0);
            Assert.That(seen, Is.EqualTo(await Symbols("?" + sort.TrimStart('&'))), sort);
        }
        Assert.That((await hlan.GetFromJsonAsync<JsonElement>("/api/v1/incoming-documents?limit=1&count=true")).GetProperty("count").GetInt32(), Is.EqualTo(4));
    }

    [TestCase("text/csv", "text/csv")]
    [TestCase("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task The_list_is_a_table_when_asked_for(string accept, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/incoming-documents?limit=1");
        request.Headers.Accept.ParseAdd(accept);
        var answer = await hlan.SendAsync(request);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(mediaType));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (mediaType == "text/csv")
        {
            Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
            Assert.That(Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(5), "the whole filter, not one page");
        }
        else
        {
            Assert.That(bytes[..2], Is.EqualTo("PK"u8.ToArray()));
        }
    }

    private async Task<string[]> Symbols(string query)
    {
        var answer = await hlan.GetAsync("/api/v1/incoming-documents" + query);
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), page.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("symbol").GetString()!)];
    }

    private async Task Register(string symbol, string subject, string arrivedOn, string urgency)
    {
        var letter = RegisterIncomingTests.Letter(symbol, "Sở Tài chính");
        (letter["subject"], letter["arrivedOn"], letter["urgency"], letter["issuedOn"]) = (subject, arrivedOn, urgency, "2026-09-30");
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
    }
}
