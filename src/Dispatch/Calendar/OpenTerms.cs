using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A deadline that a change of the calendar moves. Content of documents is not named: who keeps the calendar reads none.</summary>
/// <param name="Of"><c>assignment</c> or <c>receivedItem</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Number">Số đến and year, <c>4521/2026</c>; null for an item in no book yet.</param>
/// <param name="Holder">Who has it; null for the registry.</param>
/// <param name="From">The day it was due.</param>
/// <param name="To">The day it is due then.</param>
public sealed record MovedTerm(string Of, Guid Id, string? Number, string? Holder, DateOnly? From, DateOnly? To);

/// <summary>
/// Whoever keeps terms in working days that still run. A true seam: deadlines stand in features to the right of the calendar. What is finished, a date
/// that was named, and one that was extended stay.
/// </summary>
#pragma warning disable CA1715 // Seams are named for what they are.
internal interface OpenTerms
{
    /// <summary>Moves what <paramref name="after"/> counts differently, with journal and notice, and answers it.</summary>
    Task<IReadOnlyList<MovedTerm>> Move(OfficeTransaction tx, WorkingCalendar before, WorkingCalendar after, CancellationToken ct);
}
#pragma warning restore CA1715

/// <summary>All of them together.</summary>
internal static class OpenTermsTogether
{
    /// <summary>As <see cref="OpenTerms.Move"/>, of every keeper of terms.</summary>
    public static async Task<IReadOnlyList<MovedTerm>> MoveAll(
        this IEnumerable<OpenTerms> terms, OfficeTransaction tx, WorkingCalendar before, WorkingCalendar after, CancellationToken ct)
    {
        var moves = new List<MovedTerm>();
        foreach (var some in terms)
            moves.AddRange(await some.Move(tx, before, after, ct));
        return moves;
    }
}
