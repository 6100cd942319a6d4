namespace Dispatch.Formats;

/// <summary>Placeholder</summary>
internal static class Placeholder;
