using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Runs;

/// <summary>How a batch left its run.</summary>
internal enum RunStep
{
    /// <summary>There is more to do.</summary>
    More,

    /// <summary>All is done.</summary>
    Finished,

    /// <summary>It cannot go on; the batch's last message says why.</summary>
    Failed,
}

/// <summary>
/// A kind of long run: a true seam, one class for each. <see cref="Step"/> does one short batch (seconds, not minutes) from
/// <see cref="RunBatch.LastItem"/> on, in the batch's transaction: what it writes commits together with the progress it notes. It may be
/// called again for the same batch after a kill, never after a commit.
/// </summary>
#pragma warning disable CA1715 // Seams are named for what they are.
internal interface RunKind
{
    Task<RunStep> Step(RunBatch batch, CancellationToken ct);
}
#pragma warning restore CA1715

/// <summary>A kind this program can work; a run of a newer release's kind waits for a worker that knows it.</summary>
internal sealed record KnownRunKind(string Name)
{
    /// <summary>Makes <typeparamref name="TKind"/> the worker of runs of <paramref name="name"/>.</summary>
    public static void Add<TKind>(IServiceCollection services, string name) where TKind : class, RunKind
    {
        services.AddSingleton(new KnownRunKind(name));
        services.AddKeyedScoped<RunKind, TKind>(name);
    }
}
