using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;

namespace Dispatch.Tests.Routing;

/// <summary>Submitting and directing (AC-09), over HTTP.</summary>
internal sealed class DirectionTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Makes_a_line_per_unit_and_person_with_its_own_deadline_and_Quan_does_not_see_it()
    {
        var id = await office.Submitted();
        Assert.That(await office.StatusOf(id), Is.EqualTo("submitted"));
        var direction = await office.Did("thinh", $"/incoming-documents/{id}/directions", RoutedOffice.Ac09);
        var lines = direction.GetProperty("assignments").EnumerateArray().Select(line => (line.GetProperty("role").GetString(),
            line.GetProperty("unit").GetString() ?? line.GetProperty("person").GetString(), line.GetProperty("dueOn").GetString(), line.GetProperty("state").GetString()));
        Assert.That(lines, Is.EquivalentTo(new[] { ("lead", "KGVX", "2026-10-14", "pending"), ("support", "KTTH", "2026-10-12", "pending"), ("inform", "nam", (string?)null, "pending") }));
        Assert.That(await office.StatusOf(id), Is.EqualTo("assigned"));
        Assert.That(await office.Box("dao", "toAssign"), Does.Contain(id));
        Assert.That(await office.Box("nam", "inform"), Does.Contain(id));
        Assert.That(await office.Status("quan", $"/incoming-documents/{id}"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await office.Get("quan", "/incoming-documents?count=true")).GetProperty("count").GetInt64(), Is.Zero);
        Assert.That((await office.Get("dao", $"/incoming-documents/{id}/routing")).GetProperty("custody").EnumerateArray().Last().GetProperty("unit").GetString(), Is.EqualTo("KGVX"));
    }

    [Test]
    public async Task Refuses_a_second_lead_and_none_and_says_beside_the_field()
    {
        var id = await office.Submitted();
        foreach (var roles in new[] { new[] { "lead", "lead" }, ["support", "inform"] })
        {
            var body = new { instruction = "Giao hai phòng", assignments = new[] { new { role = roles[0], unit = "KGVX" }, new { role = roles[1], unit = "KTTH" } } };
            var answer = await office.Post("thinh", $"/incoming-documents/{id}/directions", body);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("assignments", out _), Is.True);
        }
        Assert.That(await office.StatusOf(id), Is.EqualTo("submitted"), "nothing was written");
    }

    [Test]
    public async Task Warns_of_a_support_deadline_after_the_leads()
    {
        var id = await office.Submitted();
        var direction = await office.Did("thinh", $"/incoming-documents/{id}/directions", new
        {
            instruction = "Giao hai phòng",
            assignments = new object[] { new { role = "lead", unit = "KGVX", dueOn = "2026-10-12" }, new { role = "support", unit = "KTTH", dueOn = "2026-10-14" } },
        });
        Assert.That(direction.GetProperty("warnings").EnumerateArray().Select(warning => (warning.GetProperty("field").GetString(), warning.GetProperty("code").GetString())),
            Is.EqualTo(new[] { ("assignments[1].dueOn", "after-lead") }));
    }

    [Test]
    public async Task Counts_working_days_by_the_calendar_and_refuses_a_year_nobody_declared()
    {
        var id = await office.Submitted();
        var direction = await office.Did("thinh", $"/incoming-documents/{id}/directions",
            new { instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX", workingDays = 7 } } });
        Assert.That(direction.GetProperty("assignments")[0].GetProperty("dueOn").GetString(), Is.EqualTo("2026-10-14"));
        var other = await office.Submitted();
        await office.Refused("thinh", $"/incoming-documents/{other}/directions",
            new { instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX", workingDays = 100 } } }, HttpStatusCode.Conflict, "calendar-missing");
    }

    [Test]
    public async Task A_leader_confirms_the_proposal_in_one_act_and_twenty_at_once()
    {
        var proposal = new { instruction = "Giao Phòng KGVX chủ trì", assignments = new object[] { new { role = "lead", unit = "KGVX", workingDays = 5 }, new { role = "support", unit = "KTTH" } } };
        var one = await office.Submitted(proposal);
        var direction = await office.Did("thinh", $"/incoming-documents/{one}/directions", new { byProposal = true });
        Assert.That((direction.GetProperty("instruction").GetString(), direction.GetProperty("assignments").GetArrayLength()), Is.EqualTo(("Giao Phòng KGVX chủ trì", 2)));
        var many = new List<string>();
        for (var i = 0; i < 20; i++)
            many.Add(await office.Submitted(i == 7 ? "Chỉ có lời, chưa có đơn vị" : proposal));
        var answer = await office.Did("thinh", "/incoming-documents/directions/bulk", new { items = many.Select(id => new { id }) });
        Assert.That((answer.GetProperty("done").GetInt32(), answer.GetProperty("refused").GetInt32()), Is.EqualTo((19, 1)));
        Assert.That(answer.GetProperty("items")[7].GetProperty("problem").GetString(), Does.EndWith("no-proposal"));
        Assert.That(await office.StatusOf(many[7]), Is.EqualTo("submitted"));
        Assert.That(await office.StatusOf(many[19]), Is.EqualTo("assigned"));
    }

    [Test]
    public async Task Bulk_never_does_more_than_the_person_may()
    {
        var proposal = new { instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX" } } };
        var mine = await office.Letter();
        await office.Did("hlan", $"/incoming-documents/{mine}/submission", new { to = "nam", proposal });
        var thinhs = await office.Submitted(proposal);
        var answer = await office.Did("nam", "/incoming-documents/directions/bulk", new { items = new[] { new { id = mine }, new { id = thinhs } } });
        Assert.That(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "done", "refused" }));
        Assert.That(await office.StatusOf(thinhs), Is.EqualTo("submitted"));
    }

    [Test]
    public async Task The_leader_passes_on_sends_back_or_sets_aside()
    {
        var passed = await office.Submitted();
        await office.Did("thinh", $"/incoming-documents/{passed}/submission", new { to = "nam", proposal = "Kính chuyển PCT cho ý kiến" });
        Assert.That((await office.Get("nam", "/submissions?limit=200")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("documentId").GetString()), Does.Contain(passed));
        Assert.That(await office.Status("thinh", $"/incoming-documents/{passed}"), Is.EqualTo(HttpStatusCode.OK), "does not lose sight of it");
        await office.Refused("thinh", $"/incoming-documents/{passed}/directions", RoutedOffice.Ac09, HttpStatusCode.Forbidden, "not-permitted");

        var back = await office.Submitted();
        await office.Refused("thinh", $"/incoming-documents/{back}/submission/return", new { reason = "ngắn" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Did("thinh", $"/incoming-documents/{back}/submission/return", new { reason = "Thiếu phụ lục số liệu" });
        Assert.That(await office.StatusOf(back), Is.EqualTo("registered"));

        var aside = await office.Submitted();
        await office.Did("thinh", $"/incoming-documents/{aside}/submission/set-aside", new { result = "noted" });
        Assert.That(await office.StatusOf(aside), Is.EqualTo("completed"));
        await office.Refused("hlan", $"/incoming-documents/{aside}/submission", new { to = "nam" }, HttpStatusCode.Conflict, "document-completed");
    }

    [Test]
    public async Task An_assistant_types_it_for_the_leader_it_was_submitted_to()
    {
        var id = await office.Submitted();
        await office.Refused("hlan", $"/incoming-documents/{id}/directions", new { onBehalfOf = "nam", instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX" } } },
            HttpStatusCode.Forbidden, "not-permitted");
        var direction = await office.Did("hlan", $"/incoming-documents/{id}/directions",
            new { onBehalfOf = "thinh", instruction = "Giao Phòng KGVX", assignments = new[] { new { role = "lead", unit = "KGVX" } } });
        Assert.That((direction.GetProperty("author").GetProperty("name").GetString(), direction.GetProperty("typedBy").GetProperty("name").GetString()),
            Is.EqualTo(("Nguyễn Đức Thịnh", "Rơ Châm H'Lan")));
    }

    [Test]
    public async Task Is_changed_or_withdrawn_only_unread_and_recalled_with_a_trace_after()
    {
        var unread = await office.Direct();
        var changed = await office.Send("thinh", HttpMethod.Put, $"/directions/{unread.Direction}",
            new { instruction = "Giao Phòng KTTH chủ trì", assignments = new[] { new { role = "lead", unit = "KTTH", workingDays = 3 } } });
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await office.Status("dao", $"/incoming-documents/{unread.Document}"), Is.EqualTo(HttpStatusCode.NotFound), "no longer hers");
        Assert.That(await office.Box("tuan", "toAssign"), Does.Contain(unread.Document));
        Assert.That(await office.StateOf(unread.Lead), Is.EqualTo("withdrawn"));

        var read = await office.Direct();
        await office.Did("dao", $"/assignments/{read.Lead}/reading");
        Assert.That((await office.Send("thinh", HttpMethod.Delete, $"/directions/{read.Direction}")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        await office.Did("thinh", $"/directions/{read.Direction}/recall", new { reason = "Chuyển nhầm đơn vị chủ trì" });
        Assert.That(await office.StatusOf(read.Document), Is.EqualTo("registered"));
        var routing = await office.Get("thinh", $"/incoming-documents/{read.Document}/routing");
        Assert.That(routing.GetProperty("directions")[0].GetProperty("endedBecause").GetString(), Is.EqualTo("Chuyển nhầm đơn vị chủ trì"));
        await office.Refused("quan", $"/directions/{read.Direction}/recall", new { reason = "Không phải của tôi đâu" }, HttpStatusCode.NotFound, "direction-not-found");
    }

    [Test]
    public async Task Two_leaders_at_once_give_one_direction()
    {
        var id = await office.Submitted();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.Post("thinh", $"/incoming-documents/{id}/directions", RoutedOffice.Ac09)));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.Conflict));
    }

    [TestCase("insert into direction (id, document_id, author_id, instruction, given_at, state) select gen_random_uuid(), document_id, author_id, 'x', given_at, 'recalled' from direction limit 1", "direction_ended_whole")]
    [TestCase("insert into assignment (id, document_id, direction_id, role, unit_id, state, urgency_rank, directed_by, assigned_by, assigned_at) select gen_random_uuid(), a.document_id, a.direction_id, 'lead', (select id from unit where code = 'NC'), 'pending', 0, a.directed_by, a.assigned_by, a.assigned_at from assignment a where a.id = @Lead", "assignment_one_lead")]
    [TestCase("update assignment set state = 'returned', ended_at = assigned_at, ended_by = assigned_by where id = @Lead", "assignment_move_known")]
    [TestCase("insert into submission (id, document_id, to_person_id, submitted_by, at, state) select gen_random_uuid(), d.id, p.id, p.id, d.created_at, 'waiting' from document d, person p, generate_series(1, 2) where d.id = @Document and p.user_name = 'nam'", "submission_waiting_unique")]
    public async Task The_database_refuses_it_too(string statement, string constraint)
    {
        var directed = await office.Direct();
        await using var connection = await office.Registry.Connect();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            connection.ExecuteAsync(statement, new { Lead = Guid.Parse(directed.Lead), Document = Guid.Parse(directed.Document) }));
        Assert.That(refused!.ConstraintName, Is.EqualTo(constraint));
    }

    [Test]
    public async Task The_database_refuses_a_direction_without_a_lead()
    {
        var id = await office.Letter();
        await using var connection = await office.Registry.Connect();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("""
            insert into direction (id, document_id, author_id, instruction, given_at, state)
            select gen_random_uuid(), d.id, p.id, 'x', d.created_at, 'given' from document d, person p where d.id = @Id and p.user_name = 'thinh'
            """, new { Id = Guid.Parse(id) }));
        Assert.That(refused!.ConstraintName, Is.EqualTo("direction_has_lead"));
    }
}
