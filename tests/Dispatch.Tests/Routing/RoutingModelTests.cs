using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;

namespace Dispatch.Tests.Routing;

/// <summary>
/// Random acts by random persons over HTTP, against the model: the answer's class, the document's status, every line's state, who has it, and who sees it.
/// That the comparison is worth something is shown by faults planted in the database, each of which it must find.
/// </summary>
internal sealed class RoutingModelTests
{
    private const int Acts = 26;

    private static readonly string[] Units = ["KGVX", "KTTH", "NC"];

    private static readonly (string Name, string Sql)[] Planted =
    [
        ("grants of lines are lost", Grants("new.because = 'assignment'", "return null")),
        ("grants of submissions are lost", Grants("new.because = 'submission'", "return null")),
        ("grants of the unit's head are lost", Grants("new.because = 'unitMember'", "return null")),
        ("grants of shares are lost", Grants("new.because = 'share'", "return null")),
        ("oversight is lost", Grants("new.because = 'oversight'", "return null")),
        ("a unit's grant goes to another unit", Grants("new.because = 'assignment'", "new.principal_id := (select id from unit where code = 'NC'); return new")),
        ("what is submitted is seen by all", Grants("new.because = 'submission'", "new.principal_id := '00000000-0000-7000-8000-0000000000a1'; return new")),
        ("restricted documents are overseen", "create function planted() returns trigger language plpgsql as $$ begin insert into document_grant (document_id, principal_id, because, source_id, arrival_key) values (new.document_id, '00000000-0000-7000-8000-0000000000a2', 'oversight', new.document_id, new.arrival_key) on conflict do nothing; return null; end $$; create trigger planted after insert on incoming for each row execute function planted();"),
        ("grants are never taken back", "create function planted() returns trigger language plpgsql as $$ begin return null; end $$; create trigger planted before delete on document_grant for each row execute function planted();"),
        ("custody does not move", Before("insert", "custody", "new.position > 1", "new.person_id := null; new.unit_id := null; return new")),
        ("custody is closed and not opened", Before("insert", "custody", "new.position > 2", "return null")),
        ("assigned is not noted", Before("update", "incoming", "new.state = 'assigned'", "new.state := old.state; return new")),
        ("work in progress is not noted", Before("update", "incoming", "new.state = 'inProgress'", "new.state := old.state; return new")),
        ("completion is not noted", Before("update", "incoming", "new.state = 'completed'", "new.state := old.state; new.completed_at := null; return new")),
        ("a unit's line does not close with its lead", Before("update", "assignment", "new.state = 'done' and new.unit_id is not null", "return old")),
        ("a person's line does not close", Before("update", "assignment", "new.state = 'done' and new.person_id is not null", "return old")),
        ("a returned line stays active", Before("update", "assignment", "new.state = 'returned'", "return null")),
        ("a declined return is forgotten", Before("update", "assignment", "old.state = 'returnProposed' and new.state = 'active'", "return null")),
        ("support is written as lead to know", Before("insert", "assignment", "new.role = 'support'", "new.role := 'inform'; return new")),
        ("the lead is another unit", Before("insert", "assignment", "new.role = 'lead' and new.unit_id is not null", "new.unit_id := (select id from unit where code = 'NC'); return new")),
        ("recalled lines stay open", Before("update", "assignment", "new.state = 'withdrawn'", "return null")),
        ("a line passed on stays where it was", Before("update", "assignment", "new.state = 'forwarded'", "return null")),
        ("it is submitted to somebody else", Before("insert", "submission", "true", "new.to_person_id := (select id from person where user_name = 'dao'); return new")),
        ("opening again leaves the unit's line closed", Before("update", "assignment", "old.state = 'done' and new.state = 'active' and new.unit_id is not null", "return null")),
    ];

    private RoutedOffice office = null!;

