using Dapper;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Prints;

/// <summary>A query: the print log of a book's year, newest first.</summary>
public sealed class FindPrints(Database database)
{
    public async Task<Result<Page<PrintView>>> Execute(string code, int year, Paging paging, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var beyond = after is null ? "" : "and (b.printed_at, b.id) < (@PrintedAt, @Id)";
        var rows = (await connection.QueryAsync<PrintView>(new CommandDefinition($"""
            select b.id, b.from_on as "from", b.to_on as "to", b.first_number, b.last_number, b.volume, b.entries, b.pages, encode(f.sha256, 'hex') as sha256, b.printed_at, p.full_name as printed_by
            from book_print b
            join person p on p.id = b.printed_by
            left join stored_file f on f.id = b.file_id
            where b.register_id = @RegisterId and b.year = @year {beyond}
            order by b.printed_at desc, b.id desc
            limit @Take
            """, new { RegisterId = register.Id, year, after?.PrintedAt, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select count(*) from book_print where register_id = @RegisterId and year = @year", new { RegisterId = register.Id, year }, cancellationToken: ct))
            : null;
        return Page.Of(rows, paging, row => new Key(row.PrintedAt, row.Id), count);
    }

    private sealed record Key(DateTimeOffset PrintedAt, Guid Id);
}
