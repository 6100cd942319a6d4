using System.Net;
using System.Text.Json;
using Dapper;
using Dispatch.Access;
using Dispatch.Platform;
using Dispatch.Tests.Routing;

namespace Dispatch.Tests.Access;

/// <summary>Who sees what follows from rows: each reason lets somebody see over HTTP, and without its rows they do not; what ends takes its rows along.</summary>
internal sealed class GrantTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    /// <summary>Of each reason: what gives it, and who sees the document for that reason alone.</summary>
    private Dictionary<GrantReason, Func<Task<(string Document, string Reader)>>> Givers => new()
    {
        [GrantReason.Register] = async () => (await office.Letter("restricted"), "ngoc"),
        [GrantReason.Oversight] = async () => (await office.Letter(), "yen"),
        [GrantReason.Public] = async () => (await office.Letter("public"), "krong"),
        [GrantReason.Submission] = async () =>
        {
            var id = await office.Letter("restricted");
            await office.Did("hlan", $"/incoming-documents/{id}/submission", new { to = "nam" });
            return (id, "nam");
        },
        [GrantReason.Direction] = async () =>
        {
            // Passed on, directed by the one, and the first submission taken away by hand: only the direction is left.
            var id = await office.Letter("restricted");
            await office.Did("hlan", $"/incoming-documents/{id}/submission", new { to = "nam" });
            await office.Did("nam", $"/incoming-documents/{id}/directions", new { instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX" } } });
            await Drop(id, GrantReason.Submission);
            return (id, "nam");
        },
        [GrantReason.Assignment] = async () => ((await office.Direct("restricted")).Document, "tuan"),
        [GrantReason.UnitMember] = async () =>
        {
            var id = await office.Submitted();
            await office.Did("thinh", $"/incoming-documents/{id}/directions", new { instruction = "Giao đồng chí Krông", assignments = new[] { new { role = "lead", person = "krong" } } });
            return (id, "tuan");
        },
        [GrantReason.Opinion] = async () =>
        {
            var directed = await office.Direct();
            await office.Did("dao", $"/assignments/{directed.Lead}/opinions", new { unit = "NC", question = "Đề nghị cho ý kiến" });
            return (directed.Document, "lien");
        },
        [GrantReason.Share] = async () =>
        {
            var id = await office.Letter();
            await office.Did("hlan", $"/incoming-documents/{id}/shares", new { person = "khanh" });
            return (id, "khanh");
        },
        [GrantReason.HandOver] = async () =>
        {
            var directed = await office.Direct();
            await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan" } } });
            var quan = (await office.Get("quan", "/me")).GetProperty("id").GetString();
            await office.Did("quan", $"/users/{quan}/handover", new { because = "Chuyển công tác theo quyết định", to = "khanh" });
            return (directed.Document, "khanh");
        },
    };

    [Test]
    public async Task Each_reason_lets_somebody_see_and_without_its_rows_they_do_not()
    {
        Assert.That(Givers.Keys, Is.EquivalentTo(Enum.GetValues<GrantReason>()));
        foreach (var (reason, give) in Givers)
        {
            var (document, reader) = await give();
            Assert.That(await office.Status(reader, $"/incoming-documents/{document}"), Is.EqualTo(HttpStatusCode.OK), $"{reason}: {reader}");
            Assert.That(await Why(reader, document), Does.Contain(EnumText.Of(reason)), $"{reason} is said");

            await Drop(document, reason);
            Assert.That(await office.Status(reader, $"/incoming-documents/{document}"), Is.EqualTo(HttpStatusCode.NotFound), $"without rows of {reason}");
        }
    }

    [Test]
    public async Task What_ends_takes_its_grants_along()
    {
        var directed = await office.Direct();
        Assert.That(await Sees("tuan", directed.Document), Is.True);
        await office.Did("thinh", $"/assignments/{directed.Support}/withdrawal");
        Assert.That(await Sees("tuan", directed.Document), Is.False, "withdrawn");

        var share = await office.Did("hlan", $"/incoming-documents/{directed.Document}/shares", new { person = "krong" });
        Assert.That(await Sees("krong", directed.Document), Is.True);
        await office.Send("hlan", HttpMethod.Delete, $"/incoming-documents/{directed.Document}/shares/{share.GetProperty("id").GetString()}");
        Assert.That(await Sees("krong", directed.Document), Is.False, "share ended");

        var opinion = await office.Did("dao", $"/assignments/{directed.Lead}/opinions", new { unit = "NC", question = "Đề nghị cho ý kiến" });
        await office.Send("dao", HttpMethod.Delete, $"/opinions/{opinion.GetProperty("id").GetString()}");
        Assert.That(await Sees("lien", directed.Document), Is.False, "question taken back");

        await office.Did("thinh", $"/directions/{directed.Direction}/recall", new { reason = "Chuyển nhầm đơn vị chủ trì" });
        Assert.That(await Sees("dao", directed.Document), Is.False, "recalled");
    }

    [Test]
    public async Task What_ends_takes_no_more_along_than_its_own()
    {
        var directed = await office.Direct();
        var first = await office.Did("hlan", $"/incoming-documents/{directed.Document}/shares", new { person = "krong" });
        await office.Did("thinh", $"/incoming-documents/{directed.Document}/shares", new { unit = "KTTH" });
        await office.Send("hlan", HttpMethod.Delete, $"/incoming-documents/{directed.Document}/shares/{first.GetProperty("id").GetString()}");
        Assert.That(await Sees("tuan", directed.Document), Is.True, "his unit's line and the unit's share are left");

        // Passed on to another unit, which gives it back: that unit sees no more, the one that had it first still does.
        var forwarded = await office.Did("tuan", $"/assignments/{directed.Support}/forwarding", new { unit = "NC", note = "Thuộc lĩnh vực nội chính" });
        Assert.That(await Sees("lien", directed.Document), Is.True);
        var line = forwarded.GetProperty("id").GetString();
        await office.Did("lien", $"/assignments/{line}/return", new { reason = "Không thuộc nhiệm vụ của phòng" });
        await office.Did("tuan", $"/assignments/{line}/return-decision", new { accept = true });
        Assert.That((await Sees("lien", directed.Document), await Sees("tuan", directed.Document)), Is.EqualTo((false, true)));

        // Whoever has done their part keeps it in sight.
        await office.Did("dao", $"/assignments/{directed.Lead}/completion", new { result = "filed", openLines = "close" });
        Assert.That(await Sees("dao", directed.Document), Is.True);
    }

    [Test]
    public async Task The_access_level_is_followed_when_it_is_corrected()
    {
        var id = await office.Letter();
        Assert.That((await Sees("yen", id), await Sees("krong", id)), Is.EqualTo((true, false)));
        foreach (var (level, yen, krong) in new[] { ("public", true, true), ("restricted", false, false), ("internal", true, false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/incoming-documents/{id}");
            request.Content = System.Net.Http.Json.JsonContent.Create(new { accessLevel = level, because = "Đổi chế độ sử dụng" }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/merge-patch+json"));
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            Assert.That((await (await office.Client("hlan")).SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await Sees("yen", id), await Sees("krong", id)), Is.EqualTo((yen, krong)), level);
        }
    }

    [Test]
    public async Task A_substitute_sees_and_acts_from_the_first_day_to_the_last_and_the_journal_names_both()
    {
        await using var then = await RoutedOffice.Open();
        var thinh = (await then.Get("thinh", "/me")).GetProperty("id").GetString();
        await then.Did("thinh", $"/users/{thinh}/absences", new { substitute = "khanh", from = "2026-10-06", to = "2026-10-07", because = "Đi công tác" });
        await then.Refused("thinh", $"/users/{thinh}/absences", new { substitute = "nam", from = "2026-10-07", to = "2026-10-09", because = "Đi công tác" }, HttpStatusCode.Conflict, "absence-overlaps");
        var first = await then.Submitted(accessLevel: "restricted");
        Assert.That(await then.Status("khanh", $"/incoming-documents/{first}"), Is.EqualTo(HttpStatusCode.NotFound), "not yet");
        then.Registry.Office.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var who in new[] { "khanh", "thinh", "hlan" })
            await then.Registry.Fresh(who);
        Assert.That(await then.Status("khanh", $"/incoming-documents/{first}"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await then.Get("khanh", "/assignments/counts")).GetProperty("waitingDirection").GetInt64(), Is.EqualTo(1));
        await then.Did("khanh", $"/incoming-documents/{first}/directions", new { instruction = "Giao Phòng KGVX chủ trì", assignments = new[] { new { role = "lead", unit = "KGVX" } } });
        var history = await then.Get("thinh", $"/incoming-documents/{first}/history?limit=200");
        var act = history.GetProperty("items").EnumerateArray().Single(line => line.GetProperty("action").GetString() == "direction.given");
        Assert.That((act.GetProperty("person").GetString(), act.GetProperty("actingFor").GetString()), Is.EqualTo(("Ksor Khánh", "Nguyễn Đức Thịnh")));
        var second = await then.Submitted(accessLevel: "restricted");
        then.Registry.Office.Clock.Advance(TimeSpan.FromDays(2));
        await then.Registry.Fresh("khanh");
        Assert.That(await then.Status("khanh", $"/incoming-documents/{second}"), Is.EqualTo(HttpStatusCode.NotFound), "no longer");
    }

    [Test]
    public async Task A_leavers_account_is_not_closed_before_all_is_handed_over_to_named_persons()
    {
        await using var then = await RoutedOffice.Open();
        var directed = await then.Direct();
        await then.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } } });
        var quan = (await then.Get("quan", "/me")).GetProperty("id").GetString();
        await then.Refused("admin", $"/users/{quan}/disablement", new { reason = "Chuyển công tác" }, HttpStatusCode.Conflict, "work-open");
        var due = await then.Get("admin", $"/users/{quan}/handover");
        Assert.That(due.GetProperty("items")[0].GetProperty("subject").ValueKind, Is.EqualTo(JsonValueKind.Null), "an administrator sees numbers, no content");
        await then.Refused("admin", $"/users/{quan}/handover", new { because = "Chuyển công tác" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        var made = await then.Did("admin", $"/users/{quan}/handover", new { because = "Quyết định 112/QĐ-VP", to = "khanh" });
        Assert.That((made.GetProperty("items").GetArrayLength(), made.GetProperty("left").GetInt32()), Is.EqualTo((1, 0)));
        Assert.That(await then.Box("khanh", "toHandle"), Does.Contain(directed.Document));
        await then.Did("admin", $"/users/{quan}/disablement", new { reason = "Chuyển công tác" });
        var history = await then.Get("dao", $"/incoming-documents/{directed.Document}/history?limit=200");
        Assert.That(history.GetRawText(), Does.Contain("Võ Minh Quân"), "the name stays on past acts");
    }

    private async Task<bool> Sees(string who, string document) => await office.Status(who, $"/incoming-documents/{document}") == HttpStatusCode.OK;

    private async Task<List<string>> Why(string who, string document) =>
        [.. (await office.Get(who, $"/incoming-documents/{document}/access")).GetProperty("because").EnumerateArray().Select(one => one.GetProperty("because").GetString()!)];

    private async Task Drop(string document, GrantReason reason)
    {
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync("delete from document_grant where document_id = @Id and because = @Reason", new { Id = Guid.Parse(document), Reason = EnumText.Of(reason) });
    }
}
