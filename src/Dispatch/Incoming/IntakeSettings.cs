namespace Dispatch.Incoming;

/// <summary>Where the scan station puts its files.</summary>
/// <param name="Folder">The watched folder (<c>Intake:Folder</c>; below the data folder <c>scan-in</c> unless set).</param>
public sealed record IntakeSettings(string Folder);
