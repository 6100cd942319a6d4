using System.Globalization;
using System.Text.RegularExpressions;
using Dispatch.Agencies;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>
/// Bảng lệnh (<c>Ctrl+K</c>): from a number, a few words or an agency's initials straight to the place. The commands of the page one stands on are
/// added by the browser, which sees them; without JavaScript this is a page of its own.
/// </summary>
[Needs(Permission.SignedIn)]
public sealed partial class PaletteModel(FindIncoming documents, FindByNumber byNumber, FindRegisters registers, FindAgencies agencies) : DeskPage
{
    private const int Shown = 5;

    /// <summary>What was typed.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Q { get; set; }

    public IReadOnlyList<Place> Places { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(Q) && Caller.May(Permission.ReadIncoming))
            Places = [.. await Numbers(Q, ct), .. await Documents(Q, ct), .. await Issuers(Q, ct)];
        return FromHtmx ? Partial("_Places", this) : Page();
    }

    // "4821", "số đến 4821": the line of that number in each book that has come so far.
    private async Task<IEnumerable<Place>> Numbers(string typed, CancellationToken ct)
    {
        var places = new List<Place>();
        if (Number().Match(VietnameseText.Fold(typed)) is not { Success: true } match
            || !int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return places;
        var candidates = from book in (await registers.Execute(ct)).Items
                         where book is { Kind: RegisterKind.Incoming, SeriesRule: SeriesRule.One }
                         from year in book.Years.Take(2)
                         where year.FirstNumber <= number && number <= year.LastNumber
                         select (book, year);
        foreach (var (book, year) in candidates)
        {
            if ((await byNumber.Execute(book.Code, year.Year, number, Caller, ct)).Ok(out _, out _))
                places.Add(new($"/so/{book.Code}/{year.Year}/{number}", T["in.titleOf", number], $"{book.Name} {year.Year}"));
        }
        return places;
    }

    private async Task<IEnumerable<Place>> Documents(string typed, CancellationToken ct) =>
        (await documents.Execute(new IncomingFilter { Q = typed }, new Paging(Shown), Caller, ct)).Ok(out var found, out _)
            ? found.Items.Select(line => new Place($"/van-ban-den/{line.Id}", line.Subject, $"{line.ArrivalNumber}/{line.Year} · {line.Issuer}"))
            : [];

    private async Task<IEnumerable<Place>> Issuers(string typed, CancellationToken ct) =>
        (await agencies.Execute(typed, null, new Paging(Shown), ct)).Ok(out var found, out _)
            ? found.Items.Select(agency => new Place("/van-ban-den" + QueryString.Create("tu-khoa", agency.Name), agency.Name, T["palette.from"]))
            : [];

    [GeneratedRegex(@"^\s*(?:so\s*(?:den)?\s*)?(\d{1,7})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    /// <summary>Somewhere to go.</summary>
    /// <param name="Address">Where.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Beside">What tells it from its like.</param>
    public sealed record Place(string Address, string Name, string Beside);
}
