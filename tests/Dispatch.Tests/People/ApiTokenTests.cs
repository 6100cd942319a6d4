using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.People;

namespace Dispatch.Tests.People;

public sealed class ApiTokenTests
{
    private PeopleOffice office = null!;
    private HttpClient hlan = null!;
    private string userName = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Hire() => hlan = await office.Client(userName = await office.NewPerson());

    [TearDown]
    public void Leave() => hlan.Dispose();

    [Test]
    public async Task Does_what_its_scopes_say_and_nothing_else()
    {
        using var reader = await Make(Permission.ReadIncoming);

        Assert.That(await reader.GetStringAsync("/api/v1/reads"), Is.EqualTo(userName));
        Assert.That((await reader.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Loses_what_its_owner_loses()
    {
        using var reader = await Make(Permission.ReadIncoming);

        await office.Rows.TakeRole(userName, "registry");

        Assert.That((await reader.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Ends_when_revoked_and_leaves_the_list()
    {
        using var reader = await Make(Permission.ReadIncoming);
        var id = (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/api-tokens")).GetProperty("items")[0].GetProperty("id").GetString();

        using var answer = await hlan.DeleteAsync("/api/v1/api-tokens/" + id);
        using var again = await hlan.DeleteAsync("/api/v1/api-tokens/" + id);

        Assert.That((answer.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
        Assert.That((await reader.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await hlan.GetFromJsonAsync<JsonElement>("/api/v1/api-tokens")).GetProperty("items").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Ends_at_its_end()
    {
        using var reader = await Make(Permission.ReadIncoming);

        office.Time.Advance(TimeSpan.FromDays(30));

        Assert.That((await reader.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Ends_with_its_owners_account()
    {
        using var reader = await Make(Permission.ReadIncoming);

        await office.Rows.Disable(userName);

        Assert.That((await reader.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Is_shown_once()
    {
        using var answer = await hlan.PostAsJsonAsync("/api/v1/api-tokens", Request(Permission.ReadIncoming));
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var listed = (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/api-tokens")).GetProperty("items")[0];

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/api/v1/api-tokens/" + made.GetProperty("id").GetString()));
        Assert.That(made.GetProperty("token").GetString(), Does.StartWith("dispatch_"));
        Assert.That(listed.GetProperty("token").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(listed.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()), Is.EqualTo(new[] { "incoming.read" }));
    }

    [Test]
    public async Task A_repeat_with_the_same_key_makes_no_second_one_and_keeps_no_secret()
    {
        hlan.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        using var first = await hlan.PostAsJsonAsync("/api/v1/api-tokens", Request(Permission.ReadIncoming));
        using var second = await hlan.PostAsJsonAsync("/api/v1/api-tokens", Request(Permission.ReadIncoming));
        var made = await first.Content.ReadFromJsonAsync<JsonElement>();
        var repeated = await second.Content.ReadFromJsonAsync<JsonElement>();

        await using var connection = await office.Rows.OpenAsOwner();
        Assert.That(await connection.QuerySingleAsync<long>("select count(*) from api_token t join person p on p.id = t.person_id where p.user_name = @userName", new { userName }), Is.EqualTo(1));
        Assert.That(await connection.QuerySingleAsync<string>("select result::text from idempotency_key"), Does.Not.Contain("dispatch_"));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(repeated.GetProperty("id").GetString(), Is.EqualTo(made.GetProperty("id").GetString()));
        Assert.That(repeated.GetProperty("token").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("people.manage", 30, "scopes")]
    [TestCase("nonsense", 30, "scopes")]
    [TestCase("incoming.read", 0, "expiresAt")]
    [TestCase("incoming.read", 367, "expiresAt")]
    public async Task Is_refused_beyond_what_its_owner_may(string scope, int days, string field)
    {
        using var answer = await hlan.PostAsJsonAsync("/api/v1/api-tokens",
            new { name = "máy quét", scopes = new[] { scope }, expiresAt = office.Time.GetUtcNow().AddDays(days) });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.Problem()).GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Cannot_make_itself_at_home()
    {
        using var thief = await Make(Permission.SignedIn);
        var sessions = (await thief.GetFromJsonAsync<JsonElement>("/api/v1/me/sessions")).GetProperty("items");

        Assert.That((await thief.PostAsJsonAsync("/api/v1/api-tokens", Request(Permission.SignedIn))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await thief.DeleteAsync("/api/v1/me/sessions")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await thief.DeleteAsync("/api/v1/me/sessions/" + sessions[0].GetProperty("id").GetString())).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private object Request(string scope) => new { name = "máy quét", scopes = new[] { scope }, expiresAt = office.Time.GetUtcNow().AddDays(30) };

    private async Task<HttpClient> Make(string scope)
    {
        using var answer = await hlan.PostAsJsonAsync("/api/v1/api-tokens", Request(scope));
        return office.With((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
    }
}
