using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>Marks the identity of a post (chức vụ): <c>Id&lt;Post&gt;</c>.</summary>
public sealed class Post
{
    private Post() { }
}

/// <summary>A post somebody holds or held.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Position, for example <c>Trưởng phòng</c>.</param>
/// <param name="Unit">Unit; null for none.</param>
/// <param name="Main">True for the main post, false for one held besides.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null while it lasts.</param>
/// <param name="Source">The decision that appointed; null when none was named.</param>
public sealed record PostView(Id<Post> Id, string Title, UnitView? Unit, bool Main, DateOnly From, DateOnly? To, string? Source);
