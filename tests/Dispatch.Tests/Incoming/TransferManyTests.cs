using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Tests.Incoming;

/// <summary>Several papers handed over at once, over HTTP.</summary>
internal sealed class TransferManyTests
{
    private const string Path = "/api/v1/incoming-documents/transfers/bulk";

    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Each_has_its_own_answer_and_one_refused_holds_up_no_other()
    {
        var (good, annulled, stale) = (await Letter(), await Letter(), await Letter());
        (await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{annulled}/annulment", new { reason = "Vào nhầm sổ khác" })).EnsureSuccessStatusCode();
        var answer = await Move(new[] { new { id = good, version = 1 }, new { id = annulled, version = 2 }, new { id = stale, version = 7 }, new { id = Guid.Empty.ToString(), version = 1 } });
        Assert.That((answer.GetProperty("done").GetInt32(), answer.GetProperty("refused").GetInt32()), Is.EqualTo((1, 3)));
        Assert.That(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("problem").GetString()), Is.EqualTo(new[]
        {
            null, "urn:dispatch:problem:annulled-already", "urn:dispatch:problem:stale", "urn:dispatch:problem:document-not-found",
        }));
        Assert.That(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "done", "refused", "refused", "refused" }));
        Assert.That(await Transfers(good), Is.EqualTo(new[] { "Phòng Tổng hợp" }));
        Assert.That(await Transfers(stale), Is.Empty);
    }

    [Test]
    public async Task The_same_key_hands_over_once()
    {
        var id = await Letter();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonContent.Create(new { items = new[] { new { id } }, to = "Phòng Tổng hợp" }) };
            request.Headers.Add("Idempotency-Key", "bulk-once");
            using var answer = await hlan.SendAsync(request);
            Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("done").GetInt32(), Is.EqualTo(1));
        }
        Assert.That(await Transfers(id), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_list_tells_what_was_handed_over_and_what_was_not()
    {
        var (moved, kept) = (await Letter(), await Letter());
        await Move(new[] { new { id = moved, version = 1 } });
        async Task<string[]> Listed(string filter) =>
            [.. (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/incoming-documents?limit=200&transferred=" + filter)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        Assert.That(await Listed("true"), Does.Contain(moved).And.Not.Contain(kept));
        Assert.That(await Listed("false"), Does.Contain(kept).And.Not.Contain(moved));
    }

    [TestCase("{\"to\":\"Phòng Tổng hợp\"}", 422)]
    [TestCase("{\"items\":[],\"to\":\"Phòng Tổng hợp\"}", 422)]
    [TestCase("{\"items\":[{\"id\":\"00000000-0000-0000-0000-000000000000\"}]}", 422)]
    [TestCase("{\"items\":[{\"id\":\"00000000-0000-0000-0000-000000000000\"}],\"to\":\"P\",\"transferredOn\":\"2026-10-06\"}", 422)]
    [TestCase("{\"items\":[{\"id\":\"x\"}],\"to\":\"P\"}", 422)]
    public async Task A_request_that_makes_no_sense_is_refused_whole(string body, int status)
    {
        using var answer = await hlan.PostAsync(Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Who_may_not_register_hands_nothing_over() =>
        Assert.That((await (await office.Client("nam")).PostAsJsonAsync(Path, new { })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));

    [TestCase("?columns=arrivalNumber,signer", "Số đến,Người ký")]
    [TestCase("?columns=subject", "Trích yếu")]
    public async Task A_table_has_exactly_the_columns_asked_for(string query, string heads)
    {
        await Letter();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/incoming-documents" + query);
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await hlan.SendAsync(request);
        Assert.That((await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n")[0].Replace("\"", "", StringComparison.Ordinal), Is.EqualTo(heads));
        Assert.That((await hlan.GetAsync("/api/v1/incoming-documents?columns=subject,nothing")).StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    private async Task<JsonElement> Move(object items)
    {
        var answer = await hlan.PostAsJsonAsync(Path, new { items, to = "Phòng Tổng hợp" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string[]> Transfers(string id) =>
        [.. (await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents/{id}")).GetProperty("transfers").EnumerateArray().Select(transfer => transfer.GetProperty("to").GetString()!)];

    private int letters;

    private async Task<string> Letter()
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter($"{++letters}/SXD-NHIEU", "Sở Xây dựng"));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
