using System.Text.Json;
using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Journal;

/// <summary>One line of an object's history.</summary>
/// <param name="Number">Its place in the journal.</param>
/// <param name="At">When.</param>
/// <param name="PersonId">Who.</param>
/// <param name="Person">Name of who.</param>
/// <param name="ActingFor">Name of the person acted for, if any.</param>
/// <param name="Via">The door: page, api, job, command.</param>
/// <param name="Action">What, for example <c>incoming.registered</c>, <c>incoming.read</c>.</param>
/// <param name="Changes">Old and new value of each changed field.</param>
public sealed record HistoryLine(
    long Number, DateTimeOffset At, Id<Person> PersonId, string Person, string? ActingFor, string Via, string Action, IReadOnlyList<FieldChange> Changes);

/// <summary>Old and new value of a field; null where there was none.</summary>
public sealed record FieldChange(string Field, JsonElement? Old, JsonElement? New);

/// <summary>A query: the history of objects that belong together, oldest first. Who may see the object is decided by the caller of this.</summary>
internal static class ReadHistory
{
    public static async Task<Result<Page<HistoryLine>>> Of(NpgsqlConnection connection, Guid[] objectIds, Paging paging, CancellationToken ct)
    {
        long after = 0;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
            select j.id, j.at, j.actor_id, p.full_name, o.full_name as acting_for, j.action, convert_from(j.canonical, 'UTF8') as canonical
            from journal_entry j
            join person p on p.id = j.actor_id
            left join person o on o.id = j.acting_for
            where j.object_id = any(@objectIds) and j.id > @after
            order by j.id
            limit @Take
            """, new { objectIds, after, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        return Page.Of(rows, paging, row => row.Id).Select(row => row.Line());
    }

    private sealed record Row(long Id, DateTimeOffset At, Id<Person> ActorId, string FullName, string? ActingFor, string Action, string Canonical)
    {
        public HistoryLine Line()
        {
            var canonical = JsonElement.Parse(Canonical);
            return new(Id, At, ActorId, FullName, ActingFor, canonical.GetProperty("via").GetString()!, Action,
                [.. canonical.GetProperty("changes").EnumerateObject().Select(c => new FieldChange(c.Name, NullIfNull(c.Value[0]), NullIfNull(c.Value[1])))]);
        }

        private static JsonElement? NullIfNull(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;
    }
}
