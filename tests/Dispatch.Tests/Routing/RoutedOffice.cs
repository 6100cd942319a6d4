using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Routing;

/// <summary>The office of the acceptance scenarios: clerks, the chief, a deputy, three units with heads and officers; a letter 9120/VPCP-KSTT.</summary>
internal sealed class RoutedOffice : IAsyncDisposable
{
    private int letters;

    private RoutedOffice(RegistryOffice registry) => Registry = registry;

    public RegistryOffice Registry { get; }

    public static async Task<RoutedOffice> Open(DateTimeOffset? now = null, bool pages = false)
    {
        var office = new RoutedOffice(await RegistryOffice.Open(now, pages: pages));
        foreach (var (code, name) in new[] { ("KGVX", "Phòng Khoa giáo - Văn xã"), ("KTTH", "Phòng Kinh tế tổng hợp"), ("NC", "Phòng Nội chính") })
            (await office.Registry.Do<AddUnit, Result<Id<Unit>>>(add => add.Execute(new(code, name, 0), Caller.System("command"), default))).Value.ToString();
        await office.Person("dao", "Phạm Thu Đào", "KGVX", Role.UnitHead);
        await office.Person("khanh", "Ksor Khánh", "KGVX", Role.Officer);
        await office.Person("tuan", "Nay Tuấn", "KTTH", Role.UnitHead);
        await office.Person("krong", "Siu Y Krông", "KTTH", Role.Officer);
        await office.Person("lien", "Trần Thị Liên", "NC", Role.UnitHead);
        await office.Person("chutich", "Trần Quốc Việt", null, Role.Head);
        await office.Person("yen", "Đỗ Hải Yến", null, Role.Monitor);
        await using var connection = await office.Registry.Connect();
        await connection.ExecuteAsync("""
            insert into post (id, person_id, title, unit_id, main, valid_from, entered_at, entered_by)
            select gen_random_uuid(), p.id, 'Chuyên viên', u.id, true, date '2026-01-01', p.created_at, p.id
            from person p, unit u
            where p.user_name = 'quan' and u.code = 'KGVX';
            update person set unit_id = (select id from unit where code = 'KGVX') where user_name = 'quan';
            """);
        return office;
    }

    public Task<HttpClient> Client(string userName) => Registry.Client(userName);

    public async Task<HttpResponseMessage> Send(string userName, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await (await Client(userName)).SendAsync(request);
    }

    public Task<HttpResponseMessage> Post(string userName, string path, object? body = null) => Send(userName, HttpMethod.Post, path, body ?? new { });

    /// <summary>Posts, and answers the body; anything but 201 and 200 is a failure of the test.</summary>
    public async Task<JsonElement> Did(string userName, string path, object? body = null)
    {
        var answer = await Post(userName, path, body);
        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.OK), $"{userName} {path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Posts, and expects to be refused with this status and type.</summary>
    public async Task Refused(string userName, string path, object? body, HttpStatusCode status, string slug)
    {
        var answer = await Post(userName, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), $"{userName} {path}: {text}");
        Assert.That(JsonElement.Parse(text).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:" + slug), text);
    }

