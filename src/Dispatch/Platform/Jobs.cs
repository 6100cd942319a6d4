namespace Dispatch.Platform;

/// <summary>Hangfire's settings, fixed here and asserted by a test.</summary>
public static class Jobs
{
    /// <summary>Hangfire's own schema in our database.</summary>
    public const string Schema = "hangfire";
}
