using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Tests.Documents;

/// <summary>The office's own document types: added, used, closed; the 29 of the decree stay.</summary>
internal sealed class DocumentTypesApiTests
{
    private RegistryOffice office = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        admin = await office.Client("admin");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_type_of_the_offices_own_is_added_listed_and_closed()
    {
        var body = new { code = "PĐN", name = "Phiếu đề nghị", abbreviation = "PĐN", source = "QĐ 15/QĐ-VP" };
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/document-types", body)).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/document-types", body with { abbreviation = "PDN" })).StatusCode, Is.EqualTo(409), "the code is taken");
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/document-types", body with { code = "QĐ2", abbreviation = "QĐ" })).StatusCode, Is.EqualTo(409), "so is the abbreviation");
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/document-types", body with { code = "P ĐN", source = " " })).StatusCode, Is.EqualTo(422));
        Assert.That(await Codes(), Has.Member("PĐN"));

        Assert.That((int)(await Patch("PĐN", new { validTo = "2026-10-04" }, 1)).StatusCode, Is.EqualTo(422), "not before it began");
        Assert.That((int)(await Patch("PĐN", new { validFrom = "2026-01-01", validTo = "2026-10-04" }, 1)).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await Patch("PĐN", new { name = "Khác" }, 1)).StatusCode, Is.EqualTo(412));
        Assert.That(await Codes(), Has.No.Member("PĐN"), "yesterday was its last day");
    }

    [Test]
    public async Task The_types_of_the_decree_are_not_edited()
    {
        Assert.That((int)(await Patch("QĐ", new { name = "Quyết định khác" }, 1)).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await Patch("KHONGCO", new { name = "A" }, 1)).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await (await office.Client("hlan")).PostAsJsonAsync("/api/v1/document-types", new { code = "X", name = "Y", source = "Z" })).StatusCode, Is.EqualTo(403));
    }

    private async Task<List<string?>> Codes() =>
        [.. (await admin.GetFromJsonAsync<JsonElement>("/api/v1/document-types?limit=200")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("code").GetString())];

    private async Task<HttpResponseMessage> Patch(string code, object body, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/document-types/{Uri.EscapeDataString(code)}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await admin.SendAsync(request);
    }
}
