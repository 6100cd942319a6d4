namespace Dispatch.Host;

/// <summary>What this process does of the office's work; one process does all of it unless told otherwise.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Answers the pages and the API.</summary>
    Web = 1,

    /// <summary>Runs the jobs.</summary>
    Worker = 2,
}
