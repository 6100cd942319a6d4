using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>Adds an agency to the directory.</summary>
public sealed record AddAgencyRequest
{
    /// <summary>Name in full, as issuers are written.</summary>
    public string? Name { get; init; }

    /// <summary>What stands for it in symbols, case and marks kept: <c>SGDĐT</c>.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>Mã định danh, in either form.</summary>
    public string? Code { get; init; }

    /// <summary>The day it holds from; today when left out.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Where this stands: the decision that made it.</summary>
    public string? Source { get; init; }

    /// <summary>Other spellings that lead to it.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];
}

/// <summary>Use case: add an agency.</summary>
public sealed class AddAgency(Database database, OfficeClock clock, JournalWriter journal)
{
    internal const int MostVariants = 50;

    public async Task<Result<AgencyView>> Execute(AddAgencyRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, Agency.LongestName);
        var abbreviation = errors.OptionalLine("abbreviation", request.Abbreviation, 30);
        var code = errors.AgencyCodeOf("code", request.Code);
        var source = errors.Line("source", request.Source, 500);
        if (request.Variants.Count > MostVariants)
            errors.Add("variants", $"Nhiều nhất {MostVariants} cách viết", $"At most {MostVariants} spellings");
        var variants = request.Variants.Take(MostVariants)
            .Select((variant, i) => errors.Line($"variants[{i}]", variant, Agency.LongestName))
            .OfType<string>()
            .DistinctBy(Agency.Key)
            .Where(variant => name is null || Agency.Key(variant) != Agency.Key(name))
            .ToList();
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        await AgencyStore.LockNames(tx, ct);
        foreach (var written in variants.Prepend(name!))
        {
            if (await AgencyStore.OwnerOf(tx.Connection, Agency.Key(written), ct) is { } owner)
                return AgencyProblems.NameTaken.Saying($"“{written}” là “{owner.Name}”", $"“{written}” is “{owner.Name}”").With("existing", owner);
        }
        var view = new AgencyView(Id<Agency>.New(), name!, abbreviation, code, request.ValidFrom ?? clock.Today, null, source!, variants);
        await AgencyStore.Insert(tx, view, ct);
        foreach (var variant in variants)
            await AgencyStore.InsertVariant(tx, view.Id, variant, ct);
        await journal.Write(tx, "agency.added", "agency", view.Id.Value, Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        return view;
    }
}
