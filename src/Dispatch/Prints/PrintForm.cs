// Printed books and slips (bản in sổ). An electronic register must be printed with all columns of the decree's form, signed for and bound
// (Nghị định 30/2020, Đ22 k3b, Phụ lục IV). Easy to get wrong: every number stands once, ascending, an annulled one too, and what was
// corrected says so, in this print and in every later one.
using Dapper;
using Npgsql;

namespace Dispatch.Prints;

/// <summary>A form of the decree as it was in force: what stands above the columns is law, not wording.</summary>
/// <param name="Title">Name of the book.</param>
/// <param name="Columns">Column heads in the decree's order.</param>
/// <param name="Source">The text that prescribes it.</param>
public sealed record PrintForm(string Title, IReadOnlyList<string> Columns, string Source)
{
    internal const string IncomingBook = "incomingBook", TransferSlip = "transferSlip", HandlingSlip = "handlingSlip", FollowUpBook = "followUpBook", OverdueList = "overdueList",
        DueSoonList = "dueSoonList";

    internal static async Task<PrintForm> Of(NpgsqlConnection connection, string code, DateOnly on, CancellationToken ct)
    {
        var row = await connection.QueryFirstAsync<Row>(new CommandDefinition("""
            select title, columns, source
            from print_form
            where code = @code
            order by valid_from <= @on desc, valid_from desc
            limit 1
            """, new { code, on }, cancellationToken: ct));
        return new(row.Title, (string[])row.Columns, row.Source);
    }

    // Dapper knows a column of an array as Array.
    private sealed record Row(string Title, Array Columns, string Source);
}

/// <summary>A query: a form for a page that prints by itself.</summary>
public sealed class FindPrintForm(Platform.Database database, Platform.OfficeClock clock)
{
    public async Task<PrintForm> HandlingSlip(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await PrintForm.Of(connection, PrintForm.HandlingSlip, clock.Today, ct);
    }
}
