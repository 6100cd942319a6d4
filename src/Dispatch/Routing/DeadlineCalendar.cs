using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>A month of one's open deadlines.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Days">Every day of it, in order.</param>
public sealed record DeadlineMonth(int Year, int Month, IReadOnlyList<DeadlineDay> Days);

/// <summary>A day of it.</summary>
/// <param name="Date">The day.</param>
/// <param name="Works">Whether the office works; null when the year is not declared.</param>
/// <param name="Reason">Why not, or why all the same: a holiday, a swapped day; null for an ordinary day.</param>
/// <param name="State">How what is due then stands today.</param>
/// <param name="Count">How many open lines are due.</param>
/// <param name="Lines">The first of them, urgent ones first.</param>
public sealed record DeadlineDay(DateOnly Date, bool? Works, string? Reason, DueState State, long Count, IReadOnlyList<DeadlineLine> Lines);

/// <summary>A line that is due.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Role"><c>lead</c> or <c>support</c>.</param>
public sealed record DeadlineLine(Id<Assignment> Id, int ArrivalNumber, string Subject, AssignmentRole Role);

/// <summary>A query: the open lines one has, and those of the units one leads, by the day they are due.</summary>
public sealed class DeadlineCalendar(Database database, OfficeClock clock, WorkingCalendars calendars)
{
    /// <summary>So many lines of a day are named.</summary>
    public const int Named = 3;

    /// <param name="year">This year when missing.</param>
    /// <param name="month">This month when missing.</param>
    public async Task<Result<DeadlineMonth>> Execute(int? year, int? month, Caller caller, CancellationToken ct)
    {
        var (y, m) = (year ?? clock.Today.Year, month ?? clock.Today.Month);
        if (y is < 1945 or > 2199 || m is < 1 or > 12)
        {
            var errors = new FieldErrors();
            errors.Add("month", "Tháng từ 1 đến 12, năm từ 1945 đến 2199", "A month from 1 to 12 of a year from 1945 to 2199");
            return errors.ToProblem();
        }
        // Before the connection: reading a stale calendar takes one of its own.
        var calendar = await calendars.Current(ct);
        var (first, last) = (new DateOnly(y, m, 1), new DateOnly(y, m, 1).AddMonths(1).AddDays(-1));
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select due_on, count, id, arrival_number, subject, role
            from (
                select a.due_on, a.id, i.arrival_number, d.subject, a.role, count(*) over (partition by a.due_on) as count,
                       row_number() over (partition by a.due_on order by a.urgency_rank desc, a.id) as place
                from {Boxes.From}
                join incoming i on i.document_id = a.document_id
                join document d on d.id = a.document_id
                where {Boxes.Mine} and {Boxes.ToDo} and {Boxes.DueDay} between @first and @last
                  and {GrantStore.Reaches("a.document_id")}) due
            where place <= {Named}
            order by due_on, place
            """, Parameters(caller, first, last), cancellationToken: ct))).ToLookup(row => row.DueOn);
        var days = new List<DeadlineDay>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var lines = rows[day].ToList();
            DayCounted? counted = calendar.Days(day.AddDays(-1), day).Ok(out var one, out _) ? one[0] : null;
            days.Add(new(day, counted?.Counted, counted is null || counted.Reason == WorkingCalendar.WorkingDay ? null : counted.Reason,
                lines.Count == 0 ? DueState.None : DueDates.Of(new Due(day), null, calendar, clock), lines.Count == 0 ? 0 : lines[0].Count,
                [.. lines.Select(line => new DeadlineLine(line.Id, line.ArrivalNumber, line.Subject, line.Role))]));
        }
        return new DeadlineMonth(y, m, days);
    }

    private DynamicParameters Parameters(Caller caller, DateOnly first, DateOnly last)
    {
        var parameters = new DynamicParameters(Boxes.Parameters(caller, clock, clock.Today));
        parameters.AddDynamicParams(new { first, last });
        return parameters;
    }

    private sealed record Row(DateOnly DueOn, long Count, Id<Assignment> Id, int ArrivalNumber, string Subject, AssignmentRole Role);
}
