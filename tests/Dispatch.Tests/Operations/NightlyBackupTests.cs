using Dapper;
using Dispatch.Operations;
using Dispatch.Platform;

namespace Dispatch.Tests.Operations;

/// <summary>The backups the clock takes, what it clears away afterwards and what it leaves alone.</summary>
internal sealed class NightlyBackupTests
{
    [Test]
    public async Task A_week_of_nights_keeps_what_the_rule_says_and_touches_nothing_else()
    {
        await using var office = await BackupOffice.Open();
        await office.Register("1/SXD");
        Directory.CreateDirectory(Path.Combine(office.Home, "dispatch-20200101-013000"));
        Directory.CreateDirectory(Path.Combine(office.Home, "photos"));
        for (var night = 0; night < 5; night++)
        {
            Assert.That((await Nightly(office)).Count, Is.EqualTo(1));
            office.Registry.Office.Clock.Advance(TimeSpan.FromDays(1));
        }
        // Monday 5 October at 08:30, then four more days; two days are kept, one week, one month.
        Assert.That(Directory.GetDirectories(office.Home).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "dispatch-20200101-013000", "dispatch-20261008-083000", "dispatch-20261009-083000", "photos" }));
        Assert.That((await office.Verify(Path.Combine(office.Home, "dispatch-20261009-083000"))).Problem, Is.Null);
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from backup_run where removed_at is not null"), Is.EqualTo(3));
    }

    [Test]
    public async Task What_a_kill_left_behind_is_cleared_by_the_next_night()
    {
        await using var office = await BackupOffice.Open();
        var killed = Path.Combine(office.Home, "dispatch-20261004-013000");
        Directory.CreateDirectory(killed + ".partial/files");
        await File.WriteAllTextAsync(killed + ".partial/database.dump", "half");
        await using (var connection = await office.Registry.Connect())
        {
            await connection.ExecuteAsync("""
                insert into backup_run (id, kind, via, folder, started_at, state) values (gen_random_uuid(), 'backup', 'job', @killed, '2026-10-04', 'running')
                """, new { killed });
        }
        await Nightly(office);
        Assert.That(Directory.GetDirectories(office.Home).Select(Path.GetFileName), Is.EqualTo(new[] { "dispatch-20261005-083000" }));
        await using var after = await office.Registry.Connect();
        Assert.That(await after.QueryAsync<string>("select state from backup_run order by started_at"), Is.EqualTo(new[] { "interrupted", "good" }));
    }

    [Test]
    public async Task Without_a_folder_nothing_happens_and_the_line_says_so()
    {
        await using var office = await BackupOffice.Open(nightly: false);
        Assert.That((await Nightly(office)).Note!.Value.Vietnamese, Does.Contain("Chưa đặt"));
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from backup_run"), Is.Zero);
    }

    [Test]
    public async Task A_broken_file_fails_the_night_and_clears_nothing()
    {
        await using var office = await BackupOffice.Open();
        var file = await office.Register("1/SXD");
        await Nightly(office);
        File.Delete(office.StoredFile(file));
        office.Registry.Office.Clock.Advance(TimeSpan.FromDays(40));
        Assert.That(() => Nightly(office), Throws.TypeOf<JobFailedException>().With.Message.Contains(file));
        Assert.That(Directory.GetDirectories(office.Home), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task The_newest_is_proved_by_restoring_it()
    {
        await using var office = await BackupOffice.Open();
        Assert.That(() => Prove(office), Throws.TypeOf<JobFailedException>(), "there is none yet");
        await office.Register("1/SXD");
        await Nightly(office);
        Assert.That((await Prove(office)).Count, Is.EqualTo(1));
        await using var connection = await office.Registry.Connect();
        Assert.That(await connection.ExecuteScalarAsync<string>("select state from backup_run where kind = 'verify' and via = 'job'"), Is.EqualTo("good"));
    }

    private static Task<JobResult> Nightly(BackupOffice office) => office.Registry.Do<NightlyBackup, JobResult>(job => job.Run(default));

    private static Task<JobResult> Prove(BackupOffice office) => office.Registry.Do<ProveNewestBackup, JobResult>(job => job.Run(default));
}
