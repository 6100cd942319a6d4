using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.People;

namespace Dispatch.Tests.People;

public sealed class SignInOverHttpTests
{
    private const string SeenAt = "select s.last_seen_at from session s join person p on p.id = s.person_id where p.user_name = @hlan";

    private PeopleOffice office = null!;
    private string hlan = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Hire() => hlan = await office.NewPerson();

    [Test]
    public async Task A_program_signs_in_and_is_known()
    {
        using var client = office.Stranger();
        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = hlan, password = PeopleOffice.Password });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        using var known = office.With(body.GetProperty("token").GetString()!);

        var me = await known.GetFromJsonAsync<JsonElement>("/api/v1/me");

        Assert.That(body.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "token", "expiresAt" }));
        Assert.That(body.GetProperty("expiresAt").GetString(), Does.EndWith("+07:00"));
        Assert.That(body.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(office.Time.GetUtcNow().AddHours(12)));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(me.GetProperty("userName").GetString(), Is.EqualTo(hlan));
        Assert.That(me.GetProperty("fullName").GetString(), Is.EqualTo("Rơ Châm H'Lan"));
        Assert.That(me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()), Is.EqualTo(new[] { "registry" }));
        Assert.That(me.GetProperty("permissions").EnumerateArray().Select(r => r.GetString()),
            Is.EqualTo(new[] { "agencies.add", "deadlines.read", "incoming.handle", "incoming.read", "incoming.register", "incoming.submit", "registers.manage", "registers.read", "signedIn" }));
    }

    [TestCase("vi", "Tên đăng nhập hoặc mật khẩu không đúng")]
    [TestCase("en-GB,en;q=0.9", "The user name or the password is wrong")]
    public async Task A_wrong_password_is_a_problem_in_the_language_asked_for(string language, string title)
    {
        using var client = office.Stranger();
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = hlan, password = "sai mật khẩu rồi" });

        var problem = await answer.Problem();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo(title));
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(401));
        Assert.That(problem.GetProperty("traceId").GetString(), Is.Not.Empty);
    }

    [TestCase("{}", "userName", "password")]
    [TestCase("""{"userName":"hlan"}""", "password")]
    public async Task Missing_fields_are_named(string body, params string[] fields)
    {
        using var client = office.Stranger();
        using var answer = await client.PostAsync("/api/v1/sign-in", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.Problem()).GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EqualTo(fields));
    }

    [TestCase("vi", "Cần đăng nhập")]
    [TestCase("en", "Sign in first")]
    public async Task A_stranger_is_told_to_sign_in(string language, string title)
    {
        using var client = office.Stranger();
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        using var answer = await client.GetAsync("/api/v1/me");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        Assert.That((await answer.Problem()).GetProperty("title").GetString(), Is.EqualTo(title));
    }

    [TestCase("vi", "Tài khoản không có quyền làm việc này")]
    [TestCase("en", "The account is not permitted to do this")]
    public async Task A_person_without_the_permission_is_refused(string language, string title)
    {
        var admin = await office.NewPerson(Role.Administrator);
        using var client = await office.Client(admin);
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        using var answer = await client.GetAsync("/api/v1/reads");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await answer.Problem()).GetProperty("title").GetString(), Is.EqualTo(title));
    }

    [Test]
    public async Task A_route_that_declares_nothing_is_open_to_nobody()
    {
        using var stranger = office.Stranger();
        using var client = await office.Client(hlan);

        Assert.That((await stranger.GetAsync("/api/v1/undeclared")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await client.GetAsync("/api/v1/undeclared")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task What_routing_refuses_stays_what_it_is()
    {
        using var stranger = office.Stranger();

        using var nowhere = await stranger.GetAsync("/api/v1/nowhere");
        using var wrongMethod = await stranger.DeleteAsync("/api/v1/me");

        Assert.That((nowhere.StatusCode, await nowhere.Slug()), Is.EqualTo((HttpStatusCode.NotFound, "not-found")));
        Assert.That((wrongMethod.StatusCode, await wrongMethod.Slug()), Is.EqualTo((HttpStatusCode.MethodNotAllowed, "method-not-allowed")));
    }

    [Test]
    public async Task A_taken_role_counts_from_the_next_request_on()
    {
        using var client = await office.Client(hlan);
        var before = await client.GetAsync("/api/v1/reads");

        await office.Rows.TakeRole(hlan, "registry");

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_disabled_account_is_out_at_once()
    {
        using var program = await office.Client(hlan);
        using var browser = await office.Browser(hlan);

        await office.Rows.Disable(hlan);

        Assert.That((await program.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await browser.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_browser_left_alone_for_half_an_hour_must_sign_in_again()
    {
        using var browser = await office.Browser(hlan);
        office.Time.Advance(TimeSpan.FromMinutes(29));
        var used = await browser.GetAsync("/api/v1/me");
        office.Time.Advance(TimeSpan.FromMinutes(29));
        var again = await browser.GetAsync("/api/v1/me");
        office.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.That((used.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That((await browser.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_browser_always_in_use_must_sign_in_again_after_twelve_hours()
    {
        using var browser = await office.Browser(hlan);
        for (var i = 0; i < 35; i++)
        {
            office.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.That((await browser.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        office.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.That((await browser.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_program_may_pause_but_its_token_ends_after_twelve_hours()
    {
        using var client = await office.Client(hlan);

        office.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        var late = await client.GetAsync("/api/v1/me");
        office.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Use_of_a_session_is_noted_once_a_minute_at_most()
    {
        using var client = await office.Client(hlan);
        await using var connection = await office.Rows.OpenAsOwner();
        var opened = office.Time.GetUtcNow();

        office.Time.Advance(TimeSpan.FromSeconds(59));
        await client.GetAsync("/api/v1/me");
        var soon = await connection.QuerySingleAsync<DateTimeOffset>(SeenAt, new { hlan });
        office.Time.Advance(TimeSpan.FromSeconds(1));
        await client.GetAsync("/api/v1/me");

        Assert.That(soon, Is.EqualTo(opened));
        Assert.That(await connection.QuerySingleAsync<DateTimeOffset>(SeenAt, new { hlan }), Is.EqualTo(opened.AddMinutes(1)));
    }

    [Test]
    public async Task The_nightly_tidy_up_takes_only_what_has_ended()
    {
        await office.SignIn(hlan, PeopleOffice.Password);
        office.Time.Advance(TimeSpan.FromHours(12));
        using var client = await office.Client(hlan);

        await office.Do<ForgetSessions, bool>(async forget =>
        {
            await forget.Run(default);
            return true;
        });

        await using var connection = await office.Rows.OpenAsOwner();
        Assert.That(await connection.QueryAsync<DateTimeOffset>(SeenAt, new { hlan }), Has.Exactly(1).Items);
        Assert.That((await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Signing_out_ends_the_token()
    {
        using var client = await office.Client(hlan);

        using var answer = await client.PostAsync("/api/v1/sign-out", null);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("/api/v1/me?access_token={0}")]
    [TestCase("/api/v1/me?token={0}")]
    public async Task A_token_in_the_address_is_not_looked_at(string address)
    {
        var token = (await office.SignIn(hlan, PeopleOffice.Password)).Value.Token;
        using var client = office.Stranger();

        Assert.That((await client.GetAsync(string.Format(null, address, token))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_cookie_is_no_token_and_a_token_no_cookie()
    {
        var cookie = (await office.SignIn(hlan, PeopleOffice.Password, SessionKind.Browser)).Value.Token;
        var token = (await office.SignIn(hlan, PeopleOffice.Password)).Value.Token;
        using var cookieAsToken = office.With(cookie);
        using var tokenAsCookie = office.Stranger();
        tokenAsCookie.DefaultRequestHeaders.Add("Cookie", "dispatch=" + token);

        Assert.That((await cookieAsToken.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await tokenAsCookie.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("Bearer")]
    [TestCase("Bearer ")]
    [TestCase("Bearer dispatch_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("Basic aGxhbjpEaXNwYXRjaEAyMDI2")]
    public async Task A_bad_Authorization_header_is_no_way_in_even_beside_a_good_cookie(string header)
    {
        using var browser = await office.Browser(hlan);
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var answer = await browser.GetAsync("/api/v1/me");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer error=\"invalid_token\""));
    }

    [Test]
    public async Task Own_sessions_are_listed_and_ended()
    {
        using var first = await office.Client(hlan);
        using var second = await office.Client(hlan);
        var colleague = await office.NewPerson();
        using var ngoc = await office.Client(colleague);

        var list = (await first.GetFromJsonAsync<JsonElement>("/api/v1/me/sessions")).GetProperty("items").EnumerateArray().ToArray();
        var other = list.Single(s => !s.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        var byNgoc = await ngoc.DeleteAsync("/api/v1/me/sessions/" + other);
        var stillThere = await second.GetAsync("/api/v1/me");
        var ended = await first.DeleteAsync("/api/v1/me/sessions/" + other);

        Assert.That(list, Has.Length.EqualTo(2));
        Assert.That(byNgoc.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(stillThere.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(ended.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await second.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task All_other_sessions_end_with_one_request()
    {
        using var first = await office.Client(hlan);
        using var second = await office.Client(hlan);

        using var answer = await first.DeleteAsync("/api/v1/me/sessions");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await second.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await first.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Lists_page_by_cursor_and_refuse_a_made_up_one()
    {
        using var first = await office.Client(hlan);
        using var second = await office.Client(hlan);
        using var third = await office.Client(hlan);

        var page = await third.GetFromJsonAsync<JsonElement>("/api/v1/me/sessions?limit=2");
        var rest = await third.GetFromJsonAsync<JsonElement>("/api/v1/me/sessions?limit=2&cursor=" + page.GetProperty("nextCursor").GetString());
        using var madeUp = await third.GetAsync("/api/v1/me/sessions?cursor=abc");
        using var tooMany = await third.GetAsync("/api/v1/me/sessions?limit=201");

        var ids = new[] { page, rest }.SelectMany(p => p.GetProperty("items").EnumerateArray()).Select(s => s.GetProperty("id").GetGuid());
        Assert.That(ids, Is.Unique.And.Ordered.Descending.And.Exactly(3).Items);
        Assert.That(rest.GetProperty("nextCursor").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That((madeUp.StatusCode, tooMany.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity)));
    }

    [Test]
    public async Task Too_many_requests_of_one_token_wait()
    {
        await using var strict = await PeopleOffice.Open(("SignIn:RequestsPerMinute", "2"));
        await strict.Person("hlan");
        using var client = await strict.Client("hlan");
        using var other = await strict.Client("hlan");

        using var first = await client.GetAsync("/api/v1/me");
        await client.GetAsync("/api/v1/me");
        using var third = await client.GetAsync("/api/v1/me");

        Assert.That(first.Headers.GetValues("RateLimit-Policy"), Is.EqualTo(new[] { "\"requests\";q=2;w=60" }));
        Assert.That(first.Headers.GetValues("RateLimit"), Is.EqualTo(new[] { "\"requests\";r=1" }));
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await third.Slug(), Is.EqualTo("too-many-requests"));
        Assert.That(third.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        Assert.That((await other.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Too_many_attempts_to_sign_in_wait()
    {
        await using var strict = await PeopleOffice.Open(("SignIn:SignInsPerMinute", "1"));
        using var client = strict.Stranger();
        await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = "hlan", password = "sai mật khẩu rồi" });

        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = "hlan", password = "sai mật khẩu rồi" });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
    }
}
