using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.Office;

/// <summary>An edit of an issuing body (JSON Merge Patch over its fields): what is left out stays, null takes away.</summary>
public sealed record EditIssuingBodyRequest : IssuingBodyFields;

/// <summary>Use case: edit a body the office issues for; a last day ends it.</summary>
public sealed class EditIssuingBody(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<IssuingBodyView>> Execute(Id<IssuingBody> id, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await FindIssuingBodies.Lock(tx.Connection, id, ct) is not { } before)
            return OfficeProblems.BodyNotFound;
        if (ifMatch.Refuses(before.Version) is { } refused)
            return refused;
        var fields = new EditIssuingBodyRequest
        {
            Name = before.Name,
            SuperiorName = before.SuperiorName,
            Abbreviation = before.Abbreviation,
            Code = before.Code,
            Position = before.Position,
            ValidFrom = before.ValidFrom,
            ValidTo = before.ValidTo,
            Source = before.Source,
        };
        if (!MergePatch.Apply(fields, patch, JournalJson.Values).Checked(id, clock.Today, before.Version).Ok(out var after, out var invalid))
            return invalid;
        var changes = Changes.Between(before, after);
        if (changes.None)
            return before;
        after = after with { Version = before.Version + 1 };
        try
        {
            await tx.Connection.ExecuteAsync(new CommandDefinition("""
                update issuing_body
                set name = @Name, name_folded = @NameFolded, superior_name = @SuperiorName, abbreviation = @Abbreviation, code = @Code, position = @Position,
                    valid_from = @ValidFrom, valid_to = @ValidTo, source = @Source, version = version + 1
                where id = @Id
                """, AddIssuingBody.Row(after), cancellationToken: ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "issuing_body_name_unique")
        {
            return OfficeProblems.BodyNameTaken;
        }
        await journal.Write(tx, "issuingBody.changed", "issuingBody", id.Value, changes, ct);
        await tx.Commit(after, ct);
        return after;
    }
}
