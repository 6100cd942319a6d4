using System.Globalization;
using Dispatch.Platform;
using Dispatch.Sample;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>A clerk's work as a clerk does it: with keys, with a dropped scan, without JavaScript.</summary>
public sealed class RegisterJourneys
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Registers_three_letters_with_the_keyboard_alone_and_finds_one_again_without_marks()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.Keyboard.PressAsync("n");
        await page.Arrived("**/van-ban-den/vao-so");
        var first = await Number(page, "#expected");
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await Focused(page), Is.EqualTo("symbol"));
            await page.Keyboard.TypeAsync($"{601 + i}/SNV-VTLT");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("0210");
            await page.Keyboard.PressAsync("Enter");
            Assert.That(await Focused(page), Is.EqualTo("issuer"));
            if (i == 0)
            {
                await page.Keyboard.PressAsync("Control+a");
                await page.Keyboard.TypeAsync("snv");
                await page.Locator("[role=option]", new() { HasText = "Sở Nội vụ" }).First.WaitForAsync();
            }
            await page.Keyboard.PressAsync("Enter");
            Assert.That(await page.InputValueAsync("#issuer"), Is.EqualTo("Sở Nội vụ"));
            await page.Keyboard.PressAsync("Enter");
            if (await Focused(page) == "issuer")
                await page.Keyboard.PressAsync("Enter");
            Assert.That(await Focused(page), Is.EqualTo("subject"));
            await page.Keyboard.TypeAsync($"Rà soát hồ sơ tồn đọng đợt {i + 1}");
            await page.Keyboard.PressAsync("Control+Enter");
            await page.Locator("#given .big", new() { HasText = (first + i).ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        }
        Assert.That(await Number(page, "#expected"), Is.EqualTo(first + 3));
        Assert.That(await page.InputValueAsync("#issuer"), Is.EqualTo("Sở Nội vụ"));
        Assert.That(await page.Locator("#given .big").EvaluateAsync<float>("e => parseFloat(getComputedStyle(e).fontSize)"), Is.GreaterThanOrEqualTo(24));

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("ra soat ton dong dot 2");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrived("**/van-ban-den?tu-khoa=*");
        Assert.That(await Number(page, ".line .col-no"), Is.EqualTo(first + 1));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task Takes_back_the_value_of_the_letter_before()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await Fill(page, "611/STC-NS", "Trích yếu dùng lại");
        await page.Keyboard.PressAsync("F8");
        await page.WaitForSelectorAsync("#given .big");
        await page.FocusAsync("#subject");
        await page.Keyboard.PressAsync("Control+d");
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("Trích yếu dùng lại"));
    }

    [Test]
    public async Task An_error_takes_the_focus_and_loses_nothing()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await Fill(page, "", "Không được mất");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#problem");
        Assert.That(await Focused(page), Is.EqualTo("problem"));
        Assert.That(await page.TitleAsync(), Does.StartWith("Lỗi:"));
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("Không được mất"));
        Assert.That(await screen.Axe(), Is.Empty);
        await page.ClickAsync("#problem a[href='#symbol']");
        Assert.That(await Focused(page), Is.EqualTo("symbol"));
    }

    [Test]
    public async Task A_dropped_scan_is_there_before_the_form_and_goes_with_it()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await page.SetInputFilesAsync("#scans", new FilePayload { Name = "Công văn 621.pdf", MimeType = "application/pdf", Buffer = SampleLetterPdf.Of(desk.NextLetter()) });
        await page.WaitForSelectorAsync("#scan [name=fileIds]");
        Assert.That(await page.Locator("#scan iframe").CountAsync(), Is.EqualTo(1));
        await screen.Picture("register-with-scan-1440");
        Assert.That(await screen.Axe(), Is.Empty);
        await Fill(page, "621/STC-NS", "Có bản quét");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#given .big");
        Assert.That(await page.Locator("#scan [name=fileIds]").CountAsync(), Is.Zero);
        await screen.Picture("register-given-1440");
        await page.ClickAsync("#given a.button");
        Assert.That(await page.InnerTextAsync(".files a"), Is.EqualTo("Công văn 621.pdf"));
    }

    [Test]
    public async Task A_level_of_secrecy_closes_subject_and_scan()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await page.SelectOptionAsync("#secrecy", "secret");
        Assert.That(await page.IsDisabledAsync("#subject"));
        Assert.That(await page.IsDisabledAsync("#scans"));
        Assert.That(await page.IsVisibleAsync(".secret"));
        Assert.That(await screen.Axe(), Is.Empty);
    }

    [Test]
    public async Task A_symbol_proposes_who_it_is_from()
    {
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await page.FillAsync("#symbol", "1287/SXD-QLĐT");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('#issuer').value === 'Sở Xây dựng'");
    }

    [Test]
    public async Task Without_JavaScript_a_letter_is_registered_and_found_again()
    {
        await using var screen = await Screen.Open(desk, javaScript: false);
        var page = screen.Page;
        await screen.SignIn();
        await page.ClickAsync("a.new");
        await page.SetInputFilesAsync("#scans", new FilePayload { Name = "Công văn 631.pdf", MimeType = "application/pdf", Buffer = SampleLetterPdf.Of(desk.NextLetter()) });
        await Fill(page, "631/STC-NS", "Đăng ký không cần kịch bản");
        await page.ClickAsync("[data-submit]");
        var number = await page.InnerTextAsync("#given .big");
        await page.FillAsync("#search", VietnameseText.Fold("Đăng ký không cần kịch bản"));
        await page.PressAsync("#search", "Enter");
        Assert.That(await page.InnerTextAsync(".line .col-no"), Is.EqualTo(number));
        await page.ClickAsync(".line .subject");
        Assert.That(await page.InnerTextAsync("#subject"), Is.EqualTo("Đăng ký không cần kịch bản"));
    }

    private static async Task Fill(IPage page, string symbol, string subject)
    {
        await page.FillAsync("#symbol", symbol);
        await page.FillAsync("#issuer", "Sở Tài chính");
        await page.FillAsync("#subject", subject);
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");

    private static async Task<int> Number(IPage page, string selector) => int.Parse(await page.Locator(selector).First.InnerTextAsync(), CultureInfo.InvariantCulture);
}
