using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Archive;

/// <summary>An archived document that was read again.</summary>
/// <param name="Archived">Where it lies.</param>
/// <param name="Findings">What is wrong with it; empty when it is whole.</param>
public sealed record ArchiveCheck(ArchivedView Archived, IReadOnlyList<ArchiveFinding> Findings);

/// <summary>Use case: read every archived byte of a document again and compare (kiểm tra lại). Nothing is mended here.</summary>
public sealed class CheckArchived(Database database, ArchiveSettings settings, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ArchiveCheck>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        byte[]? digest;
        await using (var connection = await database.Open(ct))
        {
            if (!await GrantStore.Sees(connection, id, caller, ct))
                return IncomingProblems.NotFound;
            digest = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
                "select inventory_sha512 from archive_object where document_id = @id", new { id }, cancellationToken: ct));
        }
        if (digest is null)
            return ArchiveProblems.NotArchived;
        IReadOnlyList<ArchiveFinding> findings;
        try
        {
            findings = await new ArchiveObject(settings, id.Value).Check(digest, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            findings = [new(ArchiveFindingKind.Changed, e.Message)];
        }
        await using var tx = await database.Begin(caller, ct);
        var finding = findings.Count == 0 ? null : string.Join("; ", findings.Take(20).Select(one => $"{EnumText.Of(one.Kind)} {one.Path}".TrimEnd()));
        // Of an object that was written anew meanwhile this says nothing.
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "update archive_object set checked_at = @Now, checked_by = @PersonId, finding = @finding where document_id = @id and inventory_sha512 = @digest",
            new { id, digest, finding, clock.Now, caller.PersonId }, cancellationToken: ct));
        await journal.Write(tx, "archive.checked", "document", id.Value, new Changes().New("finding", finding), ct);
        var check = new ArchiveCheck((await ArchivedView.Of(tx.Connection, settings, id, ct))!, findings);
        await tx.Commit(check, ct);
        return check;
    }
}
