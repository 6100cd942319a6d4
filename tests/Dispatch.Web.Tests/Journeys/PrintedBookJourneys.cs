using System.Globalization;
using Dispatch.Runs;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>The book on paper (AC-21, incoming half): printed by the browser, read back from the PDF.</summary>
public sealed class PrintedBookJourneys
{
    [OneTimeSetUp]
    public void Poppler()
    {
        if (!PrintedBook.CanRead)
            Assert.Ignore("poppler-utils is not here: nothing can read the printed book.");
    }

    [Test]
    public async Task October_with_640_entries_prints_whole_and_copies_out()
    {
        await using var office = await PrintOffice.October();
        await using var screen = await Screen.Open(office.Desk);
        await screen.SignIn();
        var page = screen.Page;
        await page.GotoAsync("/so/DEN/2026");
        await page.FillAsync("#tu", "1/10");
        await page.FillAsync("#den", "31/10");
        await page.FillAsync("#quyen", "02");
        await page.ClickAsync("#by-dates ~ form button.primary");
        await page.Arrived("**/so/DEN/2026/in?*");
        Assert.That(screen.Complaints, Is.Empty);
        var bytes = await screen.Pdf();
        await File.WriteAllBytesAsync(Path.Combine(TestContext.CurrentContext.WorkDirectory, "so-thang-10.pdf"), bytes);
        var book = await PrintedBook.Read(bytes);

        foreach (var words in new[] { "ỦY BAN NHÂN DÂN TỈNH GIA LAI", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Năm: 2026", "Từ ngày 01/10/2026 đến ngày 31/10/2026", "Từ số 4521 đến số 5160", "Quyển số: 02" })
            Assert.That(book.Text[0], Does.Contain(words));
        for (var leaf = 1; leaf <= book.Pages.Count; leaf++)
            Assert.That(book.Text[leaf - 1], Does.Contain(string.Create(CultureInfo.InvariantCulture, $"Quyển số: 02 – Trang {leaf}/{book.Pages.Count}")));
        // The sum and the signature may need a page of their own.
        foreach (var leaf in book.Pages.Skip(1).Where(words => words.MinBy(word => word.Top)!.Text != "Kỳ"))
            Assert.That(leaf.Select(word => word.Text), Is.SupersetOf(Enumerable.Range(1, 10).Select(ordinal => $"({ordinal})")));
        var entries = book.Entries().ToList();
        Assert.That(entries.Select(entry => entry.Number), Is.EqualTo(Enumerable.Range(4521, 640).Select(number => number.ToString(CultureInfo.InvariantCulture))));
        Differences(office, entries);
        Assert.That(book.Text[^1], Does.Contain("Kỳ này gồm 640 số, trong đó 4 số đã hủy.").And.Contain("NGƯỜI LẬP SỔ").And.Contain("Rơ Châm H'Lan"));
        Assert.That(await page.Locator(".annulled .n").CountAsync(), Is.EqualTo(4));
        Assert.That(await page.Locator(".annulled .n").First.EvaluateAsync<string>("e => getComputedStyle(e).textDecorationLine"), Is.EqualTo("line-through"));

        // The workbook and the list count the same.
        var workbook = await page.APIRequest.GetAsync("/so/DEN/2026?handler=Table&tu=1/10&den=31/10");
        using var stream = new MemoryStream(await workbook.BodyAsync());
        Assert.That(stream.Query(useHeaderRow: true).Count(), Is.EqualTo(640));
        var list = await page.APIRequest.GetAsync("/api/v1/incoming-documents?register=DEN&year=2026&from=2026-10-01&to=2026-10-31&count=true&limit=1");
        Assert.That((await list.JsonAsync())!.Value.GetProperty("count").GetInt32(), Is.EqualTo(640));
    }

    [Test]
    public async Task The_PDF_of_the_job_is_the_same_book_with_its_hash_in_the_print_log()
    {
        await using var office = await PrintOffice.October(40);
        await using var screen = await Screen.Open(office.Desk);
        await screen.SignIn();
        var page = screen.Page;
        await page.GotoAsync("/so/DEN/2026/in?quyen=03");
        await page.ClickAsync("text=Tải PDF");
        await page.Arrived("**/cong-viec/*");
        await using (var scope = office.Desk.Office.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<WorkRuns>().Run(CancellationToken.None);
        await page.ReloadAsync();
        var bytes = await (await page.APIRequest.GetAsync((await page.GetAttributeAsync("a[href$='/result']", "href"))!)).BodyAsync();
        var book = await PrintedBook.Read(bytes);
        var entries = book.Entries().ToList();
        Assert.That(entries.Select(entry => entry.Number), Is.EqualTo(office.Book.Select(line => line.Cells[1])));
        Differences(office, entries);
        Assert.That(book.Text[0], Does.Contain("Quyển số: 03").And.Contain($"Trang 1/{book.Pages.Count}").And.Not.Contain("Tải PDF"));
        await page.GotoAsync("/so/DEN/2026");
        var logged = await page.Locator("table.plain tbody span[title]").GetAttributeAsync("title");
        Assert.That(logged, Is.EqualTo("SHA-256 " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
    }

    [Test]
    public Task Sixty_entries_of_every_shape_stand_on_paper_word_for_word() => EveryShape(60, 11);

    [Test, Explicit("The full figure: 1,000 random entries.")]
    public Task A_thousand_entries_of_every_shape_stand_on_paper_word_for_word() => EveryShape(1000, 20261126);

    private static async Task EveryShape(int count, int seed)
    {
        await using var office = await PrintOffice.OfEveryShape(count, seed);
        await using var screen = await Screen.Open(office.Desk);
        await screen.SignIn();
        foreach (var density in new[] { "", "?nen=1" })
        {
            await screen.Page.GotoAsync("/so/DEN/2026/in" + density);
            var bytes = await screen.Pdf();
            await File.WriteAllBytesAsync(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"so-{count}{density.TrimStart('?')}.pdf"), bytes);
            var entries = (await PrintedBook.Read(bytes)).Entries().ToList();
            Assert.That(entries.Select(entry => entry.Number), Is.EqualTo(office.Book.Select(line => line.Cells[1])));
            Differences(office, entries);
        }
        TestContext.Out.WriteLine($"{count} entries, {count * 10} cells, twice (11 pt and 10 pt): 0 differences");
    }

    private static void Differences(PrintOffice office, List<PrintedBook.Entry> entries) =>
        Assert.That(office.Book.Zip(entries).SelectMany(pair => Enumerable.Range(0, 10).Where(column => !pair.Second.Says(column, pair.First.Cells[column]))
            .Select(column => $"{pair.First.Number}, column {column + 1}: asked “{pair.First.Cells[column]}”, on paper “{string.Join('⏎', pair.Second.Cells[column])}”")), Is.Empty);
}
