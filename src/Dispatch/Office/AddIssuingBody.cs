using Dapper;
using Dispatch.Agencies;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Office;

/// <summary>A body the office issues for: its fields, as they are added and edited.</summary>
public record IssuingBodyFields
{
    /// <summary>Its name in full. Required.</summary>
    public string? Name { get; init; }

    /// <summary>The line above the name (cơ quan chủ quản trực tiếp).</summary>
    public string? SuperiorName { get; init; }

    /// <summary>What stands for it in symbols, case and marks kept. Required.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>Mã định danh, in either form.</summary>
    public string? Code { get; init; }

    /// <summary>Place in lists.</summary>
    public int Position { get; init; }

    /// <summary>The day it holds from; today when left out.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its last day; left out while it works.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The document that says so. Required.</summary>
    public string? Source { get; init; }

    internal Result<IssuingBodyView> Checked(Id<IssuingBody> id, DateOnly today, int version)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", Name, IssuingBody.LongestName);
        var superior = errors.OptionalLine("superiorName", SuperiorName, IssuingBody.LongestName);
        var abbreviation = errors.Line("abbreviation", Abbreviation, 30);
        var code = errors.AgencyCodeOf("code", Code);
        var source = errors.Line("source", Source, 500);
        var from = ValidFrom ?? today;
        if (ValidTo < from)
            errors.Add("validTo", "Không trước ngày bắt đầu", "Not before the first day");
        return errors.None ? new IssuingBodyView(id, name!, superior, abbreviation!, code, Position, from, ValidTo, source!, version) : errors.ToProblem();
    }
}

/// <summary>Adds a body the office issues for.</summary>
public sealed record AddIssuingBodyRequest : IssuingBodyFields;

/// <summary>Use case: one more body the office issues for.</summary>
public sealed class AddIssuingBody(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<IssuingBodyView>> Execute(AddIssuingBodyRequest request, Caller caller, CancellationToken ct)
    {
        if (!request.Checked(Id<IssuingBody>.New(), clock.Today, 1).Ok(out var view, out var invalid))
            return invalid;
        await using var tx = await database.Begin(caller, ct);
        var added = await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into issuing_body (id, name, name_folded, superior_name, abbreviation, code, position, valid_from, valid_to, source)
            values (@Id, @Name, @NameFolded, @SuperiorName, @Abbreviation, @Code, @Position, @ValidFrom, @ValidTo, @Source)
            on conflict (name_folded) where valid_to is null do nothing
            """, Row(view), cancellationToken: ct));
        if (added == 0)
            return OfficeProblems.BodyNameTaken;
        await journal.Write(tx, "issuingBody.added", "issuingBody", view.Id.Value, Changes.Between(null, view), ct);
        await tx.Commit(view, ct);
        return view;
    }

    internal static object Row(IssuingBodyView view) => new
    {
        view.Id,
        view.Name,
        NameFolded = VietnameseText.Words(view.Name),
        view.SuperiorName,
        view.Abbreviation,
        view.Code,
        view.Position,
        view.ValidFrom,
        view.ValidTo,
        view.Source,
    };
}