    private static IEnumerable<TestCaseData> Some => Planted.Where((_, i) => i % 8 == 2).Select(bug => new TestCaseData(bug.Name));

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Random_acts_end_as_the_model_says()
    {
        var (acts, refused) = (0, 0);
        for (var seed = 1; seed <= 14; seed++)
        {
            var run = await Play(seed, default);
            Assert.That(run.Difference, Is.Null, $"seed {seed}: {string.Join("\n", run.Log)}");
            (acts, refused) = (acts + run.Acts, refused + run.Refused);
        }
        await TestContext.Out.WriteLineAsync($"14 documents, {acts} acts, {refused} refused, seeds 1 to 14");
    }

    [Test, Explicit("The full figure: 300 documents.")]
    public async Task Random_acts_end_as_the_model_says_in_full()
    {
        var (acts, refused) = (0, 0);
        for (var seed = 1000; seed < 1300; seed++)
        {
            var run = await Play(seed, default);
            Assert.That(run.Difference, Is.Null, $"seed {seed}: {string.Join("\n", run.Log)}");
            (acts, refused) = (acts + run.Acts, refused + run.Refused);
        }
        await TestContext.Out.WriteLineAsync($"300 documents, {acts} acts, {refused} refused, seeds 1000 to 1299");
    }

    [TestCaseSource(nameof(Some))]
    public async Task A_planted_fault_is_found(string name) => Assert.That(await Finds(Planted.Single(bug => bug.Name == name).Sql), Is.GreaterThan(0), name);

    [Test, Explicit("The full figure: every planted fault.")]
    public async Task Every_planted_fault_is_found()
    {
        var missed = new List<string>();
        foreach (var (name, sql) in Planted)
        {
            var after = await Finds(sql);
            await TestContext.Out.WriteLineAsync($"{name}: {(after > 0 ? $"found after {after} acts" : "MISSED")}");
            if (after == 0)
                missed.Add(name);
        }
        await TestContext.Out.WriteLineAsync($"{Planted.Length - missed.Count} of {Planted.Length} found");
        Assert.That(missed, Has.Count.LessThanOrEqualTo(1));
    }

    // After how many acts the model and the office differ; 0 when they never do.
    private async Task<int> Finds(string sql)
    {
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync(sql);
        try
        {
            var acts = 0;
            for (var seed = 1; seed <= 14; seed++)
            {
                var run = await Play(seed, default);
                acts += run.Acts;
                if (run.Difference is not null)
                    return Math.Max(acts, 1);
            }
            return 0;
        }
        finally
        {
            await connection.ExecuteAsync("drop function planted() cascade");
        }
    }

    private async Task<Played> Play(int seed, CancellationToken ct)
    {
        var random = new Random(seed);
        var model = new RoutingModel { Restricted = seed % 3 == 0 };
        var log = new List<string>();
        var ids = new Dictionary<RoutingModel.Line, string>();
        string? direction = null;
        var (acts, refused) = (0, 0);
        try
        {
            var id = await office.Letter(model.Restricted ? "restricted" : "internal");
            for (; acts < Acts; acts++)
            {
                var act = Next(random, model);
                log.Add($"{act.Who} {act.What} {act.Line?.Unit ?? act.Line?.Person} {act.Argument}");
                var expected = act.Expect();
                var answer = await office.Send(act.Who, HttpMethod.Post, Path(act, id, ids, direction), act.Body);
                var got = (int)answer.StatusCode is >= 200 and < 300 ? "2xx" : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
                if (got != expected)
                    return new(acts + 1, refused, $"answered {got}, expected {expected}", log);
                if (got != "2xx")
                    refused++;
                if (act.What == "direct" && got == "2xx")
                    direction = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString();
                if (await Difference(model, id, ids, direction) is { } difference)
                    return new(acts + 1, refused, difference, log);
            }
            return new(acts, refused, null, log);
        }
        catch (AssertionException e)
        {
            return new(acts + 1, refused, e.Message, log);
        }
    }

