using Dispatch.People;

namespace Dispatch.Web.Desk;

/// <summary>The administrator's pages, in the order of the set-up: the navigation and the home page show those the person may use.</summary>
internal static class AdministrationRooms
{
    public static IReadOnlyList<AdministrationRoom> All { get; } =
    [
        new("/quan-tri/co-quan", "office.title", Permission.ManageReference),
        new("/quan-tri/don-vi", "units.title", Permission.ManagePeople),
        new("/quan-tri/nguoi-dung", "users.title", Permission.ManagePeople),
        new("/quan-tri/so", "series.title", Permission.ManageRegisters),
        new("/quan-tri/danh-ba", "agencies.title", Permission.ManageReference),
        new("/quan-tri/loai-van-ban", "types.title", Permission.ManageReference),
        new("/quan-tri/lich", "calendar.title", Permission.ManageCalendar),
        new("/quan-tri/nghi-tuan", "rest.title", Permission.ManageCalendar),
        new("/quan-tri/thoi-han", "limits.title", Permission.ManageCalendar),
        new("/quan-tri/nhac-han", "reminders.title", Permission.ManageCalendar),
        new("/quan-tri/quy-tac-han", "rules.title", Permission.ManageRouting),
        new("/quan-tri/linh-vuc", "fields.title", Permission.ManageRouting),
        new("/quan-tri/quyen-xem", "access.title", Permission.ExplainAccess),
    ];
}

/// <summary>One of the administrator's pages.</summary>
internal sealed record AdministrationRoom(string Address, string Title, string Permission);
