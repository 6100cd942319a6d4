using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Dispatch.Mail;
using Dispatch.Platform;
using Dispatch.Reminders;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Mail;

/// <summary>Where one's mail goes and what goes by mail, over HTTP; and the jobs as the schedule runs them.</summary>
internal sealed class MyMailTests
{
    private RegistryOffice office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await RegistryOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task One_chooses_an_address_and_channels_and_has_them_back()
    {
        var hlan = await office.Client("hlan");
        var answer = await hlan.GetAsync("/api/v1/me/mail");
        var before = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((before.GetProperty("on").GetBoolean(), before.GetProperty("language").GetString(), Channel(before, "dueSoon"), Channel(before, "dueToday"), Channel(before, "followed")),
            Is.EqualTo((false, "vi", "digest", "immediate", "off")));
        Assert.That((int)(await Put(hlan, new { email = "h.lan@example.vn" }, null)).StatusCode, Is.EqualTo(428));
        Assert.That((int)(await Put(hlan, new { email = "h.lan@example.vn" }, "\"999\"")).StatusCode, Is.EqualTo(412));
        var version = answer.Headers.ETag!.Tag;
        foreach (var wrong in new object[] { new { email = "h.lan" }, new { email = "a@b.vn\r\nBcc: c@d.vn" }, new { language = "fr" }, new { channels = new { nothing = "off" } } })
            Assert.That((int)(await Put(hlan, wrong, version)).StatusCode, Is.EqualTo(422), wrong.ToString());
        Assert.That((int)(await Put(hlan, new { channels = new { dueSoon = "sometimes" } }, version)).StatusCode, Is.AnyOf(400, 422));
        var changed = await Put(hlan, new { email = "h.lan@example.vn", language = "en", channels = new { dueSoon = "off", followed = "digest" } }, version);
        var view = await changed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((view.GetProperty("email").GetString(), view.GetProperty("language").GetString(), Channel(view, "dueSoon"), Channel(view, "followed"), Channel(view, "overdue")),
            Is.EqualTo(("h.lan@example.vn", "en", "off", "digest", "digest")));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from mail_channel"), Is.EqualTo(2), "only what differs from the usual");
    }

    [Test]
    public async Task The_administrator_enters_an_address_and_takes_it_away()
    {
        var admin = await office.Client("admin");
        var id = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/users?q=quan")).GetProperty("items")[0].GetProperty("id").GetString();
        foreach (var email in new[] { "quan@example.vn", null })
        {
            var user = await admin.GetAsync($"/api/v1/users/{id}");
            using var patch = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/users/{id}") { Content = JsonContent.Create(new { email }) };
            patch.Headers.IfMatch.Add(user.Headers.ETag!);
            var answer = await admin.SendAsync(patch);
            Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("email").GetString(), Is.EqualTo(email));
        }
    }

    [Test]
    public async Task The_schedule_runs_the_sweeps_and_shows_how_far_they_have_come()
    {
        foreach (var name in new[] { "remind", "write-mail", "send-mail" })
            await office.Do<ScheduledRun, bool>(async run => { await run.Run(name, null, default); return true; });
        await using var connection = await office.Connect();
        Assert.That(await connection.QueryAsync<string>("select name || ' ' || outcome || ' ' || coalesce(message_en, '') from job_run order by name"), Is.EqualTo(new[]
        {
            "remind done ", "send-mail done No mail server is set: notices in the system only.", "write-mail done No mail server is set: notices in the system only.",
        }));
        var id = Guid.CreateVersion7();
        await connection.ExecuteAsync("insert into job_run (id, name, started_at, outcome) values (@id, 'remind', '2026-10-05', 'running')", new { id });
        await using var scope = office.Office.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<RunProgress>().Run = id;
        var quan = await connection.ExecuteScalarAsync<Guid>("select id from person where user_name = 'quan'");
        await Given.DueLines(connection, [new(new(2026, 10, 6), quan, null, TestOffice.Morning.AddDays(-5))]);
        await scope.ServiceProvider.GetRequiredService<Remind>().Run(default);
        Assert.That(await connection.ExecuteScalarAsync<int?>("select counted from job_run where id = @id", new { id }), Is.EqualTo(1));
    }

    [Test]
    public void Settings_come_from_the_configuration()
    {
        var settings = office.Office.Services.GetRequiredService<MailSettings>();
        Assert.That((settings.IsOn, settings.Port, settings.DigestAt), Is.EqualTo((false, 587, new TimeOnly(7, 30))));
        Assert.That((settings with { From = "Văn phòng <vanthu@gialai.gov.vn>" }).Domain, Is.EqualTo("gialai.gov.vn"));
    }

    private static string? Channel(JsonElement view, string kind) => view.GetProperty("channels").GetProperty(kind).GetString();

    private static Task<HttpResponseMessage> Put(HttpClient client, object body, string? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/mail") { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(version));
        return client.SendAsync(request);
    }
}
