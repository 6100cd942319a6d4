using Dispatch.Agencies;
using Dispatch.Files;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Agencies from a file.</summary>
[Needs(Permission.ManageReference)]
public sealed class ImportAgenciesModel(StoreFile store, ReadFile read, ImportAgencies import) : ImportPage(store, read)
{
    public override string Here => "/quan-tri/danh-ba/nhap";

    protected override string DoneAddress => "/quan-tri/danh-ba?xong=agencies";

    protected override async Task<Result<(IReadOnlyList<(string Label, int Count)> Tally, int Good, IReadOnlyList<RowProblem> Problems)>> Look(Stream content, CancellationToken ct)
    {
        if (!(await import.Execute(content, ImportMode.Check, Caller, ct)).Ok(out var found, out var problem))
            return problem;
        return ([(T["import.rows"], found.Rows), (T["agencies.fresh"], found.Fresh), (T["agencies.known"], found.Known), (T["import.badRows"], found.Bad)], found.Fresh, found.Problems);
    }

    protected override async Task<Problem?> Write(Stream content, ImportMode mode, CancellationToken ct) => (await import.Execute(content, mode, Caller, ct)).Problem;
}
