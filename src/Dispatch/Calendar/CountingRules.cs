using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>How terms are counted where the texts leave it open, from a day on.</summary>
public sealed record AddCountingRuleRequest
{
    /// <summary><c>before</c>: what "trước ngày" means; <c>restDay</c>: a term in days or months that ends on a rest day. Required.</summary>
    public string? Code { get; init; }

    /// <summary>Of <c>before</c>: <c>previousWorkingDay</c>, <c>previousDay</c>, <c>sameDay</c>; of <c>restDay</c>: <c>nextWorkingDay</c>, <c>stays</c>. Required.</summary>
    public CountingChoice? Choice { get; init; }

    /// <summary>The first day; today or later: what was counted before stays. Required.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that decided it. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A query: every rule of counting with its history, newest first for each code.</summary>
public sealed class FindCountingRules(Database database)
{
    public async Task<IReadOnlyList<CountingRule>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<CountingRule>(new CommandDefinition(
            "select code, choice, valid_from, source, doubt from counting_rule order by code, valid_from desc", cancellationToken: ct))];
    }
}

/// <summary>Use case: a rule of counting from a day on; terms given before keep theirs.</summary>
public sealed class AddCountingRule(Database database, OfficeClock clock, JournalWriter journal, WorkingCalendars calendars)
{
    public async Task<Result<CountingRule>> Execute(AddCountingRuleRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Line("code", request.Code, 40);
        var source = errors.Line("source", request.Source, 500);
        if (code is not null && !CountingRule.Choices.ContainsKey(code))
            errors.Add("code", "Không có quy tắc này", "There is no such rule");
        else if (code is not null && (request.Choice is not { } chosen || !CountingRule.Choices[code].Contains(chosen)))
            errors.Add("choice", "Chọn một cách tính của quy tắc này", "Choose one way of this rule");
        errors.FirstDay(request.ValidFrom, clock.Today);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var rule = new CountingRule(code!, request.Choice!.Value, request.ValidFrom!.Value, source!, null);
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into counting_rule (code, choice, valid_from, source) values (@Code, @Choice, @ValidFrom, @Source)
            on conflict on constraint counting_rule_pk do nothing
            """, rule, cancellationToken: ct));
        if (added == 0)
            return CalendarProblems.RuleKnown;
        await journal.Write(tx, "countingRule.added", "countingRule", JournalId.Of(rule.Code, rule.ValidFrom), Changes.Between(null, rule), ct);
        await tx.Commit(rule, ct);
        calendars.Changed();
        return rule;
    }
}
