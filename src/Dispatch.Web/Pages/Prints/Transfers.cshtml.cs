using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Sổ chuyển giao văn bản đến of one day: by receiver, with a column to sign in. Any earlier day is printed again as it stands now.</summary>
[Needs(Permission.ReadRegisters)]
public sealed class TransfersModel(ReadTransfersOfDay read, OfficeClock clock) : DeskPage
{
    public TransferSlip Slip { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGet(string code, int year, string? ngay, [FromQuery(Name = "den")] string? to, CancellationToken ct)
    {
        var back = $"/so/{Uri.EscapeDataString(code)}/{year}";
        if (!TypedDate.TryParse(string.IsNullOrWhiteSpace(ngay) ? clock.Today.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : ngay, clock.Today, Lean.Back, out var typed)
            || typed.Date is not { } on)
            return Redirect($"{back}?tu={Uri.EscapeDataString(ngay!)}");
        if (!(await read.Execute(code, year, on, string.IsNullOrWhiteSpace(to) ? null : to, Caller, ct)).Ok(out var slip, out _))
            return NotFound();
        (Slip, Tools) = (slip, new PrintTools(back, "print.back"));
        return Page();
    }
}
