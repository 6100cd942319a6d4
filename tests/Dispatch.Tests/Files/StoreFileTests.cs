using System.Security.Cryptography;
using System.Text;
using Dispatch.Files;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Files;

internal sealed class StoreFileTests
{
    private FilesDesk desk = null!;

    [SetUp]
    public async Task Open() => desk = await FilesDesk.Open();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Keeps_the_bytes_as_received_under_their_digest()
    {
        var bytes = Uploads.Pdf();
        var file = (await desk.Receive(bytes, "Công văn 9120.pdf")).Value;

        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.That(file with { Id = default }, Is.EqualTo(new FileView(default, "Công văn 9120.pdf", "application/pdf", bytes.Length, digest, 1, FileCondition.Readable)));
        Assert.That(desk.OnDisk(), Is.EqualTo(new[] { $"{digest[..2]}/{digest[2..4]}/{digest}" }));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(desk.Folder, desk.OnDisk()[0])), Is.EqualTo(bytes));
        Assert.That(new FileInfo(Path.Combine(desk.Folder, desk.OnDisk()[0])).UnixFileMode,
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead));
    }

    [Test]
    public async Task Keeps_identical_content_once_for_two_files()
    {
        var one = (await desk.Receive(Uploads.Pdf(), "một.pdf")).Value;
        var other = (await desk.Receive(Uploads.Pdf(), "hai.pdf")).Value;
        Assert.That(other.Id, Is.Not.EqualTo(one.Id));
        Assert.That(desk.OnDisk(), Has.Length.EqualTo(1));
        Assert.That(await desk.Rows(), Is.EqualTo(2));
    }

    [Test]
    public async Task Keeps_identical_content_once_when_it_comes_from_everywhere_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () => (await desk.Receive(Uploads.Pdf(), $"{i}.pdf")).Value)));
        Assert.That(desk.OnDisk(), Has.Length.EqualTo(1));
        Assert.That(await desk.Rows(), Is.EqualTo(8));
    }

    [Test]
    public async Task Mends_a_copy_that_rotted_on_the_disk()
    {
        await desk.Receive(Uploads.Pdf(), "a.pdf");
        var path = Path.Combine(desk.Folder, desk.OnDisk()[0]);
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllTextAsync(path, "rot");
        await desk.Receive(Uploads.Pdf(), "a.pdf");
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(Uploads.Pdf()));
    }

    [Test]
    public async Task Composes_names_and_drops_folders()
    {
        Assert.That((await desk.Receive(Uploads.Pdf(), "..\\..\\Quyết định.pdf".Normalize(NormalizationForm.FormD))).Value.Name, Is.EqualTo("Quyết định.pdf"));
        Assert.That(desk.OnDisk(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Keeps_locked_and_broken_files_as_received_and_marks_them()
    {
        Assert.That((await desk.Receive(Uploads.LockedPdf(), "a.pdf")).Value.Condition, Is.EqualTo(FileCondition.Locked));
        var broken = (await desk.Receive("%PDF-1.4 cut"u8.ToArray(), "b.pdf")).Value;
        Assert.That((broken.Condition, broken.Pages, broken.MediaType), Is.EqualTo((FileCondition.Broken, (int?)null, "application/pdf")));
        Assert.That((await desk.Receive(Uploads.Zip(("a.txt", new byte[5000]))[..40], "c.zip")).Value.Condition, Is.EqualTo(FileCondition.Broken));
        Assert.That((await desk.Receive([0, 1, 2], "d.pdf")).Value.Condition, Is.EqualTo(FileCondition.Broken));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("file-type-refused", "báo cáo.pdf", [.. "MZ"u8, .. new byte[100]]);
        yield return Case("file-type-refused", "báo cáo.bat", "@echo off"u8);
        yield return Case("file-type-refused", "a.html", "<html>"u8);
        yield return Case("file-type-refused", "a.png", "<svg onload='x()'/>"u8);
        yield return Case("file-type-refused", "a.txt", "#!/bin/sh"u8);
        yield return Case("zip-bomb", "a.zip", Uploads.Zip(("zeros", new byte[20_000_000])));
        yield return Case("zip-bomb", "a.docx", Uploads.Zip(("[Content_Types].xml", new byte[20_000_000]), ("word/document.xml", [])));
        yield return Case("zip-bomb", "a.zip", Uploads.Zip(("b.zip", Uploads.Zip(("c.zip", Uploads.Zip(("d.txt", [1])))))));
        yield return Case("zip-unsafe", "a.zip", Uploads.Zip(("../../etc/cron.d/x", [1])));
        yield return Case("file-name-invalid", "", Uploads.Pdf());
        yield return Case("file-name-invalid", "a\u202Efdp.exe", Uploads.Pdf());
        yield return Case("file-name-invalid", "a\u0001.pdf", Uploads.Pdf());
        yield return Case("file-empty", "a.pdf", []);
        yield return Case("secret-document", "TUYỆT MẬT 12.pdf", Uploads.Pdf());
        yield return Case("secret-document", "CV (MẬT).pdf".Normalize(NormalizationForm.FormD), Uploads.Pdf());

        static TestCaseData Case(string slug, string name, ReadOnlySpan<byte> bytes) =>
            new TestCaseData(slug, name, bytes.ToArray()).SetArgDisplayNames(slug, name.Replace('\u0001', '?'), $"{bytes.Length} bytes");
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Refuses_and_keeps_nothing(string slug, string name, byte[] bytes)
    {
        Assert.That((await desk.Receive(bytes, name)).Problem?.Slug, Is.EqualTo(slug));
        Assert.That(desk.OnDisk(), Is.Empty);
        Assert.That(await desk.Rows(), Is.Zero);
    }

    [Test]
    public async Task Takes_a_name_that_only_contains_the_word() =>
        Assert.That((await desk.Receive(Uploads.Pdf(), "Quy chế bảo mật.pdf")).Problem, Is.Null);

    [Test]
    public async Task Refuses_more_bytes_than_allowed_and_keeps_nothing()
    {
        await using var small = await FilesDesk.Open(maxBytes: 100_000);
        byte[] most = [.. Uploads.Pdf(), .. new byte[100_000 - Uploads.Pdf().Length]];
        Assert.That((await small.Receive([.. most, 0], "a.pdf")).Problem, Is.EqualTo(FileProblems.TooLarge));
        Assert.That(small.OnDisk(), Is.Empty);
        Assert.That((await small.Receive(most, "a.pdf")).Value.Size, Is.EqualTo(100_000));
    }

    [Test]
    public async Task Keeps_nothing_when_the_sender_breaks_off()
    {
        var request = new StoreFileRequest("a.pdf", new BrokenOff(Uploads.Pdf()));
        Assert.That(() => desk.Store.Execute(request, desk.Clerk, CancellationToken.None), Throws.InstanceOf<InvalidOperationException>());
        Assert.That(desk.OnDisk(), Is.Empty);
    }

    [Test]
    public async Task Keeps_nothing_when_what_follows_is_refused()
    {
        using var content = new MemoryStream(Uploads.Pdf());
        var request = new StoreFileRequest("a.pdf", content) { Rest = _ => Task.FromResult<Problem?>(PlatformProblems.MalformedRequest) };
        Assert.That((await desk.Store.Execute(request, desk.Clerk, CancellationToken.None)).Problem, Is.EqualTo(PlatformProblems.MalformedRequest));
        Assert.That(desk.OnDisk(), Is.Empty);
        Assert.That(await desk.Rows(), Is.Zero);
    }

    [Test]
    public async Task Is_refused_as_a_failure_of_the_storage_when_the_folder_is_gone()
    {
        Directory.Delete(Path.Combine(desk.Folder, ".incoming"));
        Assert.That((await desk.Receive(Uploads.Pdf(), "a.pdf")).Problem, Is.EqualTo(FileProblems.StorageFailed));
        Assert.That(await desk.Rows(), Is.Zero);
    }

    [Test]
    public async Task One_key_takes_the_same_file_once_and_refuses_another()
    {
        // The body's own hash differs at every sending: the boundary does.
        Caller Sending(byte boundary) => desk.Clerk with { Key = new IdempotencyKey("k1", [boundary]) };
        var first = (await desk.Receive(Uploads.Pdf(), "a.pdf", Sending(1))).Value;
        Assert.That((await desk.Receive(Uploads.Pdf(), "a.pdf", Sending(2))).Value, Is.EqualTo(first));
        Assert.That((await desk.Receive(Uploads.Pdf("other"), "a.pdf", Sending(1))).Problem, Is.EqualTo(PlatformProblems.IdempotencyKeyReused));
        Assert.That((await desk.Receive(Uploads.Pdf(), "b.pdf", Sending(1))).Problem, Is.EqualTo(PlatformProblems.IdempotencyKeyReused));
        Assert.That(await desk.Rows(), Is.EqualTo(1));
        Assert.That(desk.OnDisk(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Is_seen_by_its_uploader_only_until_a_document_takes_it()
    {
        var file = (await desk.Receive(Uploads.Pdf(), "a.pdf")).Value;
        var reader = await desk.Person("nam", Permission.ReadIncoming);
        var other = await desk.Person("krong", Permission.SignedIn);
        Assert.That((await desk.Read.Execute(file.Id, desk.Clerk, CancellationToken.None)).Value, Is.EqualTo(file));
        Assert.That((await desk.Read.Execute(file.Id, reader, CancellationToken.None)).Problem, Is.EqualTo(PlatformProblems.NotFound));

        await using (var connection = await desk.Database.OpenAsOwner())
            await Given.GrantedDocument(connection, file.Id.Value, reader.PersonId.Value);
        Assert.That((await desk.Read.Execute(file.Id, reader, CancellationToken.None)).Value, Is.EqualTo(file));
        Assert.That((await desk.Read.Open(file.Id, other, CancellationToken.None)).Problem, Is.EqualTo(PlatformProblems.NotFound));
        Assert.That((await desk.Read.Execute(Id<StoredFile>.New(), reader, CancellationToken.None)).Problem, Is.EqualTo(PlatformProblems.NotFound));
    }

    private sealed class BrokenOff(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new InvalidOperationException("The sender broke off.");
    }
}
