namespace Dispatch.Platform;

/// <summary>Why a private cluster does not run.</summary>
public enum LocalPostgresFailure { ProgramsMissing, FolderInUse, FolderNotWritable, DidNotStart }

/// <summary>The private cluster cannot run; the text says in one line what to do.</summary>
public sealed class LocalPostgresException(LocalPostgresFailure failure, TwoLanguages text, Exception? inner = null)
    : Exception(text.English, inner)
{
    /// <summary>What kind of failure.</summary>
    public LocalPostgresFailure Failure => failure;

    /// <summary>One line for a person.</summary>
    public TwoLanguages Text => text;
}
