using Dapper;
using Dispatch.Access;
using Dispatch.Platform;

namespace Dispatch.Reports;

/// <summary>By which deadline a report counts; it says so wherever it is shown or printed.</summary>
public enum DueBy
{
    /// <summary>Hạn hiện tại, after extensions.</summary>
    Current,

    /// <summary>Hạn ban đầu.</summary>
    Original,
}

/// <summary>What a unit was given in a period and what became of it. Lines of the first level to lead or support, of documents the reader sees.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arrived">Lines given to it in the period.</param>
/// <param name="OnTime">Done in the period by their due day.</param>
/// <param name="Late">Done in the period after it.</param>
/// <param name="Undated">Done in the period, without a deadline.</param>
/// <param name="Open">Open now, in time or without a deadline.</param>
/// <param name="Overdue">Open now, past their due day.</param>
public sealed record UnitReportLine(string Unit, string Name, long Arrived, long OnTime, long Late, long Undated, long Open, long Overdue)
{
    /// <summary>Everything done in the period.</summary>
    public long Completed => OnTime + Late + Undated;

    /// <summary>Tỷ lệ đúng hạn, in percent of what was done and had a deadline; null for nothing.</summary>
    public decimal? OnTimeRate => OnTime + Late == 0 ? null : Math.Round(100m * OnTime / (OnTime + Late), 1);
}

/// <summary>The report of a period.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="By">By which deadline it counts.</param>
/// <param name="Units">One line per unit that had something, by name.</param>
public sealed record UnitReport(DateOnly From, DateOnly To, DueBy By, IReadOnlyList<UnitReportLine> Units);

/// <summary>A query: arrivals, completions and on-time rate per unit.</summary>
public sealed class ReportUnits(Database database, OfficeClock clock)
{
    /// <summary>A period is at most this long, in days.</summary>
    private const int MostDays = 366;

    /// <param name="from">First day; the first of this month when missing.</param>
    /// <param name="to">Last day; today when missing.</param>
    public async Task<Result<UnitReport>> Execute(DateOnly? from, DateOnly? to, DueBy by, Caller caller, CancellationToken ct)
    {
        var last = to ?? clock.Today;
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        var errors = new FieldErrors();
        if (first > last)
            errors.Add("from", "Ngày đầu sau ngày cuối", "The first day is after the last");
        else if (last.DayNumber - first.DayNumber >= MostDays)
            errors.Add("to", $"Nhiều nhất {MostDays} ngày một lần", $"At most {MostDays} days at once");
        if (!errors.None)
            return errors.ToProblem();
        await using var connection = await database.Open(ct);
        var lines = await connection.QueryAsync<Row>(new CommandDefinition($"""
            select u.code as unit, u.name,
                   count(*) filter (where a.given) as arrived,
                   count(*) filter (where a.done and a.ended_on <= a.due and not coalesce(a.ended_at > a.due_at, false)) as on_time,
                   count(*) filter (where a.done and (a.ended_on > a.due or a.ended_at > a.due_at)) as late,
                   count(*) filter (where a.done and a.due is null) as undated,
                   count(*) filter (where a.open and (a.due is null or a.due >= @Today) and not coalesce(a.due_at < @Now, false)) as open,
                   count(*) filter (where a.open and (a.due < @Today or a.due_at < @Now)) as overdue
            from (
                select a.unit_id, a.document_id,
                       a.assigned_at >= @From and a.assigned_at < @Until as given,
                       a.state = 'done' and a.ended_at >= @From and a.ended_at < @Until as done,
                       a.state in ('pending', 'active', 'returnProposed') as open,
                       (a.ended_at at time zone @Zone)::date as ended_on, a.ended_at, a.due_at,
                       case when @Original then coalesce(a.original_due_on, a.due_on) else a.due_on end as due
                from assignment a
                where a.unit_id is not null and a.parent_id is null and a.role <> 'inform' and a.state not in ('returned', 'withdrawn', 'forwarded')
                  and (a.assigned_at >= @From and a.assigned_at < @Until or a.ended_at >= @From and a.ended_at < @Until or a.state in ('pending', 'active', 'returnProposed'))) a
            join unit u on u.id = a.unit_id
            where {GrantStore.Reaches("a.document_id")}
            group by u.id
            order by u.name collate "vi-x-icu"
            """, new
        {
            From = clock.At(first, TimeOnly.MinValue),
            Until = clock.At(last.AddDays(1), TimeOnly.MinValue),
            Zone = clock.Zone.Id,
            clock.Today,
            clock.Now,
            Original = by == DueBy.Original,
            caller.Principals,
        }, cancellationToken: ct));
        return new UnitReport(first, last, by, [.. lines.Select(row => new UnitReportLine(row.Unit, row.Name, row.Arrived, row.OnTime, row.Late, row.Undated, row.Open, row.Overdue))]);
    }

    private sealed record Row(string Unit, string Name, long Arrived, long OnTime, long Late, long Undated, long Open, long Overdue);
}
