using Dapper;
using Npgsql;

namespace Dispatch.Testing;

/// <summary>A line with a deadline, on a document and a direction of its own.</summary>
/// <param name="Due">Its deadline; null for none.</param>
/// <param name="Person">Who has it; null for a unit's.</param>
/// <param name="Unit">The unit that has it; null for a person's.</param>
/// <param name="AssignedAt">When it was given.</param>
/// <param name="DoneAt">When it was done; null while it is open.</param>
public sealed record DueLine(DateOnly? Due, Guid? Person, Guid? Unit, DateTimeOffset AssignedAt, DateTimeOffset? DoneAt = null)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public bool Restricted { get; init; }

    public string Subject { get; init; } = "Về việc chuẩn bị hội nghị";

    public int UrgencyRank { get; init; }
}

public static partial class Given
{
    private const int Piece = 20_000;

    /// <summary>Writes lines by SQL, without asking any use case; numbers count on.</summary>
    public static async Task DueLines(TestDatabase database, params IReadOnlyCollection<DueLine> lines)
    {
        await using var connection = await database.OpenAsOwner();
        await DueLines(connection, lines);
    }

    /// <summary>As above, over an owner's connection.</summary>
    public static async Task DueLines(NpgsqlConnection owner, IEnumerable<DueLine> lines)
    {
        var system = Platform.Caller.SystemId;
        await owner.ExecuteAsync("""
            insert into register (id, code, kind, name, issuing_body, series_rule, created_at)
            values ('00000000-0000-7000-8000-00000000be11', 'NHAC', 'incoming', 'Sổ thử nhắc hạn', 'UBND tỉnh', 'one', '2026-01-01') on conflict do nothing;
            """);
        var number = await owner.ExecuteScalarAsync<int>("select coalesce(max(arrival_number), 0) from incoming where series_id = '00000000-0000-7000-8000-00000000be11'");
        foreach (var piece in lines.Chunk(Piece))
        {
            // Without triggers: a line that is done already could not be inserted.
            await owner.ExecuteAsync("""
                set session_replication_role = replica;
                create temp table given_line as
                select t.id, gen_random_uuid() as document_id, gen_random_uuid() as direction_id, t.due_on, nullif(t.person_id, @none) as person_id, nullif(t.unit_id, @none) as unit_id,
                       t.assigned_at, nullif(t.done_at, @never) as done_at, t.restricted, t.subject, t.urgency_rank, @number + t.n::integer as number
                from unnest(@ids, @dues, @people, @units, @assigned, @done, @restricted, @subjects, @ranks) with ordinality
                    as t (id, due_on, person_id, unit_id, assigned_at, done_at, restricted, subject, urgency_rank, n);
                insert into document (id, kind, issuer_name, issuer_folded, symbol_parsed, document_type, subject, search_words, urgency, access_level, created_at)
                select document_id, 'incoming', 'Sở Nội vụ', 'so noi vu', true, (select min(code) from document_type), subject, '', (array['normal', 'urgent', 'veryUrgent', 'express'])[urgency_rank + 1],
                       case when restricted then 'restricted' else 'internal' end, assigned_at from given_line;
                insert into incoming (document_id, register_id, series_id, year, arrival_number, arrived_on, received_at, registered_at, registered_by, sender_name, received_via, medium,
                    urgency_rank, state)
                select document_id, '00000000-0000-7000-8000-00000000be11', '00000000-0000-7000-8000-00000000be11', 2026, number, assigned_at::date, assigned_at, assigned_at, @system,
                       'Sở Nội vụ', 'post', 'paper', urgency_rank, 'assigned' from given_line;
                insert into direction (id, document_id, author_id, instruction, given_at, state) select direction_id, document_id, @system, 'Giải quyết', assigned_at, 'given' from given_line;
                insert into assignment (id, document_id, direction_id, role, unit_id, person_id, state, due_on, urgency_rank, directed_by, assigned_by, assigned_at, ended_at, ended_by, result)
                select id, document_id, direction_id, 'lead', unit_id, person_id, case when done_at is null then 'active' else 'done' end, nullif(due_on, 'infinity'), urgency_rank, @system, @system, assigned_at,
                       done_at, case when done_at is not null then @system end, case when done_at is not null then 'noted' end from given_line;
                insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
                select g.document_id, coalesce(g.person_id, g.unit_id), 'assignment', g.id, i.arrival_key from given_line g join incoming i on i.document_id = g.document_id;
                insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
                select g.document_id, p.unit_id, 'unitMember', g.id, i.arrival_key from given_line g join incoming i on i.document_id = g.document_id join person p on p.id = g.person_id
                where p.unit_id is not null and not g.restricted
                union all
                select g.document_id, '00000000-0000-7000-8000-0000000000a2', 'oversight', g.document_id, i.arrival_key
                from given_line g join incoming i on i.document_id = g.document_id where not g.restricted;
                drop table given_line;
                set session_replication_role = origin;
                """, new
            {
                system,
                number,
                none = Guid.Empty,
                never = DateTimeOffset.UnixEpoch,
                ids = piece.Select(line => line.Id).ToArray(),
                dues = piece.Select(line => line.Due ?? DateOnly.MaxValue).ToArray(),
                people = piece.Select(line => line.Person ?? Guid.Empty).ToArray(),
                units = piece.Select(line => line.Unit ?? Guid.Empty).ToArray(),
                assigned = piece.Select(line => line.AssignedAt.ToUniversalTime()).ToArray(),
                done = piece.Select(line => (line.DoneAt ?? DateTimeOffset.UnixEpoch).ToUniversalTime()).ToArray(),
                restricted = piece.Select(line => line.Restricted).ToArray(),
                subjects = piece.Select(line => line.Subject).ToArray(),
                ranks = piece.Select(line => line.UrgencyRank).ToArray(),
            }, commandTimeout: 600);
            number += piece.Length;
        }
    }

    /// <summary>Declares the calendars of these years.</summary>
    public static async Task Calendar(TestDatabase database, params int[] years)
    {
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync("""
            insert into calendar_year (year, declared_at, declared_by) select unnest(@years), '2026-01-02', @SystemId
            on conflict on constraint calendar_year_pk do update set declared_at = '2026-01-02', declared_by = @SystemId
            """, new { years, Platform.Caller.SystemId });
    }

    /// <summary>A unit led by <paramref name="head"/>, with others who belong to it.</summary>
    public static async Task<Guid> Unit(TestDatabase database, string code, Guid head, params Guid[] members)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync("""
            insert into unit (id, code, name) values (@id, @code, @code);
            insert into post (id, person_id, title, unit_id, main, valid_from, entered_at, entered_by)
            select gen_random_uuid(), unnest(@all), 'Chức vụ', @id, true, '2020-01-01', '2026-01-01', @SystemId;
            update person set unit_id = @id where id = any(@all);
            """, new { id, code, all = members.Prepend(head).ToArray(), Platform.Caller.SystemId });
        return id;
    }
}
