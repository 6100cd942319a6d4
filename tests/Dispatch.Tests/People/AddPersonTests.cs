using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Tests.People;

public sealed class AddPersonTests
{
    private PeopleOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await PeopleOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Puts_a_person_into_a_unit_under_their_given_name()
    {
        await office.Do<AddUnit, Result<Id<Unit>>>(add => add.Execute(new("KGVX", "Phòng Khoa giáo - Văn xã", 1), Caller.System("command"), default));
        await Add("dao", "Phạm  Thu Đào", "KGVX");
        await Add("quan", "Võ Minh Quân", "KGVX");
        await Add("anh", "Đặng Thị Ánh", "KGVX");

        var people = await office.Do<FindPeople, IReadOnlyList<PersonView>>(find => find.All(default));

        Assert.That(people.Where(p => p.Unit is not null).Select(p => p.FullName), Is.EqualTo(new[] { "Đặng Thị Ánh", "Phạm Thu Đào", "Võ Minh Quân" }));
        Assert.That(people.Select(p => p.Unit).OfType<UnitView>(), Is.All.EqualTo(new UnitView("KGVX", "Phòng Khoa giáo - Văn xã")));
    }

    [Test]
    public async Task Refuses_a_name_that_is_taken_whatever_its_case()
    {
        await Add("taken", "Rơ Châm H'Lan", null);

        Assert.That((await Add("taken", "Ai Đó", null)).Problem, Is.EqualTo(PeopleProblems.UserNameTaken));
    }

    [Test]
    public async Task Refuses_what_is_no_person()
    {
        var refused = await office.Do<AddPerson, Result<Id<Person>>>(add => add.Execute(
            new("H Lan", " ", "x\u0007", "KHONG", [], "ngắn"), Caller.System("command"), default));

        Assert.That(refused.Problem!.Errors.Keys, Is.EquivalentTo(new[] { "userName", "fullName", "title", "unitCode", "roles", "password" }));
    }

    [Test]
    public void Several_roles_may_do_what_any_of_them_may()
    {
        Assert.That(Roles.PermissionsOf([Role.Archivist, Role.Monitor]), Is.EquivalentTo(new[] { "signedIn", "incoming.read", "incoming.handle", "deadlines.read", "registers.read" }));
        Assert.That(Roles.PermissionsOf([Role.Administrator]).Intersect(["incoming.read", "incoming.handle", "incoming.register", "incoming.submit", "incoming.direct"]), Is.Empty);
        Assert.That(Roles.Table.Keys, Is.EquivalentTo(Enum.GetValues<Role>()));
    }

    private Task<Result<Id<Person>>> Add(string userName, string fullName, string? unit) => office.Do<AddPerson, Result<Id<Person>>>(add => add.Execute(
        new(userName, fullName, "", unit, [Role.Officer], PeopleOffice.Password), Caller.System("command"), default));
}
