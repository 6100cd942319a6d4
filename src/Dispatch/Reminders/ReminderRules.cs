using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Reminders;

/// <summary>A rule of reminding with its first day.</summary>
/// <param name="Code">What one is reminded of.</param>
/// <param name="WorkingDays">From the deadline: -2 when two are left, 0 on the day, 1 on the first working day after; null of one in minutes.</param>
/// <param name="Minutes">From the instant of the deadline: -10 when ten are left, 0 at it; null of one in working days.</param>
/// <param name="AtTime">Not before this time of day, <c>07:15</c>; of one in minutes at any.</param>
/// <param name="Active">False: nobody is reminded by it.</param>
/// <param name="ValidFrom">The first day it holds on; it ends where the next row of its code begins.</param>
/// <param name="Source">The document that decided it.</param>
/// <param name="InForce">True for the row that holds today.</param>
public sealed record ReminderRuleView(ReminderCode Code, int? WorkingDays, int? Minutes, TimeOnly AtTime, bool Active, DateOnly ValidFrom, string Source, bool InForce);

/// <summary>A rule of reminding from a day on.</summary>
public sealed record AddReminderRuleRequest
{
    /// <summary>What one is reminded of. Required.</summary>
    public ReminderCode? Code { get; init; }

    /// <summary>Working days from the deadline: of <c>soon</c> -30 to -1, of what is overdue 1 to 30; 0 of the others.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Minutes from the instant of the deadline: of <c>minutesLeft</c> -1440 to -1, of the others in minutes 0 to 1440.</summary>
    public int? Minutes { get; init; }

    /// <summary>Not before this time of day, in office hours. Required, but of rules in minutes.</summary>
    public TimeOnly? AtTime { get; init; }

    /// <summary>False to remind nobody by it any more; true when missing.</summary>
    public bool? Active { get; init; }

    /// <summary>The first day, tomorrow or later: today's reminders are under way. Required.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that decided it, at most 500 characters. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A query: the rules of reminding with their history, newest first for each code.</summary>
public sealed class FindReminderRules(Database database, OfficeClock clock)
{
    public async Task<IReadOnlyList<ReminderRuleView>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<ReminderRuleView>(new CommandDefinition("""
            select r.code, r.working_days, r.minutes, r.at_time, r.active, r.valid_from, r.source,
                   r.valid_from = (select max(o.valid_from) from reminder_rule o where o.code = r.code and o.valid_from <= @Today) as in_force
            from reminder_rule r
            """, new { clock.Today }, cancellationToken: ct));
        return [.. rows.OrderBy(rule => rule.Code).ThenByDescending(rule => rule.ValidFrom)];
    }
}

/// <summary>Use case: a rule of reminding from a day on; the old row stays and ends there.</summary>
public sealed class AddReminderRule(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem Known = new("reminder-rule-known", StatusCodes.Status409Conflict,
        new("Quy tắc nhắc này đã có mức áp dụng từ ngày đó", "This rule has a row from that day already"));

    public async Task<Result<ReminderRuleView>> Execute(AddReminderRuleRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var source = errors.Line("source", request.Source, 500);
        // Today's reminders are under way.
        errors.FirstDay(request.ValidFrom, clock.Today.AddDays(1));
        if (request.Code is not { } code)
            errors.Add("code", "Chọn loại nhắc", "Choose what is reminded of");
        else if (ByTheMinute(code))
        {
            var (least, most) = code == ReminderCode.MinutesLeft ? (-1440, -1) : (0, 1440);
            if (request is not { Minutes: { } minutes, WorkingDays: null } || minutes < least || minutes > most)
                errors.Add("minutes", $"Nhập số phút từ {least} đến {most}", $"Enter minutes from {least} to {most}");
        }
        else
        {
            var (least, most) = code switch
            {
                ReminderCode.Soon => (-30, -1),
                ReminderCode.DueDay or ReminderCode.Weekly => (0, 0),
                _ => (1, 30),
            };
            if (request is not { WorkingDays: { } days, Minutes: null } || days < least || days > most)
                errors.Add("workingDays", $"Nhập số ngày làm việc từ {least} đến {most}", $"Enter working days from {least} to {most}");
            if (request.AtTime is not { } at || at < ReminderDays.Opens || at >= ReminderDays.Closes)
                errors.Add("atTime", $"Nhập giờ từ {ReminderDays.Opens:HH:mm} đến trước {ReminderDays.Closes:HH:mm}", $"Enter a time from {ReminderDays.Opens:HH:mm} to before {ReminderDays.Closes:HH:mm}");
        }
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var rule = new ReminderRuleView(request.Code!.Value, request.WorkingDays, request.Minutes, ByTheMinute(request.Code.Value) ? TimeOnly.MinValue : request.AtTime!.Value, request.Active ?? true,
            request.ValidFrom!.Value, source!, false);
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into reminder_rule (code, working_days, minutes, at_time, active, valid_from, source)
            values (@Code, @WorkingDays, @Minutes, @AtTime, @Active, @ValidFrom, @Source)
            on conflict on constraint reminder_rule_pk do nothing
            """, rule, cancellationToken: ct));
        if (added == 0)
            return Known;
        await journal.Write(tx, "reminderRule.added", "reminderRule", JournalId.Of(EnumText.Of(rule.Code), rule.ValidFrom), Changes.Between(null, rule), ct);
        await tx.Commit(rule, ct);
        return rule;
    }

    private static bool ByTheMinute(ReminderCode code) => code is ReminderCode.MinutesLeft or ReminderCode.MinutesOver or ReminderCode.MinutesEscalate;
}
