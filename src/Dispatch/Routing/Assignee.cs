using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>Who a line, a submission or a question is for: a unit (its leader's desk) or a person.</summary>
/// <param name="UnitId">The unit; null for a person.</param>
/// <param name="PersonId">The person; null for a unit.</param>
/// <param name="Name">Name of either.</param>
/// <param name="MainUnitId">A person's main unit, whose head sees what its people are given; null otherwise.</param>
internal sealed record Assignee(Guid? UnitId, Guid? PersonId, string Name, Guid? MainUnitId)
{
    /// <summary>The one principal it stands for.</summary>
    public Guid Principal => UnitId ?? PersonId!.Value;

    /// <summary>
    /// The unit of a code or the person of a user name or id, if they work on <paramref name="today"/>; otherwise an error beside <paramref name="field"/>.
    /// Exactly one of the two must be given.
    /// </summary>
    public static async Task<Assignee?> Find(
        NpgsqlConnection connection, FieldErrors errors, string field, string? unit, string? person, DateOnly today, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(unit) == string.IsNullOrWhiteSpace(person))
        {
            errors.Add(field, "Chọn một đơn vị hoặc một người", "Choose one unit or one person");
            return null;
        }
        if (!string.IsNullOrWhiteSpace(unit))
        {
            var found = await connection.QuerySingleOrDefaultAsync<Assignee>(new CommandDefinition("""
                select u.id as unit_id, null::uuid as person_id, u.name, null::uuid as main_unit_id
                from unit u
                where u.code = @unit and (u.closed_on is null or u.closed_on > @today)
                """, new { unit = unit.Trim(), today }, cancellationToken: ct));
            if (found is null)
                errors.Add(field, $"Không có đơn vị {unit.Trim()} đang hoạt động", $"There is no working unit {unit.Trim()}");
            return found;
        }
        return await FindPerson(connection, errors, field, person, ct);
    }

    /// <summary>The person of a user name or id who can still sign in and read documents.</summary>
    public static async Task<Assignee?> FindPerson(NpgsqlConnection connection, FieldErrors errors, string field, string? person, CancellationToken ct)
    {
        var written = person?.Trim() ?? "";
        var found = await connection.QuerySingleOrDefaultAsync<Assignee>(new CommandDefinition("""
            select null::uuid as unit_id, p.id as person_id, p.full_name as name, p.unit_id as main_unit_id
            from person p
            where (p.id = @Id or p.normalized_user_name = upper(@written)) and p.disabled_at is null
              and exists (select from person_role r where r.person_id = p.id and r.role = any(@Readers))
            """, new { Id = Guid.TryParse(written, out var id) ? id : (Guid?)null, written, Readers }, cancellationToken: ct));
        if (found is null)
            errors.Add(field, written.Length == 0 ? "Chọn người" : $"Không có người dùng {written} xử lý văn bản", written.Length == 0 ? "Choose a person" : $"No user {written} handles documents");
        return found;
    }

    private static readonly string[] Readers =
        [.. Roles.Table.Where(role => role.Value.Contains(Permission.HandleIncoming)).Select(role => EnumText.Of(role.Key))];
}