    private async Task<string?> Difference(RoutingModel model, string id, Dictionary<RoutingModel.Line, string> ids, string? direction)
    {
        var routing = await office.Get("hlan", $"/incoming-documents/{id}/routing");
        var status = routing.GetProperty("document").GetProperty("status").GetString();
        if (status != model.Status)
            return $"status {status}, expected {model.Status}";
        var custody = routing.GetProperty("custody").EnumerateArray().Last();
        var holder = custody.GetProperty("unit").GetString() ?? custody.GetProperty("person").GetString();
        if (custody.GetProperty("to").ValueKind != JsonValueKind.Null || holder != model.Holder)
            return $"held by {holder}, expected {model.Holder}";
        if (direction is not null)
        {
            var lines = routing.GetProperty("directions").EnumerateArray().Single(one => one.GetProperty("id").GetString() == direction).GetProperty("assignments").EnumerateArray().ToList();
            foreach (var line in model.Lines)
            {
                if (!ids.ContainsKey(line) && lines.Where(one => !ids.ContainsValue(one.GetProperty("id").GetString()!) && one.GetProperty("role").GetString() == line.Role
                        && one.GetProperty("unit").GetString() == line.Unit && one.GetProperty("person").GetString() == line.Person).Select(one => one.GetProperty("id").GetString()).FirstOrDefault() is { } found)
                    ids[line] = found;
                var state = ids.TryGetValue(line, out var known) ? lines.SingleOrDefault(one => one.GetProperty("id").GetString() == known) is { ValueKind: JsonValueKind.Object } there ? there.GetProperty("state").GetString() : null : null;
                if (state != line.State)
                    return $"line {line.Role} {line.Unit ?? line.Person} is {state}, expected {line.State}";
            }
            if (lines.Count != model.Lines.Count)
                return $"{lines.Count} lines, expected {model.Lines.Count}";
        }
        foreach (var who in RoutingModel.People.Where(who => who != "admin"))
        {
            var sees = (int)await office.Status(who, $"/incoming-documents/{id}") == 200;
            if (sees != model.Sees(who))
                return $"{who} {(sees ? "sees" : "does not see")} it";
        }
        return null;
    }

    private static string Path(Act act, string id, Dictionary<RoutingModel.Line, string> ids, string? direction) => act.What switch
    {
        "submit" => $"/incoming-documents/{id}/submission",
        "sendBack" => $"/incoming-documents/{id}/submission/return",
        "setAside" => $"/incoming-documents/{id}/submission/set-aside",
        "direct" => $"/incoming-documents/{id}/directions",
        "share" => $"/incoming-documents/{id}/shares",
        "recall" => $"/directions/{direction}/recall",
        _ => $"/assignments/{ids[act.Line!]}/{act.What}",
    };

