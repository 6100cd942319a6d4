using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>Adds a spelling that leads to an agency.</summary>
public sealed record AddVariantRequest
{
    /// <summary>The name as people write it: <c>Văn phòng CP</c>.</summary>
    public string? Name { get; init; }
}

/// <summary>Use case: one more spelling of an agency's name.</summary>
public sealed class AddVariant(Database database, JournalWriter journal)
{
    public async Task<Result<AgencyView>> Execute(Id<Agency> agencyId, AddVariantRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, Agency.LongestName);
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        await AgencyStore.LockNames(tx, ct);
        if (await FindAgencies.Read(tx.Connection, agencyId, ct) is null)
            return AgencyProblems.NotFound;
        if (await AgencyStore.OwnerOf(tx.Connection, Agency.Key(name!), ct) is { } owner)
            return AgencyProblems.NameTaken.Saying($"“{name}” là “{owner.Name}”", $"“{name}” is “{owner.Name}”").With("existing", owner);
        await AgencyStore.InsertVariant(tx, agencyId, name!, ct);
        await journal.Write(tx, "agency.variantAdded", "agency", agencyId.Value, new Changes().New("variant", name), ct);
        var view = await FindAgencies.Read(tx.Connection, agencyId, ct);
        await tx.Commit(view!, ct);
        return view!;
    }
}
