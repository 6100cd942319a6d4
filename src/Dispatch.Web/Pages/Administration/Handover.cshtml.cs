using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Administration;

/// <summary>Bàn giao: the open work of a person, each piece to somebody; numbers only for who does not see the documents.</summary>
[Needs(Permission.ManagePeople)]
public sealed class HandoverModel(HandOverWork handOver, FindPeople people) : AdministrationPage
{
    public HandoverDue Due { get; private set; } = null!;

    public Guid PersonId { get; private set; }

    public IReadOnlyList<SelectListItem> Receivers { get; private set; } = [];

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    /// <summary>"assignment:{id}={userName}" where one piece goes to somebody else.</summary>
    [BindProperty]
    public Dictionary<string, string?> Items { get; set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct) => await Fill(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken ct)
    {
        if (!await Fill(id, ct))
            return NotFound();
        var items = Due.Items.Where(work => Items.GetValueOrDefault(work.Id.ToString()) is { Length: > 0 }).Select(work => new HandOverItem(work.Kind, work.Id, Items[work.Id.ToString()]!)).ToList();
        if ((await handOver.Execute(new(id), new HandOverWorkRequest { Because = Because, To = To, Items = items }, Caller, ct)).Ok(out var made, out var problem))
            return Redirect($"/quan-tri/ban-giao/{made.Id}");
        Refuse(problem);
        ModelState.Clear();
        return Page();
    }

    public override string FieldOf(string name) => name.StartsWith("items", StringComparison.Ordinal) ? "to" : name;

    private async Task<bool> Fill(Guid id, CancellationToken ct)
    {
        if (!(await handOver.Due(new(id), Caller, ct)).Ok(out var due, out _))
            return false;
        (Due, PersonId) = (due, id);
        Receivers = [new SelectListItem("", ""), .. (await people.All(ct)).Where(person => person.Id.Value != id && !person.Roles.All(role => role == Role.Administrator))
            .Select(person => new SelectListItem($"{person.FullName} – {person.Title}", person.UserName))];
        return true;
    }
}
