using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.Office;

/// <summary>The office's own data over HTTP: name, issuing bodies, limits, and what of the set-up is missing.</summary>
internal sealed class OfficeApiTests
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
    public async Task The_office_is_entered_once_and_edited_with_its_version()
    {
        var before = await admin.GetFromJsonAsync<JsonElement>("/api/v1/office");
        Assert.That((before.GetProperty("name").GetString(), before.GetProperty("version").GetInt32()), Is.EqualTo(("", 0)));
        var body = new { name = "Văn phòng UBND tỉnh", superiorName = "UBND tỉnh Gia Lai", code = "000.01.00.H21", email = "vanthu@gialai.gov.vn" };
        Assert.That((int)(await admin.PutAsJsonAsync("/api/v1/office", body)).StatusCode, Is.EqualTo(428));

        var entered = await Put(body, 0);
        var view = await entered.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.OK), view.ToString());
        Assert.That((view.GetProperty("code").GetString(), view.GetProperty("code102").GetString()), Is.EqualTo(("H21.00.01", "000.01.00.H21")), "kept in one form, shown in both");
        Assert.That(entered.Headers.ETag!.Tag, Is.EqualTo("\"1\""));

        Assert.That((int)(await Put(body with { name = "Tên khác" }, 0)).StatusCode, Is.EqualTo(412));
        Assert.That((int)(await Put(body with { name = "Tên khác" }, 1)).StatusCode, Is.EqualTo(200));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'office.changed'"), Is.EqualTo(2));
    }

    [TestCase("name", " ")]
    [TestCase("code", "Gia Lai")]
    [TestCase("email", "van thu@")]
    public async Task What_is_wrong_stands_beside_its_field(string field, string value)
    {
        var body = new Dictionary<string, string> { ["name"] = "Văn phòng", [field] = value };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/office") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        var answer = await admin.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task A_clerk_reads_the_office_and_changes_nothing_of_it()
    {
        var clerk = await office.Client("hlan");
        Assert.That((int)(await clerk.GetAsync("/api/v1/office")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await clerk.PutAsJsonAsync("/api/v1/office", new { name = "A" })).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await clerk.PostAsJsonAsync("/api/v1/issuing-bodies", new { name = "A" })).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await clerk.PostAsJsonAsync("/api/v1/limits", new { code = "T-IN-REG" })).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await clerk.GetAsync("/api/v1/set-up")).StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task An_issuing_body_is_added_edited_and_ended_and_its_name_is_free_again()
    {
        var body = new { name = "Ủy ban nhân dân tỉnh Bình Định", abbreviation = "UBND", code = "H08", validFrom = "2016-01-01", source = "Luật 77/2015/QH13" };
        var added = await (await admin.PostAsJsonAsync("/api/v1/issuing-bodies", body)).Content.ReadFromJsonAsync<JsonElement>();
        var id = added.GetProperty("id").GetString();
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/issuing-bodies", body with { name = "ủy ban nhân dân tỉnh  Bình Định" })).StatusCode, Is.EqualTo(409));

        Assert.That((int)(await Patch($"/api/v1/issuing-bodies/{id}", new { validTo = "2015-06-30" }, 1)).StatusCode, Is.EqualTo(422), "not before it began");
        var ended = await (await Patch($"/api/v1/issuing-bodies/{id}", new { validTo = "2025-06-30", source = "Nghị quyết 202/2025/QH15" }, 1)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((ended.GetProperty("validTo").GetString(), ended.GetProperty("version").GetInt32()), Is.EqualTo(("2025-06-30", 2)));
        Assert.That((int)(await Patch($"/api/v1/issuing-bodies/{id}", new { name = "Khác" }, 1)).StatusCode, Is.EqualTo(412));

        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/issuing-bodies", body)).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await Patch($"/api/v1/issuing-bodies/{Guid.Empty}", new { name = "Khác" }, 1)).StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_limit_is_a_new_row_from_today_on_and_counts_from_its_day()
    {
        var row = new { code = "T-IN-REG-URGENT", term = "15 minutes", validFrom = "2026-10-06", source = "QĐ 7/QĐ-VP" };
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/limits", row with { validFrom = "2026-10-04" })).StatusCode, Is.EqualTo(422), "what was counted stays");
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/limits", row with { code = "T-IN-REG" })).StatusCode, Is.EqualTo(422), "that one is in working days");
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/limits", row with { code = "T-KHAC" })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/limits", row)).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/limits", row)).StatusCode, Is.EqualTo(409));

        var rows = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/limits")).GetProperty("items").EnumerateArray()
            .Where(r => r.GetProperty("code").GetString() == "T-IN-REG-URGENT").ToList();
        Assert.That(rows.Select(r => (r.GetProperty("term").GetString(), r.GetProperty("inForce").GetBoolean())), Is.EqualTo(new[] { ("15 minutes", false), ("30 minutes", true) }));

        var calendar = await office.Do<Dispatch.Calendar.WorkingCalendars, Dispatch.Calendar.WorkingCalendar>(calendars => calendars.Current(default));
        var morning = new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7));
        Assert.That(calendar.RegisterBy(morning, urgent: true), Is.EqualTo(morning.AddMinutes(30)));
        Assert.That(calendar.RegisterBy(morning.AddDays(1), urgent: true), Is.EqualTo(morning.AddDays(1).AddMinutes(15)));
    }

    [Test]
    public async Task The_set_up_says_what_is_done_and_what_comes_next()
    {
        await using var fresh = await TestOffice.Start(new DateTimeOffset(2026, 12, 7, 8, 0, 0, TimeSpan.FromHours(7)));
        await Given.Person(fresh, "quantri", Dispatch.People.Role.Administrator);
        using var client = await fresh.Client("quantri");
        var view = await client.GetFromJsonAsync<JsonElement>("/api/v1/set-up");
        Assert.That(view.GetProperty("next").GetString(), Is.EqualTo("office"));
        var steps = view.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("step").GetString()!, s => (Done: s.GetProperty("done").GetBoolean(), Urgent: s.GetProperty("urgent").GetBoolean()));
        Assert.That(steps.Where(s => s.Value.Done).Select(s => s.Key), Is.EquivalentTo(new[] { "agencies", "documentTypes" }), "what comes with the program");
        Assert.That(steps["nextCalendar"].Urgent, Is.True, "from 1 December a missing calendar of next year is said");
        Assert.That(steps["calendar"].Urgent, Is.True);
    }

    private async Task<HttpResponseMessage> Put(object body, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/office") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await admin.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Patch(string path, object body, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await admin.SendAsync(request);
    }
}
