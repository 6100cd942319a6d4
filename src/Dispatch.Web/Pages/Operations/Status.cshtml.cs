using System.Globalization;
using Dispatch.Operations;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages.Operations;

/// <summary>Whether the system can be trusted this morning, in plain words: how each part is and what to do about it. Read on a phone, too.</summary>
[Needs(Permission.ManageJobs)]
public sealed class StatusModel(ReadStatus read, RunJob run, OfficeClock clock) : DeskPage
{
    public StatusView Status { get; private set; } = null!;

    /// <summary>The job that was just asked for.</summary>
    public string? Asked { get; private set; }

    /// <summary>True while a job runs.</summary>
    public bool Running => Status.Jobs.Any(job => job.Last?.Outcome == "running");

    public async Task OnGet(string? chay, CancellationToken ct)
    {
        Status = await read.Execute(ct);
        Asked = Status.Jobs.Any(job => job.Name == chay) ? chay : null;
    }

    public async Task<IActionResult> OnPostRun(string? job, CancellationToken ct)
    {
        if ((await run.Execute(job ?? "", Caller, ct)).Ok(out var asked, out var problem))
            return Redirect($"/tinh-trang?chay={asked.Job}");
        Status = await read.Execute(ct);
        Refuse(problem);
        return Page();
    }

    /// <summary>Every part, worst first.</summary>
    public IEnumerable<StatusPart> Parts() => All().OrderByDescending(part => part.State);

    public static string ColourOf(StatusState state) => state switch
    {
        StatusState.Good => "green",
        StatusState.Attention => "amber",
        _ => "alarm",
    };

    public static string ColourOf(string outcome) => outcome switch
    {
        "done" => "green",
        "running" => "blue",
        _ => "amber",
    };

    public string Words(StatusState state) => T["system." + EnumText.Of(state)];

    /// <summary>How long a run took: 0,4 giây, 3 phút.</summary>
    public string Took(JobRunView run)
    {
        var took = (run.EndedAt ?? clock.Now) - run.StartedAt;
        return took < TimeSpan.FromMinutes(2)
            ? T["system.took.seconds", took.TotalSeconds.ToString(took.TotalSeconds < 10 ? "0.0" : "0", Culture)]
            : T["system.took.minutes", (int)took.TotalMinutes];
    }

    public string? MessageOf(JobRunView run) => T.Language == Language.English ? run.MessageEn : run.MessageVi;

    private CultureInfo Culture => CultureInfo.GetCultureInfo(T.Tag == "en" ? "en-US" : "vi-VN");

    private IEnumerable<StatusPart> All()
    {
        var database = Status.Database;
        yield return new(T["system.database"], database.State, [T["system.database.is", database.Version, Size(database.Bytes), database.Schema.Split('_')[0]]],
            database.State == StatusState.Good ? null : T["system.database.todo"]);
        foreach (var disk in Status.Disks)
            yield return Of(disk);
        yield return Of("system.files", Status.Files);
        yield return Of("system.worker", Status.Worker);
        yield return OfBackup();
        yield return OfProof();
        yield return new(T["system.calendar"], Status.Calendar.Max(year => year.State),
            [.. Status.Calendar.Select(year => T[year.Declared ? "system.calendar.declared" : "system.calendar.missing", year.Year])],
            Status.Calendar.Where(year => !year.Declared).Select(year => T["system.calendar.todo", year.Year]).FirstOrDefault());
        yield return OfMail();
    }

    private StatusPart OfMail()
    {
        var mail = Status.Mail;
        if (mail.Host is null)
            return new(T["system.mail"], mail.State, [T["system.mail.off"]], null);
        var lines = new List<string> { T["system.mail.server", mail.Host], mail.LastSentAt is { } sent ? T["system.mail.sent", Ago(sent)] : T["system.mail.none"] };
        if (mail.WaitingSince is { } since)
            lines.Add(T["system.mail.waiting", mail.Waiting, Ago(since)]);
        if (mail.Failed > 0)
            lines.Add(T["system.mail.failed", mail.Failed]);
        if (mail.LastError is { } error)
            lines.Add(T["system.mail.error", error]);
        return new(T["system.mail"], mail.State, lines, mail.State == StatusState.Good ? null : T["system.mail.todo"]);
    }

