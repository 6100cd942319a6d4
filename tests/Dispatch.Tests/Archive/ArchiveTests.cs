using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Archive;
using Dispatch.Formats.Ocfl;
using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Tests.Routing;

namespace Dispatch.Tests.Archive;

/// <summary>From a completed document to its folder in the archive, checked by two lines of a shell; what is damaged is found, what changes is written beside.</summary>
internal sealed class ArchiveTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_completed_document_lies_in_one_folder_that_a_shell_can_check()
    {
        var document = await Completed();
        Assert.That((await Move()).Count, Is.EqualTo(1));
        var archived = await office.Get("quan", $"/incoming-documents/{document}/archive");
        var folder = archived.GetProperty("path").GetString()!;
        foreach (var command in archived.GetProperty("commands").EnumerateArray())
            Assert.That(await Shell(command.GetString()!), Does.Contain("OK").And.Not.Contain("FAILED"));
        Assert.That(Files(folder), Is.EqualTo(new[]
        {
            "0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512", "v1/content/SHA512SUMS", "v1/content/goc/01-cong van-số 1.txt", "v1/content/metadata/nhat-ky.jsonl",
            "v1/content/metadata/van-ban.json", "v1/content/metadata/xu-ly.json", "v1/inventory.json", "v1/inventory.json.sha512",
        }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "v1/content/goc/01-cong van-số 1.txt")), Is.EqualTo("Nội dung công văn"), "the bytes as received");
        var entry = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "v1/content/metadata/van-ban.json")));
        Assert.That((entry.GetProperty("subject").GetString(), entry.GetProperty("status").GetString()), Is.EqualTo(((await office.Get("quan", $"/incoming-documents/{document}")).GetProperty("subject").GetString(), "completed")));
        var handling = await File.ReadAllTextAsync(Path.Combine(folder, "v1/content/metadata/xu-ly.json"));
        Assert.That(handling, Does.Contain("Giao Phòng KGVX chủ trì").And.Contain("Phòng Khoa giáo - Văn xã").And.Contain("1520/UBND-KGVX"));
        var history = await File.ReadAllLinesAsync(Path.Combine(folder, "v1/content/metadata/nhat-ky.jsonl"));
        Assert.That(history.Select(line => JsonElement.Parse(line).GetProperty("entry").GetProperty("action").GetString()), Does.Contain("incoming.registered").And.Contain("assignment.completed"));
        Assert.That((await office.Get("quan", $"/incoming-documents/{document}/history")).GetRawText(), Does.Contain("archive.moved"));
        Assert.That((await Move()).Count, Is.Zero, "nothing is moved twice");
    }

    [Test]
    public async Task The_storage_root_says_what_it_is_and_the_path_can_be_found_by_anyone()
    {
        var document = await Completed();
        await Move();
        var root = Path.Combine(office.Registry.Office.DataFolder, "archive", "ocfl");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(root, "0=ocfl_1.1")), Is.EqualTo("ocfl_1.1\n"));
        Assert.That(JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(root, "ocfl_layout.json"))).GetProperty("extension").GetString(), Is.EqualTo(NTupleLayout.Extension));
        var digest = (await Shell($"printf %s 'urn:uuid:{document}' | sha256sum"))[..9];
        Assert.That((await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("path").GetString(),
            Is.EqualTo(Path.Combine(root, digest[..3], digest[3..6], digest[6..9], $"urn%3auuid%3a{document}")));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(office.Registry.Office.DataFolder, "archive", "staging")), Is.Empty);
    }

    [Test]
    public async Task What_changes_afterwards_is_a_new_version_beside_the_old_one()
    {
        var document = await Completed();
        await Move();
        var before = await office.Get("quan", $"/incoming-documents/{document}/archive");
        var quans = await Line(document, "quan");
        await office.Did("dao", $"/assignments/{quans}/reopening", new { reason = "Cần bổ sung số liệu quý III" });
        Assert.That((await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("upToDate").GetBoolean(), Is.False);
        Assert.That((await Move()).Count, Is.Zero, "it is at work again");
        await office.Did("quan", $"/assignments/{quans}/completion", new { result = "answered", answerSymbol = "1533/UBND-KGVX", openLines = "close" });
        Assert.That((await Move()).Count, Is.EqualTo(1));
        var after = await office.Get("quan", $"/incoming-documents/{document}/archive");
        Assert.That((after.GetProperty("version").GetInt32(), after.GetProperty("path").GetString(), after.GetProperty("upToDate").GetBoolean()), Is.EqualTo((2, before.GetProperty("path").GetString(), true)));
        var folder = after.GetProperty("path").GetString()!;
        Assert.That(Files(folder), Has.Some.EqualTo("v1/content/metadata/xu-ly.json").And.Some.EqualTo("v2/content/metadata/xu-ly.json").And.None.StartsWith("v2/content/goc"), "received bytes are not copied again");
        foreach (var command in after.GetProperty("commands").EnumerateArray())
            Assert.That(await Shell(command.GetString()!), Does.Contain("OK").And.Not.Contain("FAILED"));
        Assert.That(await Shell(after.GetProperty("commands")[1].GetString()!), Does.Contain("v1/content/goc/01-"), "the old bytes are checked with the new");
        Assert.That(await Findings(document), Is.Empty);
    }

    [TestCase("changed v1/content/goc/01-cong van-số 1.txt", "printf x | dd of='goc/01-cong van-số 1.txt' bs=1 seek=2 conv=notrunc")]
    [TestCase("changed v1/content/goc/01-cong van-số 1.txt", "truncate -s 3 'goc/01-cong van-số 1.txt'")]
    [TestCase("missing v1/content/metadata/xu-ly.json", "rm -f metadata/xu-ly.json")]
    [TestCase("untracked v1/content/metadata/them.json", "touch metadata/them.json")]
    [TestCase("changed inventory.json", "printf x >> ../../inventory.json")]
    [TestCase("changed inventory.json.sha512", "printf x >> ../../inventory.json.sha512")]
    [TestCase("changed v1/inventory.json", "printf x >> ../inventory.json")]
    [TestCase("missing 0=ocfl_object_1.1", "rm -f ../../0=ocfl_object_1.1")]
    [TestCase("missing", "rm -rf \"$(cd ../.. && pwd)\"")]
    public async Task What_was_done_to_it_is_found_when_it_is_checked_again(string finding, string damage)
    {
        var document = await Completed();
        await Move();
        Assert.That(await Findings(document), Is.Empty);
        var folder = (await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("path").GetString()!;
        await Shell($"cd '{folder}' && chmod -R u+w . && cd v1/content && {damage}");
        Assert.That(await Findings(document), Is.EqualTo(new[] { finding }));
        Assert.That((await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("finding").GetString(), Is.EqualTo(finding));
        Assert.That((await office.Get("quan", $"/incoming-documents/{document}/history")).GetRawText(), Does.Contain("archive.checked"));
    }

    [Test]
    public async Task An_object_that_is_gone_is_written_anew_from_the_working_files()
    {
        var document = await Completed();
        await Move();
        Directory.Delete((await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("path").GetString()!, recursive: true);
        Assert.That((await Move()).Count, Is.Zero, "nobody has noticed yet");
        Assert.That(await Findings(document), Is.EqualTo(new[] { "missing" }));
        Assert.That((await Move()).Count, Is.EqualTo(1));
        Assert.That(await Findings(document), Is.Empty);
    }

    [Test]
    public async Task Cut_off_at_random_moments_every_object_is_whole_or_absent_and_every_row_true()
    {
        const int Documents = 30, Kills = 12, Seed = 20261126;
        var random = new Random(Seed);
        var ids = new List<Guid>();
        for (var n = 0; n < Documents; n++)
            ids.Add(Guid.Parse(await Completed($"thứ {n}")));
        await using var owner = await office.Registry.Connect();
        for (var killed = 0; killed < Kills; killed++)
        {
            // By cancelling, and by cutting its connections.
            using var stop = new CancellationTokenSource(random.Next(1, 160));
            var run = office.Registry.Do<ArchiveDocuments, JobResult>(job => job.Run(stop.Token));
            if (killed % 2 == 0)
            {
                await Task.Delay(random.Next(1, 100));
                await owner.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            }
            try
            {
                await run;
            }
            catch (Exception e) when (e is OperationCanceledException or Npgsql.NpgsqlException or IOException or InvalidOperationException or System.Data.DataException)
            {
            }
            await AllTrue(owner, ids);
            // Some of it is due again.
            await owner.ExecuteAsync("delete from archive_object where document_id in (select document_id from archive_object where document_id = any(@ids) order by random() limit 3)", new { ids });
        }
        await Move();
        Assert.That(await AllTrue(owner, ids), Is.EqualTo(Documents));
        Assert.That(await owner.ExecuteScalarAsync<int>("select max(version) from archive_object where document_id = any(@ids)", new { ids }), Is.EqualTo(1), "taken as it was, not written twice");
    }

    // Every object of the root is whole, and every row names one with its digest.
    private async Task<int> AllTrue(Npgsql.NpgsqlConnection owner, List<Guid> ids)
    {
        var root = Path.Combine(office.Registry.Office.DataFolder, "archive", "ocfl");
        foreach (var folder in ids.Select(id => Path.Combine(root, NTupleLayout.PathOf($"urn:uuid:{id}"))).Where(Directory.Exists))
            Assert.That(await Shell($"cd '{folder}' && sha512sum --quiet -c inventory.json.sha512 && cd v1/content && sha512sum --quiet -c SHA512SUMS && test -f ../../0=ocfl_object_1.1 && echo whole"), Is.EqualTo("whole\n"), folder);
        var rows = (await owner.QueryAsync<(string Path, byte[] Digest)>("select path, inventory_sha512 from archive_object where document_id = any(@ids)", new { ids })).ToList();
        foreach (var (path, digest) in rows)
            Assert.That(await Shell($"cat '{Path.Combine(root, path)}/inventory.json.sha512'"), Does.StartWith(Convert.ToHexStringLower(digest)));
        return rows.Count;
    }

    [Test]
    public async Task A_touched_date_is_no_damage()
    {
        var document = await Completed();
        await Move();
        await Shell($"find '{(await office.Get("quan", $"/incoming-documents/{document}/archive")).GetProperty("path").GetString()}' -exec touch -d 2001-01-01 {{}} +");
        Assert.That(await Findings(document), Is.Empty);
    }

    [Test]
    public async Task A_stored_file_that_rotted_is_not_archived_as_if_it_were_right_and_the_others_go_on()
    {
        var (bad, good) = (await Completed("hỏng"), await Completed("tốt"));
        var digest = (await office.Get("quan", $"/incoming-documents/{bad}")).GetProperty("files")[0].GetProperty("sha256").GetString()!;
        var stored = Path.Combine(office.Registry.Office.DataFolder, "files", digest[..2], digest[2..4], digest);
        await Shell($"chmod u+w {stored} && printf x >> {stored}");
        var result = await Move();
        Assert.That((result.Count, result.Note!.Value.Vietnamese), Is.EqualTo((1, "1 văn bản chưa chuyển được, sẽ thử lại.")));
        Assert.That((await office.Status("quan", $"/incoming-documents/{bad}/archive"), await office.Status("quan", $"/incoming-documents/{good}/archive")), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.OK)));
        Assert.That((await Move()).Note, Is.Null, "it waits for its next attempt");
        await Shell($"truncate -s -1 {stored}");
        office.Registry.Office.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That((await Move()).Count, Is.EqualTo(1), "mended, it goes");
    }

    [Test]
    public async Task An_object_without_its_row_is_taken_as_it_is_and_a_half_put_in_version_is_mended()
    {
        var document = await Completed();
        await Move();
        var first = await office.Get("quan", $"/incoming-documents/{document}/archive");
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("delete from archive_object where document_id = @id", new { id = Guid.Parse(document) });
        Assert.That((await Move()).Count, Is.EqualTo(1));
        var again = await office.Get("quan", $"/incoming-documents/{document}/archive");
        Assert.That((again.GetProperty("version").GetInt32(), again.GetProperty("inventorySha512").GetString()), Is.EqualTo((1, first.GetProperty("inventorySha512").GetString())));

        // A second version whose inventory never got to the root: the crash between the two renames.
        var quans = await Line(document, "quan");
        await office.Did("dao", $"/assignments/{quans}/reopening", new { reason = "Cần bổ sung số liệu quý III" });
        await office.Did("quan", $"/assignments/{quans}/completion", new { result = "reported", openLines = "close" });
        await Move();
        var folder = again.GetProperty("path").GetString()!;
        await Shell($"cd '{folder}' && cp v1/inventory.json v1/inventory.json.sha512 .");
        await using (var connection = await office.Registry.Connect())
            await connection.ExecuteAsync("update archive_object set document_version = 1 where document_id = @id", new { id = Guid.Parse(document) });
        await Move();
        var mended = await office.Get("quan", $"/incoming-documents/{document}/archive");
        Assert.That(mended.GetProperty("version").GetInt32(), Is.EqualTo(2));
        Assert.That(await Findings(document), Is.Empty);
    }

    [Test]
    public async Task Who_does_not_see_the_document_learns_nothing_of_the_archive()
    {
        var document = await Completed();
        await Move();
        Assert.That(await office.Status("krong", $"/incoming-documents/{document}/archive"), Is.EqualTo(HttpStatusCode.NotFound));
        await office.Refused("krong", $"/incoming-documents/{document}/archive/checks", null, HttpStatusCode.NotFound, "document-not-found");
        await office.Refused("quan", $"/incoming-documents/{await Completed(open: true)}/archive/checks", null, HttpStatusCode.NotFound, "not-archived");
    }

    [TestCase("cong-van.pdf", "cong-van.pdf")]
    [TestCase("a/b\\c:d*?.pdf", "a_b_c_d__.pdf")]
    [TestCase("Quyết định (bản 2).PDF", "Quyết định (bản 2).PDF")]
    [TestCase(".htaccess", ".htaccess")]
    public void A_name_is_made_fit_for_every_file_system(string name, string fit) => Assert.That(ArchiveContent.Fit(name), Is.EqualTo(fit));

    // Directed, assigned, and answered by the officer.
    private async Task<string> Completed(string content = "công văn", bool open = false)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes("Nội dung " + content)), "file", "cong van-số 1.txt" } };
        var stored = await (await office.Client("hlan")).PostAsync("/api/v1/files", form);
        var file = (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var document = await office.Letter();
        await using (var connection = await office.Registry.Connect())
        {
            await connection.ExecuteAsync("""
                insert into document_file (document_id, file_id, position, attached_at, attached_by) select @document, @file, 1, registered_at, registered_by from incoming where document_id = @document;
                update stored_file set attached_at = uploaded_at where id = @file;
                """, new { document = Guid.Parse(document), file = Guid.Parse(file) });
        }
        await office.Did("hlan", $"/incoming-documents/{document}/submission", new { to = "thinh" });
        var direction = await office.Did("thinh", $"/incoming-documents/{document}/directions", RoutedOffice.Ac09);
        var given = await office.Did("dao", $"/assignments/{RoutedOffice.LineOf(direction, unit: "KGVX")}/assignments", new { assignments = new[] { new { role = "lead", person = "quan", workingDays = 5 } } });
        if (!open)
            await office.Did("quan", $"/assignments/{given.GetProperty("assignments")[0].GetProperty("id").GetString()}/completion", new { result = "answered", answerSymbol = "1520/UBND-KGVX", openLines = "close" });
        return document;
    }

    private async Task<string> Line(string document, string person)
    {
        await using var connection = await office.Registry.Connect();
        return (await connection.ExecuteScalarAsync<Guid>("select a.id from assignment a join person p on p.id = a.person_id where a.document_id = @document and p.user_name = @person",
            new { document = Guid.Parse(document), person })).ToString();
    }

    private Task<JobResult> Move() => office.Registry.Do<ArchiveDocuments, JobResult>(job => job.Run(default));

    private async Task<List<string>> Findings(string document) =>
        [.. (await office.Did("quan", $"/incoming-documents/{document}/archive/checks")).GetProperty("findings").EnumerateArray()
            .Select(one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("path").GetString()}".Trim())];

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static async Task<string> Shell(string command) => (await Bash.Run(command)).Said;
}
