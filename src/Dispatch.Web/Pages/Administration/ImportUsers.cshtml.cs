using Dispatch.Files;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Administration;

/// <summary>People from a sheet.</summary>
[Needs(Permission.ManagePeople)]
public sealed class ImportUsersModel(StoreFile store, ReadFile read, ImportPeople import) : ImportPage(store, read)
{
    public override string Here => "/quan-tri/nguoi-dung/nhap";

    protected override string DoneAddress => "/quan-tri/nguoi-dung?xong=users";

    public async Task<IActionResult> OnGetTemplate() => File(await ImportPeople.Template(), ListAnswer.Xlsx, "nguoi-dung-mau.xlsx");

    protected override async Task<Result<(IReadOnlyList<(string Label, int Count)> Tally, int Good, IReadOnlyList<RowProblem> Problems)>> Look(Stream content, CancellationToken ct)
    {
        if (!(await import.Execute(content, ImportMode.Check, Caller, ct)).Ok(out var found, out var problem))
            return problem;
        return ([(T["import.rows"], found.Rows), (T["import.goodRows"], found.Good), (T["import.badRows"], found.Rows - found.Good)], found.Good, found.Problems);
    }

    protected override async Task<Problem?> Write(Stream content, ImportMode mode, CancellationToken ct) => (await import.Execute(content, mode, Caller, ct)).Problem;
}
