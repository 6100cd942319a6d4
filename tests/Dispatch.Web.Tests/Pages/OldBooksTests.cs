using System.Net;
using System.Text;
using Dispatch.Runs;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Nhập sổ cũ without JavaScript: send, columns, check, what it found, gaps, takeover.</summary>
internal sealed class OldBooksTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task An_old_book_goes_from_file_to_book_in_five_presses()
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/so");
        await browser.Follow(".old-link");
        await Send(browser, Csv("2/1/2024,1,Sở Xây dựng,1/SXD-QLĐT,V/v một", "3/1/2024,4,Bộ Y tế,2/BYT,V/v hai", "nt,5,,3/BYT,V/v ba"), 2024);
        Assert.That(browser.Text("h1"), Does.Contain("so-cu.csv"));
        Assert.That(browser.Page.QuerySelector("#columns-arrivalNumber option[selected]")!.TextContent, Is.EqualTo("B – Số đến"));
        Assert.That(browser.Page.QuerySelectorAll(".plain-table tbody tr"), Has.Length.EqualTo(3), "the first rows are shown");

        await browser.Press("#check");
        Assert.That(browser.Address.AbsolutePath, Does.StartWith("/cong-viec/"));
        await Work();
        await browser.Open(browser.Address.AbsolutePath);
        Assert.That(browser.Text(".run-state .badge"), Is.EqualTo("Xong, có 1 lỗi"));
        Assert.That(browser.Text(".plain-table tbody"), Does.Contain("Tác giả: Bắt buộc nhập"));

        await browser.Follow("a.primary[href^='/so/nhap/']");
        Assert.That(browser.Text("#take"), Is.EqualTo("Nhập 2 dòng vào sổ"));
        Assert.That(browser.Page.QuerySelectorAll(".gap legend").Select(legend => legend.TextContent), Is.EqualTo(new[] { "Số 2 đến 3" }));
        browser.Type("gapState", "annulled");
        await browser.Press("#take");
        Assert.That((browser.Answer.StatusCode, browser.Text(".gap .error")), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "Nêu lý do")));
        Assert.That(browser.Page.QuerySelector("#gap-state-0 option[selected]")!.GetAttribute("value"), Is.EqualTo("annulled"), "nothing typed is lost");
        browser.Type("gapReason", "Hủy hai số, vào sổ nhầm");
        await browser.Press("#take");
        await Work();
        await browser.Open(browser.Address.AbsolutePath);
        Assert.That(browser.Text(".note"), Does.StartWith("2 dòng đã vào sổ, 1 dòng có lỗi"));

        await browser.Follow("a.primary[href^='/so/nhap/']");
        Assert.That(browser.Text(".note.good"), Does.Contain("2 dòng đã vào sổ"));
        Assert.That(browser.Page.QuerySelectorAll("#check, #take"), Is.Empty, "done is done");
        await browser.Open("/so");
        Assert.That(browser.Page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("2024", StringComparison.Ordinal)).TextContent,
            Does.Contain("Liên tục, không trùng").And.Contain("2 số đã hủy"));

        await browser.Open("/van-ban-den?so=DEN&nam=2024");
        await browser.Open(browser.Page.QuerySelectorAll("a.subject").Single(link => link.TextContent.Contains("V/v một", StringComparison.Ordinal)).GetAttribute("href")!);
        await browser.Open($"/van-ban-den/{System.Web.HttpUtility.ParseQueryString(browser.Address.Query)["id"]}");
        var history = browser.Page.QuerySelectorAll(".timeline li")[0].TextContent;
        Assert.That(history, Does.Contain("Rơ Châm H'Lan").And.Contain("nhập từ sổ cũ").And.Contain("so-cu.csv").And.Contain("Dòng: 2"));
    }

    [Test]
    public async Task The_faulty_rows_are_handed_out_with_their_reasons()
    {
        using var browser = await desk.SignedIn();
        await Send(browser, Csv("2/1/2023,1,A,1/A-B,Một", "không rõ,2,A,2/A-B,Hai"), 2023);
        var page = browser.Address.AbsolutePath;
        await browser.Press("#check");
        await Work();
        await browser.Open(page);
        Assert.That(browser.Text(".counts"), Does.Contain("1 dòng nhập được").And.Contain("1 dòng có lỗi"));
        await browser.Follow("a[href*='handler=Faulty']");
        Assert.That(browser.Answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), Is.EqualTo("so-cu-dong-loi.xlsx"));
        var row = (IDictionary<string, object>)new MemoryStream(await browser.Answer.Content.ReadAsByteArrayAsync()).Query(useHeaderRow: true).Single();
        Assert.That(row["Vì sao"], Does.Contain("không rõ"));
    }

    [Test]
    public async Task What_cannot_be_taken_is_said_beside_its_field_and_nothing_chosen_is_lost()
    {
        using var browser = await desk.SignedIn();
        await browser.Open("/so/nhap");
        await browser.Press("form.stack button.primary");
        Assert.That((browser.Answer.StatusCode, browser.Text("#file-error")), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "Chọn tệp XLSX hoặc CSV")));
        browser.Type("year", "2022");
        await browser.Press("form.stack button.primary", ("file", "anh.pdf", "%PDF-1.7\n%%EOF"u8.ToArray()));
        Assert.That((browser.Answer.StatusCode, browser.Text(".problem h2")), Is.EqualTo((HttpStatusCode.UnsupportedMediaType, "Chỉ nhận bảng tính XLSX hoặc tệp CSV không có mật khẩu")));
        Assert.That(browser.Page.QuerySelector("#year")!.GetAttribute("value"), Is.EqualTo("2022"));

        await Send(browser, Csv("2/1/2022,1,A,1/A-B,Một"), 2022);
        browser.Type("columns.subject", "");
        browser.Type("columns.symbol", "2");
        browser.Type("lastNumber", "x");
        await browser.Press("#check");
        Assert.That(browser.Text("#lastNumber-error"), Does.StartWith("Nhập một số"));
        Assert.That(browser.Page.QuerySelector("#columns-symbol option[selected]")!.GetAttribute("value"), Is.EqualTo("2"));
        browser.Type("lastNumber", "");
        await browser.Press("#check");
        Assert.That((browser.Text("#columns-subject-error"), browser.Text("#columns-symbol-error")), Is.EqualTo(("Chọn cột Tên loại và trích yếu", "Cột này đã chọn cho mục khác")));
        Assert.That(browser.Page.QuerySelectorAll(".problem a").Select(link => link.GetAttribute("href")), Has.Some.EqualTo("#columns-subject"));
    }

    [Test]
    public async Task Is_closed_to_who_may_not_and_says_when_there_is_nothing()
    {
        using var chief = await desk.SignedIn("thinh");
        await chief.Open("/so/nhap");
        Assert.That(chief.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await chief.Open("/so");
        Assert.That(chief.Page.QuerySelector(".old-link"), Is.Null);
        using var clerk = await desk.SignedIn();
        await clerk.Open($"/so/nhap/{Guid.Empty}");
        Assert.That((clerk.Answer.StatusCode, clerk.Text(".problem h2")), Is.EqualTo((HttpStatusCode.NotFound, "Không tìm thấy tệp sổ cũ này")));
    }

    private static async Task Send(Browser browser, byte[] csv, int year)
    {
        await browser.Open("/so/nhap?so=DEN");
        browser.Type("year", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await browser.Press("form.stack button.primary", ("file", "so-cu.csv", csv));
    }

    private static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes("Ngày đến,Số đến,Tác giả,Số ký hiệu,Trích yếu\n" + string.Join('\n', rows));

    private async Task Work()
    {
        await using var scope = desk.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkRuns>().Run(default);
    }
}
