using System.Net;
using Dapper;
using Dispatch.People;

namespace Dispatch.Tests.People;

public sealed class SignInTests
{
    private const string SessionsOf = "select s.token_hash from session s join person p on p.id = s.person_id where p.user_name = @hlan";

    private PeopleOffice office = null!;
    private string hlan = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Hire() => hlan = await office.NewPerson();

    [Test]
    public async Task Gives_a_token_that_only_its_hash_is_kept_of()
    {
        var answer = (await office.SignIn(hlan, PeopleOffice.Password)).Value;

        await using var connection = await office.Rows.OpenAsOwner();
        var kept = await connection.QuerySingleAsync<byte[]>(SessionsOf, new { hlan });
        Assert.That(answer.Token, Does.StartWith("dispatch_").And.Length.EqualTo(9 + 43));
        Assert.That(kept, Is.EqualTo(Secret.Hash(answer.Token)));
        Assert.That(answer.ExpiresAt, Is.EqualTo(office.Time.GetUtcNow().AddHours(12)));
    }

    [TestCase("{0}", true)]
    [TestCase(" {0} ", false)]
    public async Task Finds_the_name_however_it_is_typed(string typed, bool capitals)
    {
        var name = string.Format(null, typed, capitals ? hlan.ToUpperInvariant() : hlan);

        Assert.That((await office.SignIn(name, PeopleOffice.Password)).Problem, Is.Null);
    }

    [Test]
    public async Task Says_the_same_to_a_wrong_password_an_unknown_name_a_locked_and_a_disabled_account()
    {
        var khoa = await office.NewPerson();
        var nghi = await office.NewPerson();
        for (var i = 0; i < 5; i++)
            await office.SignIn(khoa, "sai mật khẩu rồi");
        await office.Rows.Disable(nghi);

        var answers = new[]
        {
            await office.SignIn(hlan, "sai mật khẩu rồi"),
            await office.SignIn("khongcoai", PeopleOffice.Password),
            await office.SignIn("a\0b", PeopleOffice.Password),
            await office.SignIn(new string('x', 5000), PeopleOffice.Password),
            await office.SignIn(khoa, PeopleOffice.Password),
            await office.SignIn(nghi, PeopleOffice.Password),
            await office.SignIn("system", ""),
        };

        Assert.That(answers.SkipLast(1).Select(a => a.Problem), Is.All.EqualTo(PeopleProblems.SignInFailed));
        Assert.That(answers[^1].Problem!.Slug, Is.EqualTo("invalid-fields"));
    }

    [Test]
    public async Task Locks_after_five_wrong_passwords_and_opens_after_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 5; i++)
            await office.SignIn(hlan, "sai mật khẩu rồi");

        office.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var stillLocked = await office.SignIn(hlan, PeopleOffice.Password);
        office.Time.Advance(TimeSpan.FromSeconds(1));
        var open = await office.SignIn(hlan, PeopleOffice.Password);

        Assert.That(stillLocked.Problem, Is.EqualTo(PeopleProblems.SignInFailed));
        Assert.That(open.Problem, Is.Null);
    }

    [Test]
    public async Task Counts_wrong_passwords_in_a_row_only()
    {
        for (var i = 0; i < 4; i++)
            await office.SignIn(hlan, "sai mật khẩu rồi");
        await office.SignIn(hlan, PeopleOffice.Password);
        for (var i = 0; i < 4; i++)
            await office.SignIn(hlan, "sai mật khẩu rồi");

        Assert.That((await office.SignIn(hlan, PeopleOffice.Password)).Problem, Is.Null);
    }

    [Test]
    public async Task Guesses_at_once_count_each()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => office.SignIn(hlan, "sai mật khẩu rồi")));

        Assert.That((await office.SignIn(hlan, PeopleOffice.Password)).Problem, Is.EqualTo(PeopleProblems.SignInFailed));
    }

    [Test]
    public async Task A_browser_signing_in_again_ends_the_session_it_had()
    {
        var before = (await office.SignIn(hlan, PeopleOffice.Password, SessionKind.Browser)).Value;

        await office.SignIn(hlan, PeopleOffice.Password, SessionKind.Browser, PeopleOffice.Desk with { PresentSession = before.Token });

        await using var connection = await office.Rows.OpenAsOwner();
        Assert.That(await connection.QueryAsync<byte[]>(SessionsOf, new { hlan }), Has.Exactly(1).Items.And.None.EqualTo(Secret.Hash(before.Token)));
    }

    [Test]
    public async Task Refuses_more_attempts_a_minute_than_set_for_one_account_from_one_address()
    {
        await using var strict = await PeopleOffice.Open(("SignIn:SignInsPerMinute", "3"));
        await strict.Person("hlan");
        await strict.Person("ngoc");
        for (var i = 0; i < 3; i++)
            await strict.SignIn("hlan", PeopleOffice.Password);

        var fourth = await strict.SignIn("HLAN", PeopleOffice.Password);
        var other = await strict.SignIn("ngoc", PeopleOffice.Password);
        var elsewhere = await strict.SignIn("hlan", PeopleOffice.Password, visitor: PeopleOffice.Desk with { Address = IPAddress.Parse("10.9.9.9") });

        Assert.That(fourth.Problem!.Slug, Is.EqualTo("too-many-requests"));
        Assert.That(fourth.Problem.RetryAfter, Is.InRange(1, 60));
        Assert.That(other.Problem, Is.Null);
        Assert.That(elsewhere.Problem, Is.Null);
    }
}
