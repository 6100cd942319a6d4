using System.Globalization;
using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Calendar;

/// <summary>Every statement of the calendar's tables.</summary>
internal static class CalendarStore
{
    public static async Task<CalendarYearView> ReadYear(NpgsqlConnection connection, int year, CancellationToken ct)
    {
        // One statement, so that the version belongs to the days.
        var rows = (await connection.QueryAsync<YearRow, CalendarDay?, (YearRow Year, CalendarDay? Day)>(new CommandDefinition("""
            select y.declared_at, y.version, d.date, d.kind, d.reason, d.source
            from calendar_year y
            left join calendar_day d on d.year = y.year
            where y.year = @year
            order by d.date
            """, new { year }, cancellationToken: ct), (row, day) => (row, day), splitOn: "date")).ToList();
        return rows.Count == 0
            ? new(year, false, null, [], 0)
            : new(year, rows[0].Year.DeclaredAt is not null, rows[0].Year.DeclaredAt, [.. rows.Select(row => row.Day).OfType<CalendarDay>()], rows[0].Year.Version);
    }

    /// <summary>Locks the year for a change, making its row when there is none.</summary>
    public static Task<int> LockYear(NpgsqlConnection connection, int year, CancellationToken ct) =>
        connection.QuerySingleAsync<int>(new CommandDefinition("""
            insert into calendar_year (year, version) values (@year, 0) on conflict on constraint calendar_year_pk do nothing;
            select version from calendar_year where year = @year for update;
            """, new { year }, cancellationToken: ct));

    public static Task WriteYear(NpgsqlConnection connection, int year, bool declared, IReadOnlyCollection<CalendarDay> days, Id<Person> by, DateTimeOffset at, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition("""
            update calendar_year
            set version = version + 1,
                declared_at = case when @declared then coalesce(declared_at, @at) end,
                declared_by = case when @declared then coalesce(declared_by, @by) end
            where year = @year;
            delete from calendar_day where year = @year;
            insert into calendar_day (date, kind, reason, source)
            select date, kind, reason, source from unnest(@dates, @kinds, @reasons, @sources) as t (date, kind, reason, source);
            """,
            new
            {
                year,
                declared,
                at,
                by,
                dates = days.Select(day => day.Date).ToArray(),
                kinds = days.Select(day => EnumText.Of(day.Kind)).ToArray(),
                reasons = days.Select(day => day.Reason).ToArray(),
                sources = days.Select(day => day.Source).ToArray(),
            }, cancellationToken: ct));

    /// <summary>All that counting needs: the days of declared years only.</summary>
    public static async Task<WorkingCalendar> Read(NpgsqlConnection connection, OfficeClock clock, CancellationToken ct)
    {
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition("""
            select valid_from, array_to_string(days_of_week, ',') as days_of_week, source, unit_id from weekly_rest;
            select d.date, d.kind, d.reason, d.source from calendar_day d join calendar_year y on y.year = d.year where y.declared_at is not null;
            select year from calendar_year where declared_at is not null;
            select code, term, valid_from, source from legal_limit;
            select code, choice, valid_from, source, doubt from counting_rule;
            """, cancellationToken: ct));
        var rests = (await rows.ReadAsync<WeeklyRestRow>()).ToList();
        var days = (await rows.ReadAsync<CalendarDay>()).ToList();
        var declared = (await rows.ReadAsync<int>()).ToList();
        var limits = (await rows.ReadAsync<LimitRow>()).ToList();
        var rules = (await rows.ReadAsync<CountingRule>()).ToList();
        return new(
            rests.Select(row => new WeeklyRest(row.ValidFrom, DaysOf(row.DaysOfWeek), row.Source, row.UnitId)), days, declared,
            limits.Select(row => new LegalLimit(row.Code, Term.Of(row.Term), row.ValidFrom, row.Source)), rules, clock);
    }

    /// <summary>The days of the week in a list of numbers, Sunday 0.</summary>
    public static IReadOnlySet<DayOfWeek> DaysOf(string numbers) =>
        numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(day => (DayOfWeek)int.Parse(day, CultureInfo.InvariantCulture)).ToHashSet();

    private sealed record YearRow(DateTimeOffset? DeclaredAt, int Version);

    private sealed record WeeklyRestRow(DateOnly ValidFrom, string DaysOfWeek, string Source, Guid? UnitId);

    private sealed record LimitRow(string Code, string Term, DateOnly ValidFrom, string Source);
}
