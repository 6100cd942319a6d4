using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Open lines that were given a term in working days: a changed calendar counts them anew.</summary>
internal sealed class MoveTerms(OfficeClock clock, JournalWriter journal) : OpenTerms
{
    public async Task<IReadOnlyList<MovedTerm>> Move(OfficeTransaction tx, WorkingCalendar before, WorkingCalendar after, CancellationToken ct)
    {
        const string Running = "a.state in ('pending', 'active', 'returnProposed') and a.working_days is not null and a.due_on is not null and a.original_due_on is null";
        // Documents before lines, as everywhere.
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            $"select 1 from document d where d.id in (select a.document_id from assignment a where {Running}) order by d.id for update", cancellationToken: ct));
        var lines = await tx.Connection.QueryAsync<Line>(new CommandDefinition($"""
            select a.id, a.document_id, a.assigned_at, a.working_days, a.due_on, a.role, a.person_id, a.unit_id, coalesce(p.full_name, u.name) as holder, i.arrival_number, i.year, d.subject
            from assignment a
            join document d on d.id = a.document_id
            join incoming i on i.document_id = a.document_id
            left join person p on p.id = a.person_id
            left join unit u on u.id = a.unit_id
            where {Running}
            order by a.due_on, a.id
            for update of a
            """, cancellationToken: ct));
        var moved = new List<(Line Line, DateOnly To)>();
        foreach (var line in lines)
        {
            var given = clock.DateOf(line.AssignedAt);
            // A date that the calendar did not give is not the calendar's to move.
            if (before.AddWorkingDays(given, line.WorkingDays).Ok(out var was, out _) && was.Date == line.DueOn
                && after.AddWorkingDays(given, line.WorkingDays).Ok(out var becomes, out _) && becomes.Date != line.DueOn)
                moved.Add((line, becomes.Date));
        }
        if (moved.Count == 0)
            return [];
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update assignment a set due_on = t.due_on, version = version + 1 from unnest(@Ids, @Dates) as t (id, due_on) where a.id = t.id;
            update document set version = version + 1 where id = any(@Documents);
            """, new
        {
            Ids = moved.Select(one => one.Line.Id.Value).ToArray(),
            Dates = moved.Select(one => one.To).ToArray(),
            Documents = moved.Select(one => one.Line.DocumentId.Value).Distinct().ToArray(),
        }, cancellationToken: ct));
        await JournalWriter.WriteAll(tx, moved.Select(one => journal.Row(tx.Caller, "assignment.recounted", "document", one.Line.DocumentId.Value,
            new Changes().New("role", one.Line.Role).Change("dueOn", one.Line.DueOn, one.To))), ct);
        foreach (var (line, _) in moved)
            await Told.Desk(tx, line.PersonId, line.UnitId, NoticeKind.DeadlineMoved, "assignment", line.Id.Value, $"{line.ArrivalNumber} – {line.Subject}", clock, ct);
        return [.. moved.Select(one => new MovedTerm("assignment", one.Line.Id.Value, $"{one.Line.ArrivalNumber}/{one.Line.Year}", one.Line.Holder, one.Line.DueOn, one.To))];
    }

    private sealed record Line(
        Id<Assignment> Id, Id<Document> DocumentId, DateTimeOffset AssignedAt, int WorkingDays, DateOnly DueOn, AssignmentRole Role, Guid? PersonId, Guid? UnitId, string Holder,
        int ArrivalNumber, int Year, string Subject);
}
