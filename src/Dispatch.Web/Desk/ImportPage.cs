using Dispatch.Files;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Desk;

/// <summary>
/// Taking in a table file in two steps: the first keeps the file and says what each row would do, the second writes all rows or, when the person says
/// so, only the good ones. Between the steps the file is one that only its uploader sees.
/// </summary>
public abstract class ImportPage(StoreFile store, ReadFile read) : AdministrationPage
{
    /// <summary>This page's own address.</summary>
    public abstract string Here { get; }

    /// <summary>What the file dialog offers.</summary>
    public virtual string Accept => ".xlsx,.csv";

    /// <summary>What the check found, each count with its words; null before a check.</summary>
    public IReadOnlyList<(string Label, int Count)>? Tally { get; private set; }

    public IReadOnlyList<RowProblem> Problems { get; private set; } = [];

    public int GoodRows { get; private set; }

    public Guid FileId { get; private set; }

    public string FileName { get; private set; } = "";

    public async Task<IActionResult> OnPost(IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            var errors = new FieldErrors();
            errors.Add("file", Texts.Both("import.noFile"));
            Refuse(errors.ToProblem());
            return Page();
        }
        await using var content = file.OpenReadStream();
        if (!(await store.Execute(new StoreFileRequest(file.FileName, content), Caller, ct)).Ok(out var kept, out var refused))
        {
            Refuse(refused);
            return Page();
        }
        return await Check(kept.Id.Value, kept.Name, ct);
    }

    public async Task<IActionResult> OnPostWrite(Guid fileId, string? mode, CancellationToken ct)
    {
        if (!(await read.Open(new Id<StoredFile>(fileId), Caller, ct)).Ok(out var opened, out var gone))
        {
            Refuse(gone);
            return Page();
        }
        Problem? problem;
        await using (opened.Content)
            problem = await Write(opened.Content, mode == "good" ? ImportMode.Good : ImportMode.All, ct);
        if (problem is null)
            return Redirect(DoneAddress);
        // Somebody changed what the check was made against: look again.
        var answer = await Check(fileId, opened.File.Name, ct);
        Refuse(problem);
        return answer;
    }

    /// <summary>Where to go when it is written.</summary>
    protected abstract string DoneAddress { get; }

    /// <summary>Says what each row would do.</summary>
    protected abstract Task<Result<(IReadOnlyList<(string Label, int Count)> Tally, int Good, IReadOnlyList<RowProblem> Problems)>> Look(Stream content, CancellationToken ct);

    /// <summary>Writes; null when it went well.</summary>
    protected abstract Task<Problem?> Write(Stream content, ImportMode mode, CancellationToken ct);

    private async Task<IActionResult> Check(Guid fileId, string name, CancellationToken ct)
    {
        if (!(await read.Open(new Id<StoredFile>(fileId), Caller, ct)).Ok(out var opened, out var gone))
        {
            Refuse(gone);
            return Page();
        }
        await using var content = opened.Content;
        if ((await Look(content, ct)).Ok(out var found, out var problem))
            (Tally, GoodRows, Problems, FileId, FileName) = (found.Tally, found.Good, found.Problems, fileId, name);
        else
            Refuse(problem);
        return Page();
    }
}
