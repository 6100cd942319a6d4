using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Dispatch.Testing;

namespace Dispatch.Tests.Incoming;

/// <summary>Registering over HTTP, as integrators do it (api.md; acceptance scenarios AC-01 to AC-08).</summary>
internal sealed class RegisterIncomingTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    internal static JsonObject Letter(string symbol = "9120/VPCP-KSTT", string issuer = "Văn phòng Chính phủ") => new()
    {
        ["register"] = "DEN",
        ["issuer"] = issuer,
        ["symbol"] = symbol,
        ["issuedOn"] = "2026-10-02",
        ["subject"] = "V/v đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    };

    [Test]
    public async Task Takes_the_next_number_of_the_book_and_answers_the_whole_document()
    {
        var letter = Letter();
        letter["replyDueOn"] = "2026-10-16";
        letter["signer"] = new JsonObject { ["position"] = "Bộ trưởng, Chủ nhiệm", ["fullName"] = "Trần Văn Sơn" };
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
            Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo($"/api/v1/incoming-documents/{view.GetProperty("id").GetString()}"));
            Assert.That(answer.Headers.ETag!.Tag, Is.EqualTo("\"1\""));
            Assert.That(view.GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4521));
            Assert.That(view.GetProperty("symbol").GetString(), Is.EqualTo("9120/VPCP-KSTT"));
            Assert.That(view.GetProperty("number").GetString(), Is.EqualTo("9120"));
            Assert.That(view.GetProperty("notation").GetString(), Is.EqualTo("VPCP-KSTT"));
            Assert.That(view.GetProperty("status").GetString(), Is.EqualTo("registered"));
            Assert.That(view.GetProperty("arrivedOn").GetString(), Is.EqualTo("2026-10-05"));
            Assert.That(view.GetProperty("dueOn").GetString(), Is.EqualTo("2026-10-16"));
            Assert.That(view.GetProperty("registerBy").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 10, 6, 23, 59, 59, TimeSpan.FromHours(7))));
            Assert.That(view.GetProperty("issuerAgency").GetProperty("name").GetString(), Is.EqualTo("Văn phòng Chính phủ"));
            Assert.That(view.GetProperty("signer").GetProperty("fullName").GetString(), Is.EqualTo("Trần Văn Sơn"));
            Assert.That(view.GetProperty("secrecy").GetString(), Is.EqualTo("none"));
            Assert.That(view.GetProperty("warnings").GetArrayLength(), Is.Zero);
        });
        var read = await hlan.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.That(JsonElement.DeepEquals(read, view), Is.True);
    }

    [Test]
    public async Task Numbers_of_paper_and_electronic_documents_are_one_series()
    {
        Assert.That(await Number(Letter("1/A-B")), Is.EqualTo(4521));
        var electronic = Letter("2/A-B");
        (electronic["medium"], electronic["receivedVia"]) = ("electronic", "axis");
        Assert.That(await Number(electronic), Is.EqualTo(4522));
    }

    [Test]
    public async Task Names_every_missing_field_in_the_language_asked_for_and_uses_no_number()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incoming-documents") { Content = JsonContent.Create(new { }) };
        request.Headers.AcceptLanguage.ParseAdd("en");
        var answer = await hlan.SendAsync(request);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(422));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem.GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EquivalentTo(new[] { "register", "issuer", "subject", "symbol" }));
            Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo("Some fields are not valid"));
        });
        Assert.That(await Number(Letter()), Is.EqualTo(4521));
    }

    [TestCase("""{"register":"DEN","subjet":"x"}""", 400, "malformed-request")]
    [TestCase("""{"register":"DEN" """, 400, "malformed-request")]
    [TestCase("""[]""", 400, "malformed-request")]
    [TestCase("""{"register":"DEN","register":"DEN"}""", 400, "malformed-request")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","urgency":"soonish"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","issuedOn":"2026-02-30"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B\u0000","symbol":"1/C"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B\u0007","symbol":"1/C"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"NOPE","issuer":"A","subject":"B","symbol":"1/C"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","arrivedOn":"2026-10-06"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","issuedOn":"2026-10-06"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","arrivedOn":"2025-12-31"}""", 409, "book-not-open")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","documentType":"qđ"}""", 422, "invalid-fields")]
    [TestCase("""{"register":"DEN","issuer":"A","subject":"B","symbol":"1/C","fileIds":["0198a000-0000-7000-8000-000000000000"]}""", 422, "invalid-fields")]
    public async Task Bad_input_gets_a_problem_and_uses_no_number(string body, int status, string slug)
    {
        var answer = await hlan.PostAsync("/api/v1/incoming-documents", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), problem.ToString());
            Assert.That(problem.GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:" + slug));
            Assert.That(problem.GetProperty("traceId").GetString(), Is.Not.Empty);
        });
        Assert.That(await Number(Letter()), Is.EqualTo(4521));
    }

    [TestCase("mat")]
    [TestCase("secret")]
    [TestCase("tuyetMat")]
    public async Task A_secret_document_is_refused_and_nothing_of_it_is_kept(string secrecy)
    {
        var letter = Letter();
        letter["secrecy"] = secrecy;
        letter["subject"] = "Nội dung không ai được biết";
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter);
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:secret-document"));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from document"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>(
            "select count(*) from journal_entry where convert_from(canonical, 'UTF8') like '%không ai được biết%'"), Is.Zero);
    }

    [Test]
    public async Task A_likely_duplicate_names_the_existing_one_whoever_typed_the_issuer_and_a_reason_overrides_it()
    {
        await Number(Letter());
        var again = Letter("9120/VPCP-KSTT", "Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", again);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(409));
            Assert.That(problem.GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:likely-duplicate"));
            Assert.That(problem.GetProperty("existing")[0].GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4521));
            Assert.That(problem.GetProperty("existing")[0].GetProperty("registeredBy").GetString(), Is.EqualTo("Rơ Châm H'Lan"));
        });
        again["acceptDuplicateBecause"] = "Bản gửi lại có đóng dấu";
        Assert.That(await Number(again), Is.EqualTo(4522));
        Assert.That(await Number(Letter("9120/VPCP-KSTT", "Văn phòng Quốc hội")), Is.EqualTo(4523));
        var otherYear = Letter();
        otherYear["issuedOn"] = "2025-10-02";
        Assert.That(await Number(otherYear), Is.EqualTo(4524));
    }

    [Test]
    public async Task The_paper_of_an_electronic_document_is_attached_and_uses_no_number()
    {
        var letter = Letter();
        letter["medium"] = "electronic";
        var id = (await Registered(letter)).GetProperty("id").GetString();
        var answer = await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{id}/paper-copies", new { });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        Assert.That(view.GetProperty("medium").GetString(), Is.EqualTo("both"));
        Assert.That((int)(await hlan.PostAsJsonAsync($"/api/v1/incoming-documents/{id}/paper-copies", new { })).StatusCode, Is.EqualTo(409));
        Assert.That(await Number(Letter("10/VPCP")), Is.EqualTo(4522));
    }

    [Test]
    public async Task The_same_key_and_body_register_once_and_another_body_is_refused()
    {
        var first = await Keyed("k-1", Letter());
        var second = await Keyed("k-1", Letter());
        Assert.That(await second.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That((second.StatusCode, second.Headers.Location, second.Headers.ETag), Is.EqualTo((first.StatusCode, first.Headers.Location, first.Headers.ETag)));
        var other = await Keyed("k-1", Letter("1/X"));
        Assert.That((int)other.StatusCode, Is.EqualTo(422));
        Assert.That((await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:idempotency-key-reused"));
        Assert.That(await Number(Letter("2/X")), Is.EqualTo(4522));
    }

    [Test]
    public async Task Twenty_parallel_posts_of_one_key_make_one_entry_and_get_equal_answers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Keyed("k-20", Letter())));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.That(answers.Select(a => (int)a.StatusCode), Is.All.EqualTo(201), bodies[0]);
        Assert.That(bodies.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Number(Letter("2/X")), Is.EqualTo(4522));
    }

    [Test]
    public async Task Two_clerks_at_the_same_moment_get_numbers_without_gap_or_duplicate()
    {
        var ngoc = await office.Client("ngoc");
        var numbers = await Task.WhenAll(Enumerable.Range(1, 60).Select(async i =>
        {
            var answer = await (i % 2 == 0 ? hlan : ngoc).PostAsJsonAsync("/api/v1/incoming-documents", Letter($"{i}/SXD-QLĐT"));
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("arrivalNumber").GetInt32();
        }));
        Assert.That(numbers.Order(), Is.EqualTo(Enumerable.Range(4521, 60)));
        var proof = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
        Assert.That(proof.ToString(), Is.EqualTo("""{"first":4521,"last":4580,"missing":[],"duplicates":[],"annulled":[]}"""));
    }

    [Test]
    public async Task One_letter_posted_by_two_clerks_at_once_is_registered_once()
    {
        var ngoc = await office.Client("ngoc");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? hlan : ngoc).PostAsJsonAsync("/api/v1/incoming-documents", Letter())));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Conflict), Is.EqualTo(7));
    }

    [Test]
    public async Task A_symbol_that_cannot_be_parted_is_kept_as_written_and_marked()
    {
        var view = await Registered(Letter("Không số rõ ràng"));
        Assert.That(view.GetProperty("symbol").GetString(), Is.EqualTo("Không số rõ ràng"));
        Assert.That(view.GetProperty("symbolParsed").GetBoolean(), Is.False);
        Assert.That(view.GetProperty("warnings")[0].GetProperty("code").GetString(), Is.EqualTo("symbolUnparsed"));
    }

    [Test]
    public async Task Values_over_the_legal_length_are_kept_with_a_warning()
    {
        var letter = Letter();
        letter["subject"] = new string('ă', 501);
        var view = await Registered(letter);
        Assert.That(view.GetProperty("subject").GetString(), Has.Length.EqualTo(501));
        Assert.That(view.GetProperty("warnings")[0].GetProperty("field").GetString(), Is.EqualTo("subject"));
        Assert.That(view.GetProperty("warnings")[0].GetProperty("code").GetString(), Is.EqualTo("overLegalLength"));
    }

    [Test]
    public async Task Without_a_declared_calendar_registering_goes_on_and_the_limit_is_unknown()
    {
        await using (var connection = await office.Connect())
            await connection.ExecuteAsync("update calendar_year set declared_at = null, declared_by = null");
        var view = await Registered(Letter());
        Assert.That(view.GetProperty("registerBy").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(view.GetProperty("warnings")[0].GetProperty("code").GetString(), Is.EqualTo("calendarMissing"));
    }

    [Test]
    public async Task The_first_entry_of_a_new_year_opens_its_book_at_1()
    {
        office.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 17, 30, 0, TimeSpan.Zero)); // 00:30 on 1 January in the office
        hlan = await office.Fresh("hlan");
        var view = await Registered(Letter());
        Assert.That((view.GetProperty("year").GetInt32(), view.GetProperty("arrivalNumber").GetInt32()), Is.EqualTo((2027, 1)));
        var late = Letter("1/X");
        late["arrivedOn"] = "2026-12-31";
        Assert.That(await Number(late), Is.EqualTo(4521), "the old book stays open");
    }

    [Test]
    public async Task A_correction_needs_the_version_keeps_the_number_and_leaves_the_old_values_readable()
    {
        var view = await Registered(Letter());
        var path = $"/api/v1/incoming-documents/{view.GetProperty("id").GetString()}";
        Assert.That((int)(await Patch(path, """{"subject":"Mới"}""", null)).StatusCode, Is.EqualTo(428));
        Assert.That((int)(await Patch(path, """{"subject":"Mới"}""", "\"7\"")).StatusCode, Is.EqualTo(412));
        Assert.That((int)(await Patch(path, """{"subject":null}""", "\"1\"")).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await Patch(path, """{"register":"X"}""", "\"1\"")).StatusCode, Is.EqualTo(400));
        var answer = await Patch(path, """{"subject":"Trích yếu đã sửa","symbol":"9121/VPCP-KSTT","because":"Gõ nhầm"}""", "\"1\"");
        var after = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), after.ToString());
            Assert.That(answer.Headers.ETag!.Tag, Is.EqualTo("\"2\""));
            Assert.That(after.GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4521));
            Assert.That(after.GetProperty("number").GetString(), Is.EqualTo("9121"));
            Assert.That(after.GetProperty("issuer").GetString(), Is.EqualTo("Văn phòng Chính phủ"));
        });
        var history = await hlan.GetFromJsonAsync<JsonElement>(path + "/history");
        var corrected = history.GetProperty("items").EnumerateArray().Single(line => line.GetProperty("action").GetString() == "incoming.corrected");
        var subject = corrected.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("field").GetString() == "subject");
        Assert.That(subject.GetProperty("old").GetString(), Does.StartWith("V/v đẩy mạnh"));
        Assert.That(subject.GetProperty("new").GetString(), Is.EqualTo("Trích yếu đã sửa"));
    }

    [Test]
    public async Task An_annulled_number_keeps_its_line_with_the_reason_and_is_never_given_again()
    {
        var view = await Registered(Letter());
        var path = $"/api/v1/incoming-documents/{view.GetProperty("id").GetString()}";
        Assert.That((int)(await hlan.PostAsJsonAsync(path + "/annulment", new { reason = "ngắn" })).StatusCode, Is.EqualTo(422));
        var answer = await hlan.PostAsJsonAsync(path + "/annulment", new { reason = "Vào nhầm sổ của đơn vị khác" });
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString(), Is.EqualTo("annulled"));
        Assert.That((int)(await hlan.PostAsJsonAsync(path + "/annulment", new { reason = "Vào nhầm sổ của đơn vị khác" })).StatusCode, Is.EqualTo(409));
        Assert.That(await Number(Letter()), Is.EqualTo(4522), "an annulled document is no duplicate, its number is not reused");
        var entries = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/entries");
        Assert.That(entries.GetProperty("items")[0].GetProperty("state").GetString(), Is.EqualTo("annulled"));
        Assert.That(entries.GetProperty("items")[0].GetProperty("notes").GetString(), Is.EqualTo("Vào nhầm sổ của đơn vị khác"));
        var proof = await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
        Assert.That(proof.GetProperty("annulled")[0].GetProperty("number").GetInt32(), Is.EqualTo(4521));
    }

    [Test]
    public async Task Only_clerks_register_and_the_administrator_sees_no_content()
    {
        foreach (var (userName, register, read) in new[] { ("thinh", 403, 200), ("quan", 403, 200), ("admin", 403, 403) })
        {
            var client = await office.Client(userName);
            Assert.That((int)(await client.PostAsJsonAsync("/api/v1/incoming-documents", Letter())).StatusCode, Is.EqualTo(register), userName);
            Assert.That((int)(await client.GetAsync("/api/v1/incoming-documents")).StatusCode, Is.EqualTo(read), userName);
        }
        Assert.That((int)(await office.Office.Stranger().PostAsJsonAsync("/api/v1/incoming-documents", Letter())).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task A_read_stands_in_the_history()
    {
        var view = await Registered(Letter());
        var path = $"/api/v1/incoming-documents/{view.GetProperty("id").GetString()}";
        var thinh = await office.Client("thinh");
        await thinh.GetAsync(path);
        await Eventually(async () =>
        {
            var history = await hlan.GetFromJsonAsync<JsonElement>(path + "/history");
            return history.GetProperty("items").EnumerateArray().Any(line =>
                line.GetProperty("action").GetString() == "incoming.read" && line.GetProperty("person").GetString() == "Nguyễn Đức Thịnh");
        });
    }

    internal static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(50, limit.Token);
    }

    private async Task<JsonElement> Registered(JsonObject letter)
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        return view;
    }

    private async Task<int> Number(JsonObject letter) => (await Registered(letter)).GetProperty("arrivalNumber").GetInt32();

    private async Task<HttpResponseMessage> Keyed(string key, JsonObject letter)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incoming-documents") { Content = JsonContent.Create(letter) };
        request.Headers.Add("Idempotency-Key", key);
        return await hlan.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Patch(string path, string body, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json") };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        return await hlan.SendAsync(request);
    }
}
