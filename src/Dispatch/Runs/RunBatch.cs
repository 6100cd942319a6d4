using System.Text.Json;
using Dispatch.Files;
using Dispatch.Platform;

namespace Dispatch.Runs;

/// <summary>One batch of a run, in the hands of its kind: where it goes on, and what it has to tell. Written when the batch commits.</summary>
internal sealed class RunBatch(OfficeTransaction tx, ClaimedRun run)
{
    private readonly List<RunFault> faults = [];

    /// <summary>The run.</summary>
    public Id<Run> RunId => run.Id;

    /// <summary>The transaction everything of the batch happens in; its caller is who started the run, through the job.</summary>
    public OfficeTransaction Tx => tx;

    /// <summary>Where the batch before this one ended, as the kind wrote it; null for the first batch. Set it to where this one ends.</summary>
    public string? LastItem { get; set; } = run.LastItem;

    /// <summary>Items in all, once known.</summary>
    public int? Total { get; set; } = run.Total;

    /// <summary>Items done so far.</summary>
    public int Done { get; set; } = run.Done;

    /// <summary>Items that needed nothing so far.</summary>
    public int Skipped { get; set; } = run.Skipped;

    /// <summary>Items that could not be done so far, those of this batch included.</summary>
    public int Failed => run.Failed + faults.Count;

    /// <summary>The last message; null leaves the one before.</summary>
    public TwoLanguages? Message { get; private set; }

    /// <summary>The file the run made.</summary>
    public Guid? ResultFileId { get; private set; }

    public IReadOnlyList<RunFault> Faults => faults;

    /// <summary>What the run was started with.</summary>
    public T Arguments<T>() => run.Arguments.Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <summary>Says something to who looks at the run.</summary>
    public void Say(string vietnamese, string english) => Message = new(vietnamese, english);

    /// <summary>Notes an item that could not be done; each item at most once in a run.</summary>
    public void Fault(int item, string? name, TwoLanguages message) => faults.Add(new(item, name, message));

    /// <summary>The file to hand out with the run (<see cref="StoreFile.Made"/> in the batch's transaction).</summary>
    public void Result(StoredFile file) => ResultFileId = file.Id.Value;
}

/// <summary>What went wrong with one item.</summary>
internal sealed record RunFault(int Item, string? Name, TwoLanguages Message);

/// <summary>A run whose row is locked for a batch.</summary>
internal sealed record ClaimedRun(
    Id<Run> Id, string Kind, JsonElement Arguments, string? LastItem, int? Total, int Done, int Failed, int Skipped, int Attempts, bool CancellationAsked);
