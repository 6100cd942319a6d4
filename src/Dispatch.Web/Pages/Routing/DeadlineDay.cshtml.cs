using System.Globalization;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Routing;

/// <summary>A day of the calendar of deadlines: what of one's work is due then, urgent ones first.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class DeadlineDayModel(FindAssignments find) : DeskPage
{
    public DateOnly Day { get; private set; }

    public Page<AssignmentLine> Items { get; private set; } = new([], null);

    public static string AddressOf(DateOnly day) => $"/lich-han/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    public async Task<IActionResult> OnGet(string day, string? sau, CancellationToken ct)
    {
        // A day before and one after it can be named, too.
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1945 or > 2199)
            return NotFound();
        Day = date;
        if ((await find.Execute(new AssignmentFilter { DueOn = date }, new Paging(Cursor: string.IsNullOrEmpty(sau) ? null : sau), Caller, ct)).Ok(out var items, out var problem))
            Items = items;
        else
            Refuse(problem);
        return Page();
    }
}
