using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>The signed-in person.</summary>
/// <param name="Id">Identity.</param>
/// <param name="UserName">Account name.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Title">Position; may be empty.</param>
/// <param name="Unit">Unit; null for none.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Permissions">What this session or token may do, in alphabetical order.</param>
public sealed record MeView(
    Id<Person> Id, string UserName, string FullName, string Title, UnitView? Unit, IReadOnlyList<Role> Roles, IReadOnlyList<string> Permissions);

public sealed class FindMe(FindPeople people)
{
    public async Task<Result<MeView>> Execute(Caller caller, CancellationToken ct) =>
        await people.One(caller.PersonId, ct) is { } me
            ? new MeView(me.Id, me.UserName, me.FullName, me.Title, me.Unit, me.Roles, [.. caller.Permissions.Order(StringComparer.Ordinal)])
            : PeopleProblems.PersonNotFound;
}
