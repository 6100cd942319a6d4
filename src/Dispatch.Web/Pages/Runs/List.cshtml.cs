using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Runs;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Runs;

/// <summary>Công việc nền: one's own long runs, newest first; everybody's for who manages jobs.</summary>
[Needs(Permission.SignedIn)]
public sealed class ListModel(FindRuns find) : DeskPage
{
    public Page<RunView> Runs { get; private set; } = new([], null);

    public async Task OnGet(string? sau, CancellationToken ct)
    {
        if ((await find.Execute(new Paging(Cursor: string.IsNullOrEmpty(sau) ? null : sau), Caller, ct)).Ok(out var runs, out var problem))
            Runs = runs;
        else
            Refuse(problem);
    }
}
