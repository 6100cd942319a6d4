using Dispatch.Prints;

namespace Dispatch.Web.Pages.Prints;

/// <summary>A part of a book laid out on paper; the same for the screen and for the PDF.</summary>
/// <param name="Print">The cover.</param>
/// <param name="Lines">The entries, read while they are written out.</param>
/// <param name="Maker">Người lập sổ.</param>
/// <param name="Today">The date of the signature.</param>
/// <param name="Compact">10 pt instead of 11.</param>
/// <param name="Tools">What stands above the paper on a screen; null in a PDF.</param>
public sealed record BookSheets(BookPrint Print, IAsyncEnumerable<BookLine> Lines, string Maker, DateOnly Today, bool Compact, PrintTools? Tools);

/// <summary>The bar above the paper.</summary>
/// <param name="Back">Where the person came from.</param>
/// <param name="BackText">Key of that link's text.</param>
/// <param name="Action">Notes the print and opens the print window; null when the form is not logged: the button then only prints.</param>
/// <param name="Noted">True right after the print was noted.</param>
/// <param name="Other">The same paper in the other density; null for none.</param>
/// <param name="Compact">True when this is the dense one.</param>
/// <param name="Pdf">Starts the run that makes a PDF; null for none.</param>
/// <param name="PdfMissing">True when the server cannot make one.</param>
public sealed record PrintTools(
    string Back, string BackText, string? Action = null, bool Noted = false, string? Other = null, bool Compact = false, string? Pdf = null, bool PdfMissing = false);
