using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Archive;

/// <summary>Where a document lies in the archive.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Path">Its folder on the server.</param>
/// <param name="Version">The newest version of its object, from 1.</param>
/// <param name="InventorySha512">SHA-512 of the object's inventory, 128 lower-case hexadecimal digits; the inventory has those of all files.</param>
/// <param name="Files">How many files it consists of, all versions together.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="ArchivedAt">When the newest version was written.</param>
/// <param name="CheckedAt">When all of it was last read again.</param>
/// <param name="CheckedBy">Name of who asked for that; null for the job, as it wrote it.</param>
/// <param name="Finding">What was found wrong; null for nothing.</param>
/// <param name="UpToDate">False when the document was changed since: the next run writes a new version.</param>
/// <param name="Commands">Two shell lines that check it without this program: the inventory, then every file.</param>
public sealed record ArchivedView(
    Id<Document> DocumentId, string Path, int Version, string InventorySha512, int Files, long Bytes, DateTimeOffset ArchivedAt, DateTimeOffset CheckedAt, string? CheckedBy,
    string? Finding, bool UpToDate, IReadOnlyList<string> Commands)
{
    internal static async Task<ArchivedView?> Of(NpgsqlConnection connection, ArchiveSettings settings, Id<Document> document, CancellationToken ct)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition("""
            select o.path, o.version, o.inventory_sha512, o.files, o.bytes, o.archived_at, o.checked_at, p.full_name as checked_by, o.finding,
                   o.document_version = d.version as up_to_date
            from archive_object o
            join document d on d.id = o.document_id
            left join person p on p.id = o.checked_by
            where o.document_id = @document
            """, new { document }, cancellationToken: ct));
        if (row is null)
            return null;
        var folder = System.IO.Path.Combine(settings.Root, row.Path);
        return new(document, folder, row.Version, Convert.ToHexStringLower(row.InventorySha512), row.Files, row.Bytes, row.ArchivedAt, row.CheckedAt, row.CheckedBy, row.Finding, row.UpToDate,
        [
            $"cd '{folder}' && sha512sum -c inventory.json.sha512",
            $"cd '{folder}/v{row.Version}/content' && sha512sum -c {ArchiveObject.SumFile}",
        ]);
    }

    private sealed record Row(
        string Path, int Version, byte[] InventorySha512, int Files, long Bytes, DateTimeOffset ArchivedAt, DateTimeOffset CheckedAt, string? CheckedBy, string? Finding, bool UpToDate);
}

/// <summary>A query: where a document lies in the archive, for who sees the document.</summary>
public sealed class ReadArchived(Database database, ArchiveSettings settings)
{
    public async Task<Result<ArchivedView>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (!await GrantStore.Sees(connection, id, caller, ct))
            return IncomingProblems.NotFound;
        return await ArchivedView.Of(connection, settings, id, ct) is { } view ? view : ArchiveProblems.NotArchived;
    }
}
