using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Notices;

/// <summary>The routes of notices: everybody sees their own only.</summary>
internal static class NoticesApi
{
    private const string Path = "/api/v1/notifications";

    public static void Map(IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notifications").WithTags("Notifications");

        notices.MapGet("", (bool? unread, FindNotices find, Paging paging, Caller caller, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(unread == true, page, caller, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<NoticeView>>().WithSummary("What one was told, newest first; ?unread=true for the unread");

        notices.MapPost("/{id}/reading", async (Id<Notice> id, MarkNoticeRead mark, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => mark.Execute(id, caller, ct), ct)).Created(view => $"{Path}/{view.Id}"))
            .Needs(Permission.SignedIn).Produces<NoticeView>(201).WithSummary("Mark a notice read");

        notices.MapPost("/reading", async (MarkAllNoticesRead mark, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => mark.Execute(caller, ct), ct)).Ok())
            .Needs(Permission.SignedIn).Produces<NoticesMarked>().WithSummary("Mark all of one's notices read");
    }

    private static Dictionary<string, object?> Row(NoticeView view) => new()
    {
        ["Lúc"] = view.At,
        ["Loại"] = EnumText.Of(view.Kind),
        ["Về"] = view.About,
        ["Đã đọc lúc"] = view.ReadAt,
    };
}
