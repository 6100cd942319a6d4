using System.Globalization;
using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Books and their series: made, opened at the number the office stands at, closed with a certificate, reopened by two persons.</summary>
[Needs(Permission.ManageRegisters)]
public sealed class SeriesModel(
    FindRegisters find, FindIssuingBodies bodies, OpenRegister openRegister, OpenYear openYear, ProveComplete prove, CloseYear close, ReadClosure readClosure, ReopenYear reopen)
    : AdministrationPage
{
    /// <summary>What the page shows: one thing at a time.</summary>
    public enum What { List, NewBook, NewYear, Closing, Certificate }

    public What Shown { get; private set; }

    public IReadOnlyList<RegisterView> Books { get; private set; } = [];

    /// <summary>Names to choose an issuing body from.</summary>
    public IReadOnlyList<string> Bodies { get; private set; } = [];

    /// <summary>The book that is being opened, closed or looked at.</summary>
    public RegisterView? Chosen { get; private set; }

    public int ChosenYear { get; private set; }

    /// <summary>The proof of the book that is about to be closed; null where it has a counter per type.</summary>
    public Completeness? Proof { get; private set; }

    public ClosingCertificate? Closing { get; private set; }

    public BookForm Book { get; private set; } = new();

    public YearForm Year { get; private set; } = new();

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<RegisterKind>().Select(kind => new SelectListItem(T["kind." + EnumText.Of(kind)], EnumText.Of(kind)));

    public IEnumerable<SelectListItem> Rules => Enum.GetValues<SeriesRule>().Select(rule => new SelectListItem(T["series.rule." + EnumText.Of(rule)], EnumText.Of(rule)));

    public async Task<IActionResult> OnGet(string? them, string? mo, string? khoa, [FromQuery(Name = "chung-nhan")] string? certificate, int nam, CancellationToken ct)
    {
        await Show(ct);
        if (them is not null)
            Shown = What.NewBook;
        else if (mo is not null)
        {
            if (!Choose(mo, What.NewYear))
                return NotFound();
            Year = new() { Year = Today.Year.ToString(CultureInfo.InvariantCulture), FirstNumber = "1" };
        }
        else if (khoa is not null)
            return await ToClose(khoa, nam, ct) ? Page() : NotFound();
        else if (certificate is not null)
        {
            if (!Choose(certificate, What.Certificate) || !(await readClosure.Execute(certificate, nam, ct)).Ok(out var closing, out _))
                return NotFound();
            Closing = closing;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostBook(BookForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var span = NumberOf(form.YearSpan, "yearSpan", errors);
        Problem? problem = errors.None ? null : errors.ToProblem();
        if (problem is null && (await openRegister.Execute(new()
        {
            Code = form.Code,
            Name = form.Name,
            Kind = EnumText.TryParse<RegisterKind>(form.Kind, out var kind) ? kind : null,
            IssuingBody = form.IssuingBody,
            SeriesRule = EnumText.TryParse<SeriesRule>(form.SeriesRule, out var rule) ? rule : SeriesRule.One,
            YearSpan = span ?? 1,
        }, Caller, ct)).Ok(out var made, out problem))
            return Redirect($"/quan-tri/so?mo={Uri.EscapeDataString(made.Code)}&xong=book");
        await Show(ct);
        (Shown, Book) = (What.NewBook, form);
        Refuse(problem!);
        return Page();
    }

    public async Task<IActionResult> OnPostYear(string? register, YearForm form, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (year, first) = (NumberOf(form.Year, "year", errors), NumberOf(form.FirstNumber, "firstNumber", errors));
        var byType = ByType(form.FirstNumberByType, errors);
        var problem = errors.None
            ? (await openYear.Execute(register ?? "", new() { Year = year, FirstNumber = first ?? 1, FirstNumberByType = byType, Because = form.Because }, Caller, ct)).Problem
            : errors.ToProblem();
        if (problem is null)
            return Redirect("/quan-tri/so?xong=year");
        await Show(ct);
        if (!Choose(register, What.NewYear))
            return NotFound();
        Year = form;
        Refuse(problem);
        return Page();
    }

    public async Task<IActionResult> OnPostClose(string? register, int year, CancellationToken ct)
    {
        if ((await close.Execute(register ?? "", year, Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/quan-tri/so?chung-nhan={Uri.EscapeDataString(register!)}&nam={year}&xong=closed");
        await Show(ct);
        if (!await ToClose(register, year, ct))
            return NotFound();
        Refuse(problem);
        return Page();
    }

    public async Task<IActionResult> OnPostReopen(string? register, int year, CancellationToken ct)
    {
        var problem = (await reopen.Execute(register ?? "", year, Caller, ct)).Problem;
        if (problem is null)
            return Redirect("/quan-tri/so?xong=reopened");
        await Show(ct);
        Refuse(problem);
        return Page();
    }

    private async Task Show(CancellationToken ct)
    {
        Books = (await find.Execute(ct)).Items;
        Bodies = [.. (await bodies.Execute(ct)).Where(body => body.ValidTo is null).Select(body => body.Name)];
        if (Bodies.Count > 0)
            Book.IssuingBody ??= Bodies[0];
    }

    private bool Choose(string? code, What what)
    {
        (Chosen, Shown) = (Books.FirstOrDefault(book => book.Code == code), what);
        return Chosen is not null;
    }

    private async Task<bool> ToClose(string? code, int year, CancellationToken ct)
    {
        if (!Choose(code, What.Closing) || Chosen!.Years.All(opened => opened.Year != year || opened.ClosedAt is not null))
            return false;
        ChosenYear = year;
        if (Chosen.SeriesRule == SeriesRule.One && (await prove.Execute(Chosen.Code, year, null, ct)).Ok(out var proof, out _))
            Proof = proof;
        return true;
    }

    private static int? NumberOf(string? typed, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(field, Texts.Both("error.number"));
        return null;
    }

    // A type and its number on each line: KH 105.
    private static Dictionary<string, int>? ByType(string? typed, FieldErrors errors)
    {
        var found = new Dictionary<string, int>();
        foreach (var line in (typed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split([' ', '\t', ':', '='], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                found[parts[0]] = number;
            else if (!errors.Has("firstNumberByType"))
                errors.Add("firstNumberByType", Texts.Both("series.byType.hint"));
        }
        return found.Count == 0 ? null : found;
    }

    /// <summary>A new book as typed.</summary>
    public sealed class BookForm
    {
        public string? Code { get; set; }

        public string? Name { get; set; }

        public string? Kind { get; set; }

        public string? IssuingBody { get; set; }

        public string? SeriesRule { get; set; }

        public string? YearSpan { get; set; } = "1";
    }

    /// <summary>A year as typed.</summary>
    public sealed class YearForm
    {
        public string? Year { get; set; }

        public string? FirstNumber { get; set; }

        public string? FirstNumberByType { get; set; }

        public string? Because { get; set; }
    }
}