    private StatusPart Of(string key, PartStatus part) => part.State == StatusState.Good
        ? new(T[key], part.State, [T[key + ".is"]], null)
        : new(T[key], part.State, [T[key + ".not"]], T[key + ".todo"]);

    private StatusPart Of(DiskStatus disk)
    {
        if (disk.TotalBytes == 0)
            return new(T["system.disk." + disk.Of], disk.State, [T["system.disk.lost", disk.Folder]], T["system.disk.lost.todo"]);
        var lines = new List<string> { T["system.disk.is", Size(disk.FreeBytes), Size(disk.TotalBytes)] };
        if (disk.Of == "data")
            lines.Add(disk.DaysLeft is { } days ? T["system.disk.days", days] : T["system.disk.unknown"]);
        return new(T["system.disk." + disk.Of], disk.State, lines, disk.State == StatusState.Good ? null : T["system.disk.todo"]);
    }

    private StatusPart OfBackup()
    {
        var backup = Status.Backup;
        var lines = new List<string>
        {
            backup.LastGood is { } good ? T["system.backup.last", Ago(good.StartedAt), good.Files ?? 0, Size((good.DatabaseBytes ?? 0) + (good.FilesBytes ?? 0))] : T["system.backup.never"],
        };
        if (backup.LastGood is { } at)
            lines.Add(T["system.backup.where", at.Folder]);
        if (backup.Last is { } last)
            lines.Add(Last(last));
        if (backup.Folder is null)
            lines.Add(T["system.backup.off"]);
        return new(T["system.backup"], backup.State, lines, backup switch
        {
            { State: StatusState.Good } => null,
            { Last.State: BackupState.Damaged } => T["system.backup.damaged.todo"],
            { Last.State: BackupState.Failed } => T["system.backup.failed.todo"],
            { Folder: null } => T["system.backup.off.todo"],
            { LastGood: null } => T["system.backup.never.todo"],
            _ => T["system.backup.old.todo"],
        });
    }

    private StatusPart OfProof()
    {
        var proof = Status.ProvedRestore;
        var lines = new List<string> { proof.LastGood is { } good ? T["system.proof.last", Ago(good.StartedAt)] : T["system.proof.never"] };
        if (proof.Last is { } last)
            lines.Add(Last(last));
        return new(T["system.proof"], proof.State, lines, proof.State == StatusState.Good ? null : T["system.proof.todo"]);
    }

    private string Last(BackupRunView last) =>
        T["system.backup.state." + EnumText.Of(last.State), Ago(last.StartedAt), (T.Language == Language.English ? last.MessageEn : last.MessageVi) ?? ""];

    private string Ago(DateTimeOffset at)
    {
        var age = Status.At - at;
        return age < TimeSpan.FromHours(2) ? T["system.ago.minutes", (int)Math.Max(age.TotalMinutes, 0)]
            : age < TimeSpan.FromHours(48) ? T["system.ago.hours", (int)age.TotalHours]
            : T["system.ago.days", (int)age.TotalDays];
    }

    private string Size(long bytes) => bytes switch
    {
        < 1L << 20 => string.Create(Culture, $"{Math.Max(1, bytes >> 10):N0} KB"),
        < 1L << 30 => string.Create(Culture, $"{bytes / (double)(1 << 20):N1} MB"),
        _ => string.Create(Culture, $"{bytes / (double)(1 << 30):N1} GB"),
    };
}

/// <summary>One part of the system in words.</summary>
/// <param name="Title">What it is.</param>
/// <param name="State">How it is.</param>
/// <param name="Lines">The facts.</param>
/// <param name="ToDo">What to do; null for nothing.</param>
public sealed record StatusPart(string Title, StatusState State, IReadOnlyList<string> Lines, string? ToDo);
