using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>
/// Open lines that were given a term: a changed calendar counts them anew, a line that went on after a pause from the day it did. Minutes are no days
/// and stay; so does a day that was named, and one that was granted.
/// </summary>
internal sealed class MoveTerms(OfficeClock clock, JournalWriter journal) : OpenTerms
{
    public async Task<IReadOnlyList<MovedTerm>> Move(OfficeTransaction tx, WorkingCalendar before, WorkingCalendar after, CancellationToken ct)
    {
        const string Running = """
            a.state in ('pending', 'active', 'returnProposed') and a.term is not null and a.due_on is not null and a.due_at is null
            and not exists (select from extension_request e where e.assignment_id = a.id and e.state = 'granted')
            """;
        // Documents before lines, as everywhere.
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            $"select 1 from document d where d.id in (select a.document_id from assignment a where {Running}) order by d.id for update", cancellationToken: ct));
        var lines = await tx.Connection.QueryAsync<Line>(new CommandDefinition($"""
            select a.id, a.document_id, a.counted_from, a.term, z.through_on, z.days_left, a.due_on, coalesce(a.unit_id, p.unit_id) as works_in, a.role, a.person_id, a.unit_id, coalesce(p.full_name, u.name) as holder, i.arrival_number, i.year, d.subject
            from assignment a
            join document d on d.id = a.document_id
            join incoming i on i.document_id = a.document_id
            left join person p on p.id = a.person_id
            left join unit u on u.id = a.unit_id
            left join lateral (select z.through_on, z.days_left from deadline_pause z where z.assignment_id = a.id order by z.number desc limit 1) z on true
            where {Running}
            order by a.due_on, a.id
            for update of a
            """, cancellationToken: ct));
        var moved = new List<(Line Line, DateOnly To)>();
        foreach (var line in lines)
        {
            // A date that the calendar did not give is not the calendar's to move.
            if (Counted(line, before) == line.DueOn && Counted(line, after) is { } becomes && becomes != line.DueOn)
                moved.Add((line, becomes));
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

    private static DateOnly? Counted(Line line, WorkingCalendar calendar) =>
        line is { ThroughOn: { } resumed, DaysLeft: { } left }
            ? calendar.For(line.WorksIn).AddWorkingDays(resumed, left).Ok(out var on, out _) ? on.Date : null
            : calendar.For(line.WorksIn).DueOf(Term.Of(line.Term), line.CountedFrom).Ok(out var due, out _) ? due.On : null;

    private sealed record Line(
        Id<Assignment> Id, Id<Document> DocumentId, DateTimeOffset CountedFrom, string Term, DateOnly? ThroughOn, int? DaysLeft, DateOnly DueOn, Guid? WorksIn, AssignmentRole Role, Guid? PersonId, Guid? UnitId, string Holder,
        int ArrivalNumber, int Year, string Subject);
}
