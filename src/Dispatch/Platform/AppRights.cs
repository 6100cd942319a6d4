using Dapper;
using Npgsql;

namespace Dispatch.Platform;

/// <summary>
/// The rights of the role the office runs as. Where the law says nobody may change anything, the role cannot:
/// the journal takes inserts only, and numbers, entries and documents are never deleted.
/// </summary>
internal static class AppRights
{
    /// <summary>Rows may be added and read, nothing else.</summary>
    public static readonly string[] AppendOnly = ["book_print", "journal_entry", "reminder"];

    /// <summary>Rows may change state, but never go away.</summary>
    public static readonly string[] NeverDeleted = ["document", "incoming", "register", "series", "series_year", "register_entry", "stored_file", "issuing_body", "post"];

    public static async Task Grant(NpgsqlConnection connection, string role)
    {
        var quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        await connection.ExecuteAsync($"""
            grant usage on schema public, {Jobs.Schema} to {quoted};
            grant select, insert, update, delete on all tables in schema public to {quoted};
            grant all on all tables in schema {Jobs.Schema} to {quoted};
            grant all on all sequences in schema public, {Jobs.Schema} to {quoted};
            revoke insert, update, delete on schema_migration from {quoted};
            {string.Concat(AppendOnly.Select(table => $"revoke update, delete on {table} from {quoted};\n"))}
            {string.Concat(NeverDeleted.Select(table => $"revoke delete on {table} from {quoted};\n"))}
            """);
    }
}
