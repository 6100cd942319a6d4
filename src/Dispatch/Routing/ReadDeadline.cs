using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>When a line is due, and why that day.</summary>
/// <param name="DueOn">The due day; null for none.</param>
/// <param name="DueAt">The instant of a deadline in minutes; null of the others, which end with their day.</param>
/// <param name="OriginalDueOn">The first due day; null when it was never moved.</param>
/// <param name="State">How it stands today.</param>
/// <param name="GivenOn">The day the term was given, which is not counted.</param>
/// <param name="Term">The term it was given in, as <see cref="Calendar.Term"/> is written; null when a day was named.</param>
/// <param name="Rule">The office's rule that decided how it was counted, where the texts leave that open; null otherwise.</param>
/// <param name="WorkingDays">How many working days lie between, the due day with them; null without a deadline.</param>
/// <param name="Why">One element per calendar day after <paramref name="GivenOn"/> up to <paramref name="DueOn"/>, with what decided it.</param>
/// <param name="Pauses">When its term stood still; the last without <c>throughOn</c> while it does, and then there is no due day.</param>
/// <param name="Extensions">The requests for more time, as they were made.</param>
public sealed record AssignmentDeadline(
    DateOnly? DueOn, DateTimeOffset? DueAt, DateOnly? OriginalDueOn, DueState State, DateOnly GivenOn, string? Term, CountingRule? Rule, int? WorkingDays, IReadOnlyList<DayCounted> Why,
    IReadOnlyList<PauseView> Pauses, IReadOnlyList<ExtensionView> Extensions);

/// <summary>A query: why a line is due when it is due. A year whose calendar nobody declared is a problem, never a guess.</summary>
public sealed class ReadDeadline(Database database, WorkingCalendars calendars, OfficeClock clock)
{
    public async Task<Result<AssignmentDeadline>> Execute(Id<Assignment> id, Caller caller, CancellationToken ct)
    {
        // Before the connection: reading a stale calendar takes one of its own.
        var calendar = await calendars.Current(ct);
        await using var connection = await database.Open(ct);
        var line = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"""
            select coalesce(a.counted_from, a.assigned_at) as given_at, a.due_on, a.due_at, a.original_due_on, a.term, case when a.state = 'done' then a.ended_at end as done_at,
                   coalesce(a.unit_id, p.unit_id) as works_in
            from assignment a
            left join person p on p.id = a.person_id
            where a.id = @id and {GrantStore.Reaches("a.document_id")}
            """, new { id, caller.Principals }, cancellationToken: ct));
        if (line is null)
            return RoutingProblems.AssignmentNotFound;
        var extensions = await ExtensionView.Of(connection, id, ct);
        var pauses = await PauseView.Of(connection, id, ct);
        var given = clock.DateOf(line.GivenAt);
        var state = DueDates.Of(line.DueOn is { } on ? new Due(on, line.DueAt) : null, line.DoneAt, calendar, clock);
        if (line.DueOn is not { } due)
            return new AssignmentDeadline(null, null, null, state, given, line.Term, null, null, [], pauses, extensions);
        var rule = line.Term is null ? null : Term.Of(line.Term).Kind switch
        {
            TermKind.Before => calendar.RuleOf(CountingRule.Before, given),
            TermKind.Days or TermKind.Months => calendar.RuleOf(CountingRule.RestDay, given),
            _ => null,
        };
        if (!calendar.For(line.WorksIn).Days(given, due).Ok(out var counted, out var problem))
            return problem;
        var days = counted.Select(day => pauses.FirstOrDefault(pause => day.Counted && pause.FromOn < day.Date && day.Date <= pause.ThroughOn) is { } pause
            ? new DayCounted(day.Date, false, $"Tạm dừng thời hạn: {pause.Because}", pause.Source) : day).ToList();
        return new AssignmentDeadline(due, line.DueAt, line.OriginalDueOn, state, given, line.Term, rule, days.Count(day => day.Counted), days, pauses, extensions);
    }

    private sealed record Row(DateTimeOffset GivenAt, DateOnly? DueOn, DateTimeOffset? DueAt, DateOnly? OriginalDueOn, string? Term, DateTimeOffset? DoneAt, Guid? WorksIn);
}
