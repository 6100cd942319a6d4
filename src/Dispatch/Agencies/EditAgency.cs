using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Agencies;

/// <summary>An edit of an agency (JSON Merge Patch): what is left out stays, null takes away.</summary>
public sealed record EditAgencyRequest
{
    /// <summary>Name in full; the old one becomes a spelling.</summary>
    public string? Name { get; init; }

    /// <summary>What stands for it in symbols.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>Mã định danh, in either form.</summary>
    public string? Code { get; init; }

    /// <summary>The day it holds from.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its last day; null while it works.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where this stands.</summary>
    public string? Source { get; init; }

    /// <summary>Other spellings; they replace those before.</summary>
    public IReadOnlyList<string>? Variants { get; init; }
}

/// <summary>Use case: edit an agency. Documents keep the issuer as it was written.</summary>
public sealed class EditAgency(Database database, JournalWriter journal)
{
    public async Task<Result<AgencyView>> Read(Id<Agency> id, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await FindAgencies.Read(connection, id, ct) is { } view ? view : AgencyProblems.NotFound;
    }

    public async Task<Result<AgencyView>> Execute(Id<Agency> id, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        await AgencyStore.LockNames(tx, ct);
        if (await FindAgencies.Read(tx.Connection, id, ct) is not { } before)
            return AgencyProblems.NotFound;
        if (ifMatch.Refuses(before.Version) is { } refused)
            return refused;
        if (before.MergedInto is not null)
            return AgencyProblems.Merged;
        var request = MergePatch.Apply(new EditAgencyRequest
        {
            Name = before.Name,
            Abbreviation = before.Abbreviation,
            Code = before.Code,
            ValidFrom = before.ValidFrom,
            ValidTo = before.ValidTo,
            Source = before.Source,
            Variants = before.Variants,
        }, patch, JournalJson.Values);

        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, Agency.LongestName);
        var abbreviation = errors.OptionalLine("abbreviation", request.Abbreviation, 30);
        var code = errors.AgencyCodeOf("code", request.Code);
        var source = errors.Line("source", request.Source, 500);
        var from = request.ValidFrom ?? before.ValidFrom;
        if (request.ValidTo < from)
            errors.Add("validTo", "Không trước ngày bắt đầu", "Not before the first day");
        var given = (request.Variants ?? []).ToList();
        if (given.Count > AddAgency.MostVariants)
            errors.Add("variants", $"Nhiều nhất {AddAgency.MostVariants} cách viết", $"At most {AddAgency.MostVariants} spellings");
        var clean = given.Take(AddAgency.MostVariants).Select((variant, i) => errors.Line($"variants[{i}]", variant, Agency.LongestName)).OfType<string>();
        if (!errors.None)
            return errors.ToProblem();
        var variants = clean.Append(before.Name).DistinctBy(Agency.Key).Where(variant => Agency.Key(variant) != Agency.Key(name!)).Order(StringComparer.Ordinal).ToList();
        foreach (var written in request.ValidTo is null ? variants.Prepend(name!) : variants)
        {
            if (await AgencyStore.OwnerOf(tx.Connection, Agency.Key(written), id, ct) is { } owner)
                return AgencyProblems.NameTaken.Saying($"“{written}” là “{owner.Name}”", $"“{written}” is “{owner.Name}”").With("existing", owner);
        }

        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            delete from agency_variant where agency_id = @id;
            update agency
            set name = @name, name_folded = @NameFolded, initials = @Initials, abbreviation = @abbreviation, code = @code, valid_from = @from, valid_to = @ValidTo,
                source = @source, version = version + 1
            where id = @id;
            """, new
        {
            id,
            name,
            NameFolded = Agency.Key(name!),
            Initials = VietnameseText.Initials(name!),
            abbreviation,
            code,
            from,
            request.ValidTo,
            source,
        }, cancellationToken: ct));
        foreach (var variant in variants)
            await AgencyStore.InsertVariant(tx, id, variant, ct);
        var after = (await FindAgencies.Read(tx.Connection, id, ct))!;
        var changes = Changes.Between(before with { Version = after.Version }, after);
        if (changes.None)
            return before;
        await journal.Write(tx, "agency.changed", "agency", id.Value, changes, ct);
        await tx.Commit(after, ct);
        return after;
    }
}
