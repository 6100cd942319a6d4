using Dapper;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>
/// A query: everybody with an account, by given name. The words may stand in the name, the account's name or the position, marks and case ignored.
/// </summary>
public sealed class FindUsers(Database database, OfficeClock clock)
{
    public async Task<Result<Page<UserView>>> Execute(string? q, string? unit, AccountState? state, Paging paging, CancellationToken ct)
    {
        PersonCursor? after = null;
        if (paging.Cursor is { } cursor && !Cursor.TryRead(cursor, out after))
            return PlatformProblems.InvalidCursor;
        var errors = new FieldErrors();
        var words = VietnameseText.Words(errors.OptionalLine("q", q, 200) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var unitCode = errors.OptionalLine("unit", unit, 20);
        if (!errors.None)
            return errors.ToProblem();

        await using var connection = await database.Open(ct);
        // Names are folded by the program: an office has some hundred people, read on until the page is full.
        var found = new List<(UserView View, string SortName)>();
        await foreach (var row in connection.QueryUnbufferedAsync<Row>("""
            select p.id, p.user_name, p.full_name, p.sort_name, p.title, u.code as unit_code, u.name as unit_name,
                   (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as roles,
                   p.password_hash is not null as has_password, p.locked_until, p.disabled_at, p.version
            from person p
            left join unit u on u.id = p.unit_id
            where p.id <> @SystemId and (@unitCode::text is null or u.code = @unitCode)
              and (@AfterName::text is null or (p.sort_name collate "vi-x-icu", p.id) > (@AfterName collate "vi-x-icu", @AfterId))
            order by p.sort_name collate "vi-x-icu", p.id
            """, new { Caller.SystemId, unitCode, AfterName = after?.SortName, AfterId = after?.Id ?? Guid.Empty }).WithCancellation(ct))
        {
            var view = row.View(clock.Now);
            var text = ' ' + VietnameseText.Words($"{row.FullName} {row.UserName} {row.Title}");
            if ((state is null || view.State == state) && words.All(word => text.Contains(' ' + word, StringComparison.Ordinal)))
                found.Add((view, row.SortName));
            if (found.Count > paging.Limit)
                break;
        }
        return Page.Of(found, paging, row => new PersonCursor(row.SortName, row.View.Id.Value)).Select(row => row.View);
    }

    private sealed record Row(
        Id<Person> Id, string UserName, string FullName, string SortName, string Title, string? UnitCode, string? UnitName, string? Roles, bool HasPassword,
        DateTimeOffset? LockedUntil, DateTimeOffset? DisabledAt, int Version)
    {
        public UserView View(DateTimeOffset now) => new(Id, UserName, FullName, Title, UnitCode is null ? null : new UnitView(UnitCode, UnitName!),
            People.Roles.Parse(Roles ?? ""), ReadUser.StateOf(DisabledAt, LockedUntil, HasPassword, now), Version);
    }

    private sealed record PersonCursor(string SortName, Guid Id);
}
