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
public sealed record AddPersonRequest(string UserName, string FullName, string Title, string? UnitCode, IReadOnlyList<Role> Roles, string? Password);

/// <summary>Adds a person with an account: seeds, the first administrator.</summary>
public sealed partial class AddPerson(Database database, AccountStore store, Accounts accounts, AccountEvents events, OfficeClock clock)
{
    private const int LongestName = 200;

    public async Task<Result<Id<Person>>> Execute(AddPersonRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var added = await Within(tx, request, ct);
        if (added.Problem is null)
            await tx.Commit(added.Value, ct);
        return added;
    }

    internal async Task<Result<Id<Person>>> Within(OfficeTransaction tx, AddPersonRequest request, CancellationToken ct)
    {
        var errors = Check(request);
        var fullName = errors.Line("fullName", request.FullName, LongestName);
        var title = errors.OptionalLine("title", request.Title, LongestName);
        var unit = request.UnitCode is { } code ? await UnitOf(tx, code, ct) : null;
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
        await events.Record(tx, AccountEvent.PersonAdded, account.Id, account.UserName, ct);
        return account.Id;
    }

    private static FieldErrors Check(AddPersonRequest request)
    {
        var errors = new FieldErrors();
        if (!UserNames().IsMatch(request.UserName))
            errors.Add("userName", "Tên đăng nhập gồm 2 đến 64 ký tự a-z, 0-9, dấu chấm, gạch", "A user name is 2 to 64 of a-z, 0-9, dot, dash and underscore");
        if (request.Roles.Count == 0)
            errors.Add("roles", "Chọn ít nhất một vai trò", "Choose at least one role");
        if (request.Password is not null)
            PasswordRules.Check(request.Password, request.UserName, "password", errors);
        return errors;
    }

    private static Task<Id<Unit>?> UnitOf(OfficeTransaction tx, string code, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<Id<Unit>?>(new CommandDefinition("select id from unit where code = @Code", new { Code = code }, cancellationToken: ct));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex UserNames();
}
