using System.Net;
using Dapper;
using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Tests.Pages;

/// <summary>The status page without JavaScript: what it says when all is well, when nothing is there yet and when something is broken.</summary>
public sealed class StatusTests
{
    private DeskOffice desk = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task Open()
    {
        desk = await DeskOffice.Start(empty: true);
        browser = await desk.SignedIn("admin");
    }

    [TearDown]
    public async Task Close()
    {
        browser.Dispose();
        await desk.DisposeAsync();
    }

    [Test]
    public async Task Is_the_administrators_page_and_nobody_elses()
    {
        await browser.Open("/tinh-trang");
        Assert.That(browser.Page.QuerySelector("nav a[href='/tinh-trang']")!.GetAttribute("aria-current"), Is.EqualTo("page"));
        using var clerk = await desk.SignedIn();
        await clerk.Open("/tinh-trang");
        Assert.That(clerk.Answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(clerk.Page.QuerySelector("nav a[href='/tinh-trang']"), Is.Null);
    }

    [Test]
    public async Task An_office_just_begun_is_told_what_to_do_first()
    {
        await browser.Open("/tinh-trang");
        Assert.That(browser.Text("h1 + .badge"), Is.EqualTo("Hỏng"), "no worker, no calendar");
        Assert.That(Part("Sao lưu"), Does.Contain("Chưa có bản sao lưu nào đạt.").And.Contain("Cần làm: Đặt Backup__Folder"));
        Assert.That(Part("Kiểm chứng phục hồi"), Does.Contain("Chưa có bản sao lưu nào được phục hồi thử."));
        Assert.That(Part("Lịch nghỉ"), Does.Contain("Năm 2026: chưa khai báo.").And.Contain("Cần làm: Nhập ngày nghỉ"));
        Assert.That(Part("Tiến trình việc nền"), Does.Contain("Cần làm: Vào sổ vẫn được"));
        Assert.That(Part("Thư báo"), Does.Contain("Chưa đặt máy chủ thư").And.Contain("Tốt"));
        Assert.That(Part("Cơ sở dữ liệu"), Does.Contain("Tốt").And.Not.Contain("Cần làm"));
        Assert.That(browser.Page.QuerySelectorAll(".parts h2 .badge").Select(badge => badge.TextContent).First(), Is.EqualTo("Hỏng"), "the worst first");
        Assert.That(browser.Page.QuerySelectorAll(".runs > li").Select(run => run.TextContent), Has.All.Contain("Chưa chạy lần nào."));
    }

    [Test]
    public async Task All_is_well_with_a_worker_a_calendar_and_a_proved_backup()
    {
        await using (var connection = await desk.Office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into hangfire.server (id, lastheartbeat) values ('w', @Utc);
                insert into calendar_year (year, version, declared_at, declared_by) values (2026, 1, @At, '00000000-0000-7000-8000-000000000001')
                on conflict on constraint calendar_year_pk do update set declared_at = excluded.declared_at, declared_by = excluded.declared_by;
                insert into backup_run (id, kind, via, folder, started_at, ended_at, state, database_bytes, files, files_bytes)
                select gen_random_uuid(), kind, 'job', '/sao-luu/dispatch-20261005-013000', @At, @At, 'good', 5000000, 1200, 700000000 from unnest(array['backup', 'verify']) kind;
                insert into job_run (id, name, started_at, ended_at, outcome, counted, asked_by)
                select gen_random_uuid(), 'forget-sessions', @At, @At + interval '3 minutes', 'done', 12, id from person where user_name = 'admin';
                """, new { Utc = TestOffice.Morning.UtcDateTime, At = TestOffice.Morning.AddHours(-7).ToUniversalTime() });
        }
        await browser.Open("/tinh-trang");
        Assert.That(Part("Tiến trình việc nền"), Does.Contain("Đang chạy."));
        Assert.That(Part("Lịch nghỉ"), Does.Contain("Năm 2026: đã khai báo.").And.Contain("Năm 2027: chưa khai báo.").And.Contain("Tốt"));
        Assert.That(Part("Sao lưu"), Does.Contain("Bản tốt gần nhất: 7 giờ trước, 1200 tệp, 672,3 MB."));
        Assert.That(Part("Kiểm chứng phục hồi"), Does.Contain("Lần đạt gần nhất: 7 giờ trước.").And.Not.Contain("Cần làm"));
        Assert.That(Job("forget-sessions"), Does.Contain("Dọn phiên đăng nhập Xong").And.Contain("05/10/2026 01:30 trong 3 phút · 12 mục · do"));
    }

    [Test]
    public async Task A_job_that_does_not_run_in_its_interval_is_late()
    {
        await using (var connection = await desk.Office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into hangfire.hash (key, field, value)
                select 'recurring-job:' || name, 'NextExecution', next
                from (values ('remind', @Soon), ('send-mail', @Soon), ('backup', @Past)) as t (name, next);
                insert into hangfire.set (key, score, value) select 'recurring-jobs', 0, unnest(array['remind', 'send-mail', 'backup']);
                insert into job_run (id, name, started_at, ended_at, outcome)
                select gen_random_uuid(), name, started, started, 'done' from (values ('remind', @At - interval '10 minutes'), ('send-mail', @At - interval '1 minute')) as t (name, started);
                """, new { Soon = TestOffice.Morning.AddMinutes(1).UtcDateTime.ToString("o"), Past = TestOffice.Morning.AddHours(-1).UtcDateTime.ToString("o"), At = TestOffice.Morning.ToUniversalTime() });
        }
        await browser.Open("/tinh-trang");
        Assert.That(Job("remind"), Does.Contain("Chậm giờ"));
        Assert.That(Job("backup"), Does.Contain("Chậm giờ"));
        Assert.That(Job("send-mail"), Does.Not.Contain("Chậm giờ"));
    }

