using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Files;

/// <summary>
/// Who may see a file, decided here and nowhere else: its uploader until something takes it; then whoever a document that has it is granted to, by
/// itself or by a note; and who registers, while it lies in the queue. What a caller may not see does not exist for them.
/// </summary>
internal static class FileVisibility
{
    public static async Task<bool> Sees(NpgsqlConnection connection, StoredFile file, Caller caller, CancellationToken ct)
    {
        if (file.AttachedAt is null)
            return file.UploadedBy == caller.PersonId;
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            select @Reads and exists (
                       select
                       from document_grant g
                       where g.principal_id = any(@Principals)
                         and g.document_id in (
                             select df.document_id from document_file df where df.file_id = @Id
                             union all
                             select n.document_id from document_note_file nf join document_note n on n.id = nf.note_id where nf.file_id = @Id))
                or @Registers and exists (select from received_item_file rf where rf.file_id = @Id)
            """, new
        {
            file.Id,
            caller.Principals,
            Reads = caller.May(Permission.ReadIncoming),
            Registers = caller.May(Permission.RegisterIncoming),
        }, cancellationToken: ct));
    }
}
