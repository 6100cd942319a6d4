using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Documents;

/// <summary>A document type of the office's own.</summary>
public sealed record AddDocumentTypeRequest
{
    /// <summary>What <c>documentType</c> takes: letters and digits, case and marks matter. Required.</summary>
    public string? Code { get; init; }

    /// <summary>Its name. Required.</summary>
    public string? Name { get; init; }

    /// <summary>What stands in symbols; left out for none.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>First day; today when left out.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that introduced it. Required.</summary>
    public string? Source { get; init; }
}

/// <summary>Use case: add a type besides the 29 of the decree. It can be chosen within a minute.</summary>
public sealed class AddDocumentType(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<DocumentTypeDetail>> Execute(AddDocumentTypeRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = errors.Line("code", request.Code, 20);
        if (code is not null && !code.All(char.IsLetterOrDigit))
            errors.Add("code", "Chỉ dùng chữ và số", "Letters and digits only");
        var name = errors.Line("name", request.Name, 200);
        var abbreviation = errors.OptionalLine("abbreviation", request.Abbreviation, 20);
        var source = errors.Line("source", request.Source, 500);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        await Lock(tx.Connection, ct);
        if (abbreviation is not null && await Taken(tx.Connection, abbreviation, code!, ct))
            return DocumentTypeProblems.AbbreviationTaken;
        var position = await tx.Connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select coalesce(max(position), 200) + 1 from document_type where not nd30 and position >= 200", cancellationToken: ct));
        var view = new DocumentTypeDetail(code!, name!, abbreviation, false, position, request.ValidFrom ?? clock.Today, null, source!, 1);
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into document_type (code, name, abbreviation, nd30, position, valid_from, source)
            values (@Code, @Name, @Abbreviation, false, @Position, @ValidFrom, @Source)
            on conflict on constraint document_type_pk do nothing
            """, new { view.Code, view.Name, view.Abbreviation, view.Position, view.ValidFrom, view.Source }, cancellationToken: ct));
        if (added == 0)
            return DocumentTypeProblems.CodeTaken;
        await journal.Write(tx, "documentType.added", "documentType", JournalId.Of("documentType", view.Code), Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        return view;
    }

    internal static Task Lock(NpgsqlConnection connection, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition("lock table document_type in share row exclusive mode", cancellationToken: ct));

    // Two types with one abbreviation could not be told apart in a symbol.
    internal static Task<bool> Taken(NpgsqlConnection connection, string abbreviation, string except, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from document_type where abbreviation = @abbreviation and code <> @except and valid_to is null)", new { abbreviation, except }, cancellationToken: ct));
}
