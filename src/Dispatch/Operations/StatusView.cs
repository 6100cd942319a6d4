namespace Dispatch.Operations;

/// <summary>How something is, in one word: tốt, cần để ý, hỏng.</summary>
public enum StatusState { Good, Attention, Broken }

/// <summary>How the system is.</summary>
/// <param name="State">The worst of all parts.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Database">PostgreSQL and the schema.</param>
/// <param name="Disks">Free space of the data folder and, where one is set, the folder of the backups.</param>
/// <param name="Files">Whether received files can be written.</param>
/// <param name="Worker">Whether a process runs the jobs.</param>
/// <param name="Backup">The last backup.</param>
/// <param name="ProvedRestore">The last restore of a backup that was proved.</param>
/// <param name="Calendar">This year's calendar and the next one's.</param>
/// <param name="Mail">The mail server and the outbox.</param>
/// <param name="Jobs">Every line of the schedule.</param>
/// <param name="Programs">Programs of the machine that are used where present.</param>
/// <param name="Process">The process that answers.</param>
public sealed record StatusView(
    StatusState State, DateTimeOffset At, DatabaseStatus Database, IReadOnlyList<DiskStatus> Disks, PartStatus Files, PartStatus Worker,
    BackupStatus Backup, BackupStatus ProvedRestore, IReadOnlyList<CalendarStatus> Calendar, MailStatus Mail, IReadOnlyList<JobStatus> Jobs,
    IReadOnlyList<ProgramStatus> Programs, ProcessStatus Process);

/// <summary>A part that is there or not.</summary>
public sealed record PartStatus(StatusState State);

/// <summary>PostgreSQL and the schema.</summary>
/// <param name="State">Broken when the schema is not this program's.</param>
/// <param name="Version">Of the server.</param>
/// <param name="Bytes">Size of the office's database.</param>
/// <param name="Schema">The last migration.</param>
public sealed record DatabaseStatus(StatusState State, string Version, long Bytes, string Schema);

/// <summary>A disk.</summary>
/// <param name="Of"><c>data</c> or <c>backup</c>.</param>
/// <param name="Folder">A folder on it.</param>
/// <param name="FreeBytes">Free.</param>
/// <param name="TotalBytes">Its size.</param>
/// <param name="DaysLeft">At the growth between the backups of the last month; null when that is not known, or nothing grows.</param>
public sealed record DiskStatus(StatusState State, string Of, string Folder, long FreeBytes, long TotalBytes, int? DaysLeft);

/// <summary>The last backup, or the last proof of one.</summary>
/// <param name="Folder">Where nightly backups go; null when they are off.</param>
/// <param name="LastGood">The last that went well.</param>
/// <param name="Last">The last of all, when it is another.</param>
public sealed record BackupStatus(StatusState State, string? Folder, BackupRunView? LastGood, BackupRunView? Last);

/// <summary>The calendar of a year.</summary>
/// <param name="Declared">False: limits of that year are not counted.</param>
public sealed record CalendarStatus(StatusState State, int Year, bool Declared);

/// <summary>The mail server and the outbox.</summary>
/// <param name="State">Attention while mails wait for long or were refused within a week.</param>
/// <param name="Host">The server; null when none is set and notices stand in the system only.</param>
/// <param name="Waiting">Mails in the outbox.</param>
/// <param name="WaitingSince">The oldest of them.</param>
/// <param name="Failed">Mails given up within the last week.</param>
/// <param name="LastSentAt">The last mail that went out.</param>
/// <param name="LastError">What the server said last of those that wait or were given up.</param>
public sealed record MailStatus(StatusState State, string? Host, int Waiting, DateTimeOffset? WaitingSince, int Failed, DateTimeOffset? LastSentAt, string? LastError);

/// <summary>One line of the schedule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cron">When, in the office's zone.</param>
/// <param name="NextAt">The next time; null before a worker was ever started.</param>
/// <param name="Last">Its last run; null when it never ran.</param>
/// <param name="Late">True when it did not run in its interval.</param>
public sealed record JobStatus(StatusState State, string Name, string Cron, DateTimeOffset? NextAt, JobRunView? Last, bool Late);

/// <summary>A run of a job.</summary>
/// <param name="Outcome">running, done, failed or interrupted.</param>
/// <param name="Counted">How many things it dealt with.</param>
/// <param name="AskedBy">Who pressed "run now"; null when the clock did.</param>
public sealed record JobRunView(
    string Name, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Outcome, int? Counted, string? MessageVi, string? MessageEn, string? AskedBy);

/// <summary>A program of the machine that is used where it is present.</summary>
/// <param name="Name"><c>pg_dump</c>, <c>postgres</c>, <c>poppler</c>, <c>chromium</c>, <c>tesseract</c>, <c>clamd</c>.</param>
/// <param name="Path">Where; null when it is absent.</param>
public sealed record ProgramStatus(StatusState State, string Name, string? Path);

/// <summary>The process that answers.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Commit">It was built from, if known.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Sample">True for the sample office: known passwords.</param>
/// <param name="Environment">Development or Production.</param>
/// <param name="Roles">What it does.</param>
/// <param name="DataFolder">Everything of the office stands below.</param>
public sealed record ProcessStatus(string Version, string? Commit, string Runtime, bool Sample, string Environment, IReadOnlyList<string> Roles, string DataFolder);
