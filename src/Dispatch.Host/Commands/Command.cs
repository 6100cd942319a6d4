namespace Dispatch.Host.Commands;

/// <summary>One word of the command line. A command that fails throws <see cref="CommandFailure"/>.</summary>
internal interface Command
{
    /// <summary>The words after <c>dispatch</c>, for example <c>reset --sample</c>.</summary>
    string Usage { get; }

    /// <summary>What it does, in one line.</summary>
    string Does { get; }

    /// <summary>Does it, until done or told to stop.</summary>
    Task Run(Arguments arguments, CancellationToken stop);
}
