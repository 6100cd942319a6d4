using Dispatch.Sample;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>A half-filled form survives what happens to browsers: a reload, a killed page, an ended session, a server that does not answer.</summary>
public sealed class DraftJourneys
{
    private const string Form = "/van-ban-den/vao-so";
    private const string Net = "() => sessionStorage.getItem('dispatch-draft')";

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

    [Test]
    public async Task Saves_itself_while_typing_and_comes_back_after_a_killed_page_with_its_scan()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.SetInputFilesAsync("#scans", new FilePayload { Name = "Công văn 11.pdf", MimeType = "application/pdf", Buffer = SampleLetterPdf.Of(desk.NextLetter()) });
        await page.WaitForSelectorAsync("#scan [name=fileIds]");
        await page.FillAsync("#symbol", "11/STC-NS");
        await page.FocusAsync("#subject");
        var saved = page.WaitForResponseAsync(answer => Uri.UnescapeDataString(answer.Request.PostData ?? "").Contains("gõ+dở", StringComparison.Ordinal));
        await page.Keyboard.TypeAsync("Đang gõ dở");
        Assert.That((await saved).Ok);
        await Said(page, "Đã lưu nháp lúc 08:30:00");
        // The server has it: nothing stays in the browser.
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('dispatch-draft') === null");
        await page.CloseAsync();

        await using var again = await Screen.Open(desk);
        page = await OpenForm(again);
        Assert.That(await page.InnerTextAsync(".restored"), Does.Contain("Đã khôi phục bản nháp lúc 05/10/2026 08:30:00"));
        Assert.That(await page.InputValueAsync("#symbol"), Is.EqualTo("11/STC-NS"));
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("Đang gõ dở"));
        Assert.That(await page.InnerTextAsync("#scan .files label"), Is.EqualTo("Công văn 11.pdf"));
        await again.Picture("register-draft-restored-1440");
        await page.FillAsync("#issuer", "Sở Tài chính");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#given .big");
        await page.ReloadAsync();
        Assert.That(await page.Locator(".restored").CountAsync(), Is.Zero, "registering removes the draft");
    }

    [Test]
    public async Task The_key_saves_at_once_and_the_button_throws_it_away()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("Lưu ngay");
        await page.Keyboard.PressAsync("Control+s");
        await Said(page, "Đã lưu nháp");
        await page.ReloadAsync();
        Assert.That(await page.InputValueAsync("#subject"), Is.EqualTo("Lưu ngay"));
        Assert.That(screen.Complaints, Is.Empty);
        Assert.That(await screen.Axe(), Is.Empty);
        // Typed further, not saved yet, and then thrown away: leaving the page must not bring it back.
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("!");
        await page.ClickAsync("[data-draft-drop] button");
        await page.WaitForFunctionAsync("() => !document.querySelector('.restored')");
        await page.ReloadAsync();
        Assert.That(await page.InputValueAsync("#subject"), Is.Empty);
    }

    [Test]
    public async Task An_ended_session_costs_no_letter()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("Trước khi hết phiên");
        await Said(page, "Đã lưu nháp");
        await page.Context.ClearCookiesAsync();
        await page.Keyboard.TypeAsync(" và sau đó");
        await Said(page, "Phiên làm việc đã hết");
        await page.ClickAsync("#draft-said a");
        await page.Arrived("**/dang-nhap**");
        await page.ClickAsync($".cards button[value={DeskOffice.Clerk}]");
        await page.Arrived("**" + Form);
        await page.WaitForFunctionAsync("() => document.querySelector('#subject').value === 'Trước khi hết phiên và sau đó'");
        await Said(page, "Đã lưu nháp");
        Assert.That(await page.EvaluateAsync<string?>(Net), Is.Null);
    }

    [Test]
    public async Task Somebody_elses_sign_in_finds_nothing_of_it()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.Context.ClearCookiesAsync();
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("Của hlan");
        await Said(page, "Phiên làm việc đã hết");
        await screen.SignIn("ngoc");
        await page.GotoAsync(Form);
        Assert.That(await page.InputValueAsync("#subject"), Is.Empty);
        Assert.That(await page.EvaluateAsync<string?>(Net), Is.Null);
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_said_and_caught_by_the_browser()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.RouteAsync("**/van-ban-den/vao-so?handler=Draft", route => route.AbortAsync());
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("Khi mất mạng");
        await Said(page, "Mất kết nối. Đang thử lại…");
        await page.UnrouteAsync("**/van-ban-den/vao-so?handler=Draft");
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#subject').value === 'Khi mất mạng'");
        await Said(page, "Đã lưu nháp");
    }

    [Test]
    public async Task Of_a_secret_document_nothing_is_kept_anywhere()
    {
        await using var screen = await Screen.Open(desk);
        var page = await OpenForm(screen);
        await page.FocusAsync("#subject");
        await page.Keyboard.TypeAsync("Nội dung bí mật");
        await Said(page, "Đã lưu nháp");
        var answered = page.WaitForResponseAsync(answer => answer.Url.Contains("handler=Draft", StringComparison.Ordinal));
        await page.SelectOptionAsync("#secrecy", "confidential");
        var sent = (await answered).Request.PostData!;
        Assert.That(Uri.UnescapeDataString(sent.Replace('+', ' ')), Does.Contain("secrecy=confidential").And.Not.Contain("bí mật"));
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.FillAsync("#notes", "thêm nữa", new() { Force = true });
        await page.DispatchEventAsync("#notes", "change");
        await page.ReloadAsync();
        Assert.That(requests.Where(url => url.Contains("handler=", StringComparison.Ordinal)), Is.Empty, "autosave and warnings stand still");
        Assert.That(await page.InputValueAsync("#subject"), Is.Empty);
        Assert.That(await page.EvaluateAsync<string?>(Net), Is.Null);
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from draft";
        Assert.That(await command.ExecuteScalarAsync(), Is.Zero);
    }

    [Test]
    public async Task Two_windows_tell_each_other_and_lose_nothing()
    {
        await using var one = await Screen.Open(desk);
        await using var two = await Screen.Open(desk);
        var (first, second) = (await OpenForm(one), await OpenForm(two));
        await first.FocusAsync("#subject");
        await first.Keyboard.TypeAsync("Cửa sổ một");
        await Said(first, "Đã lưu nháp");
        await second.FocusAsync("#subject");
        await second.Keyboard.TypeAsync("Cửa sổ hai");
        await Said(second, "của cửa sổ khác vẫn được giữ");
        await second.ReloadAsync();
        Assert.That(await second.InputValueAsync("#subject"), Is.EqualTo("Cửa sổ hai"));
        await second.ClickAsync(".restored form[action$=Swap] button");
        await second.WaitForFunctionAsync("() => document.querySelector('#subject').value === 'Cửa sổ một'");
    }

    private static async Task<IPage> OpenForm(Screen screen)
    {
        await screen.SignIn();
        await screen.Page.GotoAsync(Form);
        return screen.Page;
    }

    private static Task Said(IPage page, string words) => page.Locator("#draft-said", new() { HasText = words }).WaitForAsync();
}
