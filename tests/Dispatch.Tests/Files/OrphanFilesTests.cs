using Dapper;
using Dispatch.Files;

namespace Dispatch.Tests.Files;

internal sealed class OrphanFilesTests
{
    private FilesDesk desk = null!;

    [SetUp]
    public async Task Open() => desk = await FilesDesk.Open();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Goes_to_the_trash_at_the_second_pass_and_is_deleted_fourteen_days_later()
    {
        var orphan = await Orphan("a");
        Age(days: 8);
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Kept(orphan) }));

        desk.Time.Advance(TimeSpan.FromHours(23));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Kept(orphan) }));

        desk.Time.Advance(TimeSpan.FromHours(1));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Trashed(orphan) }));

        desk.Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Trashed(orphan) }));

        desk.Time.Advance(TimeSpan.FromSeconds(1));
        await Run();
        Assert.That(desk.OnDisk(), Is.Empty);
        Assert.That(await desk.Rows("orphan_file"), Is.Zero);
    }

    [Test]
    public async Task Leaves_files_that_a_row_names_and_files_younger_than_seven_days()
    {
        var named = (await desk.Receive(Uploads.Pdf("named"), "a.pdf")).Value;
        var young = await Orphan("young");
        Age(days: 400, named.Sha256);
        Age(days: 6, young.Hex);
        for (var pass = 0; pass < 3; pass++)
        {
            await Run();
            desk.Time.Advance(TimeSpan.FromHours(6));
        }
        Assert.That(desk.OnDisk(), Is.EquivalentTo(new[] { Kept(young), $"{named.Sha256[..2]}/{named.Sha256[2..4]}/{named.Sha256}" }));
        Assert.That(await desk.Rows("orphan_file"), Is.Zero);
    }

    [Test]
    public async Task An_upload_of_the_same_content_between_the_passes_keeps_it()
    {
        var orphan = await Orphan("a");
        Age(days: 8);
        await Run();
        await desk.Receive(Uploads.Pdf("a"), "a.pdf");
        Age(days: 8);
        desk.Time.Advance(TimeSpan.FromDays(2));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Kept(orphan) }));
        Assert.That(await desk.Rows("orphan_file"), Is.Zero);
    }

    [Test]
    public async Task An_upload_of_the_same_content_from_the_trash_keeps_it()
    {
        var orphan = await Orphan("a");
        Age(days: 8);
        await Run();
        desk.Time.Advance(TimeSpan.FromDays(1));
        await Run();
        var file = (await desk.Receive(Uploads.Pdf("a"), "a.pdf")).Value;
        desk.Time.Advance(TimeSpan.FromDays(15));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { Kept(orphan) }));
        await using var content = (await desk.Read.Open(file.Id, desk.Clerk, CancellationToken.None)).Value.Content;
        Assert.That(content.Length, Is.EqualTo(Uploads.Pdf("a").Length));
    }

    [Test]
    public async Task A_row_that_a_restored_backup_brings_back_gets_its_content_back()
    {
        var file = (await desk.Receive(Uploads.Pdf("a"), "a.pdf")).Value;
        await ForgetRows();
        Age(days: 8);
        await Run();
        desk.Time.Advance(TimeSpan.FromDays(1));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { $"trash/{file.Sha256}" }));
        await using (var connection = await desk.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into stored_file (id, sha256, size, name, media_type, condition, uploaded_by, uploaded_at)
                values (gen_random_uuid(), decode(@Sha256, 'hex'), 1, 'a', 'b', 'readable', @Id, clock_timestamp())
                """, new { file.Sha256, Id = desk.Clerk.PersonId.Value });
        }
        desk.Time.Advance(TimeSpan.FromDays(15));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { $"{file.Sha256[..2]}/{file.Sha256[2..4]}/{file.Sha256}" }));
    }

    // The race itself: sweeps and uploads of one digest, again and again. A row without its bytes is the one thing that must never be.
    [Test]
    public async Task Sweep_and_upload_of_the_same_content_never_leave_a_row_without_its_bytes()
    {
        for (var round = 0; round < 25; round++)
        {
            var salt = $"{round}";
            await Orphan(salt);
            Age(days: 8);
            await Run();
            desk.Time.Advance(TimeSpan.FromHours(25));
            var sweep = Task.Run(Run);
            var upload = Task.Run(() => desk.Receive(Uploads.Pdf(salt), "a.pdf"));
            await Task.WhenAll(sweep, upload);
            var opened = await desk.Read.Open((await upload).Value.Id, desk.Clerk, CancellationToken.None);
            Assert.That(opened.Problem, Is.Null);
            await opened.Value.Content.DisposeAsync();
        }
    }

    [Test]
    public async Task What_a_crash_left_of_an_upload_goes_after_a_day()
    {
        var incoming = Path.Combine(desk.Folder, ".incoming");
        await File.WriteAllTextAsync(Path.Combine(incoming, "old"), "x");
        await File.WriteAllTextAsync(Path.Combine(incoming, "running"), "x");
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "old"), desk.Time.GetUtcNow().UtcDateTime.AddHours(-25));
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "running"), desk.Time.GetUtcNow().UtcDateTime.AddHours(-23));
        await Run();
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { ".incoming/running" }));
    }

    private Task Run() => desk.Orphans.Run(CancellationToken.None);

    /// <summary>Content whose row never came: the commit failed.</summary>
    private async Task<Sha256> Orphan(string salt)
    {
        using var content = new MemoryStream(Uploads.Pdf(salt));
        await using var received = (await desk.Storage.Receive(content, long.MaxValue, CancellationToken.None)).Value;
        desk.Storage.Keep(received);
        return received.Digest;
    }

    private void Age(int days, string? digest = null)
    {
        foreach (var path in desk.OnDisk().Where(path => digest is null || path.EndsWith(digest, StringComparison.Ordinal)))
            File.SetLastWriteTimeUtc(Path.Combine(desk.Folder, path), desk.Time.GetUtcNow().UtcDateTime.AddDays(-days));
    }

    private async Task ForgetRows()
    {
        await using var connection = await desk.Database.OpenAsOwner();
        await connection.ExecuteAsync("alter table stored_file disable trigger user; delete from stored_file; alter table stored_file enable trigger user;");
    }

    private static string Kept(Sha256 digest) => $"{digest.Hex[..2]}/{digest.Hex[2..4]}/{digest.Hex}";

    private static string Trashed(Sha256 digest) => $"trash/{digest.Hex}";
}
