using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Registers;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Web.Pages.Prints;

/// <summary>One entry on paper: what its sheet, its stamp and its label need.</summary>
/// <param name="Document">The entry.</param>
/// <param name="Book">Its book.</param>
/// <param name="Link">Its permanent address on the office's network, for the QR code.</param>
public sealed record EntryPrint(IncomingView Document, RegisterView Book, string Link)
{
    /// <summary>Chuyển: who has it.</summary>
    public string To => Document.Transfers.Count > 0 ? string.Join("; ", Document.Transfers.Select(transfer => transfer.To).Distinct()) : Document.ToPlaces ?? "";

    /// <summary>Số và ký hiệu hồ sơ.</summary>
    public string Dossier => Document.Dossier is { } code
        ? string.Join('.', new[] { code.Ordinal?.ToString("00", System.Globalization.CultureInfo.InvariantCulture), code.Notation }.Where(part => !string.IsNullOrEmpty(part)))
        : "";

    public bool Annulled => Document.Status == IncomingStatus.Annulled;
}

/// <summary>Reads an entry for paper.</summary>
public sealed class EntryPrints(ReadIncoming read, FindRegisters registers, OfficeAddress office)
{
    public async Task<EntryPrint?> Of(Guid id, Caller caller, HttpRequest request, CancellationToken ct)
    {
        if (!(await read.Execute(new Id<Document>(id), caller, ct)).Ok(out var document, out _))
            return null;
        var book = (await registers.Execute(ct)).Items.Single(book => book.Code == document.Register);
        return new(document, book, $"{office.Or(request)}so/{Uri.EscapeDataString(document.Register)}/{document.Year}/{document.ArrivalNumber}");
    }
}
