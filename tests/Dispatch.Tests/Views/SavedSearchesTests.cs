using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Tests.Views;

/// <summary>Saved views over HTTP.</summary>
internal sealed class SavedSearchesTests
{
    private const string Path = "/api/v1/saved-searches";

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
    public async Task Everybody_has_the_views_laid_out_with_the_program() =>
        Assert.That((await Names(hlan)).Take(3), Is.EqualTo(new[] { "Hôm nay", "Khẩn", "Chưa chuyển" }));

    [Test]
    public async Task A_personal_view_is_its_owner_s_alone_and_goes_when_dropped()
    {
        var answer = await hlan.PostAsJsonAsync(Path, new { name = "Của tôi", query = "?khan=gap", sharing = "personal" });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        Assert.That(view.GetProperty("query").GetString(), Is.EqualTo("khan=gap"));
        var ngoc = await office.Client("ngoc");
        Assert.That(await Names(hlan), Does.Contain("Của tôi"));
        Assert.That(await Names(ngoc), Does.Not.Contain("Của tôi"));
        Assert.That((await ngoc.DeleteAsync(answer.Headers.Location)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await hlan.DeleteAsync(answer.Headers.Location)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await Names(hlan), Does.Not.Contain("Của tôi"));
    }

    [Test]
    public async Task Everybody_s_views_cannot_be_dropped() =>
        Assert.That((await hlan.DeleteAsync(Path + "/00000000-0000-7000-8000-0000000a0001")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

    [TestCase("{\"query\":\"khan=gap\"}", 422)]
    [TestCase("{\"name\":\"x\",\"sharing\":\"everybody\"}", 422)]
    [TestCase("{\"name\":\"x\",\"list\":\"outgoing\"}", 422)]
    [TestCase("{\"name\":\"x\\u0000\"}", 422)]
    [TestCase("{\"name\":\"x\",\"sharing\":\"unit\"}", 409)]
    public async Task What_makes_no_view_is_a_problem(string body, int status)
    {
        using var answer = await hlan.PostAsync(Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Who_may_not_read_has_no_views()
    {
        var admin = await office.Client("admin");
        Assert.That((await admin.GetAsync(Path)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<List<string>> Names(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("items").EnumerateArray().Select(view => view.GetProperty("name").GetString()!)];
}
