namespace Dispatch.Web.Desk;

/// <summary>The roles of a form.</summary>
/// <param name="Ticked">Those that are ticked, by name on the wire.</param>
/// <param name="Error">What is wrong with them; null for nothing.</param>
public sealed record RoleTicks(IReadOnlyList<string>? Ticked, string? Error);
