using System.Diagnostics;
using System.Globalization;
using Dispatch.Testing;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>
/// The newcomer's walk: the README's command, the program itself, and from the first page to a printed book and on to the archive without being told
/// anything. A picture of each step is kept.
/// </summary>
public sealed class NewcomerJourneys
{
    private const string Subject = "Góp ý đồ án điều chỉnh quy hoạch chung thị trấn Ia Kha";

    [Test]
    public async Task From_the_command_to_a_printed_book_and_to_the_archive()
    {
        var walked = Stopwatch.StartNew();
        await using var program = OfficeProcess.Serve(Path.Combine(RunFolder.New("newcomer"), "data"), new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
        using var client = await program.Ready();
        await using var screen = await Screen.Open(client.BaseAddress!);
        var page = screen.Page;

        await page.GotoAsync("/");
        await screen.Picture("walk-1-sign-in");
        await page.ClickAsync(".cards button[value=hlan]");
        await page.Arrived("**/van-ban-den");
        await screen.Picture("walk-2-list");

        await page.Keyboard.PressAsync("n");
        await page.Arrived("**/van-ban-den/vao-so");
        await page.SetInputFilesAsync("#scans", Path.Combine(Repository.Folder, "src", "Dispatch.Web", "Guides", "ban-quet-mau.pdf"));
        await page.Locator("[name=fileIds]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.FillAsync("#symbol", "1287/SXD-QLĐT");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#issuedOn", "30/9");
        await page.FillAsync("#issuer", "Sở Xây dựng");
        await page.FillAsync("#subject", Subject);
        await screen.Picture("walk-3-scan-and-form");
        await page.Keyboard.PressAsync("Control+Enter");
        var number = int.Parse(await page.Locator("#given .big").InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.That(number, Is.EqualTo(4521));
        await screen.Picture("walk-4-number");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("quy hoach ia kha");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrived("**tu-khoa=**");
        await page.Locator(".lines a.subject").First.ClickAsync();
        await page.Locator("#detail h2, #detail h1", new() { HasText = Subject }).First.WaitForAsync();
        await screen.Picture("walk-5-found");

        var entry = await page.Locator("#detail a[href^='/van-ban-den/']").First.GetAttributeAsync("href");
        var letter = entry!.Split('?')[0].TrimEnd('/');
        await page.GotoAsync(letter + "/sua");
        await page.FillAsync("#subject", Subject + ", huyện Ia Grai");
        await screen.Picture("walk-6-correct");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("h1", new() { HasText = "huyện Ia Grai" }).WaitForAsync();
        await screen.Picture("walk-7-corrected");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await page.Arrived("**/so");
        await screen.Picture("walk-8-books");
        await page.Locator("a[href^='/so/DEN/']").First.ClickAsync();
        await page.Locator("form[action$='/in'] button.primary").First.ClickAsync();
        await page.Arrived("**/in?**");
        Assert.That(await page.Locator("table.lines").InnerTextAsync(), Does.Contain("4521").And.Contain("1287/SXD-QLĐT").And.Contain("huyện Ia Grai"));
        await screen.Picture("walk-9-printed-book");
        Assert.That((await screen.Pdf()).Length, Is.GreaterThan(10_000));
        Assert.That(screen.Complaints, Is.Empty);

        await page.GotoAsync(letter + "/xu-ly");
        await page.SelectOptionAsync("#to", "thinh");
        await page.ClickAsync("#submit button.primary");
        await page.Settled();
        await screen.Picture("walk-10-submitted");
        await Sit("thinh", letter.Replace("van-ban-den", "cho-y-kien", StringComparison.Ordinal), async (other, desk) =>
        {
            await desk.Locator(".pick:has-text(\"Phòng Khoa giáo - Văn xã\") input[value=Lead]").CheckAsync();
            await other.Picture("walk-11-direct");
            await desk.ClickAsync("#direction button.primary");
            Assert.That(await desk.InnerTextAsync("#done"), Does.Contain("Nay ở Phòng Khoa giáo - Văn xã"));
        });
        await Sit("dao", "/viec?hop=cho-phan-cong", async (other, desk) =>
        {
            await desk.ClickAsync("a.subject:has-text('Ia Kha')");
            await desk.Locator(".pick:has-text(\"Võ Minh Quân\") input[value=Lead]").CheckAsync();
            await other.Picture("walk-12-assign");
            await desk.ClickAsync("#assign button.primary");
            Assert.That(await desk.InnerTextAsync("#done"), Does.Contain("Nay ở Võ Minh Quân"));
        });
        await Sit("quan", "/viec?hop=cho-xu-ly", async (other, desk) =>
        {
            await desk.ClickAsync("a.subject:has-text('Ia Kha')");
            await desk.ClickAsync("#complete summary");
            await desk.SelectOptionAsync("#result", "answered");
            await desk.FillAsync("#answerSymbol", "1520/UBND-KGVX");
            await other.Picture("walk-13-complete");
            await desk.ClickAsync("#complete button.primary, #complete .acts button");
            Assert.That(await desk.InnerTextAsync("#done"), Does.Contain("Nay ở văn thư"));
        });
        await Sit("admin", "/tinh-trang", async (other, desk) =>
        {
            await desk.ClickAsync("#run-archive");
            // The page refreshes itself while jobs run.
            await Assertions.Expect(desk.Locator("#job-archive")).ToContainTextAsync("Xong", new() { Timeout = 60_000 });
            await other.Picture("walk-14-run-now");
        });
        await page.GotoAsync(letter);
        await page.Locator("#archive").ScrollIntoViewIfNeededAsync();
        await screen.Picture("walk-15-archived");
        await page.ClickAsync("#archive button");
        Assert.That(await page.InnerTextAsync("#archive"), Does.Contain("Nguyên vẹn").And.Contain("Rơ Châm H'Lan"));
        foreach (var command in await page.Locator("#archive pre").AllInnerTextsAsync())
        {
            var (code, said) = await Bash.Run(command);
            Assert.That(code, Is.Zero, command + "\n" + said);
            Assert.That(said, Does.Contain("OK").And.Not.Contain("FAILED"));
            await TestContext.Out.WriteLineAsync($"$ {command}\n{said}");
        }
        await TestContext.Out.WriteLineAsync($"walked in {walked.Elapsed.TotalSeconds:0} s");

        async Task Sit(string who, string address, Func<Screen, IPage, Task> act)
        {
            await using var other = await Screen.Open(client.BaseAddress!);
            await other.Page.GotoAsync("/dang-nhap");
            await other.Page.ClickAsync($".cards button[value={who}]");
            await other.Page.GotoAsync(address);
            await act(other, other.Page);
            Assert.That(other.Complaints, Is.Empty, who);
        }
    }
}