    // Mostly who may, sometimes anybody: refusals are part of the description.
    private static Act Next(Random random, RoutingModel model)
    {
        string Anybody() => RoutingModel.People[random.Next(RoutingModel.People.Length - 1)];
        string Mostly(string? right) => right is not null && random.Next(20) < 17 ? right : Anybody();
        string? HolderOf(RoutingModel.Line line) => line.Person ?? RoutingModel.Heads[line.Unit!];
        var open = model.Lines.Where(line => line.Open).ToList();
        var line = open.Count > 0 && random.Next(8) > 0 ? open[random.Next(open.Count)] : model.Lines.Count > 0 ? model.Lines[random.Next(model.Lines.Count)] : null;
        var choice = random.Next(100);
        if (model.Status is "registered" or "submitted" && choice < 70 || line is null)
        {
            switch (choice % 10)
            {
                case < 3:
                    var to = RoutingModel.Leaders[random.Next(2)];
                    var who = Mostly(model.WaitsAt ?? "hlan");
                    return new(who, "submit", null, to, new { to }, () => model.Submit(who, to));
                case < 8:
                    var author = Mostly(model.WaitsAt ?? "thinh");
                    var lead = random.Next(4) == 0 ? "krong" : Units[random.Next(2)];
                    var support = random.Next(2) == 0 ? Units.First(unit => unit != lead) : null;
                    var inform = random.Next(3) == 0 ? "nam" : null;
                    var lines = new List<object> { lead == "krong" ? new { role = "lead", person = lead } : new { role = "lead", unit = lead } };
                    if (support is not null)
                        lines.Add(new { role = "support", unit = support });
                    if (inform is not null)
                        lines.Add(new { role = "inform", person = inform });
                    return new(author, "direct", null, lead + " " + support, new { instruction = "Giao chủ trì tham mưu", assignments = lines }, () => model.Direct(author, lead, support, inform));
                case 8:
                    var back = Mostly(model.WaitsAt);
                    return model.WaitsAt is null
                        ? new(back, "submit", null, "nam", new { to = "nam" }, () => model.Submit(back, "nam"))
                        : new(back, "sendBack", null, null, new { reason = "Đề nghị bổ sung phụ lục" }, () => model.SendBack(back));
                default:
                    var with = new[] { "krong", "lien" }[random.Next(2)];
                    var sharer = Mostly("hlan");
                    return new(sharer, "share", null, with, new { person = with }, () => model.Share(sharer, with));
            }
        }
        var holder = Mostly(HolderOf(line));
        switch (choice)
        {
            case < 15:
                return new(holder, "acceptance", line, null, new { }, () => model.Accept(holder, line));
            case < 38:
                var members = RoutingModel.UnitOf.Where(pair => pair.Value == line.Unit && RoutingModel.Heads[pair.Value] != pair.Key).Select(pair => pair.Key).DefaultIfEmpty("krong").ToList();
                var person = members[random.Next(members.Count)];
                var role = model.Lines.Where(one => one.Above == line && one.Live).All(one => one.Role != "lead") ? "lead" : "support";
                return new(holder, "assignments", line, person, new { assignments = new[] { new { role, person } } }, () => model.Assign(holder, line, person));
            case < 50:
                return new(holder, "return", line, null, new { reason = "Không thuộc nhiệm vụ của phòng" }, () => model.Propose(holder, line));
            case < 62:
                var proposed = open.FirstOrDefault(one => one.State == "returnProposed") ?? line;
                var decider = Mostly(proposed.From is { } from ? HolderOf(from) : proposed.Above is { } above ? HolderOf(above) : model.Author);
                var accept = random.Next(2) == 0;
                return new(decider, "return-decision", proposed, accept ? "accept" : "decline", new { accept, reason = "Đã xem xét kỹ đề nghị" }, () => model.Decide(decider, proposed, accept));
            case < 70:
                var unit = Units[random.Next(3)];
                return new(holder, "forwarding", line, unit, new { unit }, () => model.Forward(holder, line, unit));
            case < 88:
                bool? close = random.Next(3) switch { 0 => null, 1 => true, _ => false };
                return new(holder, "completion", line, close?.ToString(), close is { } decided ? new { result = "filed", openLines = decided ? "close" : "wait" } : new { result = "filed" }, () => model.Complete(holder, line, close));
            case < 93:
                var done = model.Lines.FirstOrDefault(one => one is { State: "done", Role: not "inform" });
                if (done is null)
                    return new(holder, "acceptance", line, null, new { }, () => model.Accept(holder, line));
                var opener = Mostly(HolderOf(done));
                return new(opener, "reopening", done, null, new { reason = "Cần bổ sung số liệu quý III" }, () => model.Reopen(opener, done));
            case < 97:
                var recaller = Mostly(model.Author);
                return model.Author is null ? new(recaller, "share", null, "lien", new { person = "lien" }, () => model.Share(recaller, "lien"))
                    : new(recaller, "recall", null, null, new { reason = "Chuyển nhầm đơn vị chủ trì" }, () => model.Recall(recaller));
            default:
                var giver = Mostly(HolderOf(line));
                return new(giver, "share", null, "krong", new { person = "krong" }, () => model.Share(giver, "krong"));
        }
    }

    private static string Grants(string when, string then) => Before("insert", "document_grant", when, then);

    private static string Before(string what, string table, string when, string then) =>
        $"create function planted() returns trigger language plpgsql as $$ begin {then}; end $$; create trigger a_planted before {what} on {table} for each row when ({when}) execute function planted();";

    private sealed record Act(string Who, string What, RoutingModel.Line? Line, string? Argument, object Body, Func<string> Expect);

    private sealed record Played(int Acts, int Refused, string? Difference, List<string> Log);
}
