namespace Dispatch.People;

/// <summary>Whether this is the sample office, where a click on a person's card signs in (section <c>SampleOffice</c>).</summary>
public sealed class SampleOfficeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SampleOffice";

    /// <summary>True only in Development on loopback addresses; the host decides.</summary>
    public bool Enabled { get; set; }
}
