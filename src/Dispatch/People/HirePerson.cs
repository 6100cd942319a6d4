using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A new person with an account.</summary>
public sealed record HirePersonRequest
{
    /// <summary>Account name: 2 to 64 of <c>a-z 0-9 . _ -</c>. Required.</summary>
    public string? UserName { get; init; }

    /// <summary>Full name. Required.</summary>
    public string? FullName { get; init; }

    /// <summary>Roles, at least one; administrator stands alone. Required.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Position of the first post.</summary>
    public string? Title { get; init; }

    /// <summary>Code of the unit of the first post.</summary>
    public string? UnitCode { get; init; }

    /// <summary>First day of the post; today when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The decision that appointed.</summary>
    public string? Source { get; init; }

    /// <summary>A first password, to be changed at the first sign-in; left out when a one-time link will set it.</summary>
    public string? TemporaryPassword { get; init; }
}

/// <summary>Use case: the administrator adds a person.</summary>
public sealed class HirePerson(Database database, AddPerson addPerson, OfficeClock clock)
{
    public async Task<Result<UserDetail>> Execute(HirePersonRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Within(tx, request, new(), ct)).Ok(out var id, out var problem))
            return problem;
        var added = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(added, ct);
        return added;
    }

    internal async Task<Result<Id<Person>>> Within(OfficeTransaction tx, HirePersonRequest request, FieldErrors errors, CancellationToken ct)
    {
        if (!errors.Has("roles"))
            Administrators.Check(errors, request.Roles);
        var source = errors.OptionalLine("source", request.Source, 500);
        return await addPerson.Within(tx, new(request.UserName ?? "", request.FullName ?? "", request.Title ?? "",
            string.IsNullOrWhiteSpace(request.UnitCode) ? null : request.UnitCode.Trim(), request.Roles ?? [], string.IsNullOrEmpty(request.TemporaryPassword) ? null : request.TemporaryPassword)
        {
            From = request.From,
            Source = source,
            MustChangePassword = true,
        }, errors, ct);
    }
}