    public async Task<JsonElement> Get(string userName, string path)
    {
        var answer = await (await Client(userName)).GetAsync("/api/v1" + path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{userName} {path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpStatusCode> Status(string userName, string path) => (await (await Client(userName)).GetAsync("/api/v1" + path)).StatusCode;

    /// <summary>Registers a letter; answers its id.</summary>
    public async Task<string> Letter(string accessLevel = "internal", string medium = "paper")
    {
        var number = Interlocked.Increment(ref letters);
        var view = await Did("hlan", "/incoming-documents", new
        {
            register = "DEN",
            secrecy = "none",
            issuer = "Văn phòng Chính phủ",
            symbol = $"{9119 + number}/VPCP-KSTT",
            subject = $"V/v đẩy mạnh số hóa hồ sơ, lần {number}",
            documentType = "CV",
            accessLevel,
            medium,
        });
        return view.GetProperty("id").GetString()!;
    }

    /// <summary>A letter submitted to the chief.</summary>
    public async Task<string> Submitted(object? proposal = null, string accessLevel = "internal")
    {
        var id = await Letter(accessLevel);
        await Did("hlan", $"/incoming-documents/{id}/submission", new { to = "thinh", proposal });
        return id;
    }

    /// <summary>A letter the chief directed as in AC-09: KGVX leads, KTTH supports, the deputy is informed.</summary>
    public async Task<Directed> Direct(string accessLevel = "internal")
    {
        var id = await Submitted(accessLevel: accessLevel);
        var direction = await Did("thinh", $"/incoming-documents/{id}/directions", Ac09);
        return new(id, direction.GetProperty("id").GetString()!, LineOf(direction, unit: "KGVX"), LineOf(direction, unit: "KTTH"), LineOf(direction, person: "nam"));
    }

    public static object Ac09 => new
    {
        instruction = "Giao Phòng KGVX chủ trì, Phòng KTTH phối hợp, tham mưu UBND tỉnh",
        assignments = new object[]
        {
            new { role = "lead", unit = "KGVX", dueOn = "2026-10-14" }, new { role = "support", unit = "KTTH", dueOn = "2026-10-12" }, new { role = "inform", person = "nam" },
        },
    };

    /// <summary>A letter the chief gave to one unit; answers the line and the document.</summary>
    public async Task<(string Line, string Document)> Given(object assignment, string unit = "KGVX")
    {
        var id = await Submitted();
        var direction = await Did("thinh", $"/incoming-documents/{id}/directions", new { instruction = "Giao việc", assignments = new[] { assignment } });
        return (LineOf(direction, unit: unit), id);
    }

    /// <summary>The deadline as it stands in the row.</summary>
    public async Task<string?> DueOf(string line)
    {
        await using var connection = await Registry.Connect();
        return await connection.ExecuteScalarAsync<string?>("select due_on::text from assignment where id = @id", new { id = Guid.Parse(line) });
    }

    /// <summary>The clock on a morning of October 2026; who is to act then signs in anew.</summary>
    public async Task On(int day, params string[] people)
    {
        Registry.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 10, day, 2, 0, 0, TimeSpan.Zero));
        foreach (var person in people)
            await Registry.Fresh(person);
    }

    public static string LineOf(JsonElement direction, string? unit = null, string? person = null) => direction.GetProperty("assignments").EnumerateArray()
        .Single(line => (unit is not null && line.GetProperty("unit").GetString() == unit) || (person is not null && line.GetProperty("person").GetString() == person))
        .GetProperty("id").GetString()!;

    public async Task<string> StatusOf(string document) => (await Get("hlan", $"/incoming-documents/{document}")).GetProperty("status").GetString()!;

    public async Task<string> StateOf(string line)
    {
        await using var connection = await Registry.Connect();
        return (await connection.ExecuteScalarAsync<string>("select state from assignment where id = @id", new { id = Guid.Parse(line) }))!;
    }

    /// <summary>The ids of the documents in one of a person's lists.</summary>
    public async Task<List<string>> Box(string userName, string box) =>
        [.. (await Get(userName, $"/assignments?box={box}&limit=200")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("documentId").GetString()!)];

    public async ValueTask DisposeAsync() => await Registry.DisposeAsync();

    public async Task Person(string userName, string fullName, string? unit, Role role) =>
        (await Registry.Do<AddPerson, Result<Id<Person>>>(add => add.Execute(new(userName, fullName, "Chức vụ", unit, [role], RegistryOffice.Password) { From = new DateOnly(2026, 1, 1) }, Caller.System("command"), default))).Value.ToString();
}

/// <summary>A directed letter and its three lines.</summary>
internal sealed record Directed(string Document, string Direction, string Lead, string Support, string Inform);
