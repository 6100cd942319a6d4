using Dapper;
using Npgsql;

namespace Dispatch.Testing;

public static partial class Given
{
    /// <summary>A bare document that has the file and is granted to one person: what a use case would have written.</summary>
    public static Task GrantedDocument(NpgsqlConnection connection, Guid file, Guid reader) => connection.ExecuteAsync("""
        with made as (
            insert into document (id, kind, issuer_name, issuer_folded, document_type, subject, search_words, urgency, access_level, created_at)
            values (gen_random_uuid(), 'incoming', 'Sở Nội vụ', 'so noi vu', 'CV', 'Có tệp', 'co tep', 'normal', 'internal', clock_timestamp())
            returning id),
        filed as (
            insert into document_file (document_id, file_id, position, attached_at, attached_by)
            select id, @file, 1, clock_timestamp(), @reader from made)
        insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
        select id, @reader, 'share', id, 1 from made;
        update stored_file set attached_at = clock_timestamp() where id = @file;
        """, new { file, reader });
}
