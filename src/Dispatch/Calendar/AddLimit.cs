using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A limit that holds from a day on, with the document that decided it.</summary>
public sealed record AddLimitRequest
{
    /// <summary>A code that is known: <c>T-IN-REG</c>, <c>T-IN-REG-URGENT</c> … Required.</summary>
    public string? Code { get; init; }

    /// <summary>The limit, as <see cref="Calendar.Term"/> is written, counted in what the code has been counted in. Required.</summary>
    public string? Term { get; init; }

    /// <summary>The first day; today or later: what was counted before stays. Required.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that decided it. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>Use case: a new limit from a day on; the old row stays and ends there.</summary>
public sealed class AddLimit(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public async Task<Result<LimitView>> Execute(AddLimitRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Line("code", request.Code, 40);
        var source = errors.Line("source", request.Source, 500);
        errors.FirstDay(request.ValidFrom, clock.Today);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var before = await tx.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select term from legal_limit where code = @code order by valid_from desc limit 1", new { code }, cancellationToken: ct));
        Term? term = null;
        if (before is null)
            errors.Add("code", "Không có loại thời hạn này", "There is no such limit");
        else if (!Calendar.Term.TryParse(request.Term?.Trim(), out term) || term.Kind != Calendar.Term.Of(before).Kind || (term is { Kind: not TermKind.WorkingDays, Length: 0 }))
            errors.Add("term", $"Nhập thời hạn cùng đơn vị với mức trước ({before})", $"Give a term of the same kind as before ({before})");
        if (!errors.None)
            return errors.ToProblem();

        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into legal_limit (code, term, valid_from, source)
            values (@code, @Term, @ValidFrom, @source)
            on conflict on constraint legal_limit_pk do nothing
            """, new { code, Term = term!.ToString(), request.ValidFrom, source }, cancellationToken: ct));
        if (added == 0)
            return CalendarProblems.LimitKnown;
        var view = new LimitView(code!, term.ToString(), request.ValidFrom!.Value, source!, null, request.ValidFrom == clock.Today);
        await journal.Write(tx, "limit.added", "limit", JournalId.Of(view.Code, view.ValidFrom), Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        calendars.Changed();
        return view;
    }
}
