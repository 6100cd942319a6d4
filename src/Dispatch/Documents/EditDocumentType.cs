using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Documents;

/// <summary>An edit of a type of the office's own (JSON Merge Patch); its code stays.</summary>
public sealed record EditDocumentTypeRequest
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What stands in symbols; null for none.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day; null while it is used. Documents of the type stay what they are.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The document that introduced or ended it.</summary>
    public string? Source { get; init; }
}

/// <summary>Use case: rename or close a type of the office's own.</summary>
public sealed class EditDocumentType(Database database, JournalWriter journal)
{
    public async Task<Result<DocumentTypeDetail>> Execute(string code, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await AddDocumentType.Lock(tx.Connection, ct);
        var before = await tx.Connection.QuerySingleOrDefaultAsync<DocumentTypeDetail?>(new CommandDefinition(
            "select code, name, abbreviation, nd30, position, valid_from, valid_to, source, version from document_type where code = @code", new { code }, cancellationToken: ct));
        if (before is null)
            return DocumentTypeProblems.NotFound;
        if (ifMatch.Refuses(before.Version) is { } refused)
            return refused;
        if (before.Nd30)
            return DocumentTypeProblems.Fixed;
        var request = MergePatch.Apply(new EditDocumentTypeRequest
        {
            Name = before.Name,
            Abbreviation = before.Abbreviation,
            ValidFrom = before.ValidFrom,
            ValidTo = before.ValidTo,
            Source = before.Source,
        }, patch, JournalJson.Values);
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, 200);
        var abbreviation = errors.OptionalLine("abbreviation", request.Abbreviation, 20);
        var source = errors.Line("source", request.Source, 500);
        var from = request.ValidFrom ?? before.ValidFrom;
        if (request.ValidTo < from)
            errors.Add("validTo", "Không trước ngày bắt đầu", "Not before the first day");
        if (!errors.None)
            return errors.ToProblem();
        if (abbreviation is not null && request.ValidTo is null && await AddDocumentType.Taken(tx.Connection, abbreviation, code, ct))
            return DocumentTypeProblems.AbbreviationTaken;
        var after = before with { Name = name!, Abbreviation = abbreviation, ValidFrom = from, ValidTo = request.ValidTo, Source = source! };
        var changes = Changes.Between(before, after);
        if (changes.None)
            return before;
        after = after with { Version = before.Version + 1 };
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update document_type
            set name = @Name, abbreviation = @Abbreviation, valid_from = @ValidFrom, valid_to = @ValidTo, source = @Source, version = version + 1
            where code = @Code
            """, new { after.Name, after.Abbreviation, after.ValidFrom, after.ValidTo, after.Source, after.Code }, cancellationToken: ct));
        await journal.Write(tx, "documentType.changed", "documentType", JournalId.Of("documentType", code), changes, ct);
        await tx.Commit(after, ct);
        return after;
    }
}
