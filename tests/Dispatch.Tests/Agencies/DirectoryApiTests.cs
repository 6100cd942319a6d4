using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;

namespace Dispatch.Tests.Agencies;

/// <summary>The directory is kept over HTTP: edited, cleaned of duplicates, taken in and given out whole.</summary>
internal sealed class DirectoryApiTests
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
    public async Task Both_forms_of_a_code_find_the_agency_and_are_shown()
    {
        await Add("Sở Thử Mã", code: "000.00.77.H21");
        foreach (var typed in new[] { "H21.77", "000.00.77.H21", "h21.77" })
            Assert.That((await Items("/api/v1/agencies?q=" + typed))[0].GetProperty("name").GetString(), Is.EqualTo("Sở Thử Mã"), typed);
        var found = (await Items("/api/v1/agencies?q=H21.77"))[0];
        Assert.That((found.GetProperty("code").GetString(), found.GetProperty("code102").GetString()), Is.EqualTo(("H21.77", "000.00.77.H21")));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/agencies", new { name = "Sở Mã Sai", code = "77.H21", source = "QĐ" })).StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task A_renamed_agency_is_still_found_by_its_old_name()
    {
        var id = await Add("Ban Quản lý Khu kinh tế cũ", variants: ["BQL KKT"]);
        var renamed = await Patch(id, new { name = "Ban Quản lý Khu kinh tế mới", validTo = (string?)null }, 1);
        var view = await renamed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(renamed.StatusCode, Is.EqualTo(HttpStatusCode.OK), view.ToString());
        Assert.That(view.GetProperty("variants").EnumerateArray().Select(v => v.GetString()), Is.EquivalentTo(new[] { "BQL KKT", "Ban Quản lý Khu kinh tế cũ" }));
        Assert.That((int)(await Patch(id, new { name = "X" }, 1)).StatusCode, Is.EqualTo(412));
        Assert.That((int)(await Patch(id, new { name = "Sở Nội vụ" }, 2)).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await Patch(id, new { variants = new[] { "Văn phòng CP" } }, 2)).StatusCode, Is.EqualTo(409), "the spelling of another");
        Assert.That((int)(await Patch(id, new { validFrom = "2026-01-01", validTo = "2025-01-01" }, 2)).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await Patch(Guid.Empty.ToString(), new { name = "X" }, 1)).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await admin.PatchAsJsonAsync($"/api/v1/agencies/{id}", new { name = "X" })).StatusCode, Is.EqualTo(428));
        Assert.That((int)(await (await office.Client("hlan")).PatchAsJsonAsync($"/api/v1/agencies/{id}", new { name = "X" })).StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task A_duplicate_is_merged_and_its_documents_keep_the_name_as_written()
    {
        var stays = await Add("Trung tâm Phục vụ hành chính công tỉnh");
        var goes = await Add("TT Phục vụ HCC tỉnh", code: "H21.88", variants: ["Trung tâm HCC"]);
        var hlan = await office.Client("hlan");
        var letter = JsonSerializer.SerializeToNode(RegisterIncomingTests.Letter("15/HCC"))!.AsObject();
        letter["issuer"] = "TT Phục vụ HCC tỉnh";
        var registered = await (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter)).Content.ReadFromJsonAsync<JsonElement>();
        var path = $"/api/v1/incoming-documents/{registered.GetProperty("id").GetString()}";

        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/agencies/{goes}/merger", new { into = stays })).StatusCode, Is.EqualTo(422), "why?");
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/agencies/{goes}/merger", new { into = goes, because = "Ghi hai lần" })).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await hlan.PostAsJsonAsync($"/api/v1/agencies/{goes}/merger", new { into = stays, because = "Ghi hai lần" })).StatusCode, Is.EqualTo(403));
        var merged = await admin.PostAsJsonAsync($"/api/v1/agencies/{goes}/merger", new { into = stays, because = "Ghi hai lần" });
        var view = await merged.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(merged.StatusCode, Is.EqualTo(HttpStatusCode.OK), view.ToString());
        Assert.That(view.GetProperty("variants").EnumerateArray().Select(v => v.GetString()), Is.EquivalentTo(new[] { "TT Phục vụ HCC tỉnh", "Trung tâm HCC" }));
        Assert.That(view.GetProperty("code").GetString(), Is.EqualTo("H21.88"), "what the one that stays did not have");

        var after = await hlan.GetFromJsonAsync<JsonElement>(path);
        Assert.That(after.GetProperty("issuer").GetString(), Is.EqualTo("TT Phục vụ HCC tỉnh"));
        Assert.That(after.ToString(), Does.Contain(stays), "and points to the one that stays");
        Assert.That(after.GetProperty("version").GetInt32(), Is.EqualTo(registered.GetProperty("version").GetInt32()));

        var gone = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/agencies/{goes}");
        Assert.That((gone.GetProperty("mergedInto").GetString(), gone.GetProperty("validTo").GetString()), Is.EqualTo((stays, gone.GetProperty("validFrom").GetString())));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/agencies/{goes}/merger", new { into = stays, because = "Lần nữa" })).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await Patch(goes, new { name = "Sống lại" }, 2)).StatusCode, Is.EqualTo(409));
        letter["symbol"] = null;
        letter["number"] = "16";
        letter["notation"] = "HCC";
        letter["issuer"] = "tt phục vụ hcc tỉnh";
        var next = await (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(next.ToString(), Does.Contain(stays), "the old name leads there from now on");
    }

    [Test]
    public async Task A_file_is_judged_row_by_row_and_written_as_chosen()
    {
        const string Heading = "Tên cơ quan,Viết tắt,Mã định danh,Cách viết khác,Từ ngày,Đến ngày,Nguồn\r\n";
        const string Good = "\"Xã Một, huyện thử\",UBND,H21.31.01,Xã 1; X. Một,01/07/2025,,NQ 1\r\n";
        const string Bad = "Xã Hai,,H21.31.01,,,,NQ 1\r\nXã Ba,,xyz,,31/02/2025,,\r\nXã Bốn,,,Văn phòng CP,,,NQ 1\r\nXã Bốn,,,,,,NQ 1\r\nSở Nội vụ,,,,,,NQ 1\r\n";
        var check = await Import(Heading + Good + Bad, "check");
        Assert.That((Int(check, "rows"), Int(check, "fresh"), Int(check, "known"), Int(check, "bad"), Int(check, "added")), Is.EqualTo((6, 1, 1, 4, 0)), check.ToString());
        Assert.That(check.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("line").GetInt32()} {p.GetProperty("field").GetString()}"),
            Is.EquivalentTo(new[] { "3 code", "4 code", "4 source", "4 validFrom", "5 variants", "6 name" }));
        Assert.That((int)(await admin.PostAsync("/api/v1/agencies/imports?mode=all", Csv(Heading + Good + Bad))).StatusCode, Is.EqualTo(422));
        Assert.That(await Items("/api/v1/agencies?q=xa%20mot%20huyen%20thu"), Is.Empty, "nothing yet");

        Assert.That(Int(await Import(Heading + Good + Bad, "good"), "added"), Is.EqualTo(1));
        var added = (await Items("/api/v1/agencies?q=X.%20M%E1%BB%99t"))[0];
        Assert.That((added.GetProperty("name").GetString(), added.GetProperty("code102").GetString()), Is.EqualTo(("Xã Một, huyện thử", "000.01.31.H21")));
        Assert.That(Int(await Import(Heading + Good, "all"), "known"), Is.EqualTo(1), "a second time it is known");
        Assert.That((int)(await admin.PostAsync("/api/v1/agencies/imports", Csv(""))).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await admin.PostAsync("/api/v1/agencies/imports?mode=perhaps", Csv(Heading + Good))).StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task Twenty_thousand_rows_are_taken_in_and_come_out_again()
    {
        var file = new StringBuilder("Tên cơ quan;Viết tắt;Mã định danh;Cách viết khác;Từ ngày;Đến ngày;Nguồn\n");
        for (var i = 0; i < 20_000; i++)
            file.Append(CultureInfo.InvariantCulture, $"\"Đơn vị \"\"thử\"\" số {i}\";DV{i};;Đ.vị {i}/thử;01/07/2025;;Danh mục {i}\n");
        await using var large = await RegistryOffice.Open();
        var chief = await large.Client("admin");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file.ToString())) { Headers = { ContentType = new("text/csv") } };
        var answer = await (await chief.PostAsync("/api/v1/agencies/imports?mode=all", content)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((Int(answer, "rows"), Int(answer, "added"), Int(answer, "bad")), Is.EqualTo((20_000, 20_000, 0)), answer.ToString());

        var export = await chief.GetByteArrayAsync("/api/v1/agencies/export");
        Assert.That(export[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        var lines = Encoding.UTF8.GetString(export).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        await using var connection = await large.Connect();
        Assert.That(lines, Has.Length.EqualTo(await connection.ExecuteScalarAsync<int>("select count(*)::integer from agency") + 1));
        Assert.That(lines, Has.Some.EqualTo("\"Đơn vị \"\"thử\"\" số 77\",\"DV77\",\"\",\"Đ.vị 77/thử\",\"01/07/2025\",\"\",\"Danh mục 77\""));
        var again = await (await chief.PostAsync("/api/v1/agencies/imports", new ByteArrayContent(export) { Headers = { ContentType = new("text/csv") } })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((Int(again, "fresh"), Int(again, "bad")), Is.EqualTo((0, 0)), "what came out is known");
    }

    private static int Int(JsonElement body, string name) => body.GetProperty(name).GetInt32();

    private static ByteArrayContent Csv(string text) => new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new("text/csv") } };

    private async Task<JsonElement> Import(string csv, string mode)
    {
        var answer = await admin.PostAsync("/api/v1/agencies/imports?mode=" + mode, Csv(csv));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        return body;
    }

    private async Task<string> Add(string name, string? code = null, string[]? variants = null)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/agencies", new { name, code, source = "QĐ thử", variants = variants ?? [] });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    private async Task<List<JsonElement>> Items(string path) => [.. (await admin.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    private async Task<HttpResponseMessage> Patch(string id, object body, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/agencies/{id}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await admin.SendAsync(request);
    }
}
