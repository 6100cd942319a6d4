using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Dispatch.Web.Pages.Prints;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Registers;

/// <summary>One book of one year: what to print of it, and who printed what when.</summary>
[Needs(Permission.ReadRegisters)]
public sealed class BookModel(FindRegisters find, ReadBook read, FindPrints findPrints, ProveComplete prove, OfficeClock clock) : DeskPage
{
    public RegisterView Book { get; private set; } = null!;

    public YearView Year { get; private set; } = null!;

    public Completeness? Proof { get; private set; }

    public PrintAddress Address { get; private set; } = null!;

    public IReadOnlyList<PrintView> Prints { get; private set; } = [];

    public bool Printable => Book is { Kind: RegisterKind.Incoming, SeriesRule: SeriesRule.One };

    /// <summary>What stands in the forms: what was asked for, otherwise today and the numbers that no print has yet.</summary>
    public string? FromText => Address[PrintAddress.From] ?? (Address.Asked ? null : Day(Default));

    public string? ToText => Address[PrintAddress.To] ?? (Address.Asked ? null : Day(Default));

    public string? FirstText => Address[PrintAddress.First] ?? (Address.Asked ? null : Math.Min(Math.Max(Year.FirstNumber, NextUnprinted), Year.LastNumber).ToString(CultureInfo.InvariantCulture));

    public string? LastText => Address[PrintAddress.Last] ?? (Address.Asked ? null : Year.LastNumber.ToString(CultureInfo.InvariantCulture));

    public string? VolumeText => Address[PrintAddress.Volume] ?? Prints.Select(print => print.Volume).FirstOrDefault(volume => volume is not null) ?? "01";

    public string Today => Day(Default);

    private int NextUnprinted => Prints.Count == 0 ? Year.FirstNumber : Prints.Max(print => print.LastNumber) + 1;

    // A book of another year has nothing of today.
    private DateOnly Default => clock.Today.Year <= Year.Year ? clock.Today : new DateOnly(Year.Year, 12, 31);

    public override string FieldOf(string name) => PrintAddress.FieldOf(name);

    public async Task<IActionResult> OnGet(string code, int year, CancellationToken ct)
    {
        if (!await Find(code, year, ct))
            return NotFound();
        if (Address.Asked && Printable)
        {
            var errors = new FieldErrors();
            var period = Address.Read(clock, errors);
            if (!errors.None)
                Refuse(errors.ToProblem());
            else if (!(await read.Execute(code, year, period, ct)).Ok(out _, out var problem))
                Refuse(problem);
        }
        return Page();
    }

    /// <summary>The ten columns as a workbook.</summary>
    public async Task<IActionResult> OnGetTable(string code, int year, CancellationToken ct)
    {
        if (!await Find(code, year, ct))
            return NotFound();
        var errors = new FieldErrors();
        var period = Address.Read(clock, errors);
        var found = errors.None ? await read.Execute(code, year, period, ct) : errors.ToProblem();
        if (!found.Ok(out var print, out var problem))
        {
            Refuse(problem);
            return Page();
        }
        var rows = new List<IDictionary<string, object?>>();
        await foreach (var line in read.Lines(print, Caller.Principals, ct))
        {
            var cells = line.Cells();
            rows.Add(print.Form.Columns.Zip(cells, (head, cell) => (head, cell)).ToDictionary(pair => pair.head, pair => (object?)pair.cell));
        }
        return File(await Table.Xlsx(rows), Table.XlsxType, $"so-{Book.Code}-{Year.Year}.xlsx");
    }

    private async Task<bool> Find(string code, int year, CancellationToken ct)
    {
        Address = new PrintAddress(Request.Query);
        var book = (await find.Execute(ct)).Items.FirstOrDefault(book => string.Equals(book.Code, code, StringComparison.OrdinalIgnoreCase));
        if (book?.Years.FirstOrDefault(open => open.Year == year) is not { } found)
            return false;
        (Book, Year) = (book, found);
        if ((await findPrints.Execute(Book.Code, year, new Paging(20), ct)).Ok(out var prints, out _))
            Prints = prints.Items;
        if (Book.SeriesRule == SeriesRule.One && (await prove.Execute(Book.Code, year, null, ct)).Ok(out var proof, out _))
            Proof = proof;
        return true;
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