    [Test]
    public async Task While_a_job_runs_the_list_is_looked_at_again_and_says_how_far_it_has_come()
    {
        await browser.Open("/tinh-trang");
        Assert.That(browser.Page.QuerySelector("#runs [hx-trigger]"), Is.Null);
        await using (var connection = await desk.Office.Database.OpenAsOwner())
            await connection.ExecuteAsync("insert into job_run (id, name, started_at, outcome, counted) values (gen_random_uuid(), 'remind', @At, 'running', 1500)", new { At = TestOffice.Morning.ToUniversalTime() });
        await browser.Open("/tinh-trang");
        var again = browser.Page.QuerySelector("#runs a[hx-get]")!;
        Assert.That((again.GetAttribute("hx-trigger"), again.GetAttribute("href")), Is.EqualTo(("every 2s", "/tinh-trang#jobs")));
        Assert.That(Job("remind"), Does.Contain("Đang chạy").And.Contain("1500 mục"));
    }

    [Test]
    public async Task A_failure_is_said_with_its_reason()
    {
        await using (var connection = await desk.Office.Database.OpenAsOwner())
        {
            await connection.ExecuteAsync("""
                insert into backup_run (id, kind, via, folder, started_at, ended_at, state, message_vi, message_en)
                values (gen_random_uuid(), 'backup', 'job', '/b', @At, @At, 'failed', 'Không ghi được bản sao lưu: đĩa <đầy>', 'The backup could not be written: disk <full>');
                insert into job_run (id, name, started_at, ended_at, outcome, message_vi, message_en)
                values (gen_random_uuid(), 'backup', @At, @At, 'failed', 'đĩa <đầy>', 'disk <full>');
                """, new { At = TestOffice.Morning.ToUniversalTime() });
        }
        await browser.Open("/tinh-trang");
        Assert.That(Part("Sao lưu"), Does.Contain("Hỏng").And.Contain("đĩa <đầy>").And.Contain("Cần làm: Xử lý nguyên nhân"));
        Assert.That(Job("backup"), Does.Contain("Lỗi").And.Contain("đĩa <đầy>"));
        await browser.Press("form[action='/ngon-ngu'] button");
        await browser.Open("/tinh-trang");
        Assert.That(browser.Page.Body!.TextContent, Does.Contain("disk <full>").And.Contain("Broken"));
    }

    [Test]
    public async Task A_job_is_asked_for_with_a_button()
    {
        await browser.Open("/tinh-trang");
        await browser.Press("#job-forget-sessions button");
        Assert.That(browser.Text(".note"), Does.StartWith("Đã xếp hàng việc “Dọn phiên đăng nhập”.").And.Contain("Chưa có tiến trình việc nền"));
        await using var connection = await desk.Office.Database.OpenAsOwner();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from hangfire.jobqueue"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_job_that_is_not_on_the_list_is_refused_on_the_page()
    {
        await browser.Open("/tinh-trang");
        browser.Page.QuerySelector("#job-backup button")!.SetAttribute("value", "format-c");
        await browser.Press("#job-backup button");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(browser.Text("#problem"), Does.Contain("Không có việc nền này"));
        Assert.That(browser.Text("h1"), Is.EqualTo("Tình trạng hệ thống"));
    }

    [Test]
    public void Every_job_of_the_schedule_has_words_in_both_languages()
    {
        foreach (var texts in new[] { new Texts(Language.Vietnamese), new Texts(Language.English) })
            Assert.That(DispatchModule.Schedule.Where(job => texts.Job(job.Name) == job.Name || texts.JobDoes(job.Name).Length == 0).Select(job => job.Name), Is.Empty, texts.Tag);
    }

    private string Part(string title) => OneLine(browser.Page.QuerySelectorAll(".part").Single(part => part.QuerySelector("h2")!.FirstChild!.TextContent.Trim() == title).TextContent);

    private string Job(string name) => OneLine(browser.Page.QuerySelector("#job-" + name)!.TextContent);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
