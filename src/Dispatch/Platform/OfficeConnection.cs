namespace Dispatch.Platform;

/// <summary>How the office connects, with its password: for PostgreSQL's own programs. (A data source does not tell its password.)</summary>
public sealed record OfficeConnection(string Value)
{
    /// <summary>Never the password, should this ever be printed.</summary>
    public override string ToString() => nameof(OfficeConnection);
}
