using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>Merges a duplicate.</summary>
public sealed record MergeAgencyRequest
{
    /// <summary>The agency that stays. Required.</summary>
    public Id<Agency>? Into { get; init; }

    /// <summary>Why. Required.</summary>
    public string? Because { get; init; }
}

/// <summary>
/// Use case: an agency that stands twice becomes one. Its name and spellings lead to the one that stays, its documents point there and keep the
/// issuer as written; its own row stays, ended, and says where it went.
/// </summary>
public sealed class MergeAgency(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<AgencyView>> Execute(Id<Agency> id, MergeAgencyRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var because = errors.Line("because", request.Because, 500);
        if (request.Into is null)
            errors.Add("into", "Chọn cơ quan giữ lại", "Choose the agency that stays");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        await AgencyStore.LockNames(tx, ct);
        var into = request.Into!.Value;
        if (await FindAgencies.Read(tx.Connection, id, ct) is not { } goes || await FindAgencies.Read(tx.Connection, into, ct) is not { } stays)
            return AgencyProblems.NotFound;
        if (goes.MergedInto is not null)
            return AgencyProblems.Merged;
        if (id == into || stays.ValidTo is not null)
            return AgencyProblems.MergeTarget;

        var moved = await tx.Connection.QuerySingleAsync<Moved>(new CommandDefinition("""
            update agency set valid_to = coalesce(valid_to, greatest(@Today, valid_from)), merged_into = @into, version = version + 1 where id = @id;
            update agency set merged_into = @into where merged_into = @id;
            update agency_variant set agency_id = @into where agency_id = @id;
            insert into agency_variant (name_folded, agency_id, name)
            select g.name_folded, @into, g.name
            from agency g
            join agency s on s.id = @into
            where g.id = @id and g.name_folded <> s.name_folded
            on conflict on constraint agency_variant_pk do nothing;
            update agency s
            set abbreviation = coalesce(s.abbreviation, g.abbreviation), code = coalesce(s.code, g.code), version = s.version + 1
            from agency g
            where s.id = @into and g.id = @id;
            with issued as (update document set issuer_id = @into where issuer_id = @id returning 1),
                 sent as (update incoming set sender_id = @into where sender_id = @id returning 1)
            select (select count(*) from issued)::integer as issued, (select count(*) from sent)::integer as sent
            """, new { id, into, clock.Today }, cancellationToken: ct));
        await journal.Write(tx, "agency.merged", "agency", id.Value,
            new Changes().New("into", into).New("because", because).New("documents", moved.Issued).New("sent", moved.Sent), ct);
        var after = (await FindAgencies.Read(tx.Connection, into, ct))!;
        await journal.Write(tx, "agency.changed", "agency", into.Value, Changes.Between(stays with { Version = after.Version }, after), ct);
        await tx.Commit(after, ct);
        return after;
    }

    private sealed record Moved(int Issued, int Sent);
}
