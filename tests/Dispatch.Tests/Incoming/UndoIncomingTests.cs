using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Testing;
using Dispatch.Tests.Files;

namespace Dispatch.Tests.Incoming;

/// <summary>Undo within a minute, over HTTP: what it takes back, what it refuses, and that both acts stay in the history.</summary>
internal sealed class UndoIncomingTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;
    private HttpClient ngoc = null!;
    private int letters;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
        ngoc = await office.Client("ngoc");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_correction_is_taken_back_whole_and_both_acts_stand_in_the_history()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm","symbol":"77/STC","signer":{"fullName":"Lê A"},"urgency":"express","because":"Gõ nhầm"}""");
        var view = await Undone(path, await LastAct(path));
        Assert.Multiple(() =>
        {
            Assert.That(view.GetProperty("subject").GetString(), Does.StartWith("V/v đẩy mạnh"));
            Assert.That(view.GetProperty("number").GetString(), Is.Not.EqualTo("77"));
            Assert.That(view.GetProperty("notation").GetString(), Is.EqualTo("VPCP-KSTT"));
            Assert.That(view.GetProperty("signer").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(view.GetProperty("urgency").GetString(), Is.EqualTo("normal"));
            Assert.That(view.GetProperty("version").GetInt32(), Is.EqualTo(3));
        });
        Assert.That(await Acts(path), Is.EqualTo(new[] { "incoming.registered", "incoming.corrected", "incoming.correctionUndone" }));
    }

    [Test]
    public async Task A_paper_without_number_becomes_one_again()
    {
        var letter = RegisterIncomingTests.Letter();
        letter.Remove("symbol");
        letter["unnumbered"] = true;
        var path = await Registered(letter);
        await Patch(path, """{"unnumbered":null,"symbol":"5/STC"}""");
        Assert.That((await Undone(path, await LastAct(path))).GetProperty("unnumbered").GetBoolean());
    }

    [Test]
    public async Task A_hand_over_just_noted_is_withdrawn_and_the_one_before_stays()
    {
        var path = await Registered();
        await Done(hlan.PostAsJsonAsync(path + "/transfers", new { to = "Phòng Tổng hợp" }));
        await Done(hlan.PostAsJsonAsync(path + "/transfers", new { to = "Phòng Kinh tế", receiptSignedBy = "Siu Y Krông" }));
        var view = await Undone(path, await LastAct(path));
        Assert.That(view.GetProperty("transfers").EnumerateArray().Select(t => t.GetProperty("to").GetString()), Is.EqualTo(new[] { "Phòng Tổng hợp" }));
        var history = await hlan.GetFromJsonAsync<JsonElement>(path + "/history");
        var withdrawn = history.GetProperty("items").EnumerateArray().Last(line => line.GetProperty("action").GetString() == "incoming.transferWithdrawn");
        Assert.That(withdrawn.ToString(), Does.Contain("Siu Y Krông").And.Contain("Phòng Kinh tế"));
    }

    [Test]
    public async Task A_replaced_scan_comes_back_and_the_new_one_stays_readable()
    {
        var letter = RegisterIncomingTests.Letter($"{++letters}/STC");
        var (first, second) = (await Uploaded("a.pdf"), await Uploaded("b.pdf"));
        letter["fileIds"] = new System.Text.Json.Nodes.JsonArray(first);
        var path = await Registered(letter);
        await Done(Put(path, new { fileIds = new[] { second }, reason = "Bản quét cũ thiếu trang 3" }));
        var files = (await Undone(path, await LastAct(path))).GetProperty("files").EnumerateArray().ToList();
        Assert.That(files.Select(f => (f.GetProperty("id").GetString(), f.GetProperty("replacedAt").ValueKind == JsonValueKind.Null)), Is.EqualTo(new[] { (first, true), (second, false) }));
        Assert.That((await hlan.GetAsync($"/api/v1/files/{second}/content")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_minute_later_it_is_too_late()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm"}""");
        var act = await LastAct(path);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(61));
        await Refused(hlan, path, act, "too-late-to-undo");
        Assert.That((await hlan.GetFromJsonAsync<JsonElement>(path)).GetProperty("subject").GetString(), Is.EqualTo("Nhầm"));
    }

    [Test]
    public async Task What_somebody_did_since_is_not_lost()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm"}""");
        var act = await LastAct(path);
        await Done(ngoc.PostAsJsonAsync(path + "/transfers", new { to = "Phòng Tổng hợp" }));
        var problem = await Refused(hlan, path, act, "changed-since");
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("Trần Thị Bích Ngọc"));
    }

    [Test]
    public async Task A_read_since_does_not_stand_in_the_way()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm"}""");
        var act = await LastAct(path);
        await ngoc.GetAsync(path);
        await Undone(path, act);
    }

    [Test]
    public async Task Only_who_did_it_undoes_it_and_only_once()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm"}""");
        var act = await LastAct(path);
        await Refused(ngoc, path, act, "not-yours-to-undo");
        await Undone(path, act);
        await Refused(hlan, path, act, "changed-since");
    }

    [Test]
    public async Task A_number_given_is_annulled_never_undone()
    {
        var path = await Registered();
        var problem = await Refused(hlan, path, await LastAct(path), "not-undone");
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("Hủy số"));
        await Done(hlan.PostAsJsonAsync(path + "/annulment", new { reason = "Vào nhầm sổ của đơn vị khác" }));
        await Refused(hlan, path, await LastAct(path), "not-undone");
    }

    [Test]
    public async Task An_act_of_another_document_or_none_is_not_found()
    {
        var (path, other) = (await Registered(), await Registered());
        await Patch(other, """{"subject":"Nhầm"}""");
        await Refused(hlan, path, await LastAct(other), "nothing-to-undo", 404);
        await Refused(hlan, $"/api/v1/incoming-documents/{Guid.CreateVersion7()}", 1, "document-not-found", 404);
    }

    [Test]
    public async Task Who_may_not_register_may_not_undo()
    {
        var path = await Registered();
        var thinh = await office.Client("thinh");
        Assert.That((int)(await thinh.PostAsJsonAsync(path + "/reversals", new { entry = 1 })).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await hlan.PostAsJsonAsync(path + "/reversals", new { entri = 1 })).StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task The_same_key_undoes_once_and_gets_the_same_answer()
    {
        var path = await Registered();
        await Patch(path, """{"subject":"Nhầm"}""");
        var act = await LastAct(path);
        var bodies = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path + "/reversals") { Content = JsonContent.Create(new { entry = act }) };
            request.Headers.Add("Idempotency-Key", "undo-" + act);
            var answer = await hlan.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }
        Assert.That(bodies[1], Is.EqualTo(bodies[0]));
    }

    private Task<string> Registered() => Registered(RegisterIncomingTests.Letter($"{++letters}/VPCP-KSTT"));

    private async Task<string> Registered(System.Text.Json.Nodes.JsonObject letter) =>
        "/api/v1/incoming-documents/" + (await Done(hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter))).GetProperty("id").GetString();

    private async Task<string> Uploaded(string name)
    {
        using var form = Uploads.Form(Uploads.Pdf(name), name);
        return (await Done(hlan.PostAsync("/api/v1/files", form))).GetProperty("id").GetString()!;
    }

    private Task Patch(string path, string patch) => Send(HttpMethod.Patch, path, new StringContent(patch, Encoding.UTF8, "application/merge-patch+json"), "\"1\"");

    private Task<HttpResponseMessage> Put(string path, object files)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path + "/files") { Content = JsonContent.Create(files) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        return hlan.SendAsync(request);
    }

    private async Task Send(HttpMethod method, string path, HttpContent content, string version)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        await Done(hlan.SendAsync(request));
    }

    private static async Task<JsonElement> Done(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)answer.StatusCode, Is.InRange(200, 201), body.ToString());
        return body;
    }

    private async Task<JsonElement> Undone(string path, long act) => await Done(hlan.PostAsJsonAsync(path + "/reversals", new { entry = act }));

    private static async Task<JsonElement> Refused(HttpClient client, string path, long act, string slug, int status = 409)
    {
        using var answer = await client.PostAsJsonAsync(path + "/reversals", new { entry = act });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(((int)answer.StatusCode, problem.GetProperty("type").GetString()), Is.EqualTo((status, "urn:dispatch:problem:" + slug)), problem.ToString());
        return problem;
    }

    private async Task<IReadOnlyList<JsonElement>> History(string path) =>
        [.. (await hlan.GetFromJsonAsync<JsonElement>(path + "/history")).GetProperty("items").EnumerateArray()
            .Where(line => line.GetProperty("action").GetString()!.StartsWith("incoming.", StringComparison.Ordinal) && line.GetProperty("action").GetString() != "incoming.read")];

    private async Task<IEnumerable<string?>> Acts(string path) => (await History(path)).Select(line => line.GetProperty("action").GetString());

    private async Task<long> LastAct(string path) => (await History(path))[^1].GetProperty("number").GetInt64();
}
