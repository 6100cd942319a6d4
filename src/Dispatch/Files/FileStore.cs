using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Files;

/// <summary>Every statement about <c>stored_file</c>.</summary>
internal static class FileStore
{
    /// <summary>Until the transaction ends, nobody else keeps, sweeps or restores content of this digest.</summary>
    public static Task Lock(OfficeTransaction tx, Sha256 digest, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(@LockKey)", new { digest.LockKey }, cancellationToken: ct));

    public static Task Insert(OfficeTransaction tx, StoredFile file, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            delete from orphan_file where sha256 = @Sha256 and trashed_at is null;
            insert into stored_file (id, sha256, size, name, media_type, pages, condition, uploaded_by, uploaded_at)
            values (@Id, @Sha256, @Size, @Name, @MediaType, @Pages, @Condition, @UploadedBy, @UploadedAt);
            """, file, cancellationToken: ct));

    public static Task<StoredFile?> Find(NpgsqlConnection connection, Id<StoredFile> id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<StoredFile>(new CommandDefinition("""
            select id, sha256, size, name, media_type, pages, condition, uploaded_by, uploaded_at, attached_at
            from stored_file
            where id = @id and withdrawn_at is null
            """, new { id }, cancellationToken: ct));

    public static Task<bool> IsNamed(OfficeTransaction tx, Sha256 digest, CancellationToken ct) =>
        tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from stored_file where sha256 = @Digest and withdrawn_at is null)", new { Digest = digest.Bytes() }, cancellationToken: ct));
}
