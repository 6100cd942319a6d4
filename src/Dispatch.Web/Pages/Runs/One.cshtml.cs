using Dispatch.OldBooks;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Runs;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Runs;

/// <summary>One long run as it goes: how far, how fast, what went wrong, the file it made. Asks every two seconds; nothing is sent while nothing changes.</summary>
[Needs(Permission.SignedIn)]
public sealed class OneModel(ReadRun read, CancelRun cancel, ReadOldBook oldBooks) : DeskPage
{
    private const int ShownFaults = 100;

    public RunView? Run { get; private set; }

    public Page<RunFaultView> Faults { get; private set; } = new([], null);

    /// <summary>Where the work goes on after this run; null for nowhere in particular.</summary>
    public string? Continue { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, string? sau, CancellationToken ct)
    {
        if (!await Read(id, sau, ct))
            return Page();
        if (!AsksFor("div#run"))
            return Page();
        Response.Headers.ETag = ETag.Of(Run!.Version);
        return Request.Headers.IfNoneMatch == ETag.Of(Run.Version) ? StatusCode(StatusCodes.Status304NotModified) : Partial("_Run", this);
    }

    public async Task<IActionResult> OnPostCancel(Guid id, CancellationToken ct)
    {
        if ((await cancel.Execute(new Id<Dispatch.Runs.Run>(id), Caller, ct)).Ok(out _, out var problem))
            return Redirect($"/cong-viec/{id}");
        await Read(id, null, ct);
        Refuse(problem);
        return Page();
    }

    private async Task<bool> Read(Guid id, string? after, CancellationToken ct)
    {
        var run = new Id<Dispatch.Runs.Run>(id);
        if (!(await read.Execute(run, Caller, ct)).Ok(out var view, out var problem))
        {
            Refuse(problem);
            return false;
        }
        Run = view;
        if (view.EndedAt is not null && Caller.May(Permission.RegisterIncoming) && await oldBooks.OfRun(run, ct) is { } book)
            Continue = $"/so/nhap/{book}";
        if ((await read.Faults(run, new Paging(ShownFaults, string.IsNullOrEmpty(after) ? null : after), Caller, ct)).Ok(out var faults, out problem))
            Faults = faults;
        else
            Refuse(problem);
        return true;
    }
}
