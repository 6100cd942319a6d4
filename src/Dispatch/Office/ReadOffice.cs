using Dapper;
using Dispatch.Agencies;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Office;

/// <summary>The office, as it stands at the head of its books and slips.</summary>
/// <param name="Name">Tên cơ quan; empty until somebody entered it.</param>
/// <param name="SuperiorName">Tên cơ quan chủ quản trực tiếp; null for none.</param>
/// <param name="Code">Mã định danh, hierarchical form: <c>H21.07</c>.</param>
/// <param name="Address">Address, in one line.</param>
/// <param name="Phone">Telephone.</param>
/// <param name="Email">Mailbox of the registry.</param>
/// <param name="Version">For <c>If-Match</c>; 0 until somebody entered it.</param>
public sealed record OfficeView(string Name, string? SuperiorName, string? Code, string? Address, string? Phone, string? Email, int Version)
{
    /// <summary>The same code in the form of QCVN 102; null when there is none.</summary>
    public string? Code102 => AgencyCode.OfQcvn102(Code);
}

/// <summary>A query: the office's own name and address, for pages and for everything printed.</summary>
public sealed class ReadOffice(Database database)
{
    /// <summary>The office; its name is empty before the set-up.</summary>
    public async Task<OfficeView> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await Of(connection, ct) ?? new OfficeView("", null, null, null, null, null, 0);
    }

    internal static Task<OfficeView?> Of(NpgsqlConnection connection, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<OfficeView?>(new CommandDefinition("""
            select name, superior_name, code, address, phone, email, version
            from office
            """, cancellationToken: ct));
}
