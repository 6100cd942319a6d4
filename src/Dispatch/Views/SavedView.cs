// Saved views (chế độ xem): a name for a list's address. The filters are the page's own query, so a view opens whatever the page can show.
// Easy to get wrong: a view gives no rights; what it opens is decided for whoever opens it.
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Views;

/// <summary>A saved view. The type marks its ids.</summary>
public sealed class SavedView
{
    private SavedView() { }
}

/// <summary>Who sees a view.</summary>
public enum ViewSharing
{
    /// <summary>Its owner alone.</summary>
    Personal,

    /// <summary>The owner's unit.</summary>
    Unit,

    /// <summary>Everybody: laid out with the program.</summary>
    Everybody,
}

/// <summary>A saved view of a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="List">The list: <c>incoming</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Query">The list's query, without question mark.</param>
/// <param name="Sharing">Who sees it.</param>
/// <param name="Owner">Name of who saved it; null for everybody's.</param>
/// <param name="Mine">True when the caller saved it, and may drop it.</param>
public sealed record SavedViewView(Id<SavedView> Id, string List, string Name, string Query, ViewSharing Sharing, string? Owner, bool Mine);

internal static class ViewProblems
{
    /// <summary>Most views one person keeps.</summary>
    public const int Most = 100;

    public static readonly Problem NotFound = new("view-not-found", StatusCodes.Status404NotFound,
        new("Không có chế độ xem này", "There is no such view"));

    public static readonly Problem TooMany = new("too-many-views", StatusCodes.Status409Conflict,
        new($"Mỗi người giữ tối đa {Most} chế độ xem. Bỏ bớt rồi lưu lại", $"A person keeps at most {Most} views. Drop some, then save again"));

    public static readonly Problem NoUnit = new("no-unit", StatusCodes.Status409Conflict,
        new("Tài khoản của bạn chưa thuộc đơn vị nào nên không chia sẻ được", "Your account belongs to no unit, so there is nobody to share with"));
}
