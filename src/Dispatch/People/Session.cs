namespace Dispatch.People;

/// <summary>Marks the identity of a session or token: <c>Id&lt;Session&gt;</c>. It names one to its owner and opens nothing.</summary>
public sealed class Session
{
    private Session() { }
}

/// <summary>How a person's requests are recognized.</summary>
public enum SessionKind
{
    /// <summary>A browser's cookie; ends when unused for a while.</summary>
    Browser,

    /// <summary>A bearer token from signing in.</summary>
    Bearer,

    /// <summary>A personal API token with its own scopes and end.</summary>
    Personal,
}
