using Dapper;
using Dispatch.Calendar;
using Dispatch.Files;
using Dispatch.Mail;
using Dispatch.Platform;
using Dispatch.Prints;
using Hangfire;
using Hangfire.Storage;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>Looks at everything a person must know to trust the system this morning. Facts only; the page says them in words.</summary>
public sealed class ReadStatus(
    Database database, OfficeConnection office, OfficeClock clock, FileSettings files, BackupSettings backups, ThisProcess process, JobStorage hangfire,
    PageImages pages, ChromiumPrinter printer, MailSettings mail)
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    private static readonly TimeSpan WorkerSilence = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MailDue = TimeSpan.FromHours(1);
    // A day, and what the backup of the night itself may take.
    private static readonly TimeSpan BackupDue = TimeSpan.FromHours(26), BackupLost = TimeSpan.FromDays(3), ProofDue = TimeSpan.FromDays(8);

    public async Task<StatusView> Execute(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var view = new StatusView(
            StatusState.Good,
            clock.Now,
            await LookAtDatabase(connection, ct),
            [.. await LookAtDisks(connection, ct)],
            new(CanWrite(files.Folder) ? StatusState.Good : StatusState.Broken),
            new(await HasWorker(connection, ct) ? StatusState.Good : StatusState.Broken),
            await LookAtBackups(connection, BackupKind.Backup, BackupDue, ct),
            await LookAtBackups(connection, BackupKind.Verify, ProofDue, ct),
            [await LookAtCalendar(connection, clock.Today.Year, ct), await LookAtCalendar(connection, clock.Today.Year + 1, ct)],
            await LookAtMail(connection, ct),
            await LookAtJobs(connection, ct),
            [.. LookAtPrograms(connection)],
            new(process.Version, process.Commit, Environment.Version.ToString(), process.SampleData, process.Environment, process.Roles, process.DataFolder));
        return view with { State = Worst(view) };
    }

    private static StatusState Worst(StatusView view) => new[]
    {
        view.Database.State, view.Files.State, view.Worker.State, view.Backup.State, view.ProvedRestore.State, view.Mail.State,
    }.Concat(view.Disks.Select(disk => disk.State)).Concat(view.Calendar.Select(year => year.State))
        .Concat(view.Jobs.Select(job => job.State)).Concat(view.Programs.Select(program => program.State)).Max();

    private async Task<DatabaseStatus> LookAtDatabase(NpgsqlConnection connection, CancellationToken ct)
    {
        var (bytes, schema) = await connection.QuerySingleAsync<(long, string)>(new CommandDefinition(
            "select pg_database_size(current_database()), coalesce((select max(name) from schema_migration), '')", cancellationToken: ct));
        bool current;
        try
        {
            current = await new Migrator(office.Value).UpToDate(ct);
        }
        catch (MigrationException)
        {
            current = false;
        }
        return new(current ? StatusState.Good : StatusState.Broken, connection.PostgreSqlVersion.ToString(), bytes, schema);
    }

    private async Task<List<DiskStatus>> LookAtDisks(NpgsqlConnection connection, CancellationToken ct)
    {
        var growth = await GrowthPerDay(connection, ct);
        var disks = new List<DiskStatus>();
        foreach (var (of, folder) in new[] { ("data", process.DataFolder), ("backup", backups.Folder) })
        {
            if (folder is null)
                continue;
            try
            {
                var drive = new DriveInfo(folder);
                int? days = of == "data" && growth > 0 ? (int)Math.Min(drive.AvailableFreeSpace / growth.Value, 36_500) : null;
                disks.Add(new(
                    drive.AvailableFreeSpace < Gibibyte ? StatusState.Broken
                        : drive.AvailableFreeSpace < drive.TotalSize / 10 || days < 30 ? StatusState.Attention : StatusState.Good,
                    of, folder, drive.AvailableFreeSpace, drive.TotalSize, days));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                disks.Add(new(StatusState.Broken, of, folder, 0, 0, null));
            }
        }
        return disks;
    }

    // Between the first and the last good backup of thirty days; less than a day apart says nothing.
    private async Task<double?> GrowthPerDay(NpgsqlConnection connection, CancellationToken ct)
    {
        var sizes = (await connection.QueryAsync<(DateTime At, long Bytes)>(new CommandDefinition("""
            select started_at, coalesce(database_bytes, 0) + coalesce(files_bytes, 0)
            from backup_run
            where kind = 'backup' and state = 'good' and started_at > @Since
            order by started_at
            """, new { Since = clock.Now.AddDays(-30) }, cancellationToken: ct))).AsList();
        var days = sizes.Count > 1 ? (sizes[^1].At - sizes[0].At).TotalDays : 0;
        return days >= 1 ? (sizes[^1].Bytes - sizes[0].Bytes) / days : null;
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}-{Guid.CreateVersion7():N}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private Task<bool> HasWorker(NpgsqlConnection connection, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition($"""
            select exists (select from {Jobs.Schema}.server where lastheartbeat > @Since)
            """, new { Since = (clock.Now - WorkerSilence).UtcDateTime }, cancellationToken: ct));

    private async Task<BackupStatus> LookAtBackups(NpgsqlConnection connection, BackupKind kind, TimeSpan due, CancellationToken ct)
    {
        var good = await BackupStore.Last(connection, kind, good: true, ct);
        var last = await BackupStore.Last(connection, kind, good: false, ct);
        var age = clock.Now - good?.StartedAt;
        var state = last is { State: BackupState.Failed or BackupState.Damaged } ? StatusState.Broken
            : kind == BackupKind.Backup && backups.Folder is not null && age > BackupLost ? StatusState.Broken
            : good is null || age > due || (kind == BackupKind.Backup && backups.Folder is null) ? StatusState.Attention
            : StatusState.Good;
        return new(state, backups.Folder, good, last?.Id == good?.Id ? null : last);
    }

    private async Task<CalendarStatus> LookAtCalendar(NpgsqlConnection connection, int year, CancellationToken ct)
    {
        var declared = (await CalendarStore.ReadYear(connection, year, ct)).Declared;
        var state = declared ? StatusState.Good
            : year == clock.Today.Year ? StatusState.Broken
            : clock.Today.Month == 12 ? StatusState.Attention : StatusState.Good;
        return new(state, year, declared);
    }

    private async Task<MailStatus> LookAtMail(NpgsqlConnection connection, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<OutboxRow>(new CommandDefinition("""
            select (select count(*)::integer from mail_outbox where state = 'waiting') as waiting,
                   (select min(created_at) from mail_outbox where state = 'waiting') as waiting_since,
                   (select count(*)::integer from mail_outbox where state = 'failed' and created_at > @Since) as failed,
                   (select max(sent_at) from mail_outbox where state = 'sent' and created_at > @Since) as last_sent_at,
                   (select last_error from mail_outbox where state <> 'sent' and last_error is not null and created_at > @Since order by created_at desc limit 1) as last_error
            """, new { Since = clock.Now.AddDays(-7) }, cancellationToken: ct));
        var late = mail.IsOn && clock.Now - row.WaitingSince > MailDue;
        return new(late || row.Failed > 0 ? StatusState.Attention : StatusState.Good, mail.Host, row.Waiting, row.WaitingSince, row.Failed, row.LastSentAt, row.LastError);
    }

    private async Task<List<JobStatus>> LookAtJobs(NpgsqlConnection connection, CancellationToken ct)
    {
        var last = (await connection.QueryAsync<JobRunView>(new CommandDefinition("""
            select r.name, r.started_at, r.ended_at, r.outcome, r.counted, r.message_vi, r.message_en, p.full_name as asked_by
            from unnest(@names) as n (name)
            cross join lateral (select name, started_at, ended_at, outcome, counted, message_vi, message_en, asked_by
                                from job_run where job_run.name = n.name order by started_at desc limit 1) r
            left join person p on p.id = r.asked_by
            """, new { names = DispatchModule.Schedule.Select(job => job.Name).ToArray() }, cancellationToken: ct))).ToDictionary(run => run.Name);
        using var storage = hangfire.GetConnection();
        var next = storage.GetRecurringJobs().ToDictionary(job => job.Id, job => job.NextExecution);
        return [.. DispatchModule.Schedule.Select(job =>
        {
            var run = last.GetValueOrDefault(job.Name);
            DateTimeOffset? at = next.GetValueOrDefault(job.Name) is { } utc ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null;
            // The clock went past it; or the clock goes on and nothing runs.
            var late = at is not null && (at < clock.Now - ScheduledJob.LateAfter || (job.EveryMinute && run is { Outcome: not "running" } && run.StartedAt < clock.Now - ScheduledJob.LateAfter));
            return new JobStatus(late || run?.Outcome is "failed" or "interrupted" ? StatusState.Attention : StatusState.Good, job.Name, job.Cron, at, run, late);
        })];
    }

    private IEnumerable<ProgramStatus> LookAtPrograms(NpgsqlConnection connection)
    {
        var dump = PostgresTools.Find(connection.PostgreSqlVersion.Major)?.PathOf("pg_dump");
        yield return new(dump is null ? StatusState.Attention : StatusState.Good, "pg_dump", dump);
        yield return new(StatusState.Good, "postgres", PostgresPrograms.Find(null)?["postgres"]);
        // As those who run them found them, settings and all.
        yield return new(StatusState.Good, "poppler", pages.Program);
        yield return new(StatusState.Good, "chromium", printer.Program);
        yield return new(StatusState.Good, "tesseract", OnThisMachine("tesseract"));
        yield return new(StatusState.Good, "clamd", OnThisMachine("clamd"));
    }

    private static string? OnThisMachine(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(["/usr/bin", "/usr/sbin"])
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private sealed record OutboxRow(int Waiting, DateTimeOffset? WaitingSince, int Failed, DateTimeOffset? LastSentAt, string? LastError);
}
