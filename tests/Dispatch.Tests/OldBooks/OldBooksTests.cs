using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Runs;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;
using MiniExcelLibs;
using static Dispatch.Tests.OldBooks.OldBookOffice;

namespace Dispatch.Tests.OldBooks;

/// <summary>Taking over the old book over HTTP: each row in the book or refused with its reason, each number accounted for, nothing of a secret row kept.</summary>
internal sealed class OldBooksTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;
    private OldBookOffice old = null!;

    [SetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
        old = new(office, hlan);
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_row_becomes_a_document_under_its_old_number_with_its_history()
    {
        var run = await old.All(Csv(
            Row("1", "02/01/2025", "9120/VPCP-KSTT", "Văn phòng Chính phủ", "V/v đẩy mạnh số hóa hồ sơ", "28/12", "Phòng KGVX", "3/1", "Đào", "Bản chụp"),
            Row("2", "nt", "", "Ông Nguyễn Văn A", "Đơn đề nghị")));
        Assert.That((Of(run, "state"), Number(run, "done"), Number(run, "failed"), Number(run, "total")), Is.EqualTo(("done", 2, 0, 2)));

        var list = (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/incoming-documents?register=DEN&year=2025&sort=arrivalNumber")).GetProperty("items");
        var view = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents/{Of(list[0], "id")}");
        Assert.That((Number(view, "arrivalNumber"), Of(view, "arrivedOn"), Of(view, "symbol"), Of(view, "issuedOn"), Of(view, "notes"), Of(view, "toPlaces")),
            Is.EqualTo((1, "2025-01-02", "9120/VPCP-KSTT", "2024-12-28", "Bản chụp", "Phòng KGVX")));
        var transfer = view.GetProperty("transfers")[0];
        Assert.That((Of(transfer, "transferredOn"), Of(transfer, "to"), Of(transfer, "receiptSignedBy")), Is.EqualTo(("2025-01-03", "Phòng KGVX", "Đào")));
        Assert.That(view.GetProperty("warnings").GetArrayLength(), Is.Zero, "nothing of an old book is late");
        Assert.That((Of(list[1], "arrivedOn"), list[1].GetProperty("symbol").ValueKind), Is.EqualTo(("2025-01-02", JsonValueKind.Null)));

        var history = (await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/incoming-documents/{Of(list[0], "id")}/history")).GetProperty("items")[0];
        var changes = history.GetProperty("changes").EnumerateArray().ToDictionary(c => Of(c, "field")!, c => c.GetProperty("new").ToString());
        Assert.That((Of(history, "action"), Of(history, "person"), Of(history, "via")), Is.EqualTo(("incoming.takenOver", "Rơ Châm H'Lan", "job")));
        Assert.That((changes["oldBookFile"], changes["oldBookLine"], changes["subject"]), Is.EqualTo(("so-cu.csv", "2", "V/v đẩy mạnh số hóa hồ sơ")));
        Assert.That((await hlan.GetFromJsonAsync<JsonElement>("/api/v1/incoming-documents?q=so+hoa+ho+so")).GetProperty("items").GetArrayLength(), Is.EqualTo(1), "found without marks");
        Assert.That((await hlan.GetFromJsonAsync<JsonElement>("/api/v1/incoming-documents?q=9120/vp")).GetProperty("items").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Numbers_without_a_row_get_a_line_that_says_why_and_the_book_is_complete()
    {
        await old.All(Csv(Row("2"), Row("5"), Row("6", subject: ""), Row("9")), lastNumber: 12,
            takeover: new { gaps = new[] { new { from = 3, to = 3, state = "annulled", reason = "Hủy số, vào sổ nhầm" }, new { from = 7, to = 8, state = "returned", reason = "Trả lại nơi gửi" } } });
        var proof = await old.Proof();
        Assert.That((Number(proof, "first"), Number(proof, "last"), proof.GetProperty("missing").GetArrayLength()), Is.EqualTo((1, 12, 0)));
        var entries = (await old.Entries()).ToDictionary(e => Number(e, "number"), e => (Of(e, "state"), Of(e, "notes")));
        Assert.That(entries[1], Is.EqualTo(("reserved", "không có trong tệp nhập")));
        Assert.That(entries[2].Item1, Is.EqualTo("used"));
        Assert.That(entries[3], Is.EqualTo(("annulled", "Hủy số, vào sổ nhầm")));
        Assert.That(entries[6], Is.EqualTo(("reserved", "dòng 4 của tệp chưa nhập được: Tên loại và trích yếu: Bắt buộc nhập")));
        Assert.That(entries[8], Is.EqualTo(("returned", "Trả lại nơi gửi")));
        Assert.That(entries[12], Is.EqualTo(("reserved", "không có trong tệp nhập")));
    }

    [Test]
    public async Task The_next_registered_number_follows_the_old_books_last()
    {
        await old.All(Csv(Row("1"), Row("2"), Row("3")));
        var letter = RegisterIncomingTests.Letter();
        letter["arrivedOn"] = "2025-12-30";
        letter["issuedOn"] = "2025-12-29";
        letter["receivedAt"] = "2025-12-30T08:00:00+07:00";
        letter.Remove("replyDueOn");
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(Number(view, "arrivalNumber"), Is.EqualTo(4), view.ToString());
    }

    [Test]
    public async Task Each_row_that_cannot_come_in_says_why()
    {
        var id = Of(await old.Sent(Csv(
            Row("1"), Row("1", symbol: "2/A-B"), Row("15a"), Row("", subject: "Không số"), Row("4", "31/02/2025"), Row("5", "05/05/2022"), Row("6", issuer: ""),
            Row("7", subject: ""), Row("99999"), Row("9", issuedOn: "30/08/2025"), Row("10", transferredOn: "1/8", to: "KGVX"), Row("mười một"),
            Row("12", subject: "Chứa \u0001 lạ"))), "id")!;
        await old.Map(id);
        var run = await old.Check(id);
        Assert.That((Number(run, "done"), Number(run, "failed"), Number(run, "skipped"), Number(run, "total")), Is.EqualTo((1, 12, 0, 13)));
        var faults = (await old.Rows(id, "faulty")).Select(row => Of(row, "problem")).ToArray();
        Assert.That(faults, Is.EqualTo(new[]
        {
            "Số đến 1 đã có ở dòng 2",
            "Số đến: Số chèn “15a” không nhập được; ghi văn bản này ở Ghi chú của số chính",
            "Số đến: Không có số đến",
            "Ngày đến: Không đọc được ngày “31/02/2025”",
            "Ngày đến: Ngày 05/05/2022 không thuộc năm của sổ",
            "Tác giả: Bắt buộc nhập",
            "Tên loại và trích yếu: Bắt buộc nhập",
            "Số đến 99999 ngoài khoảng 1–1027 của sổ",
            "Ngày tháng văn bản: Ngày văn bản không được sau ngày đến (22/08/2025)",
            "Ngày chuyển: Trước ngày đến",
            "Số đến: Không đọc được số “mười một”",
            "Tên loại và trích yếu: Có ký tự điều khiển không được phép",
        }));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from document"), Is.Zero, "a check writes nothing into the book");
    }

    [Test]
    public async Task Nothing_of_a_secret_row_is_kept_wherever_the_mark_stands()
    {
        const string hidden = "KHONGGIUNOIDUNGNAY";
        var id = Of(await old.Sent(Csv(
            Row("1", subject: "V/v bảo mật thông tin, MẬT ONG"),
            Row("2", subject: hidden, secrecy: "Mật"),
            Row("3", subject: hidden, secrecy: "x"),
            Row("4", subject: hidden, notes: "Tối mật"),
            Row("5", subject: hidden, symbol: "12/MẬT-CA"),
            Row("6", secrecy: "Không"))), "id")!;
        await old.Map(id);
        var check = await old.Check(id);
        Assert.That((Number(check, "done"), Number(check, "failed")), Is.EqualTo((2, 4)));
        await old.TakeOver(id);
        Assert.That((await old.Rows(id, "secret")).Select(row => Number(row, "line")), Is.EqualTo(new[] { 3, 4, 5, 6 }));
        Assert.That((await old.Entries()).Select(e => (Number(e, "number"), Of(e, "state"))),
            Is.EqualTo(new[] { (1, "used"), (2, "reserved"), (3, "reserved"), (4, "reserved"), (5, "reserved"), (6, "used") }));
        await Nowhere(hidden);
        Assert.That(Directory.EnumerateFiles(office.Office.DataFolder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0)
            .Where(file => Encoding.UTF8.GetString(File.ReadAllBytes(file)).Contains(hidden, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_column_of_secrecy_that_only_a_person_knows_takes_its_rows_content_away_in_the_check()
    {
        const string hidden = "KHONGGIUNOIDUNGNAY";
        var csv = Encoding.UTF8.GetBytes($"Ngày đến,Số đến,Tác giả,Số ký hiệu,Trích yếu,Phân loại\n2/1,1,A,1/A-B,Thường\n2/1,2,A,2/A-B,{hidden},C\n");
        var id = Of(await old.Sent(csv), "id")!;
        await old.Map(id, columns: new() { ["arrivedOn"] = 0, ["arrivalNumber"] = 1, ["issuer"] = 2, ["symbol"] = 3, ["subject"] = 4, ["secrecy"] = 5 });
        await old.Check(id);
        Assert.That(await old.Rows(id, "secret"), Has.Count.EqualTo(1));
        await Nowhere(hidden);
    }

    [Test]
    public async Task The_columns_are_proposed_by_their_heads_and_remembered_for_the_next_file_like_it()
    {
        var first = await old.Sent(Csv(Row("1")));
        Assert.That(first.GetProperty("columns").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32()), Is.EquivalentTo(Columns));
        var chosen = Columns;
        chosen.Remove("notes");
        await old.Map(Of(first, "id")!, columns: chosen);
        var second = await old.Sent(Csv(Row("2")), "quyen-2.csv");
        Assert.That(second.GetProperty("columns").TryGetProperty("notes", out _), Is.False, "as chosen the last time");
        Assert.That(second.GetProperty("mapped").GetBoolean(), Is.False, "and still to be confirmed");
    }

    [Test]
    public async Task A_workbook_is_read_below_its_cover_with_its_dates_and_the_line_that_numbers_the_columns()
    {
        using var stream = new MemoryStream();
        await stream.SaveAsAsync(new Dictionary<string, object>
        {
            ["Bìa"] = new[] { new Dictionary<string, object> { ["A"] = "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" } },
            ["Quyển 1"] = Sheet(
                ["UBND TỈNH GIA LAI"], ["Năm 2025"], [],
                ["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung văn bản"],
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                ["Tháng 01/2025"],
                [new DateTime(2025, 1, 2), 1, "Bộ Tài chính", "15/BTC-NSNN", new DateTime(2024, 12, 30), "V/v dự toán"],
                [],
                [null, 2.0, "Sở Nội vụ", "07/SNV-CCHC", 45658, "V/v cải cách"]),
        }, printHeader: false);
        var book = await old.Sent(stream.ToArray(), "Sổ đến 2025.xlsx");
        var sheet = book.GetProperty("sheets")[1];
        Assert.That((Number(book, "sheet"), Of(sheet, "name"), Number(sheet, "headLine"), Number(sheet, "rows")), Is.EqualTo((1, "Quyển 1", 4, 3)));
        var id = Of(book, "id")!;
        var answer = await hlan.PutAsJsonAsync($"/api/v1/old-books/{id}/mapping", new { sheet = 1, columns = book.GetProperty("columns") });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        var run = await old.Check(id);
        Assert.That((Number(run, "done"), Number(run, "failed"), Number(run, "skipped")), Is.EqualTo((2, 0, 1)));
        await old.TakeOver(id);
        Assert.That((await old.Entries()).Select(e => (Number(e, "number"), Of(e, "enteredOn"), Of(e, "issuedOn"))),
            Is.EqualTo(new[] { (1, "2025-01-02", "2024-12-30"), (2, "2025-01-02", "2025-01-01") }));
    }

    [TestCase(',', false)]
    [TestCase(';', true)]
    [TestCase('\t', true)]
    public async Task Comma_separated_values_are_read_as_Excel_writes_them(char separator, bool mark)
    {
        var book = await old.Sent(new OldBookFile(20, 2025, 1).Csv(separator, mark));
        Assert.That(Number(book.GetProperty("sheets")[0], "rows"), Is.EqualTo(20));
        Assert.That(book.GetProperty("columns").EnumerateObject().Count(), Is.EqualTo(11));
    }

    [Test]
    public async Task What_is_no_table_is_refused_and_leaves_nothing()
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("[Content_Types].xml").Open();
            entry.Write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8);
        }
        var tcvn3 = new MemoryStream();
        await tcvn3.SaveAsAsync(Sheet(["Ngµy ®Õn", "Sè ®Õn", "T¸c gi¶", "Sè ký hiÖu", "TrÝch yÕu"], ["2/1", "1", "Bé Tµi chÝnh", "1/BTC", "V/v dù to¸n ®Çu t"]), printHeader: false);
        foreach (var (bytes, name, problem) in new (byte[], string, string)[]
        {
            ([], "rong.csv", "file-empty"),
            ("%PDF-1.7\n%%EOF"u8.ToArray(), "so.pdf", "old-book-not-a-table"),
            (zip.ToArray(), "so.xlsx", "old-book-not-a-table"),
            (Encoding.Latin1.GetBytes("Ngµy ®Õn,Sè ®Õn\n2/1,1"), "so.csv", "old-book-not-unicode"),
            (tcvn3.ToArray(), "so.xlsx", "old-book-not-unicode"),
            ("Ngày đến,Số đến,Tác giả\n"u8.ToArray(), "so.csv", "old-book-empty"),
            (Csv(Row("1")), "SỔ MẬT.csv", "secret-document"),
            (Encoding.UTF8.GetBytes("a,\"" + new string('x', 200_000) + "\n"), "so.csv", "old-book-unreadable"),
        })
        {
            var answer = await Send(hlan, bytes, name);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.That(said.TryGetProperty("type", out var type) ? type.GetString() : said.ToString(), Is.EqualTo("urn:dispatch:problem:" + problem), name);
            Assert.That((int)answer.StatusCode / 100, Is.EqualTo(4), name);
        }
        Assert.That((int)(await Send(hlan, Csv(Row("1")), book: "KHONG")).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await Send(hlan, Csv(Row("1")), year: 2031)).StatusCode, Is.EqualTo(404));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select (select count(*) from old_book) + (select count(*) from old_book_row)"), Is.Zero);
    }

    [Test]
    public async Task The_same_upload_sent_twice_under_one_key_is_one()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/registers/DEN/2025/old-books")
            {
                Content = new MultipartFormDataContent { { new ByteArrayContent(Csv(Row("1"))), "file", "so.csv" } },
            };
            request.Headers.Add("Idempotency-Key", "mot-lan");
            ids.Add(Of(await (await hlan.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>(), "id"));
        }
        Assert.That(ids.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Each_step_needs_the_one_before()
    {
        var id = Of(await old.Sent(Csv(Row("1"), Row("2"))), "id")!;
        Assert.That(await Problem("check"), Is.EqualTo("old-book-unmapped"));
        var bad = await hlan.PutAsJsonAsync($"/api/v1/old-books/{id}/mapping", new { sheet = 0, columns = new { arrivedOn = 0, arrivalNumber = 0, wrong = 3 }, firstNumber = 5, lastNumber = 2 });
        var errors = (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name);
        Assert.That(errors, Is.SupersetOf(new[] { "columns.issuer", "columns.symbol", "columns.subject", "columns.arrivalNumber", "columns.wrong", "lastNumber" }));
        await old.Map(id);
        Assert.That(await Problem("takeover"), Is.EqualTo("old-book-unchecked"));
        await old.Started($"/api/v1/old-books/{id}/check", null);
        Assert.That(await Problem("check"), Is.EqualTo("old-book-busy"));
        await old.Work();
        await old.Map(id);
        Assert.That(await Problem("takeover"), Is.EqualTo("old-book-unchecked"), "other columns need another check");
        await old.Check(id);
        var gaps = await hlan.PostAsJsonAsync($"/api/v1/old-books/{id}/takeover", new { gaps = new object[] { new { from = 3, to = 2 }, new { from = 1, to = 1, state = "annulled" } } });
        Assert.That((await gaps.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EquivalentTo(new[] { "gaps[0].from", "gaps[1].reason" }));
        await old.TakeOver(id);
        var after = await hlan.PutAsJsonAsync($"/api/v1/old-books/{id}/mapping", new { sheet = 0, columns = Columns });
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "its rows are in the book");

        async Task<string> Problem(string step) =>
            Of(await (await hlan.PostAsJsonAsync($"/api/v1/old-books/{id}/{step}", new { })).Content.ReadFromJsonAsync<JsonElement>(), "type")!.Split(':')[^1];
    }

    [Test]
    public async Task Where_the_office_counts_already_only_earlier_numbers_come_in()
    {
        // DEN of 2026 was opened at 4521 and has given one number.
        (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter())).EnsureSuccessStatusCode();
        var id = Of(await old.Sent(Csv(Row("4518", "1/10/2026"), Row("4520", "2/10/2026"), Row("4521", "2/10/2026"), Row("4522", "2/10/2026")), year: 2026), "id")!;
        await old.Map(id, firstNumber: 4517);
        var check = await old.Check(id);
        Assert.That((Number(check, "done"), Number(check, "failed")), Is.EqualTo((2, 2)));
        var view = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/old-books/{id}");
        Assert.That(view.GetProperty("gaps").EnumerateArray().Select(g => (Number(g, "from"), Number(g, "to"))), Is.EqualTo(new[] { (4517, 4517), (4519, 4519) }));
        await old.TakeOver(id);
        var proof = await old.Proof(2026);
        Assert.That((Number(proof, "first"), Number(proof, "last"), proof.GetProperty("missing").GetArrayLength()), Is.EqualTo((4517, 4521, 0)));
        Assert.That((await old.Entries(2026)).Select(e => (Number(e, "number"), Of(e, "state"))),
            Is.EqualTo(new[] { (4517, "reserved"), (4518, "used"), (4519, "reserved"), (4520, "used"), (4521, "used") }));
    }

    [Test]
    public async Task A_mended_file_fills_what_the_first_left_open_and_passes_over_the_rest()
    {
        await old.All(Csv(Row("1"), Row("2", subject: ""), Row("4")));
        var second = await old.All(Csv(Row("1"), Row("2", subject: "Đã sửa"), Row("3", symbol: "3/A-B"), Row("4", symbol: "khác/với-trước")), "da-sua.csv");
        Assert.That((Number(second, "done"), Number(second, "skipped"), Number(second, "failed")), Is.EqualTo((2, 1, 1)));
        var proof = await old.Proof();
        Assert.That((Number(proof, "last"), proof.GetProperty("missing").GetArrayLength()), Is.EqualTo((4, 0)));
        Assert.That((await old.Entries()).Select(e => (Number(e, "number"), Of(e, "state"), Of(e, "notes"))),
            Is.EqualTo(new[] { (1, "used", null), (2, "used", null), (3, "used", (string?)null), (4, "used", null) }));
    }

    [Test]
    public async Task A_books_first_number_goes_down_only()
    {
        await using var connection = await office.Connect();
        await connection.ExecuteAsync("update series_year set first_number = 4000 where year = 2026");
        Assert.That(async () => await connection.ExecuteAsync("update series_year set first_number = 4001 where year = 2026"),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Property("ConstraintName").EqualTo("series_year_only_up"));
    }

    [Test]
    public async Task A_closed_year_takes_nothing()
    {
        await old.All(Csv(Row("1")));
        (await hlan.PostAsync("/api/v1/registers/DEN/2025/closure", null)).EnsureSuccessStatusCode();
        var id = Of(await old.Sent(Csv(Row("1", symbol: "9/A-B"))), "id")!;
        await old.Map(id);
        Assert.That(Of(await old.Check(id), "state"), Is.EqualTo("failed"));
    }

    [Test]
    public async Task Needs_the_right_to_register_and_to_books()
    {
        var id = Of(await old.Sent(Csv(Row("1"))), "id")!;
        foreach (var userName in new[] { "admin", "thinh", "nam", "quan" })
        {
            var client = await office.Client(userName);
            Assert.That((await Send(client, Csv(Row("1")))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), userName);
            Assert.That((await client.GetAsync($"/api/v1/old-books/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), userName);
            Assert.That((await client.PostAsync($"/api/v1/old-books/{id}/check", null)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), userName);
        }
        var ngoc = await office.Client("ngoc");
        Assert.That((await ngoc.GetAsync($"/api/v1/old-books/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "a colleague goes on with it");
        Assert.That((await ngoc.GetAsync("/api/v1/old-books/0199b0d0-0000-7000-8000-000000000001")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Faulty_rows_go_out_as_a_workbook_that_can_be_mended_and_sent_again()
    {
        var id = Of(await old.Sent(Csv(Row("1"), Row("2", "không rõ"))), "id")!;
        await old.Map(id);
        await old.Check(id);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/old-books/{id}/rows?state=faulty");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        var bytes = await (await hlan.SendAsync(request)).Content.ReadAsByteArrayAsync();
        var row = (IDictionary<string, object>)new MemoryStream(bytes).Query(useHeaderRow: true).Single();
        Assert.That((row["Vì sao"], row["Ngày đến"]), Is.EqualTo(("Ngày đến: Không đọc được ngày “không rõ”", "không rõ")));
        var again = await old.Sent(bytes, "dong-loi.xlsx");
        Assert.That(again.GetProperty("columns").EnumerateObject().Count(), Is.EqualTo(11));
    }

    /// <summary>2,000 rows, one in fifty faulty, with a run cut in the middle of a batch, one cancelled, and taken up again: as the maker of the file knows it.</summary>
    [Test]
    public async Task Two_thousand_rows_cut_cancelled_and_taken_up_again_are_all_accounted_for()
    {
        var file = new OldBookFile(2000, 2025, 20261126, 0.02);
        var stream = new MemoryStream();
        file.Xlsx(stream);
        var id = Of(await old.Sent(stream.ToArray(), "so-2025.xlsx"), "id")!;
        await old.Map(id);
        var check = await old.Check(id);
        var bad = file.Rows().Where(row => row.Fault != OldBookFault.None).ToList();
        var faults = (await Faults(Of(check, "id")!)).ToHashSet();
        Assert.That(bad.Where(row => !faults.Contains(row.Line)), Is.Empty, "every fault was found");
        Assert.That((Number(check, "done") + Number(check, "failed"), Number(check, "total")), Is.EqualTo((2000, 2000)));

        var first = await old.Started($"/api/v1/old-books/{id}/takeover", new { });
        await office.Do<WorkRuns, bool>(work => work.WorkNext(default));
        using (var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(15)))
        {
            try
            {
                await office.Do<WorkRuns, bool>(work => work.WorkNext(cut.Token));
            }
            catch (OperationCanceledException)
            {
                // Cut in the middle, or too late: either way the count below holds.
            }
        }
        (await hlan.PostAsync(first + "/cancellation", null)).EnsureSuccessStatusCode();
        await old.Work();
        Assert.That(Of(await hlan.GetFromJsonAsync<JsonElement>(first), "state"), Is.EqualTo("cancelled"));
        Assert.That((await old.Proof()).GetProperty("missing").GetArrayLength(), Is.GreaterThan(500), "half a book says so");

        var second = await old.TakeOver(id);
        Assert.That(Of(second, "state"), Is.EqualTo("done"));
        Assert.That(Number(second, "done") + Number(second, "failed") + Number(second, "skipped"), Is.EqualTo(2000));
        var good = Number(check, "done");
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from incoming where year = 2025"), Is.EqualTo(good));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(distinct object_id) from journal_entry where action = 'incoming.takenOver'"), Is.EqualTo(good));
        Assert.That(await connection.QueryAsync<string>("select distinct state from old_book_row order by state"), Is.EqualTo(new[] { "faulty", "imported", "secret" }));
        var proof = await old.Proof();
        Assert.That((Number(proof, "first"), proof.GetProperty("missing").GetArrayLength(), proof.GetProperty("duplicates").GetArrayLength()), Is.EqualTo((1, 0, 0)));
        var book = (await connection.QueryAsync<(int Number, string Subject, DateOnly Day)>(
            "select i.arrival_number, d.subject, i.arrived_on from incoming i join document d on d.id = i.document_id where i.year = 2025")).ToDictionary(row => row.Number);
        foreach (var row in file.Rows().Where(row => row.Fault == OldBookFault.None && !faults.Contains(row.Line)))
            Assert.That((book[row.Number].Subject, book[row.Number].Day), Is.EqualTo((row.Cells[5], row.Day)), $"line {row.Line}");
    }

    private async Task<List<int>> Faults(string run)
    {
        var lines = new List<int>();
        for (string? cursor = null; ;)
        {
            var page = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/faults?limit=200" + (cursor is null ? "" : "&cursor=" + cursor));
            lines.AddRange(page.GetProperty("items").EnumerateArray().Select(fault => Number(fault, "item")));
            if ((cursor = Of(page, "nextCursor")) is null)
                return lines;
        }
    }

    private async Task Nowhere(string text)
    {
        await using var connection = await office.Connect();
        foreach (var table in await connection.QueryAsync<string>("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('public', 'hangfire') and table_type = 'BASE TABLE'"))
            Assert.That(await connection.ExecuteScalarAsync<long>($"select count(*) from {table} t where t::text like '%' || @text || '%'", new { text }), Is.Zero, table);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where convert_from(canonical, 'UTF8') like '%' || @text || '%'", new { text }), Is.Zero);
    }

    private static List<Dictionary<string, object?>> Sheet(params object?[][] rows) =>
        [.. rows.Select(row => Enumerable.Range(0, 6).ToDictionary(column => ((char)('A' + column)).ToString(), column => column < row.Length ? row[column] : null))];

    private static string? Of(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
