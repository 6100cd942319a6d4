using Dispatch.Platform;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>An arrival as a clerk typed it; it comes back with every letter when something is wrong with it.</summary>
public sealed class ReceiveForm
{
    public string? ReceivedAt { get; set; }
    public string? Urgency { get; set; }
    public string? Secrecy { get; set; }
    public string? Issuer { get; set; }
    public string? AddressedTo { get; set; }

    /// <summary><c>each</c>: every file is an item of its own; <c>one</c>: all are one.</summary>
    public string Split { get; set; } = "each";

    /// <summary>Ticked scans of a form that came back, each as <see cref="ScanLine.Value"/>.</summary>
    public List<string> FileIds { get; set; } = [];

    /// <summary>Lets a second press of the button do nothing.</summary>
    public string Key { get; set; } = "desk-" + Id<Person>.New();

    public IReadOnlyList<ScanLine> Scans => [.. FileIds.Select(ScanLine.Read).OfType<ScanLine>()];
}
