using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>A question asked of one, to be answered; refused answers stay in the box.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class OpinionModel(ReadAssignment read, Opinions opinions) : DeskPage
{
    public OpinionView Opinion { get; private set; } = null!;

    [BindProperty]
    public string? Answer { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct) => await Fill(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken ct)
    {
        if ((await opinions.Answer(id, new AnswerOpinionRequest { Answer = Answer }, Caller, ct)).Ok(out var answered, out var problem))
            return Redirect($"/viec?hop=phoi-hop&xong={answered.DocumentId}&viec=answered");
        if (!await Fill(id, ct))
            return NotFound();
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> Fill(Guid id, CancellationToken ct)
    {
        if ((await read.Asked(Caller, ct)).FirstOrDefault(one => one.Id == id) is not { } opinion)
            return false;
        Opinion = opinion;
        return true;
    }
}
