using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>The part of a person that signs in; what ASP.NET Core Identity calls the user, and changes in place.</summary>
public sealed class Account
{
    public required Id<Person> Id { get; init; }

    public required string UserName { get; set; }

    public required string NormalizedUserName { get; set; }

    public required string FullName { get; init; }

    public required string Title { get; init; }

    public Id<Unit>? UnitId { get; init; }

    /// <summary>Null until the person has set one: nobody can sign in with it.</summary>
    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public DateTimeOffset? DisabledAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
