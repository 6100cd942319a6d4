using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Agencies;

/// <summary>The statements that write the directory.</summary>
internal static class AgencyStore
{
    /// <summary>
    /// The agency a name or a spelling belongs to already; an agency that has ended does not hold its name any more.
    /// </summary>
    public static Task<NameOwner?> OwnerOf(NpgsqlConnection connection, string nameFolded, CancellationToken ct) => OwnerOf(connection, nameFolded, null, ct);

    /// <summary>As <see cref="OwnerOf(NpgsqlConnection, string, CancellationToken)"/>, an agency that is edited left out.</summary>
    public static Task<NameOwner?> OwnerOf(NpgsqlConnection connection, string nameFolded, Id<Agency>? except, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<NameOwner?>(new CommandDefinition("""
            select a.id, a.name
            from agency a
            where a.name_folded = @nameFolded and a.valid_to is null and (@Except::uuid is null or a.id <> @Except)
            union
            select a.id, a.name
            from agency_variant v
            join agency a on a.id = v.agency_id
            where v.name_folded = @nameFolded and (@Except::uuid is null or a.id <> @Except)
            limit 1
            """, new { nameFolded, Except = except?.Value }, cancellationToken: ct));

    public static Task Insert(OfficeTransaction tx, AgencyView agency, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into agency (id, name, name_folded, initials, code, abbreviation, valid_from, valid_to, source)
            values (@Id, @Name, @NameFolded, @Initials, @Code, @Abbreviation, @ValidFrom, null, @Source)
            """, new
        {
            agency.Id,
            agency.Name,
            NameFolded = Agency.Key(agency.Name),
            Initials = VietnameseText.Initials(agency.Name),
            agency.Code,
            agency.Abbreviation,
            agency.ValidFrom,
            agency.Source,
        }, cancellationToken: ct));

    public static Task InsertVariant(OfficeTransaction tx, Id<Agency> agencyId, string name, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into agency_variant (name_folded, agency_id, name)
            values (@NameFolded, @agencyId, @name)
            """, new { NameFolded = Agency.Key(name), agencyId, name }, cancellationToken: ct));

    /// <summary>Two administrators who add the same name at the same time are served one after the other.</summary>
    public static Task LockNames(OfficeTransaction tx, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("lock table agency_variant in share row exclusive mode", cancellationToken: ct));
}

/// <summary>Whose a name is.</summary>
internal sealed record NameOwner(Id<Agency> Id, string Name);
