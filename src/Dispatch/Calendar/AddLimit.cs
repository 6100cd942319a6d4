using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A limit that holds from a day on, with the document that decided it.</summary>
public sealed record AddLimitRequest
{
    /// <summary>A code that is known: <c>T-IN-REG</c>, <c>T-IN-REG-URGENT</c>. Required.</summary>
    public string? Code { get; init; }

    /// <summary>Working days, 0 to 365; either these or minutes, as the code has had them.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Minutes, 1 to 10,080 (a week).</summary>
    public int? Minutes { get; init; }

    /// <summary>The first day; today or later: what was counted before stays. Required.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that decided it. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>Use case: a new limit from a day on; the old row stays and ends there.</summary>
public sealed class AddLimit(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    private const int MostMinutes = 7 * 24 * 60;

    public async Task<Result<LimitView>> Execute(AddLimitRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Line("code", request.Code, 40);
        var source = errors.Line("source", request.Source, 500);
        if (request.ValidFrom is not { } from)
            errors.Add("validFrom", "Nhập ngày bắt đầu áp dụng", "Enter the first day");
        else if (from < clock.Today)
            errors.Add("validFrom", "Từ hôm nay trở đi: hạn đã tính giữ nguyên", "Today or later: what was counted stays");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var kind = await tx.Connection.QueryFirstOrDefaultAsync<KindRow>(new CommandDefinition("""
            select minutes is not null as in_minutes
            from legal_limit
            where code = @code
            order by valid_from desc
            limit 1
            """, new { code }, cancellationToken: ct));
        if (kind is null)
            errors.Add("code", "Không có loại thời hạn này", "There is no such limit");
        else if (kind.InMinutes && request is not { Minutes: >= 1 and <= MostMinutes, WorkingDays: null })
            errors.Add("minutes", $"Nhập số phút từ 1 đến {MostMinutes}", $"Enter minutes from 1 to {MostMinutes}");
        else if (!kind.InMinutes && request is not { WorkingDays: >= 0 and <= 365, Minutes: null })
            errors.Add("workingDays", "Nhập số ngày làm việc từ 0 đến 365", "Enter working days from 0 to 365");
        if (!errors.None)
            return errors.ToProblem();

        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into legal_limit (code, working_days, minutes, valid_from, source)
            values (@code, @WorkingDays, @Minutes, @ValidFrom, @source)
            on conflict on constraint legal_limit_pk do nothing
            """, new { code, request.WorkingDays, request.Minutes, request.ValidFrom, source }, cancellationToken: ct));
        if (added == 0)
            return CalendarProblems.LimitKnown;
        var view = new LimitView(code!, request.WorkingDays, request.Minutes, request.ValidFrom!.Value, source!, request.ValidFrom == clock.Today);
        await journal.Write(tx, "limit.added", "limit", JournalId(view), Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        calendars.Changed();
        return view;
    }

    // A limit has no id of its own: its code and first day make one.
    private static Guid JournalId(LimitView view) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{view.Code}|{view.ValidFrom:O}")).AsSpan(0, 16));

    private sealed record KindRow(bool InMinutes);
}
