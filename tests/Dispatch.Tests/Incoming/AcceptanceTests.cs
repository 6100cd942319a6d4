using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dispatch.Testing;
using Dispatch.Tests.Files;

namespace Dispatch.Tests.Incoming;

/// <summary>Acceptance scenarios AC-02, AC-03 and AC-04 (records-work.md §8) over HTTP, each told from beginning to end.</summary>
internal sealed class AcceptanceTests
{
    private const string Documents = "/api/v1/incoming-documents";

    private RegistryOffice office = null!;
    private HttpClient hlan = null!;
    private HttpClient ngoc = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
        ngoc = await office.Client("ngoc");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task AC_02_a_paper_document_takes_the_next_number_of_the_same_series()
    {
        var electronic = RegisterIncomingTests.Letter();
        (electronic["medium"], electronic["receivedVia"]) = ("electronic", "axis");
        Assert.That((await Registered(hlan, electronic)).GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4521));

        var proposed = await ngoc.GetFromJsonAsync<JsonElement>("/api/v1/agencies?symbol=" + Uri.EscapeDataString("1287/SXD-QLĐT"));
        Assert.That(proposed.GetProperty("items")[0].GetProperty("name").GetString(), Is.EqualTo("Sở Xây dựng"));
        using var form = Uploads.Form(Uploads.Pdf("1287"), "Công văn 1287.pdf");
        var file = await (await ngoc.PostAsync("/api/v1/files", form)).Content.ReadFromJsonAsync<JsonElement>();
        var paper = new JsonObject
        {
            ["register"] = "DEN",
            ["issuer"] = "Sở Xây dựng",
            ["symbol"] = "1287/SXD-QLĐT",
            ["issuedOn"] = "2026-09-30",
            ["pageCount"] = 12,
            ["fileIds"] = new JsonArray(file.GetProperty("id").GetString()),
        };
        var refused = await ngoc.PostAsJsonAsync(Documents, paper);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.That(errors.EnumerateObject().Select(error => error.Name), Is.EqualTo(new[] { "subject" }));

        paper["subject"] = "V/v quản lý quy hoạch đô thị";
        var view = await Registered(ngoc, paper);
        Assert.Multiple(() =>
        {
            Assert.That(view.GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4522), "the refusal used no number");
            Assert.That((view.GetProperty("number").GetString(), view.GetProperty("notation").GetString()), Is.EqualTo(("1287", "SXD-QLĐT")));
            Assert.That(view.GetProperty("arrivedOn").GetString(), Is.EqualTo("2026-10-05"));
            Assert.That(view.GetProperty("medium").GetString(), Is.EqualTo("paper"));
            Assert.That(view.GetProperty("pageCount").GetInt32(), Is.EqualTo(12));
            Assert.That(view.GetProperty("files").GetArrayLength(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task AC_03_a_duplicate_names_the_existing_one_and_leaves_three_choices()
    {
        var electronic = RegisterIncomingTests.Letter();
        electronic["medium"] = "electronic";
        var first = await Registered(hlan, electronic);
        var paper = RegisterIncomingTests.Letter("9120/VPCP-KSTT", "Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));

        var asked = await ngoc.PostAsJsonAsync(Documents, paper);
        Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        var existing = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("existing")[0];
        Assert.That((existing.GetProperty("arrivalNumber").GetInt32(), existing.GetProperty("arrivedOn").GetString(), existing.GetProperty("registeredBy").GetString()),
            Is.EqualTo((4521, "2026-10-05", "Rơ Châm H'Lan")));
        Assert.That(await Last(), Is.EqualTo(4521), "to give up uses no number");

        var attached = await ngoc.PostAsJsonAsync($"{Documents}/{first.GetProperty("id").GetString()}/paper-copies", new { });
        Assert.That((await attached.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("medium").GetString(), Is.EqualTo("both"));
        Assert.That(await Last(), Is.EqualTo(4521), "a paper copy uses no number");

        paper["acceptDuplicateBecause"] = "Bản gửi lại có đóng dấu";
        var second = await Registered(ngoc, paper);
        Assert.That(second.GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4522));
        var history = await ngoc.GetStringAsync($"{Documents}/{second.GetProperty("id").GetString()}/history");
        Assert.That(history, Does.Contain("Bản gửi lại có đóng dấu"));

        Assert.That((await Registered(ngoc, RegisterIncomingTests.Letter("9120/VPCP-KSTT", "Văn phòng Quốc hội"))).GetProperty("arrivalNumber").GetInt32(), Is.EqualTo(4523));
    }

    [Test]
    public async Task AC_04_twenty_sessions_at_once_and_cut_lines_leave_no_gap_and_no_duplicate()
    {
        var sessions = new List<HttpClient>();
        for (var i = 0; i < 20; i++)
            sessions.Add(await office.Fresh(i % 2 == 0 ? "hlan" : "ngoc"));
        var cut = 0;
        var given = new System.Collections.Concurrent.ConcurrentBag<int>();
        await Task.WhenAll(sessions.Select(async (client, session) =>
        {
            for (var round = 0; round < 10; round++)
            {
                var letter = RegisterIncomingTests.Letter($"{(session * 100) + round}/SXD-QLĐT", "Sở Xây dựng");
                // Every fifth is cut at a moment of its own: whether its number was given, only the book knows.
                using var line = new CancellationTokenSource(round % 5 == 4 ? TimeSpan.FromMilliseconds(session) : Timeout.InfiniteTimeSpan);
                try
                {
                    using var answer = await client.PostAsJsonAsync(Documents, letter, line.Token);
                    Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
                    given.Add((await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("arrivalNumber").GetInt32());
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cut);
                }
            }
        }));
        foreach (var client in sessions)
            client.Dispose();
        hlan = await office.Fresh("hlan");
        Assert.That(given, Is.Unique);
        Assert.That(given.Count + cut, Is.EqualTo(200));
        // What was cut may still be on its way in the server: the book stands still once it answers the same twice.
        var proof = "";
        await RegisterIncomingTests.Eventually(async () =>
        {
            var before = proof;
            proof = await hlan.GetStringAsync("/api/v1/registers/DEN/2026/completeness");
            return before == proof;
        });
        var book = JsonElement.Parse(proof);
        Assert.That((book.GetProperty("missing").GetArrayLength(), book.GetProperty("duplicates").GetArrayLength()), Is.EqualTo((0, 0)), proof);
        Assert.That(book.GetProperty("last").GetInt32(), Is.GreaterThanOrEqualTo(given.Max()));
        Assert.That(await Registered(hlan, RegisterIncomingTests.Letter("1/KẾ-TIẾP")) is var next ? next.GetProperty("arrivalNumber").GetInt32() : 0,
            Is.EqualTo(book.GetProperty("last").GetInt32() + 1));
    }

    private static async Task<JsonElement> Registered(HttpClient client, JsonObject letter)
    {
        var answer = await client.PostAsJsonAsync(Documents, letter);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        return view;
    }

    private async Task<int> Last() => (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness")).GetProperty("last").GetInt32();
}
