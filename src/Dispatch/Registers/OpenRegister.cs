using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>Makes a new book. Its first year is opened apart, at the number the office stands at.</summary>
public sealed record OpenRegisterRequest
{
    /// <summary>Short code in addresses, <c>DEN</c>: letters, digits and hyphens, at most 20.</summary>
    public string? Code { get; init; }

    /// <summary><c>incoming</c> or <c>outgoing</c>.</summary>
    public RegisterKind? Kind { get; init; }

    /// <summary>Name on the cover.</summary>
    public string? Name { get; init; }

    /// <summary>The body that keeps the book or issues under it.</summary>
    public string? IssuingBody { get; init; }

    /// <summary><c>one</c> counter for all, or <c>perType</c>.</summary>
    public SeriesRule SeriesRule { get; init; } = SeriesRule.One;

    /// <summary>Years one book spans, 1 to 5.</summary>
    public int YearSpan { get; init; } = 1;
}

/// <summary>Use case: make a book.</summary>
public sealed class OpenRegister(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<RegisterView>> Execute(OpenRegisterRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Line("code", request.Code, 20);
        var name = errors.Line("name", request.Name, 200);
        var body = errors.Line("issuingBody", request.IssuingBody, 200);
        if (code is not null && !code.All(c => char.IsLetterOrDigit(c) || c == '-'))
            errors.Add("code", "Chỉ dùng chữ, số và gạch nối", "Letters, digits and hyphens only");
        if (request.Kind is null)
            errors.Add("kind", "Chọn sổ đến hoặc sổ đi", "Choose incoming or outgoing");
        if (request.YearSpan is < 1 or > 5)
            errors.Add("yearSpan", "Từ 1 đến 5 năm", "From 1 to 5 years");
        if (request.Kind == RegisterKind.Incoming && request.SeriesRule == SeriesRule.PerType)
            errors.Add("seriesRule", "Sổ văn bản đến dùng một dãy số", "An incoming register has one series");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var id = Id<Register>.New();
        var made = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into register (id, code, kind, name, issuing_body, series_rule, year_span, created_at)
            values (@id, @code, @Kind, @name, @body, @SeriesRule, @YearSpan, @Now)
            on conflict on constraint register_code_unique do nothing
            """, new { id, code, request.Kind, name, body, request.SeriesRule, request.YearSpan, clock.Now }, cancellationToken: ct));
        if (made == 0)
            return RegisterProblems.CodeTaken;
        var types = request.SeriesRule == SeriesRule.One
            ? [null]
            : (await tx.Connection.QueryAsync<string?>("select code from document_type where valid_to is null order by position")).ToList();
        await tx.Connection.ExecuteAsync(
            "insert into series (id, register_id, document_type_code) values (@Series, @id, @type)",
            types.Select(type => new { Series = Id<Series>.New(), id, type }));
        var view = new RegisterView(id, code!, request.Kind!.Value, name!, body!, request.SeriesRule, request.YearSpan, []);
        await journal.Write(tx, "register.made", "register", id.Value, Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
