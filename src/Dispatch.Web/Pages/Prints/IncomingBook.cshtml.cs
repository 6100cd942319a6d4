using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Sổ đăng ký văn bản đến on paper: cover, ten columns, every number once. What cannot be printed leads back to the form of the book.</summary>
[Needs(Permission.ReadRegisters)]
public sealed class IncomingBookModel(ReadBook read, NotePrint note, StartBookPdf startPdf, ChromiumPrinter printer, OfficeClock clock) : DeskPage
{
    private const string Noted = "da-in";

    public async Task<IActionResult> OnGet(string code, int year, CancellationToken ct)
    {
        var address = new PrintAddress(Request.Query);
        var errors = new FieldErrors();
        var period = address.Read(clock, errors);
        if (!errors.None || !(await read.Execute(code, year, period, ct)).Ok(out var print, out var problem))
            return BackToTheForm(code, year, address);
        var here = $"/so/{print.Register}/{year}/in";
        var tools = new PrintTools($"/so/{print.Register}/{year}", "print.back", here + address.With(), Request.Query[Noted] == "1",
            here + address.With((PrintAddress.Compact, address.IsCompact ? null : "1")), address.IsCompact,
            here + Handled(address.With(), "handler=Pdf"), !printer.Available);
        return Partial("_IncomingBook", new BookSheets(print, read.Lines(print, Caller.Principals, ct), Caller.FullName, clock.Today, address.IsCompact, tools));
    }

    public async Task<IActionResult> OnPost(string code, int year, CancellationToken ct)
    {
        var address = new PrintAddress(Request.Query);
        var errors = new FieldErrors();
        var period = address.Read(clock, errors);
        var request = new NotePrintRequest { From = period.From, To = period.To, FirstNumber = period.FirstNumber, LastNumber = period.LastNumber, Volume = period.Volume };
        if (!errors.None || !(await note.Execute(code, year, request, Caller, ct)).Ok(out _, out _))
            return BackToTheForm(code, year, address);
        return Redirect($"/so/{Uri.EscapeDataString(code)}/{year}/in{Handled(address.With(), Noted + "=1")}");
    }

    /// <summary>Starts the run that makes the PDF, and shows how far it is.</summary>
    public async Task<IActionResult> OnPostPdf(string code, int year, CancellationToken ct)
    {
        var address = new PrintAddress(Request.Query);
        var errors = new FieldErrors();
        var period = address.Read(clock, errors);
        var request = new StartBookPdfRequest
        {
            From = period.From,
            To = period.To,
            FirstNumber = period.FirstNumber,
            LastNumber = period.LastNumber,
            Volume = period.Volume,
            Compact = address.IsCompact,
        };
        return errors.None && (await startPdf.Execute(code, year, request, Caller, ct)).Ok(out var run, out _)
            ? Redirect($"/cong-viec/{run.Id}")
            : BackToTheForm(code, year, address);
    }

    private static string Handled(string query, string more) => query.Length > 0 ? $"{query}&{more}" : "?" + more;

    private RedirectResult BackToTheForm(string code, int year, PrintAddress address) => Redirect($"/so/{Uri.EscapeDataString(code)}/{year}{address.With()}");
}
