using Dispatch.Sample;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>Typing in the register form: Vietnamese input methods lose no letter, keys do what the map says, the form says what it noticed.</summary>
public sealed class TypingJourneys
{
    private const string Name = "Đặng Thị Ngọc Ánh";

    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [SetUp]
    public async Task Empty()
    {
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await using var command = connection.CreateCommand();
        command.CommandText = "delete from draft";
        await command.ExecuteNonQueryAsync();
    }

    [TestCase("issuer", true)]
    [TestCase("issuer", false)]
    [TestCase("subject", true)]
    [TestCase("subject", false)]
    public async Task A_name_typed_by_Telex_arrives_whole_while_answers_come_late(string field, bool composing)
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        var answers = 0;
        await page.RouteAsync(url => url.Contains("handler=", StringComparison.Ordinal), async route =>
        {
            await Task.Delay(90);
            answers++;
            await route.ContinueAsync();
        });
        await page.FillAsync("#symbol", "1287/SXD-QLĐT");
        await page.FocusAsync("#" + field);
        var method = await InputMethod.Of(page);
        foreach (var part in new[] { "Sở ", Name })
        {
            await (composing ? method.Compose(part.TrimEnd()) : method.Replace(part.TrimEnd()));
            if (part.EndsWith(' '))
            {
                await page.Keyboard.PressAsync("Space");
                // Long enough for the list to open under the half-typed name.
                await page.WaitForTimeoutAsync(300);
            }
        }
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo(field));
        Assert.That(await page.InputValueAsync("#" + field), Is.EqualTo("Sở " + Name));
        await page.Keyboard.PressAsync("Tab");
        Assert.That(await page.InputValueAsync("#" + field), Is.EqualTo("Sở " + Name), "a name that is written out stays as written");
        Assert.That(answers, Is.GreaterThan(0));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Keys_while_composing_are_the_input_methods()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#issuer");
        foreach (var (key, code, control) in new[] { ("Enter", "Enter", false), ("Enter", "Enter", true), ("d", "KeyD", true), ("s", "KeyS", true) })
        {
            await page.EvaluateAsync("""
                ([key, code, ctrlKey]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, code, ctrlKey, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }))
                """, new object[] { key, code, control });
            Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("issuer"));
        }
        Assert.That(await page.Locator("#problem").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Letters_in_a_field_are_never_shortcuts()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("jkxphtgvnz/?");
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("jkxphtgvnz/?"));
        Assert.That(page.Url, Does.EndWith("/van-ban-den/vao-so"));
    }

    [Test]
    public async Task Enter_walks_the_fields_and_Shift_Enter_walks_back()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        var walked = new List<string>();
        foreach (var key in new[] { "Enter", "Enter", "Enter", "Shift+Enter", "Shift+Enter", "Shift+Enter", "Shift+Enter" })
        {
            await page.Keyboard.PressAsync(key);
            walked.Add(await page.EvaluateAsync<string>("() => document.activeElement.id"));
        }
        Assert.That(walked, Is.EqualTo(new[] { "issuedOn", "issuer", "subject", "issuer", "issuedOn", "symbol", "arrivedOn" }));
        await page.FocusAsync("#subject");
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("subject"), "in the subject Enter is a new line");
    }

    [Test]
    public async Task Initials_left_before_the_answer_still_become_the_agency()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#issuer");
        await page.Keyboard.TypeAsync("snv");
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("subject"));
        await page.WaitForFunctionAsync("() => document.querySelector('#issuer').value === 'Sở Nội vụ'");
    }

    [Test]
    public async Task The_form_says_how_the_symbol_parts_and_what_the_letter_looks_like()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#symbol");
        await page.Keyboard.TypeAsync("1287/SXD-QLĐT");
        await page.Locator(".field .echo", new() { HasText = "số 1287 · ký hiệu SXD-QLĐT" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('#issuer').value === 'Sở Xây dựng'");
        await page.Locator(".field .echo", new() { HasText = "Đề xuất từ ký hiệu" }).WaitForAsync();
        await page.Keyboard.TypeAsync("3112");
        await page.FillAsync("#subject", "Về việc thẩm định quy hoạch chi tiết khu dân cư phía nam");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#given .big").WaitForAsync();
        var number = await page.InnerTextAsync("#given .big");

        await page.FillAsync("#symbol", "1287/SXD-QLĐT");
        await page.PressAsync("#symbol", "Enter");
        await page.Locator("#alike", new() { HasText = $"Có thể trùng: số đến {number}" }).WaitForAsync();
        Assert.That(await page.GetAttributeAsync("#alike a", "href"), Does.StartWith("/van-ban-den/"));
        await page.FillAsync("#issuer", "Sở Chưa Ai Biết");
        await page.FillAsync("#issuedOn", "06/10/2026");
        await page.FillAsync("#subject", "quy hoạch chi tiết khu dân cư phía nam");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("#alike", new() { HasText = "Trích yếu gần giống" }).WaitForAsync();
        Assert.That(await page.Locator("#alike").EvaluateAsync<bool>("e => e.getBoundingClientRect().bottom <= innerHeight"), "the warnings are in sight");
        var said = await page.InnerTextAsync("#alike");
        Assert.That(said, Does.Contain("“Sở Chưa Ai Biết” chưa có trong danh bạ").And.Contain("Ngày văn bản sau ngày đến (05/10/2026)"));
        Assert.That(said, Does.Contain("Thêm cơ quan"), "who registers its letter may take an agency into the directory");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("documentType"));
        await screen.Picture("register-warnings-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_clerk_takes_an_unknown_issuer_into_the_directory_from_the_form()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await page.FillAsync("#issuer", "Hội Làm vườn tỉnh");
        await page.PressAsync("#issuer", "Tab");
        await page.ClickAsync("[data-add-issuer]");
        await page.WaitForFunctionAsync("() => document.querySelector('#status').textContent.includes('Hội Làm vườn tỉnh')");
        await page.WaitForFunctionAsync("() => !document.querySelector('#alike').textContent.includes('danh bạ')");
    }

    [Test]
    public async Task Several_files_are_put_in_order_by_keys_and_their_pages_fill_the_field()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#subject");
        await page.SetInputFilesAsync("#scans", [Scan("Phụ lục.pdf"), Scan("Công văn.pdf"), Scan("Biểu.pdf")]);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#scan .files li').length === 3");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("subject"), "an upload takes no focus from who is typing");
        Assert.That(await page.InputValueAsync("#pageCount"), Is.Not.Empty);
        await page.Locator("[data-arrange^=first-]").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('#scan .files label').textContent.trim() === 'Công văn.pdf'");
        await page.Locator("[data-arrange^=up-]").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#scan .files label')[1].textContent.trim() === 'Biểu.pdf'");
        await page.FillAsync("#symbol", "31/STC-NS");
        await page.FillAsync("#issuer", "Sở Tài chính");
        await page.FillAsync("#subject", "Ba tệp");
        await page.Keyboard.PressAsync("F8");
        await page.WaitForSelectorAsync("#given .big");
        await page.ClickAsync("#given a.button");
        Assert.That(await page.Locator(".files a").AllInnerTextsAsync(), Is.EqualTo(new[] { "Công văn.pdf", "Biểu.pdf", "Phụ lục.pdf" }));
    }

    [Test]
    public async Task The_scan_turns_its_pages_without_leaving_the_field()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.SetInputFilesAsync("#scans", new FilePayload { Name = "Hai trang.pdf", MimeType = "application/pdf", Buffer = TwoPages() });
        await page.WaitForSelectorAsync("[data-leaf]");
        await page.FocusAsync("#subject");
        await page.Keyboard.PressAsync("Alt+PageDown");
        Assert.That(await page.InnerTextAsync("[data-leaf] [role=status]"), Is.EqualTo("trang 2/2"));
        Assert.That(await page.GetAttributeAsync("#scan iframe", "src"), Does.Contain("#page=2"));
        await page.Keyboard.TypeAsync("vẫn gõ được");
        await page.Keyboard.PressAsync("Alt+PageUp");
        Assert.That(await page.InnerTextAsync("[data-leaf] [role=status]"), Is.EqualTo("trang 1/2"));
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("vẫn gõ được"));
    }

    private FilePayload Scan(string name) => new() { Name = name, MimeType = "application/pdf", Buffer = SampleLetterPdf.Of(desk.NextLetter()) };

    private static byte[] TwoPages() => System.Text.Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n");

    private static async Task<IPage> OpenForm(Screen screen)
    {
        await screen.SignIn();
        await screen.Page.GotoAsync("/van-ban-den/vao-so");
        // The browser puts the focus there when it has laid the page out; fingers are slower than that, a script is not.
        await screen.Page.WaitForFunctionAsync("() => document.activeElement.id === 'symbol'");
        return screen.Page;
    }
}
