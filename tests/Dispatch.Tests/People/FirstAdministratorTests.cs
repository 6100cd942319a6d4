using System.Net;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Tests.People;

public sealed class FirstAdministratorTests
{
    private const string NewPassword = "núi Chư Đăng Ya mùa hoa";

    private PeopleOffice office = null!;

    [SetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task An_empty_office_gets_its_first_administrator_and_a_link_until_it_was_used()
    {
        var first = await FirstLink();
        var second = await FirstLink();
        await Set(second!);

        Assert.That((await Set(first!)).Problem, Is.EqualTo(PeopleProblems.LinkNotValid));
        Assert.That(await FirstLink(), Is.Null);
        using var admin = office.With((await office.SignIn("admin", NewPassword)).Value.Token);
        Assert.That((await admin.GetAsync("/api/v1/reads")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Two_starts_at_once_make_one_administrator()
    {
        var links = await Task.WhenAll(FirstLink(), FirstLink());

        Assert.That(links, Has.None.Null);
        Assert.That((await office.Do<FindPeople, IReadOnlyList<PersonView>>(people => people.All(default))).Count(p => p.Roles.Contains(Role.Administrator)), Is.EqualTo(1));
    }

    private Task<OneTimeLink?> FirstLink() => office.Do<FirstAdministrator, OneTimeLink?>(first => first.Execute(default));

    private Task<Result<string>> Set(OneTimeLink link) => office.Do<SetPassword, Result<string>>(set =>
        set.Execute(new(link.Path["/dat-mat-khau?ma=".Length..], NewPassword), PeopleOffice.Desk, default));
}
