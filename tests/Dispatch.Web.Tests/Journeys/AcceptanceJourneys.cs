using System.Globalization;
using System.Text;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Registers;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>Acceptance scenarios AC-02, AC-03 and AC-04 (records-work.md §8) as clerks live them, and a correction from the keyboard.</summary>
public sealed class AcceptanceJourneys
{
    private const string Form = "/van-ban-den/vao-so";

    private DeskOffice desk = null!;

    [SetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task AC_02_a_paper_document_from_Sở_Xây_dựng()
    {
        var electronic = await desk.Register(DeskOffice.Today, medium: Medium.Electronic);
        Assert.That(electronic.ArrivalNumber, Is.EqualTo(4521));
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn("ngoc");
        await page.GotoAsync(Form);
        await page.SetInputFilesAsync("#scans", new FilePayload { Name = "Công văn 1287.pdf", MimeType = "application/pdf", Buffer = Pdf(12) });
        await page.WaitForFunctionAsync("() => document.querySelector('#pageCount').value === '12'");
        await page.FocusAsync("#symbol");
        await page.Keyboard.TypeAsync("1287/SXD-QLĐT");
        await page.Locator(".echo", new() { HasText = "số 1287 · ký hiệu SXD-QLĐT" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("3009");
        await page.WaitForFunctionAsync("() => document.querySelector('#issuer').value === 'Sở Xây dựng'");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#subject-error");
        Assert.That(await page.Locator(".error").CountAsync(), Is.EqualTo(1), "only the subject is missing");
        Assert.That(await page.InputValueAsync("#symbol"), Is.EqualTo("1287/SXD-QLĐT"));
        await page.FillAsync("#subject", "V/v quản lý quy hoạch đô thị");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#given .big", new() { HasText = "4522" }).WaitForAsync();
        await page.ClickAsync("#given a.button");
        var facts = await page.InnerTextAsync(".facts");
        Assert.That(facts, Does.Contain("1287/SXD-QLĐT").And.Contain("Giấy").And.Contain("05/10/2026").And.Contain("30/09/2026").And.Contain("12"));
        Assert.That(await page.InnerTextAsync(".files a"), Is.EqualTo("Công văn 1287.pdf"));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task AC_03_a_duplicate_and_its_three_choices()
    {
        var clerk = await desk.CallerOf("hlan");
        var existing = await desk.Use<RegisterIncoming, IncomingView>(register => register.Execute(new()
        {
            Register = DeskOffice.Book,
            Issuer = "Văn phòng Chính phủ",
            Symbol = "9120/VPCP-KSTT",
            IssuedOn = new(2026, 10, 2),
            Subject = "V/v đẩy mạnh số hóa hồ sơ",
            Medium = Medium.Electronic,
        }, clerk, CancellationToken.None));
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn("ngoc");

        await Send("Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));
        await page.WaitForSelectorAsync("#duplicate");
        Assert.That(await page.InnerTextAsync("#duplicate"),
            Does.Contain(existing.ArrivalNumber.ToString(CultureInfo.InvariantCulture)).And.Contain("05/10/2026").And.Contain("Rơ Châm H'Lan"));
        Assert.That(await screen.Axe(), Is.Empty);
        await screen.Picture("register-duplicate-1440");
        await page.ClickAsync("#duplicate a.plain");
        await page.Arrived("**" + Form);
        await page.ClickAsync("[data-draft-drop] button");
        Assert.That(await Last(), Is.EqualTo(existing.ArrivalNumber), "to give up uses no number");

        await Send("Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));
        await page.ClickAsync("#duplicate [name=paperCopyOf]");
        await page.Locator("#given", new() { HasText = $"văn bản số {existing.ArrivalNumber}" }).WaitForAsync();
        Assert.That(await Last(), Is.EqualTo(existing.ArrivalNumber), "a paper copy uses no number");
        Assert.That((await desk.Use<ReadIncoming, IncomingView>(read => read.Execute(existing.Id, clerk, CancellationToken.None))).Medium, Is.EqualTo(Medium.Both));

        await Send("Văn phòng Chính phủ ".Normalize(NormalizationForm.FormD));
        await page.FillAsync("#acceptDuplicateBecause", "Bản gửi lại có đóng dấu");
        await page.ClickAsync("#duplicate .acts > button:not([name])");
        await page.Locator("#given .big", new() { HasText = (existing.ArrivalNumber + 1).ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        await page.ClickAsync("#given a.button");
        Assert.That(await page.InnerTextAsync(".facts"), Does.Contain("Bản gửi lại có đóng dấu"));

        await Send("Văn phòng Quốc hội");
        await page.Locator("#given .big", new() { HasText = (existing.ArrivalNumber + 2).ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        Assert.That(await page.Locator("#duplicate").CountAsync(), Is.Zero);
        Assert.That(screen.Complaints, Is.Empty);

        async Task Send(string issuer)
        {
            await page.GotoAsync(Form);
            await page.FillAsync("#symbol", "9120/VPCP-KSTT");
            await page.FillAsync("#issuedOn", "2/10");
            await page.FillAsync("#issuer", issuer);
            await page.FillAsync("#subject", "V/v đẩy mạnh số hóa hồ sơ");
            await page.Keyboard.PressAsync("Control+Enter");
        }
    }

    [Test]
    public async Task AC_04_two_clerks_press_the_button_in_the_same_second()
    {
        await using var one = await Screen.Open(desk);
        await using var two = await Screen.Open(desk);
        await one.SignIn("hlan");
        await two.SignIn("ngoc");
        await Task.WhenAll(one.Page.GotoAsync(Form), two.Page.GotoAsync(Form));
        var first = await Last() + 1;
        var given = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            await Fill(one.Page, $"{i}1/STC-NS");
            await Fill(two.Page, $"{i}2/STC-NS");
            await Task.WhenAll(one.Page.Keyboard.PressAsync("Control+Enter"), two.Page.Keyboard.PressAsync("Control+Enter"));
            foreach (var screen in new[] { one, two })
            {
                await screen.Page.WaitForFunctionAsync("() => document.querySelector('#given') && document.querySelector('#symbol').value === ''");
                given.Add(int.Parse(await screen.Page.InnerTextAsync("#given .big"), CultureInfo.InvariantCulture));
            }
        }
        Assert.That(given.Order(), Is.EqualTo(Enumerable.Range(first, 10)));
        Assert.That(one.Complaints.Concat(two.Complaints), Is.Empty);

        static async Task Fill(IPage page, string symbol)
        {
            await page.FillAsync("#symbol", symbol);
            await page.FillAsync("#issuer", "Sở Tài chính");
            await page.FillAsync("#subject", "Cùng một giây");
        }
    }

    [Test]
    public async Task A_wrong_subject_is_corrected_and_undone_from_the_keyboard()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync($"/van-ban-den/{letter.Id}");
        await page.Keyboard.PressAsync("x");
        await page.Arrived("**/sua");
        await page.FocusAsync("#subject");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Trích yếu gõ lại");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".undo");
        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo("Trích yếu gõ lại"));
        await page.Keyboard.PressAsync("z");
        await page.Arrived("**xong=hoan-tac");
        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo(letter.Subject));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Correcting_scans_and_the_offer_to_undo_look_right_on_every_width()
    {
        var letter = await desk.Register(DeskOffice.Today, withScan: true);
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync($"/van-ban-den/{letter.Id}/sua");
        await screen.Picture("correct-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.FillAsync("#subject", "Trích yếu gõ lại");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".undo");
        await screen.Picture("entry-undo-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.GotoAsync($"/van-ban-den/{letter.Id}/tep");
        await screen.Picture("scans-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        await page.SetViewportSizeAsync(320, 700);
        foreach (var address in new[] { "tep", "sua", "" })
        {
            await page.GotoAsync($"/van-ban-den/{letter.Id}/{address}".TrimEnd('/'));
            Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(320), address);
        }
        Assert.That(screen.Complaints, Is.Empty);
    }

    private async Task<int> Last()
    {
        var books = (await desk.Use<FindRegisters, Page<RegisterView>>(async find => await find.Execute(CancellationToken.None))).Items;
        return books.Single(book => book.Code == DeskOffice.Book).Years.Single(year => year.Year == DeskOffice.Today.Year).LastNumber;
    }

    private static byte[] Pdf(int pages)
    {
        var text = new StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        text.Append(CultureInfo.InvariantCulture, $"2 0 obj\n<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"))}] /Count {pages} >>\nendobj\n");
        for (var page = 3; page < pages + 3; page++)
            text.Append(CultureInfo.InvariantCulture, $"{page} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n");
        return Encoding.ASCII.GetBytes(text.Append("trailer\n<< /Root 1 0 R >>\n").ToString());
    }
}
