using System.Net;
using System.Text.Json;
using Dapper;
using Dispatch.Platform;
using Dispatch.Routing;

namespace Dispatch.Tests.Routing;

/// <summary>Lines: second level (AC-10), return (AC-11), the answer that closes the question (AC-12), over HTTP.</summary>
internal sealed class AssignmentTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_unit_head_assigns_a_person_whose_five_working_days_end_on_12_October()
    {
        var directed = await office.Direct();
        var given = await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } } });
        Assert.That(given.GetProperty("assignments")[0].GetProperty("dueOn").GetString(), Is.EqualTo("2026-10-12"));
        Assert.That(given.GetProperty("warnings").GetArrayLength(), Is.Zero);
        Assert.That(await office.Box("quan", "toHandle"), Does.Contain(directed.Document));
        Assert.That(await office.Status("quan", $"/incoming-documents/{directed.Document}"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await office.Box("dao", "toAssign"), Does.Not.Contain(directed.Document));
        Assert.That(await office.Box("dao", "unitInProgress"), Does.Contain(directed.Document));
        Assert.That(await office.StatusOf(directed.Document), Is.EqualTo("inProgress"));
        Assert.That(await office.Status("khanh", $"/incoming-documents/{directed.Document}"), Is.EqualTo(HttpStatusCode.NotFound), "another officer of the unit");
    }

    [TestCase("2026-08-28T08:00:00+07:00", 7, "2026-09-11")]
    [TestCase("2026-08-20T08:00:00+07:00", 3, "2026-08-24")]
    public async Task Holidays_and_swaps_are_counted(string now, int days, string due)
    {
        await using var then = await RoutedOffice.Open(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var id = await then.Submitted();
        var direction = await then.Did("thinh", $"/incoming-documents/{id}/directions", new { instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX" } } });
        var given = await then.Did("dao", $"/assignments/{RoutedOffice.LineOf(direction, "KGVX")}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = days } } });
        Assert.That(given.GetProperty("assignments")[0].GetProperty("dueOn").GetString(), Is.EqualTo(due));
    }

    [Test]
    public async Task A_persons_deadline_after_the_units_is_warned_of()
    {
        var directed = await office.Direct();
        var given = await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", dueOn = "2026-10-20" } } });
        Assert.That(given.GetProperty("warnings")[0].GetProperty("code").GetString(), Is.EqualTo("after-parent"));
    }

    [Test]
    public async Task A_line_is_returned_only_when_the_unit_head_and_then_the_chief_accept_and_the_leads_line_is_untouched()
    {
        var directed = await office.Direct();
        var below = await office.Did("tuan", $"/assignments/{directed.Support}/assignments", new { assignments = new[] { new { role = "lead", person = "krong" } } });
        var krongs = below.GetProperty("assignments")[0].GetProperty("id").GetString()!;
        await office.Refused("krong", $"/assignments/{krongs}/return", new { reason = "không" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("krong", $"/assignments/{krongs}/return", new { reason = "Không thuộc nhiệm vụ của phòng" });
        Assert.That(await office.Box("tuan", "returns"), Does.Contain(directed.Document));
        Assert.That(await office.Box("thinh", "returns"), Does.Not.Contain(directed.Document));
        Assert.That(await office.StateOf(krongs), Is.EqualTo("returnProposed"));
        await office.Refused("krong", $"/assignments/{krongs}/return-decision", new { accept = true }, HttpStatusCode.Forbidden, "not-permitted");
        await office.Did("tuan", $"/assignments/{krongs}/return-decision", new { accept = true, passUp = true });
        Assert.That((await office.StateOf(krongs), await office.StateOf(directed.Support)), Is.EqualTo(("returned", "returnProposed")));
        Assert.That(await office.Status("krong", $"/incoming-documents/{directed.Document}"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await office.Box("thinh", "returns"), Does.Contain(directed.Document));
        await office.Did("thinh", $"/assignments/{directed.Support}/return-decision", new { accept = true });
        Assert.That((await office.StateOf(directed.Support), await office.StateOf(directed.Lead)), Is.EqualTo(("returned", "pending")));
        Assert.That(await office.Status("tuan", $"/incoming-documents/{directed.Document}"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_declined_return_stays_and_says_why()
    {
        var directed = await office.Direct();
        await office.Did("dao", $"/assignments/{directed.Lead}/return", new { reason = "Không thuộc nhiệm vụ của phòng" });
        await office.Refused("thinh", $"/assignments/{directed.Lead}/return-decision", new { accept = false }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/assignments/{directed.Lead}/return-decision", new { accept = false, reason = "Vẫn giao phòng chủ trì" });
        Assert.That(await office.StateOf(directed.Lead), Is.EqualTo("active"));
    }

    [Test]
    public async Task After_the_lead_gave_it_back_a_new_one_is_named_in_the_same_direction()
    {
        var directed = await office.Direct();
        await office.Did("dao", $"/assignments/{directed.Lead}/return", new { reason = "Không thuộc nhiệm vụ của phòng" });
        await office.Did("thinh", $"/assignments/{directed.Lead}/return-decision", new { accept = true });
        await office.Refused("thinh", $"/directions/{directed.Direction}/assignments", new { assignments = new[] { new { role = "support", unit = "NC" } } }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/directions/{directed.Direction}/assignments", new { assignments = new[] { new { role = "lead", unit = "NC" } } });
        await office.Refused("thinh", $"/directions/{directed.Direction}/assignments", new { assignments = new[] { new { role = "lead", unit = "KGVX" } } }, HttpStatusCode.Conflict, "second-lead");
        Assert.That(await office.Box("lien", "toAssign"), Does.Contain(directed.Document));
    }

    [Test]
    public async Task The_answer_closes_the_line_the_units_line_and_the_document()
    {
        var directed = await office.Direct();
        var quans = (await office.Did("dao", $"/assignments/{directed.Lead}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } } }))
            .GetProperty("assignments")[0].GetProperty("id").GetString()!;
        var complete = $"/assignments/{quans}/completion";
        await office.Refused("quan", complete, new { result = "answered" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", complete, new { result = "other", note = "ngắn" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", complete, new { result = "answered", answerSymbol = "1520/UBND-KGVX" }, HttpStatusCode.Conflict, "open-lines");
        await office.Did("quan", complete, new { result = "answered", answerSymbol = "1520/UBND-KGVX", openLines = "close" });
        Assert.That((await office.StateOf(quans), await office.StateOf(directed.Lead), await office.StateOf(directed.Support)), Is.EqualTo(("done", "done", "done")));
        Assert.That(await office.StatusOf(directed.Document), Is.EqualTo("completed"));
        var line = await office.Get("dao", $"/assignments/{directed.Lead}");
        Assert.That(line.GetProperty("assignment").GetProperty("answerSymbol").GetString(), Is.EqualTo("1520/UBND-KGVX"));
        var notices = await office.Get("thinh", "/notifications?limit=200");
        Assert.That(notices.GetProperty("items").EnumerateArray().Count(notice => notice.GetProperty("kind").GetString() == "completed" && notice.GetProperty("objectId").GetString() == directed.Document), Is.EqualTo(1));
    }

    [Test]
    public async Task Waiting_leaves_the_document_open_until_the_support_is_done()
    {
        var directed = await office.Direct();
        await office.Did("dao", $"/assignments/{directed.Lead}/completion", new { result = "reported", openLines = "wait" });
        Assert.That((await office.StateOf(directed.Lead), await office.StatusOf(directed.Document)), Is.EqualTo(("done", "inProgress")));
        await office.Did("tuan", $"/assignments/{directed.Support}/completion", new { result = "filed" });
        Assert.That(await office.StatusOf(directed.Document), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Reopening_opens_the_document_with_it()
    {
        var directed = await office.Direct();
        await office.Did("dao", $"/assignments/{directed.Lead}/completion", new { result = "reported", openLines = "close" });
        await office.Refused("dao", $"/assignments/{directed.Lead}/reopening", new { reason = "vì" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/assignments/{directed.Lead}/reopening", new { reason = "Cần bổ sung số liệu quý III" });
        Assert.That((await office.StateOf(directed.Lead), await office.StatusOf(directed.Document)), Is.EqualTo(("active", "inProgress")));
    }

    [Test]
    public async Task A_line_passed_on_whole_comes_back_when_its_new_holder_returns_it()
    {
        var directed = await office.Direct();
        var passed = (await office.Did("dao", $"/assignments/{directed.Lead}/forwarding", new { unit = "NC", note = "Thuộc lĩnh vực nội chính" })).GetProperty("id").GetString()!;
        Assert.That((await office.StateOf(directed.Lead), await office.StateOf(passed)), Is.EqualTo(("forwarded", "pending")));
        Assert.That(await office.Box("lien", "toAssign"), Does.Contain(directed.Document));
        await office.Did("lien", $"/assignments/{passed}/return", new { reason = "Phòng Nội chính không phụ trách" });
        await office.Refused("thinh", $"/assignments/{passed}/return-decision", new { accept = true }, HttpStatusCode.Forbidden, "not-permitted");
        await office.Did("dao", $"/assignments/{passed}/return-decision", new { accept = true });
        Assert.That((await office.StateOf(directed.Lead), await office.StateOf(passed)), Is.EqualTo(("active", "returned")));
    }

    [Test]
    public async Task A_line_is_withdrawn_unread_without_a_word_and_read_with_a_reason()
    {
        var unread = await office.Direct();
        await office.Did("thinh", $"/assignments/{unread.Support}/withdrawal");
        Assert.That(await office.StateOf(unread.Support), Is.EqualTo("withdrawn"));
        var read = await office.Direct();
        await office.Did("tuan", $"/assignments/{read.Support}/reading");
        await office.Refused("thinh", $"/assignments/{read.Support}/withdrawal", new { }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/assignments/{read.Support}/withdrawal", new { reason = "Không cần phối hợp nữa" });
        await office.Refused("thinh", $"/assignments/{read.Lead}/withdrawal", new { }, HttpStatusCode.Conflict, "lead-stays");
    }

    [Test]
    public async Task An_opinion_asked_of_another_unit_lets_its_head_see_the_document_and_answer()
    {
        var directed = await office.Direct();
        Assert.That(await office.Status("lien", $"/incoming-documents/{directed.Document}"), Is.EqualTo(HttpStatusCode.NotFound));
        var opinion = await office.Did("dao", $"/assignments/{directed.Lead}/opinions", new { unit = "NC", question = "Đề nghị cho ý kiến về thẩm quyền", dueOn = "2026-10-09" });
        Assert.That((await office.Get("lien", "/opinions")).GetProperty("items").GetArrayLength(), Is.GreaterThan(0));
        await office.Did("lien", $"/opinions/{opinion.GetProperty("id").GetString()}/answer", new { answer = "Thuộc thẩm quyền UBND tỉnh" });
        var routing = await office.Get("dao", $"/incoming-documents/{directed.Document}/routing");
        Assert.That(routing.GetProperty("opinions")[0].GetProperty("answer").GetString(), Is.EqualTo("Thuộc thẩm quyền UBND tỉnh"));
        await office.Refused("lien", $"/opinions/{opinion.GetProperty("id").GetString()}/answer", new { answer = "Hai lần" }, HttpStatusCode.Conflict, "opinion-ended");
    }

    [Test]
    public async Task Reading_a_line_to_know_is_all_there_is_to_do()
    {
        var directed = await office.Direct();
        await office.Did("nam", $"/assignments/{directed.Inform}/reading");
        Assert.That(await office.StateOf(directed.Inform), Is.EqualTo("done"));
        Assert.That(await office.Box("nam", "inform"), Does.Not.Contain(directed.Document));
    }

    [Test]
    public async Task Bulk_answers_for_each_line()
    {
        var (mine, others) = (await office.Direct(), await office.Direct());
        var answer = await office.Did("dao", "/assignments/bulk", new
        {
            action = "acceptance",
            items = new[] { new { id = mine.Lead }, new { id = others.Support }, new { id = others.Lead } },
        });
        Assert.That(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "done", "refused", "done" }));
        Assert.That((await office.StateOf(mine.Lead), await office.StateOf(others.Support)), Is.EqualTo(("active", "pending")));
    }

    [Test]
    public async Task Who_holds_the_paper_is_who_said_so_last()
    {
        var directed = await office.Direct();
        Assert.That((await office.Get("dao", $"/incoming-documents/{directed.Document}/routing")).GetProperty("paper").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await office.Did("dao", $"/incoming-documents/{directed.Document}/paper-receipts");
        await office.Did("tuan", $"/incoming-documents/{directed.Document}/paper-receipts");
        Assert.That((await office.Get("dao", $"/incoming-documents/{directed.Document}/routing")).GetProperty("paper").GetProperty("holder").GetString(), Is.EqualTo("Nay Tuấn"));
        var electronic = await office.Letter(medium: "electronic");
        await office.Refused("hlan", $"/incoming-documents/{electronic}/paper-receipts", null, HttpStatusCode.Conflict, "no-paper");
    }

    [Test]
    public async Task Both_tables_of_moves_are_the_same_and_refuse_all_others()
    {
        await using var connection = await office.Registry.Connect();
        var rows = (await connection.QueryAsync<(string From, string To)>("select from_state, to_state from assignment_move")).ToHashSet();
        var states = Enum.GetValues<AssignmentState>();
        foreach (var from in states)
        {
            foreach (var to in states)
                Assert.That(AssignmentMoves.Allows(from, to), Is.EqualTo(rows.Contains((EnumText.Of(from), EnumText.Of(to)))), $"{from} → {to}");
        }
    }

    [Test]
    public async Task The_database_refuses_every_move_that_is_not_in_the_table()
    {
        var directed = await office.Direct();
        var id = Guid.Parse(directed.Support);
        await using var connection = await office.Registry.Connect();
        foreach (var from in Enum.GetValues<AssignmentState>())
        {
            foreach (var to in Enum.GetValues<AssignmentState>().Where(to => to != from))
            {
                await using var tx = await connection.BeginTransactionAsync();
                // Only the trigger is asked: the state it stands in is set with the trigger off.
                await connection.ExecuteAsync("alter table assignment disable trigger assignment_moves; " + Set(from), new { id });
                await connection.ExecuteAsync("set constraints all immediate; alter table assignment enable trigger assignment_moves");
                var moved = true;
                try
                {
                    await connection.ExecuteAsync(Set(to), new { id });
                }
                catch (Npgsql.PostgresException e) when (e.ConstraintName == "assignment_move_known")
                {
                    moved = false;
                }
                await tx.RollbackAsync();
                Assert.That(moved, Is.EqualTo(AssignmentMoves.Allows(from, to)), $"{from} → {to}");
            }
        }

        static string Set(AssignmentState state)
        {
            var ended = state is AssignmentState.Forwarded or AssignmentState.Returned or AssignmentState.Done or AssignmentState.Withdrawn;
            return $"update assignment set state = '{EnumText.Of(state)}', ended_at = {(ended ? "assigned_at" : "null")}, ended_by = {(ended ? "assigned_by" : "null")}, "
                + $"result = {(state == AssignmentState.Done ? "'noted'" : "null")} where id = @id";
        }
    }

    [Test]
    public async Task Counts_equal_their_lists_for_everybody_and_custody_has_no_hole_and_no_overlap()
    {
        for (var i = 0; i < 3; i++)
            await office.Direct();
        foreach (var who in new[] { "hlan", "thinh", "nam", "dao", "quan", "tuan", "krong", "lien" })
        {
            var counts = await office.Get(who, "/assignments/counts");
            foreach (var box in Enum.GetValues<Box>().Where(box => box != Box.Done))
            {
                var name = EnumText.Of(box);
                Assert.That(counts.GetProperty(name).GetInt64(), Is.EqualTo((await office.Box(who, name)).Count), $"{who} {name}");
            }
            Assert.That(counts.GetProperty("waitingDirection").GetInt64(), Is.EqualTo((await office.Get(who, "/submissions?limit=200")).GetProperty("items").GetArrayLength()), who);
            Assert.That(counts.GetProperty("opinions").GetInt64(), Is.EqualTo((await office.Get(who, "/opinions")).GetProperty("items").GetArrayLength()), who);
        }
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("""
            select count(*)
            from custody c
            left join custody next on next.document_id = c.document_id and next.position = c.position + 1
            where (c.to_at is null) <> (next.position is null) or c.to_at <> next.from_at
            """), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from incoming i where (select count(*) from custody c where c.document_id = i.document_id and c.to_at is null) <> 1"), Is.Zero);
    }
}
