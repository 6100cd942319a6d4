using System.Net;
using System.Text.Json;
using Dapper;
using Dispatch.People;
using Dispatch.Testing;

namespace Dispatch.Tests.Files;

/// <summary>What only the program itself can show: its memory, and what it does when the disk fails.</summary>
internal sealed class FilesProgramTests
{
    private const string Files = "/api/v1/files";

    private TestOffice office = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        office = await TestOffice.Start();
        using var client = office.Stranger();
        await client.SignIn(office, "hlan", Role.Registry);
    }

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [Test]
    public async Task A_failing_disk_refuses_the_upload_and_keeps_nothing()
    {
        using var fault = FsyncFault.Build();
        await using var program = await OfficeProgram.Start(office.Database, fault.Environment);
        await program.Client.SignIn("hlan");
        Assert.That(await Upload(program, "before"), Is.EqualTo((HttpStatusCode.Created, (string?)null)));
        var (onDisk, rows) = (program.OnDisk(), await Rows());

        fault.Fail("all");
        Assert.That(await Upload(program, "a"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "urn:dispatch:problem:storage-failed")));
        Assert.That((program.OnDisk(), await Rows()), Is.EqualTo((onDisk, rows)));

        fault.Heal();
        fault.Fail("folders");
        Assert.That(await Upload(program, "a"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "urn:dispatch:problem:storage-failed")));
        Assert.That((program.OnDisk(), await Rows()), Is.EqualTo((onDisk, rows)));
        // What was kept before stays kept, also when the same comes again while the disk fails.
        Assert.That(await Upload(program, "before"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "urn:dispatch:problem:storage-failed")));
        Assert.That((program.OnDisk(), await Rows()), Is.EqualTo((onDisk, rows)));

        fault.Heal();
        Assert.That(await Upload(program, "a"), Is.EqualTo((HttpStatusCode.Created, (string?)null)));
        Assert.That(program.OnDisk(), Has.Length.EqualTo(onDisk.Length + 1));
    }

    [Test]
    public async Task Two_hundred_megabytes_raise_its_memory_by_no_more_than_thirty_two()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Peak memory is read from /proc.");
        await using var program = await OfficeProgram.Start(office.Database);
        await program.Client.SignIn("hlan");
        for (var warm = 0; warm < 5; warm++)
            await Upload(program, $"warm {warm}");
        var before = program.ForgetPeakMemory();

        using var form = Uploads.Form();
        form.Add(Uploads.Part(new StreamContent(new LongPdf(200_000_000)), "quét.pdf"));
        using var answer = await program.Client.PostAsync(Files, form);
        var file = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), file.GetRawText());
        Assert.That(file.GetProperty("size").GetInt64(), Is.EqualTo(200_000_000));
        var raised = (program.PeakMemory() - before) / 1024.0;
        TestContext.Out.WriteLine($"Peak memory before {before / 1024.0:F1} MiB, raised by {raised:F1} MiB");
        Assert.That(raised, Is.LessThanOrEqualTo(32));
    }

    private static async Task<(HttpStatusCode Status, string? Problem)> Upload(OfficeProgram program, string salt)
    {
        using var answer = await program.Client.PostAsync(Files, Uploads.Form(Uploads.Pdf(salt), "a.pdf"));
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.TryGetProperty("type", out var type) ? type.GetString() : null);
    }

    private async Task<long> Rows()
    {
        await using var connection = await office.Database.OpenAsOwner();
        return await connection.ExecuteScalarAsync<long>("select count(*) from stored_file");
    }

    /// <summary>A large damaged PDF, made as it is read: the worst case, for all of it is looked through for objects.</summary>
    private sealed class LongPdf(long length) : Stream
    {
        private static readonly byte[] Header = "%PDF-1.7\n"u8.ToArray();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            for (var i = 0; i < read; i++, Position++)
                buffer[offset + i] = Position < Header.Length ? Header[Position] : (byte)((ulong)Position * 2654435761 >> 24);
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
