using System.Net;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Tests.People;

public sealed class PasswordLinkTests
{
    private const string NewPassword = "núi Chư Đăng Ya mùa hoa";

    private PeopleOffice office = null!;
    private string hlan = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Hire() => hlan = await office.NewPerson();

    [Test]
    public async Task Sets_a_password_and_ends_everything_that_was_open()
    {
        using var open = await office.Client(hlan);
        for (var i = 0; i < 5; i++)
            await office.SignIn(hlan, "sai mật khẩu rồi");
        var code = await Link(hlan);

        var set = await Set(code, NewPassword);

        Assert.That(set.Value, Is.EqualTo(hlan));
        Assert.That((await open.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await office.SignIn(hlan, NewPassword)).Problem, Is.Null);
        Assert.That((await office.SignIn(hlan, PeopleOffice.Password)).Problem, Is.EqualTo(PeopleProblems.SignInFailed));
    }

    [Test]
    public async Task Works_once()
    {
        var code = await Link(hlan);
        await Set(code, NewPassword);

        Assert.That((await Set(code, NewPassword + "!")).Problem, Is.EqualTo(PeopleProblems.LinkNotValid));
    }

    [Test]
    public async Task Works_for_one_of_two_at_once()
    {
        var code = await Link(hlan);

        var both = await Task.WhenAll(Set(code, NewPassword), Set(code, NewPassword));

        Assert.That(both.Select(r => r.Problem?.Slug), Is.EquivalentTo(new[] { null, "link-not-valid" }));
    }

    [Test]
    public async Task Ends_after_a_day()
    {
        var code = await Link(hlan);

        office.Time.Advance(TimeSpan.FromHours(24));

        Assert.That((await Set(code, NewPassword)).Problem, Is.EqualTo(PeopleProblems.LinkNotValid));
    }

    [Test]
    public async Task Ends_when_a_newer_one_is_made()
    {
        var older = await Link(hlan);
        var newer = await Link(hlan);

        Assert.That((await Set(older, NewPassword)).Problem, Is.EqualTo(PeopleProblems.LinkNotValid));
        Assert.That((await Set(newer, NewPassword)).Problem, Is.Null);
    }

    [Test]
    public async Task Of_a_disabled_account_opens_nothing()
    {
        var code = await Link(hlan);

        await office.Rows.Disable(hlan);

        Assert.That((await Set(code, NewPassword)).Problem, Is.EqualTo(PeopleProblems.LinkNotValid));
    }

    [TestCase("ngắn quá")]
    [TestCase("password1234")]
    [TestCase("matkhau123456")]
    [TestCase("123456789012")]
    [TestCase("aaaaaaaaaaaaaaa")]
    public async Task Refuses_a_weak_password_and_stays_usable(string weak)
    {
        var code = await Link(hlan);

        var refused = await Set(code, weak);

        Assert.That(refused.Problem!.Errors.Keys, Is.EqualTo(new[] { "password" }));
        Assert.That((await Set(code, NewPassword)).Problem, Is.Null);
    }

    [Test]
    public async Task Refuses_the_account_name_with_digits_around_it()
    {
        await office.Person("rochamhlan");

        var refused = await Set(await Link("rochamhlan"), "2026-RoChamHLan!");

        Assert.That(refused.Problem!.Errors.Keys, Is.EqualTo(new[] { "password" }));
    }

    [Test]
    public async Task Is_not_made_for_somebody_unknown()
    {
        var made = await office.Do<MakeOneTimeLink, Result<OneTimeLink>>(link => link.Execute(new("aido"), Caller.System("command"), default));

        Assert.That(made.Problem, Is.EqualTo(PeopleProblems.PersonNotFound));
    }

    private async Task<string> Link(string userName) =>
        Code((await office.Do<MakeOneTimeLink, Result<OneTimeLink>>(link => link.Execute(new(userName), Caller.System("command"), default))).Value);

    private static string Code(OneTimeLink link)
    {
        Assert.That(link.Path, Does.StartWith("/dat-mat-khau?ma="));
        return link.Path["/dat-mat-khau?ma=".Length..];
    }

    private Task<Result<string>> Set(string code, string password) =>
        office.Do<SetPassword, Result<string>>(set => set.Execute(new(code, password), PeopleOffice.Desk, default));
}
