using System.Globalization;
using Dispatch.Files;
using Dispatch.OldBooks;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.OldBooks;

/// <summary>Nhập sổ cũ, the first step: which book and year, and the file. Those sent before for the same book stand below.</summary>
[Needs(Permission.RegisterIncoming)]
[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class SendModel(UploadOldBook upload, ReadOldBook read, FindRegisters registers, OfficeClock clock) : DeskPage
{
    private const long LargestPost = 1L << 30;

    public IReadOnlyList<SelectListItem> Books { get; private set; } = [];

    public IReadOnlyList<OldBookView> Sent { get; private set; } = [];

    public string? Register { get; private set; }

    public string? Year { get; private set; }

    /// <param name="so">Code of the book.</param>
    /// <param name="nam">Its year.</param>
    /// <param name="ct">Cancellation.</param>
    public Task OnGet(string? so, string? nam, CancellationToken ct) => Fill(so, nam, ct);

    public async Task<IActionResult> OnPost(string? register, string? year, IFormFile? file, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (!int.TryParse(year?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            errors.Add("year", Texts.Both("error.number"));
        if (file is null)
            errors.Add("file", Texts.Both("old.file.none"));
        if (errors.None)
        {
            await using var content = file!.OpenReadStream();
            if ((await upload.Execute(register ?? "", wanted, new StoreFileRequest(file.FileName, content), Caller, ct)).Ok(out var book, out var problem))
                return Redirect($"/so/nhap/{book.Id}");
            Refuse(problem);
        }
        else
            Refuse(errors.ToProblem());
        await Fill(register, year, ct);
        return Page();
    }

    private async Task Fill(string? book, string? year, CancellationToken ct)
    {
        Books = [.. (await registers.Execute(ct)).Items.Where(known => known.Kind == RegisterKind.Incoming).Select(known => new SelectListItem(known.Name, known.Code))];
        Register = string.IsNullOrEmpty(book) && Books.Count > 0 ? Books[0].Value : book;
        Year = string.IsNullOrEmpty(year) ? clock.Today.Year.ToString(CultureInfo.InvariantCulture) : year;
        if (Register is not null && int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            && (await read.Of(Register, wanted, new Paging(20), Caller, ct)).Ok(out var sent, out _))
            Sent = sent.Items;
        ModelState.Clear();
    }
}
