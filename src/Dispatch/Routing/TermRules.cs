using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Routing;

/// <summary>A rule of the office: documents like this get this term and go to this person first. Of several that fit, the one that asks for most counts, then the newest.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DocumentType">Code of the document type; null for any.</param>
/// <param name="DocumentTypeName">Its name.</param>
/// <param name="Urgency">Mức độ khẩn; null for any.</param>
/// <param name="Field">Code of the field of work; null for any.</param>
/// <param name="FieldName">Its name.</param>
/// <param name="Issuer">Mã định danh of the issuing agency; null for any.</param>
/// <param name="IssuerName">Its name.</param>
/// <param name="Term">The term, as <see cref="Calendar.Term"/> is written; null for none.</param>
/// <param name="Receiver">User name of who gets it first; null for nobody in particular.</param>
/// <param name="ReceiverName">Their name.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it lasts.</param>
/// <param name="Source">The article that says so.</param>
public sealed record TermRule(
    Guid Id, string? DocumentType, string? DocumentTypeName, Urgency? Urgency, string? Field, string? FieldName, string? Issuer, string? IssuerName, string? Term,
    string? Receiver, string? ReceiverName, DateOnly ValidFrom, DateOnly? ValidTo, string Source);

/// <summary>A rule to be added; at least a term or a first receiver.</summary>
public sealed record AddTermRuleRequest
{
    /// <summary>Code of the document type; missing for any.</summary>
    public string? DocumentType { get; init; }

    /// <summary>Mức độ khẩn; missing for any.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>Code of the field of work; missing for any.</summary>
    public string? Field { get; init; }

    /// <summary>Mã định danh or id of the issuing agency; missing for any.</summary>
    public string? Issuer { get; init; }

    /// <summary>The term in working days, 1 to 2000.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>The term in other words, in place of working days: <c>30 days</c>, <c>2 months</c>, <c>45 minutes</c>.</summary>
    public string? Term { get; init; }

    /// <summary>User name or id of who gets it first.</summary>
    public string? Receiver { get; init; }

    /// <summary>First day, today or later; today when missing.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The article that says so, at most 500 characters. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>A query: the office's rules, those in force first.</summary>
public sealed class FindTermRules(Database database, OfficeClock clock)
{
    internal const string Sql = """
        select r.id, r.document_type, t.name as document_type_name, r.urgency, f.code as field, f.name as field_name, a.code as issuer, a.name as issuer_name, r.term,
               p.user_name as receiver, p.full_name as receiver_name, r.valid_from, r.valid_to, r.source
        from term_rule r
        left join document_type t on t.code = r.document_type
        left join work_field f on f.id = r.field_id
        left join agency a on a.id = r.issuer_id
        left join person p on p.id = r.first_receiver_id
        """;

    public async Task<IReadOnlyList<TermRule>> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<TermRule>(new CommandDefinition(
            $"{Sql} order by r.valid_to < @Today, num_nonnulls(r.document_type, r.urgency, r.field_id, r.issuer_id) desc, r.valid_from desc, r.id", new { clock.Today }, cancellationToken: ct))];
    }
}

/// <summary>Use cases: add a rule, end it. A rule is never edited, so that what it proposed once can be explained; deadlines that run stay as they are.</summary>
public sealed class KeepTermRules(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem NotFound = new("term-rule-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy quy tắc", "There is no such rule"));
    private static readonly Problem Ended = new("term-rule-ended", StatusCodes.Status409Conflict, new("Quy tắc này đã hết hiệu lực", "This rule has ended already"));

    public async Task<Result<TermRule>> Add(AddTermRuleRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var errors = new FieldErrors();
        var source = errors.Line("source", request.Source, 500);
        var from = request.ValidFrom ?? clock.Today;
        errors.FirstDay(from, clock.Today);
        var term = errors.Term("", request.Term, request.WorkingDays);
        if (term?.Day is not null)
            errors.Add("term", "Quy tắc không ghi ngày cụ thể", "A rule names no day");
        var type = await Known(tx, errors, "documentType", request.DocumentType, "select code from document_type where code = @value", ct);
        var field = await Known(tx, errors, "field", request.Field, "select id::text from work_field where code = @value and (valid_to is null or valid_to >= @Today)", ct);
        var issuer = await Known(tx, errors, "issuer", request.Issuer, "select id::text from agency where (code = @value or id::text = @value) and merged_into is null", ct);
        var receiver = string.IsNullOrWhiteSpace(request.Receiver) ? null : await Assignee.FindPerson(tx.Connection, errors, "receiver", request.Receiver, ct);
        if (term is null && receiver is null && errors.None)
            errors.Add("term", "Nhập thời hạn hoặc người nhận đầu tiên", "Give a term or a first receiver");
        if (!errors.None)
            return errors.ToProblem();
        var id = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into term_rule (id, document_type, urgency, field_id, issuer_id, term, first_receiver_id, valid_from, source, added_by, added_at)
            values (@id, @type, @Urgency, @field::uuid, @issuer::uuid, @Term, @Receiver, @from, @source, @PersonId, @Now)
            """, new { id, type, request.Urgency, field, issuer, Term = term?.ToString(), Receiver = receiver?.PersonId, from, source, tx.Caller.PersonId, clock.Now }, cancellationToken: ct));
        var rule = await One(tx, id, ct);
        await journal.Write(tx, "termRule.added", "termRule", id, Changes.Between(null, rule), ct);
        await tx.Commit(rule, ct);
        return rule;
    }

    /// <summary>Ends a rule with today.</summary>
    public async Task<Result<TermRule>> End(Guid id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var ends = await tx.Connection.QuerySingleOrDefaultAsync<Ends>(new CommandDefinition("select valid_from, valid_to from term_rule where id = @id for update", new { id }, cancellationToken: ct));
        if (ends is null)
            return NotFound;
        if (ends.ValidTo is not null)
            return Ended;
        // One that has not begun never holds.
        var last = ends.ValidFrom > clock.Today ? ends.ValidFrom.AddDays(-1) : clock.Today;
        await tx.Connection.ExecuteAsync(new CommandDefinition("update term_rule set valid_to = @last where id = @id", new { id, last }, cancellationToken: ct));
        var rule = await One(tx, id, ct);
        await journal.Write(tx, "termRule.ended", "termRule", id, new Changes().New("validTo", rule.ValidTo), ct);
        await tx.Commit(rule, ct);
        return rule;
    }

    private static Task<TermRule> One(OfficeTransaction tx, Guid id, CancellationToken ct) =>
        tx.Connection.QuerySingleAsync<TermRule>(new CommandDefinition($"{FindTermRules.Sql} where r.id = @id", new { id }, cancellationToken: ct));

    private async Task<string?> Known(OfficeTransaction tx, FieldErrors errors, string field, string? value, string sql, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var found = await tx.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, new { value = value.Trim(), clock.Today }, cancellationToken: ct));
        if (found is null)
            errors.Add(field, $"Không có “{value.Trim()}” trong danh mục", $"There is no “{value.Trim()}”");
        return found;
    }

    private sealed record Ends(DateOnly ValidFrom, DateOnly? ValidTo);
}
