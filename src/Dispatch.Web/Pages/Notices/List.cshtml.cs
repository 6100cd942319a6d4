using System.Globalization;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Dispatch.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Notices;

/// <summary>Thông báo: what a person was told, by day; each leads to what it is about.</summary>
[Needs(Permission.SignedIn)]
public sealed class ListModel(FindNotices find, MarkNoticeRead mark, MarkAllNoticesRead markAll, OfficeClock clock) : DeskPage
{
    public Page<NoticeView> Notices { get; private set; } = new([], null);

    public IEnumerable<IGrouping<DateOnly, NoticeView>> Days => Notices.Items.GroupBy(notice => clock.DateOf(notice.At));

    public async Task<IActionResult> OnGet(string? sau, CancellationToken ct)
    {
        if ((await find.Execute(false, new Paging(Cursor: string.IsNullOrEmpty(sau) ? null : sau), Caller, ct)).Ok(out var notices, out var problem))
            Notices = notices;
        else
            Refuse(problem);
        return Page();
    }


    /// <summary>The bell alone: pages ask for it each minute.</summary>
    public IActionResult OnGetBell() => ViewComponent("Bell");

    public async Task<IActionResult> OnPostRead(Guid id, CancellationToken ct) =>
        (await mark.Execute(new Id<Notice>(id), Caller, ct)).Ok(out _, out _) ? Redirect("/thong-bao") : NotFound();

    public async Task<IActionResult> OnPostAll(CancellationToken ct)
    {
        await markAll.Execute(Caller, ct);
        return Redirect("/thong-bao");
    }

    public string NameOf(DateOnly day) => $"{T["day." + day.DayOfWeek]}, {day.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture)}";

    /// <summary>The page of what a notice is about.</summary>
    public static string AddressOf(NoticeView notice) => notice.ObjectType switch
    {
        "receivedItem" => $"/cho-vao-so/{notice.ObjectId}",
        "document" when notice.Kind == NoticeKind.Submitted => $"/cho-y-kien/{notice.ObjectId}",
        "document" => $"/van-ban-den/{notice.ObjectId}",
        "assignment" => $"/viec/{notice.ObjectId}",
        "opinion" when notice.Kind == NoticeKind.OpinionAsked => $"/viec/y-kien/{notice.ObjectId}",
        _ => "/",
    };
}
