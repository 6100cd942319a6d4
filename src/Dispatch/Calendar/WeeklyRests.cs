using System.Globalization;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>The weekly rest from a day on.</summary>
/// <param name="Unit">Code of the unit that has its own; null for the office.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Days">The rest days, Sunday first: <c>["sunday","saturday"]</c>.</param>
/// <param name="ValidFrom">The first day it holds on; it ends where the next row of the same begins.</param>
/// <param name="Source">The document that decided it.</param>
public sealed record WeeklyRestView(string? Unit, string? UnitName, IReadOnlyList<DayOfWeek> Days, DateOnly ValidFrom, string Source);

/// <summary>Another weekly rest from a day on.</summary>
public sealed record AddWeeklyRestRequest
{
    /// <summary>Code of the unit; missing for the office.</summary>
    public string? Unit { get; init; }

    /// <summary>The rest days, at most six. Required; may be empty.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>The first day; today or later. Required.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that decided it, at most 500 characters. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A query: the weekly rests with their history, the office's first, newest first.</summary>
public sealed class FindWeeklyRests(Database database)
{
    public async Task<IReadOnlyList<WeeklyRestView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select u.code as unit, u.name as unit_name, array_to_string(r.days_of_week, ',') as days, r.valid_from, r.source
            from weekly_rest r
            left join unit u on u.id = r.unit_id
            order by u.name collate "vi-x-icu" nulls first, r.valid_from desc
            """, cancellationToken: ct));
        return [.. rows.Select(row => new WeeklyRestView(row.Unit, row.UnitName, [.. CalendarStore.DaysOf(row.Days).Order()], row.ValidFrom, row.Source))];
    }

    private sealed record Row(string? Unit, string? UnitName, string Days, DateOnly ValidFrom, string Source);
}

/// <summary>Use case: another weekly rest of the office or of a unit. Open terms are counted anew in the same transaction; the preview is the change undone.</summary>
public sealed class AddWeeklyRest
{
    private static readonly Problem Known = new("weekly-rest-known", Microsoft.AspNetCore.Http.StatusCodes.Status409Conflict,
        new("Đã có mức áp dụng từ ngày đó", "There is a row from that day already"));

    private readonly Database database;
    private readonly OfficeClock clock;
    private readonly JournalWriter journal;
    private readonly WorkingCalendars calendars;
    private readonly IEnumerable<OpenTerms> terms;

    // The seam stays inside: a public constructor could not name it.
    internal AddWeeklyRest(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars, IEnumerable<OpenTerms> terms) =>
        (this.database, this.clock, this.journal, this.calendars, this.terms) = (database, clock, journal, calendars, terms);

    public async Task<Result<WeeklyRestView>> Execute(AddWeeklyRestRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Add(tx, request, ct)).Ok(out var added, out var problem))
            return problem;
        await tx.Commit(added.View, ct);
        calendars.Changed();
        return added.View;
    }

    /// <summary>The open deadlines it would move; nothing is written.</summary>
    public async Task<Result<CalendarPreview>> Preview(AddWeeklyRestRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        return (await Add(tx, request, ct)).Ok(out var added, out var problem) ? new CalendarPreview(added.Moves) : problem;
    }

    private async Task<Result<(WeeklyRestView View, IReadOnlyList<MovedTerm> Moves)>> Add(OfficeTransaction tx, AddWeeklyRestRequest request, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var source = errors.Line("source", request.Source, 500);
        var days = request.Days?.Distinct().Order().ToArray();
        if (days is null or { Length: 7 })
            errors.Add("days", "Chọn các ngày nghỉ trong tuần, nhiều nhất sáu ngày", "Choose the rest days of the week, six at most");
        errors.FirstDay(request.ValidFrom, clock.Today);
        Unit? unit = null;
        if (!string.IsNullOrWhiteSpace(request.Unit))
        {
            unit = await tx.Connection.QuerySingleOrDefaultAsync<Unit?>(new CommandDefinition(
                "select id, code, name from unit where code = @code and (closed_on is null or closed_on > @Today)", new { code = request.Unit.Trim(), clock.Today }, cancellationToken: ct));
            if (unit is null)
                errors.Add("unit", $"Không có đơn vị {request.Unit.Trim()} đang hoạt động", $"There is no working unit {request.Unit.Trim()}");
        }
        if (!errors.None)
            return errors.ToProblem();

        var before = await CalendarStore.Read(tx.Connection, clock, ct);
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into weekly_rest (unit_id, days_of_week, valid_from, source) values (@Id, @Days, @ValidFrom, @source)
            on conflict on constraint weekly_rest_unique do nothing
            """, new { unit?.Id, Days = days!.Select(day => (int)day).ToArray(), request.ValidFrom, source }, cancellationToken: ct));
        if (added == 0)
            return Known;
        var moves = await terms.MoveAll(tx, before, await CalendarStore.Read(tx.Connection, clock, ct), ct);
        var rest = new WeeklyRestView(unit?.Code, unit?.Name, days!, request.ValidFrom!.Value, source!);
        await journal.Write(tx, "weeklyRest.added", "weeklyRest", JournalId.Of(unit?.Code ?? "", rest.ValidFrom), new Changes()
            .New("unit", rest.Unit).New("days", string.Join(", ", days!.Select(day => ((int)day).ToString(CultureInfo.InvariantCulture)))).New("validFrom", rest.ValidFrom).New("source", rest.Source)
            .New("moved", moves.Count == 0 ? null : moves.Count), ct);
        return (rest, moves);
    }

    private sealed record Unit(Guid Id, string Code, string Name);
}
