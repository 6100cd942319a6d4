using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Testing;
using Dispatch.Tests.Files;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch.Tests.Incoming;

/// <summary>The scan station's folder: nothing lost, nothing twice, nothing hostile let in, nothing secret kept.</summary>
internal sealed class TakeScansTests
{
    // Every statement of a taking that writes, by what it writes; the last commits the item.
    private static readonly string[] Writes =
        ["idempotency_key", "stored_file", "journal_entry:file.stored", "intake_file", "received_item", "received_item_file", "journal_entry:received.received"];

    private RegistryOffice office = null!;
    private string folder = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open(services: more =>
            more.AddSingleton((FileSettings)more.Single(service => service.ServiceType == typeof(FileSettings)).ImplementationInstance! with { MaxBytes = 100_000 }));
        folder = Path.Combine(office.Office.DataFolder, "scan-in");
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_file_that_stood_still_for_ten_seconds_waits_in_the_queue_and_lies_among_the_taken()
    {
        Drop("Công văn 12.pdf", Uploads.Pdf("12"));
        await Sweep();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(9));
        await Sweep();
        Assert.That(await Items(), Is.Empty);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(1));
        await Sweep();
        var item = (await Items()).Single();
        Assert.That((item.GetProperty("source").GetString(), item.GetProperty("files")[0].GetProperty("name").GetString(), item.GetProperty("receivedBy").GetProperty("name").GetString()),
            Is.EqualTo(("scan", "Công văn 12.pdf", "Hệ thống")));
        Assert.That(InFolder(), Is.EqualTo(new[] { "da-nhan/2026-10-05/Công văn 12.pdf" }));
        var content = await (await office.Client("hlan")).GetByteArrayAsync($"/api/v1/files/{item.GetProperty("files")[0].GetProperty("id").GetString()}/content");
        Assert.That(content, Is.EqualTo(Uploads.Pdf("12")));
    }

    [Test]
    public async Task A_file_that_still_grows_or_was_written_anew_waits()
    {
        Drop("a.pdf", Uploads.Pdf("a"));
        await Sweep();
        for (var i = 0; i < 3; i++)
        {
            office.Office.Clock.Advance(TimeSpan.FromSeconds(30));
            await File.AppendAllTextAsync(Path.Combine(folder, "a.pdf"), "%more\n");
            await Sweep();
            Assert.That(await Items(), Is.Empty);
        }
        office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await Sweep();
        Assert.That(await Items(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Scanners_use_a_name_again_and_every_scan_is_kept()
    {
        foreach (var salt in new[] { "một", "hai", "ba" })
        {
            Drop("scan0001.pdf", Uploads.Pdf(salt));
            await SweepTwice();
        }
        Assert.That(await Items(), Has.Length.EqualTo(3));
        Assert.That(InFolder(), Has.Length.EqualTo(3).And.All.StartsWith("da-nhan/2026-10-05/scan0001"));
    }

    [Test]
    public async Task The_same_file_put_back_is_moved_and_not_taken_twice()
    {
        Drop("a.pdf", Uploads.Pdf("a"));
        await SweepTwice();
        File.Copy(Path.Combine(folder, "da-nhan/2026-10-05/a.pdf"), Path.Combine(folder, "a.pdf"));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "a.pdf"), File.GetLastWriteTimeUtc(Path.Combine(folder, "da-nhan/2026-10-05/a.pdf")));
        await SweepTwice();
        Assert.That(await Items(), Has.Length.EqualTo(1));
        Assert.That(Directory.GetFiles(folder), Is.Empty);
    }

    // The connection dies in the middle of each writing statement, as in a crash; then the sweep runs again.
    [TestCaseSource(nameof(Writes))]
    public async Task Killed_at_any_write_it_loses_nothing_and_takes_nothing_twice(string write)
    {
        Drop("a.pdf", Uploads.Pdf("a"));
        Drop("b.pdf", Uploads.Pdf("b"));
        await Sweep();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await using (var connection = await office.Connect())
        {
            await connection.ExecuteAsync(Fault(write));
            Assert.That(Sweep, Throws.InstanceOf<NpgsqlException>());
            Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from received_item"), Is.Zero);
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2), "nothing is moved before it is in the queue");
            await connection.ExecuteAsync($"drop trigger killed on {write.Split(':')[0]}");
        }
        NpgsqlConnection.ClearAllPools();
        await Sweep();
        await Sweep();
        await AssertTakenOnce("a.pdf", "b.pdf");
    }

    // Killed after the commit and before the file was moved away: the next sweep knows it again.
    [Test]
    public async Task Killed_before_the_move_it_only_moves()
    {
        Drop("a.pdf", Uploads.Pdf("a"));
        await Sweep();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await File.WriteAllTextAsync(Path.Combine(folder, "da-nhan"), "in the way");
        Assert.That(Sweep, Throws.InstanceOf<IOException>());
        Assert.That(await Items(), Has.Length.EqualTo(1));
        File.Delete(Path.Combine(folder, "da-nhan"));
        await SweepTwice();
        await AssertTakenOnce("a.pdf");
    }

    [Test]
    public async Task Sweeps_at_the_same_time_take_each_file_once()
    {
        var names = Enumerable.Range(1, 12).Select(i => $"scan{i:00}.pdf").ToArray();
        foreach (var name in names)
            Drop(name, Uploads.Pdf(name));
        await Sweep();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Sweep)));
        await SweepTwice();
        await AssertTakenOnce(names);
    }

    [Test]
    public async Task What_is_refused_goes_aside_with_its_reason()
    {
        Drop("tool.pdf", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[60]]);
        Drop("lớn.pdf", [.. Uploads.Pdf(), .. new byte[100_001]]);
        Drop("hỏng.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\nnothing else\n"));
        Drop("rỗng.pdf", []);
        Drop("xuống\ndòng.pdf", Uploads.Pdf("x"));
        await SweepTwice();
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "rỗng.pdf" }), "an empty file may still be written to");
        office.Office.Clock.Advance(TimeSpan.FromMinutes(10));
        await Sweep();
        await Sweep();
        Assert.That(await Items(), Is.Empty);
        Assert.That(InFolder().Where(name => !name.StartsWith("khong-nhan/", StringComparison.Ordinal)), Is.Empty);
        var intake = await (await office.Client("hlan")).GetFromJsonAsync<JsonElement>("/api/v1/intake");
        Assert.That(intake.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("name").GetString(), r.GetProperty("problem").GetString())), Is.EquivalentTo(new[]
        {
            ("tool.pdf", "file-type-refused"), ("lớn.pdf", "too-large"), ("hỏng.pdf", "file-broken"), ("rỗng.pdf", "file-empty"), ("xuống\uFFFDdòng.pdf", "file-name-invalid"),
        }));
        Assert.That(intake.GetProperty("refused").EnumerateArray().Select(r => r.GetProperty("message").GetString()), Has.All.Not.Empty);
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from stored_file"), Is.Zero);
    }

    [Test]
    public async Task Links_are_not_followed_and_folders_and_unfinished_files_are_left()
    {
        var outside = Path.Combine(office.Office.DataFolder, "outside.pdf");
        await File.WriteAllBytesAsync(outside, Uploads.Pdf("outside"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.pdf"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder, "up"), office.Office.DataFolder);
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        Drop("sub/inside.pdf", Uploads.Pdf("inside"));
        Drop(".hidden.pdf", Uploads.Pdf("hidden"));
        Drop("coming.pdf.part", Uploads.Pdf("part"));
        await SweepTwice();
        Assert.That(await Items(), Is.Empty);
        Assert.That(File.Exists(outside) && File.Exists(Path.Combine(folder, "sub/inside.pdf")) && File.Exists(Path.Combine(folder, "coming.pdf.part")));
        Assert.That(new FileInfo(Path.Combine(folder, "khong-nhan/link.pdf")).LinkTarget, Is.EqualTo(outside));
        Assert.That(await Stored(), Is.Zero);
    }

    [Test]
    public async Task Of_a_secret_file_nothing_is_read_or_kept_and_the_queue_says_how_many_there_are()
    {
        Drop("TỐI MẬT kế hoạch phòng thủ.pdf", Uploads.Pdf("secret-content-71a9"));
        Drop("MẬT danh sách.pdf", Uploads.Pdf("secret-content-82b0"));
        Drop("Quy chế bảo mật.pdf", Uploads.Pdf("harmless"));
        await SweepTwice();
        Assert.That((await Items()).Select(i => i.GetProperty("files")[0].GetProperty("name").GetString()), Is.EqualTo(new[] { "Quy chế bảo mật.pdf" }));
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "TỐI MẬT kế hoạch phòng thủ.pdf", "MẬT danh sách.pdf" }));
        var intake = await (await office.Client("hlan")).GetFromJsonAsync<JsonElement>("/api/v1/intake");
        Assert.That((intake.GetProperty("secretFiles").GetInt32(), intake.GetProperty("refused").GetArrayLength()), Is.EqualTo((2, 0)));
        Assert.That(Directory.EnumerateFiles(Path.Combine(office.Office.DataFolder, "files"), "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("secret-content", StringComparison.Ordinal)), Is.Empty);
        await using var connection = await office.Connect();
        var tables = await connection.QueryAsync<string>("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        foreach (var table in tables)
        {
            var found = await connection.ExecuteScalarAsync<long>($"select count(*) from {table} t where t::text like '%phòng thủ%' or t::text like '%danh sách%'");
            Assert.That(found, Is.Zero, table);
        }
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where convert_from(canonical, 'UTF8') like '%phòng thủ%'"), Is.Zero);

        File.Delete(Path.Combine(folder, "MẬT danh sách.pdf"));
        File.Delete(Path.Combine(folder, "TỐI MẬT kế hoạch phòng thủ.pdf"));
        await Sweep();
        Assert.That((await (await office.Client("hlan")).GetFromJsonAsync<JsonElement>("/api/v1/intake")).GetProperty("secretFiles").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task The_folder_is_the_registrys_to_see()
    {
        Assert.That((int)(await (await office.Client("nam")).GetAsync("/api/v1/intake")).StatusCode, Is.EqualTo(403));
        var before = await (await office.Client("hlan")).GetFromJsonAsync<JsonElement>("/api/v1/intake");
        Assert.That(before.GetProperty("sweptAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    private void Drop(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);

    private async Task Sweep()
    {
        await using var scope = office.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TakeScans>().Run(default);
    }

    private async Task SweepTwice()
    {
        await Sweep();
        office.Office.Clock.Advance(TimeSpan.FromSeconds(10));
        await Sweep();
    }

    private async Task<JsonElement[]> Items() =>
        [.. (await (await office.Client("hlan")).GetFromJsonAsync<JsonElement>("/api/v1/received-items")).GetProperty("items").EnumerateArray()];

    private async Task<long> Stored()
    {
        await using var connection = await office.Connect();
        return await connection.ExecuteScalarAsync<long>("select count(*) from stored_file");
    }

    private string[] InFolder() =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private async Task AssertTakenOnce(params string[] names)
    {
        var items = await Items();
        Assert.That(items.Select(item => item.GetProperty("files").EnumerateArray().Single().GetProperty("name").GetString()), Is.EquivalentTo(names));
        Assert.That(InFolder(), Is.EquivalentTo(names.Select(name => "da-nhan/2026-10-05/" + name)));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from stored_file"), Is.EqualTo(names.Length), "stored once each");
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from stored_file where attached_at is null"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from intake_file"), Is.EqualTo(names.Length));
    }

    private static string Fault(string write)
    {
        var (table, action) = write.Split(':') is [var named, var act] ? (named, act) : (write, null);
        return $"""
            create function kill_backend() returns trigger language plpgsql as $$
            begin
                {(action is null ? "" : $"if new.action <> '{action}' then return new; end if;")}
                perform pg_terminate_backend(pg_backend_pid());
                return new;
            end $$;
            create trigger killed before insert on {table} for each row execute function kill_backend();
            """;
    }
}
