using Dispatch.People;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>A real office from its one-time link to its first letter, and one that passes into a new year, in a browser.</summary>
public sealed class SetUpJourneys
{
    [Test]
    public async Task From_the_one_time_link_to_the_first_registered_letter()
    {
        await using var office = await TestOffice.Start(services: services => services.Configure<SignInSettings>(s => (s.HashMemoryKiB, s.HashPasses) = (64, 1)), environment: "Production");
        await using var scope = office.Services.CreateAsyncScope();
        var link = (await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().Execute(CancellationToken.None))!;
        await using var screen = await Screen.Open(office.Address);
        var page = screen.Page;

        await page.GotoAsync(link.Path);
        await SetPassword(page, "admin");
        await page.Arrived("**/quan-tri");
        Assert.That(await page.Locator(".sample").CountAsync(), Is.Zero, "nothing of the sample office");
        await Next(page, "Cơ quan và cơ quan ban hành");
        await page.FillAsync("#name", "Văn phòng Ủy ban nhân dân tỉnh");
        await Save(page);
        await page.ClickAsync("a[href$='them=1']");
        await page.FillAsync("#name", "Ủy ban nhân dân tỉnh");
        await page.FillAsync("#abbreviation", "UBND");
        await page.FillAsync("#source", "Nghị quyết 202/2025/QH15");
        await Save(page);

        await Next(page, "Đơn vị");
        await page.FillAsync("#name", "Phòng Hành chính - Tổ chức");
        await page.FillAsync("#code", "HCTC");
        await Save(page);
        await Next(page, "Người dùng");
        await page.ClickAsync("a[href$='them=1']");
        await page.FillAsync("#fullName", "Rơ Châm H'Lan");
        await page.FillAsync("#userName", "hlan");
        await page.FillAsync("#title", "Văn thư");
        await page.SelectOptionAsync("#unitCode", "HCTC");
        await page.CheckAsync("input[name=roles][value=registry]");
        await Save(page);
        await page.ClickAsync("form[action$='handler=Link'] button");
        var clerkLink = new Uri((await page.TextContentAsync(".secret-link"))!.Trim());
        Assert.That(await screen.Axe(), Is.Empty);

        await Next(page, "Sổ và dãy số");
        await page.ClickAsync("a[href$='them=1']");
        Assert.That(await page.InputValueAsync("#issuingBody"), Is.EqualTo("Ủy ban nhân dân tỉnh"));
        await page.FillAsync("#name", "Sổ văn bản đến UBND tỉnh");
        await page.FillAsync("#code", "DEN");
        await page.ClickAsync("form.fields button.primary");
        await page.FillAsync("#firstNumber", "4521");
        await page.FillAsync("#because", "Tiếp quản từ sổ giấy");
        await Save(page);

        await Next(page, "Lịch nghỉ năm 2026");
        await page.ClickAsync("a[href$='khai-bao']");
        await page.ClickAsync(".confirm button.primary");
        await page.WaitForSelectorAsync("#done");
        await page.GotoAsync("/quan-tri");
        Assert.That(await page.Locator(".steps li.done").CountAsync(), Is.EqualTo(7), "only next year's calendar is left");

        await page.ClickAsync(".account summary");
        await page.ClickAsync("form[action='/dang-xuat'] button");
        await page.GotoAsync(clerkLink.PathAndQuery);
        await SetPassword(page, "hlan");
        await page.Arrived(url => !url.Contains("dang-nhap", StringComparison.Ordinal) && !url.Contains("dat-mat-khau", StringComparison.Ordinal));
        await page.GotoAsync("/van-ban-den/vao-so");
        await Letter(page, "1287/SXD-QLĐT", "V/v quy hoạch đô thị");
        Assert.That(await page.Locator("#given .big").TextContentAsync(), Is.EqualTo("4521"));
        Assert.That(screen.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_new_year_begins_at_one_and_the_closed_one_takes_nothing()
    {
        await using var desk = await DeskOffice.Start();
        desk.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 16, 45, 0, TimeSpan.FromHours(7)));
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await Letter(page, "99/SXD-QLN", "Thư cuối năm");
        var last = int.Parse((await page.Locator("#given .big").TextContentAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(last, Is.EqualTo(4521));
        Assert.That(await page.Locator(".note.warn").First.TextContentAsync(), Does.Contain("hưa khai báo lịch nghỉ"));
        var entry = await page.Locator("#given a[href^='/van-ban-den/']").First.GetAttributeAsync("href");

        desk.Office.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 4, 8, 10, 0, TimeSpan.FromHours(7)));
        await screen.SignIn();
        await page.GotoAsync("/van-ban-den/vao-so");
        await Letter(page, "1/SXD-QLN", "Thư đầu năm");
        Assert.That(await page.Locator("#given .big").TextContentAsync(), Is.EqualTo("1"));

        await page.GotoAsync("/quan-tri/so?khoa=DEN&nam=2026");
        await page.ClickAsync(".confirm button.danger");
        Assert.That(await page.Locator(".certificate").TextContentAsync(), Does.Contain("4521"));
        Assert.That(await screen.Axe(), Is.Empty);

        await page.GotoAsync($"{entry}?hoi=huy-so");
        await page.FillAsync("#reason", "Hủy sau khi đã khóa sổ");
        await page.ClickAsync("#annul button.danger");
        Assert.That(await page.Locator("#problem").TextContentAsync(), Does.Contain("Sổ đã khóa"));
        await page.GotoAsync("/van-ban-den/vao-so");
        await page.FillAsync("#arrivedOn", "31/12/2026");
        await Fill(page, "100/SXD-QLN", "Thư đến muộn");
        await page.Keyboard.PressAsync("F8");
        await page.WaitForSelectorAsync("#problem");
        Assert.That(await page.Locator("#problem").TextContentAsync(), Does.Contain("Sổ đã khóa"));
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("Thư đến muộn"));
    }

    private static async Task Next(IPage page, string step)
    {
        await page.GotoAsync("/quan-tri");
        Assert.That(await page.Locator(".steps li.next a").TextContentAsync(), Is.EqualTo(step));
        await page.ClickAsync(".steps li.next a");
    }

    private static async Task Save(IPage page)
    {
        await page.ClickAsync("form.fields button.primary");
        await page.WaitForSelectorAsync("#done");
    }

    private static async Task SetPassword(IPage page, string userName)
    {
        await page.FillAsync("#password", "núi Chư Đăng Ya mùa hoa");
        await page.FillAsync("#again", "núi Chư Đăng Ya mùa hoa");
        await page.ClickAsync("form.sign button");
        await page.Arrived("**/dang-nhap?**");
        Assert.That(await page.InputValueAsync("#userName"), Is.EqualTo(userName));
        await page.FillAsync("#password", "núi Chư Đăng Ya mùa hoa");
        await page.ClickAsync("form.sign button");
    }

    private static async Task Letter(IPage page, string symbol, string subject)
    {
        await Fill(page, symbol, subject);
        await page.Keyboard.PressAsync("F8");
        await page.WaitForSelectorAsync("#given .big");
    }

    private static async Task Fill(IPage page, string symbol, string subject)
    {
        await page.FillAsync("#symbol", symbol);
        await page.FillAsync("#issuer", "Sở Xây dựng");
        await page.FillAsync("#subject", subject);
        await page.FocusAsync("#subject");
    }
}
