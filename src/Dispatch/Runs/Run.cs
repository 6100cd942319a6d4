// Long runs (công việc nền): what takes longer than a request may, started by a person and worked by a job in short batches. Easy to get
// wrong: a batch is committed together with the run's progress, so a kill at any instruction loses at most the batch in hand and repeats
// nothing; the claim of a worker is the lock of the run's row, which dies with it; and a nudge that gets lost only costs a minute.
using Dispatch.Platform;

namespace Dispatch.Runs;

/// <summary>A long run. The type marks its ids: <c>Id&lt;Run&gt;</c>.</summary>
public sealed class Run
{
    private Run() { }
}

/// <summary>Where a run stands.</summary>
public enum RunState { Queued, Running, Done, Failed, Cancelled }

/// <summary>A long run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does, for example <c>oldBook.import</c>.</param>
/// <param name="Title">What it does, in words.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Total">Items in all; null until they are counted.</param>
/// <param name="Done">Items done.</param>
/// <param name="Failed">Items that could not be done; each has a fault.</param>
/// <param name="Skipped">Items that needed nothing.</param>
/// <param name="Message">The last thing it said; null when it said nothing.</param>
/// <param name="CancellationAsked">True when somebody asked for its end.</param>
/// <param name="ResultFile">Name of the file it made, to be had at <c>…/result</c>; null for none.</param>
/// <param name="StartedBy">Name of who started it.</param>
/// <param name="QueuedAt">When it was asked for.</param>
/// <param name="StartedAt">When its first batch began.</param>
/// <param name="WorkedAt">When its last batch ended.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record RunView(
    Id<Run> Id, string Kind, string Title, RunState State, int? Total, int Done, int Failed, int Skipped, string? Message, bool CancellationAsked,
    string? ResultFile, string StartedBy, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt, DateTimeOffset? WorkedAt, DateTimeOffset? EndedAt, int Version)
{
    /// <summary>Items dealt with, one way or the other.</summary>
    public int Processed => Done + Failed + Skipped;
}

/// <summary>What went wrong with one item of a run.</summary>
/// <param name="Item">The item's number: the line of a file.</param>
/// <param name="Name">What the item is, where that helps to find it.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record RunFaultView(int Item, string? Name, string Message);
