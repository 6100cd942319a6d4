using System.Text.RegularExpressions;
using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.People;

/// <summary>A person to be added.</summary>
/// <param name="UserName">Account name: 2 to 64 of <c>a-z 0-9 . _ -</c>.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Title">Position; may be empty.</param>
/// <param name="UnitCode">Code of the unit; null for none.</param>
/// <param name="Roles">Roles, at least one.</param>
/// <param name="Password">First password; null when the person will set it by a one-time link.</param>
public sealed record AddPersonRequest(string UserName, string FullName, string Title, string? UnitCode, IReadOnlyList<Role> Roles, string? Password)
{
    /// <summary>First day of the post; today when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The decision that appointed.</summary>
    public string? Source { get; init; }

    /// <summary>True when the password is known to somebody else and has to be changed first.</summary>
    public bool MustChangePassword { get; init; }
}

/// <summary>Adds a person with an account and, where a position or unit is given, their first post.</summary>
public sealed partial class AddPerson(Database database, AccountStore store, Accounts accounts, AccountEvents events, OfficeClock clock)
{
    internal const int LongestName = 200;

    public async Task<Result<Id<Person>>> Execute(AddPersonRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var added = await Within(tx, request, new(), ct);
        if (added.Problem is null)
            await tx.Commit(added.Value, ct);
        return added;
    }

    /// <summary>The same inside a transaction; <paramref name="errors"/> are those found before.</summary>
    internal async Task<Result<Id<Person>>> Within(OfficeTransaction tx, AddPersonRequest request, FieldErrors errors, CancellationToken ct)
    {
        Check(errors, request);
        var from = request.From ?? clock.Today;
        var fullName = errors.Line("fullName", request.FullName, LongestName);
        var title = errors.OptionalLine("title", request.Title, LongestName);
        var unit = request.UnitCode is { } code ? await PostStore.UnitOf(tx.Connection, code, from, ct) : null;
        if (request.UnitCode is not null && unit is null)
            errors.Add("unitCode", "Không có đơn vị này", "There is no such unit");
        if (!errors.None)
            return errors.ToProblem();

        using var within = store.Within(tx);
        var account = new Account
        {
            Id = Id<Person>.New(),
            UserName = request.UserName,
            NormalizedUserName = accounts.NormalizeName(request.UserName),
            FullName = fullName!,
            Title = title ?? "",
            UnitId = unit,
            SecurityStamp = "",
            CreatedAt = clock.Now,
        };
        try
        {
            var created = request.Password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, request.Password);
            if (!created.Succeeded)
                return created.Errors.Any(e => e.Code == nameof(accounts.ErrorDescriber.DuplicateUserName))
                    ? PeopleProblems.UserNameTaken
                    : throw new InvalidOperationException(string.Join("; ", created.Errors.Select(e => e.Description)));
        }
        catch (PostgresException e) when (e.ConstraintName == "person_user_name_unique")
        {
            return PeopleProblems.UserNameTaken;
        }
        await tx.Connection.ExecuteAsync(new CommandDefinition("insert into person_role (person_id, role) select @Id, unnest(@Roles)",
            new { account.Id, Roles = request.Roles.Distinct().Select(EnumText.Of).ToArray() }, cancellationToken: ct));
        if (request.MustChangePassword && request.Password is not null)
            await tx.Connection.ExecuteAsync(new CommandDefinition("update person set must_change_password = true where id = @Id", new { account.Id }, cancellationToken: ct));
        if (account.Title.Length > 0 || unit is not null)
        {
            await PostStore.Insert(tx, account.Id, Id<Post>.New(), new(account.Title, unit, true, from, null, request.Source), clock.Now, ct);
            await PostStore.ShowMainPosts(tx, account.Id, clock.Today, ct);
        }
        await events.Record(tx, AccountEvent.PersonAdded, account.Id, account.UserName, ct);
        return account.Id;
    }

    internal static void CheckUserName(FieldErrors errors, string? userName)
    {
        if (userName is null || !UserNames().IsMatch(userName))
            errors.Add("userName", "Tên đăng nhập gồm 2 đến 64 ký tự a-z, 0-9, dấu chấm, gạch", "A user name is 2 to 64 of a-z, 0-9, dot, dash and underscore");
    }

    private static void Check(FieldErrors errors, AddPersonRequest request)
    {
        CheckUserName(errors, request.UserName);
        if (request.Roles.Count == 0 && !errors.Has("roles"))
            errors.Add("roles", "Chọn ít nhất một vai trò", "Choose at least one role");
        if (request.Password is not null)
            PasswordRules.Check(request.Password, request.UserName, "password", errors);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex UserNames();
}
