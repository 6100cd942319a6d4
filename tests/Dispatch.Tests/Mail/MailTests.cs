using System.Globalization;
using Dapper;
using Dispatch.Calendar;
using Dispatch.Mail;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Reminders;
using Dispatch.Testing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Dispatch.Tests.Mail;

/// <summary>Notices as mail: at once or in one digest a working morning, each once by its message id, over a server that dies in the middle.</summary>
internal sealed class MailTests
{
    private static readonly DateTimeOffset Long = new(2026, 9, 1, 9, 0, 0, TimeSpan.FromHours(7));

    private TestDatabase database = null!;
    private FakeTimeProvider time = null!;
    private SmtpSink sink = null!;
    private Guid quan, head, chief;

    [SetUp]
    public async Task Open()
    {
        database = await TestDatabase.Create();
        time = new FakeTimeProvider(At("2026-10-05 07:00"));
        sink = SmtpSink.Start();
        await Given.Calendar(database, 2026);
        (quan, head, chief) = (await Person("quan", Role.Officer), await Person("head", Role.UnitHead), await Person("chief", Role.OfficeChief));
        await Given.Unit(database, "NC", head, quan);
    }

    [TearDown]
    public async Task Close()
    {
        await sink.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_day_of_reminders_is_one_digest_with_number_subject_deadline_and_link()
    {
        var lines = new[] { new DueLine(new(2026, 10, 14), quan, null, Long) { Subject = "Về việc ứng phó bão" }, new DueLine(new(2026, 10, 9), quan, null, Long) };
        await Given.DueLines(database, lines);
        await EveryTenMinutes("2026-10-12 06:00", "2026-10-12 18:00");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "digest 10-12 07:30 head sent", "digest 10-12 07:30 quan sent" }));
        var mail = Read(sink.Arrived.Single(mail => mail.To == "quan@example.vn"));
        Assert.That(mail.Subject, Is.EqualTo("Bản tin ngày 12/10/2026: 2 thông báo"));
        Assert.That(mail.TextBody?.ReplaceLineEndings("\n"), Is.EqualTo($"""
            Quá hạn: 2 – Về việc chuẩn bị hội nghị
              Hạn: 09/10/2026
              https://vanban.example.vn/viec/{lines[1].Id}

            Sắp đến hạn: 1 – Về việc ứng phó bão
              Hạn: 14/10/2026
              https://vanban.example.vn/viec/{lines[0].Id}

            -- 
            Đổi cách nhận thư: https://vanban.example.vn/tai-khoan#thu

            """));
        Assert.That(mail.Attachments, Is.Empty);
    }

    [Test]
    public async Task A_deadline_in_minutes_is_told_with_its_minute()
    {
        var line = new DueLine(new(2026, 10, 9), quan, null, Long);
        await Given.DueLines(database, line);
        await Run("update assignment set due_at = timestamptz '2026-10-09 09:30+07', term = '30 minutes', counted_from = assigned_at");
        await EveryTenMinutes("2026-10-09 09:00", "2026-10-09 09:40");
        Assert.That(Read(sink.Arrived.First(mail => mail.To == "quan@example.vn")).TextBody, Does.Contain("Hạn: 09:30 09/10/2026"));
    }

    [Test]
    public async Task No_digest_comes_on_rest_days_and_an_empty_one_never()
    {
        await Given.DueLines(database, new DueLine(new(2026, 10, 14), quan, null, Long));
        await EveryTenMinutes("2026-10-14 07:40", "2026-10-14 09:00");
        await Run("update notice set read_at = at");
        await EveryTenMinutes("2026-10-16 17:00", "2026-10-19 07:20");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "digest 10-14 07:40 quan sent", "immediate 10-14 08:00 quan sent" }));
        await EveryTenMinutes("2026-10-19 07:30", "2026-10-19 08:00");
        Assert.That((await Outbox()).Where(mail => mail.Contains("quan", StringComparison.Ordinal)), Is.EqualTo(new[] { "digest 10-14 07:40 quan sent", "digest 10-19 07:30 quan sent", "immediate 10-14 08:00 quan sent" }));
    }

    [Test]
    public async Task The_first_working_day_of_the_week_brings_one_mail_of_what_is_overdue_and_due_in_it()
    {
        var lines = new[]
        {
            new DueLine(new(2026, 10, 16), quan, null, Long) { Subject = "Về việc ứng phó bão" }, new DueLine(new(2026, 10, 9), quan, null, Long), new DueLine(new(2026, 10, 19), quan, null, Long),
        };
        await Given.DueLines(database, lines);
        await Weeks("2026-10-12 07:00", "2026-10-18 18:00");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "weekly 10-12 07:30 quan waiting" }), "next week's is next week's, and who has nothing gets nothing");
        await Sender.Run(default);
        var mail = Read(sink.Arrived.Single());
        Assert.That(mail.Subject, Is.EqualTo("Việc trong tuần từ 12/10/2026: 2 việc đến hạn, quá hạn"));
        Assert.That(mail.TextBody?.ReplaceLineEndings("\n"), Does.StartWith("Quá hạn: 2 – Về việc chuẩn bị hội nghị\n  Hạn: 09/10/2026\n").And.Contain("Sắp đến hạn: 1 – Về việc ứng phó bão\n  Hạn: 16/10/2026\n").And.Not.Contain("19/10/2026"));
        await Run("update person set mail_weekly = false");
        await Weeks("2026-10-19 07:00", "2026-10-19 12:00");
        Assert.That(await Outbox(), Has.Length.EqualTo(1), "not to who wants none");
    }

    [Test]
    public async Task Where_Monday_is_off_the_week_begins_on_Tuesday_and_writers_in_parallel_write_one()
    {
        await Run("insert into calendar_day (date, kind, reason, source) values ('2026-10-12', 'holiday', 'Nghỉ đột xuất', 'Công điện thử')");
        await Given.DueLines(database, new DueLine(new(2026, 10, 13), quan, null, Long));
        await Weeks("2026-10-12 07:00", "2026-10-13 07:20");
        Assert.That(await Outbox(), Is.Empty);
        time.SetUtcNow(At("2026-10-13 07:30"));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Week.Run(default)));
        await Weeks("2026-10-13 07:40", "2026-10-16 12:00");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "weekly 10-13 07:30 quan waiting" }));
    }

    [Test]
    public async Task Express_documents_ignore_the_digest_and_off_is_off()
    {
        await Run("insert into mail_channel (person_id, kind, channel) values (@head, 'escalated', 'off')", new { head });
        await Given.DueLines(database, new DueLine(new(2026, 10, 9), quan, null, Long) { UrgencyRank = 3, Subject = "Công điện" }, new DueLine(new(2026, 10, 9), quan, null, Long));
        await EveryTenMinutes("2026-10-12 07:20", "2026-10-12 08:00");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "digest 10-12 07:30 quan sent", "immediate 10-12 07:20 quan sent" }));
        Assert.That(Read(sink.Arrived[0]).Subject, Is.EqualTo("Quá hạn: 1 – Công điện"));
    }

    [Test]
    public async Task What_was_told_before_an_address_was_given_is_not_mailed_and_without_a_server_nothing_is_written()
    {
        await Given.DueLines(database, new DueLine(new(2026, 10, 9), quan, null, Long));
        await Run("update person set email = null, email_since = null");
        await EveryTenMinutes("2026-10-12 07:20", "2026-10-12 08:00");
        await Run("update person set email = 'quan@example.vn', email_since = @now where id = @quan", new { quan, now = time.GetUtcNow() });
        await EveryTenMinutes("2026-10-12 08:10", "2026-10-12 09:00");
        Assert.That(await Outbox(), Is.Empty);
        time.SetUtcNow(At("2026-10-13 08:00"));
        await new Remind(database.Database, Clock, Calendars).Run(default);
        Assert.That((await new WriteMail(database.Database, Clock, Calendars, new(null)).Run(default)).Note, Is.Not.Null);
        Assert.That(await Outbox(), Is.Empty);
        await Writer.Run(default);
        Assert.That(await Outbox(), Is.EqualTo(new[] { "digest 10-13 08:00 quan waiting" }));
    }

    [Test]
    public async Task No_mail_presses_for_what_is_done_meanwhile()
    {
        await Given.DueLines(database, new DueLine(new(2026, 10, 9), quan, null, Long));
        await EveryTenMinutes("2026-10-12 07:20", "2026-10-12 07:20");
        await Run("update assignment set state = 'done', result = 'noted', ended_at = assigned_at, ended_by = assigned_by");
        await EveryTenMinutes("2026-10-12 07:30", "2026-10-12 09:00");
        Assert.That(await Outbox(), Is.Empty);
    }

    [Test]
    public async Task No_mail_tells_of_a_document_one_may_not_see_any_more()
    {
        await Given.DueLines(database, new DueLine(new(2026, 10, 9), quan, null, Long));
        await EveryTenMinutes("2026-10-12 07:20", "2026-10-12 07:20");
        await Run("delete from document_grant where principal_id = @quan", new { quan });
        await EveryTenMinutes("2026-10-12 07:30", "2026-10-12 07:40");
        Assert.That(await Outbox(), Is.EqualTo(new[] { "digest 10-12 07:30 head sent" }));
    }

    [Test]
    public async Task A_person_reads_their_own_language()
    {
        await Run("update person set mail_language = 'en' where id = @quan", new { quan });
        await Given.DueLines(database, new DueLine(new(2026, 10, 14), quan, null, Long));
        await EveryTenMinutes("2026-10-14 08:00", "2026-10-14 08:00");
        Assert.That(Read(sink.Arrived.Single()).Subject, Is.EqualTo("Due: 1 – Về việc chuẩn bị hội nghị"));
    }

    [Test]
    public void Every_kind_of_notice_has_words_in_both_languages() =>
        Assert.That(Enum.GetValues<NoticeKind>().Where(kind => MailWords.Of(kind, Language.Vietnamese).Length < 3 || MailWords.Of(kind, Language.English).Length < 3), Is.Empty);

    [Test]
    public async Task What_the_server_refuses_is_given_up_what_it_delays_waits_longer_each_time()
    {
        await Waiting(2);
        var sessions = 0;
        sink.Fault = () => sessions++ == 0 ? SmtpFault.Refuse : SmtpFault.Later;
        await Sender.Run(default);
        var start = time.GetUtcNow();
        Assert.That(await Query("select state || ' ' || attempts || ' ' || last_error from mail_outbox"), Is.EqualTo(new[] { "failed 1 no such mailbox", "waiting 1 later" }));
        foreach (var minutes in new[] { 2, 4, 8, 16, 32, 60, 60 })
        {
            time.SetUtcNow((await When("select next_attempt_at from mail_outbox where state = 'waiting'"))!.Value);
            await Sender.Run(default);
            Assert.That(await When("select next_attempt_at from mail_outbox where state = 'waiting'"), Is.EqualTo(time.GetUtcNow().AddMinutes(minutes)));
        }
        time.SetUtcNow(start.AddDays(4));
        await Sender.Run(default);
        Assert.That(await Query("select state from mail_outbox"), Is.EqualTo(new[] { "failed", "failed" }));
        Assert.That(sink.Arrived, Is.Empty);
    }

    [Test]
    public async Task A_server_that_is_away_fails_the_run_and_loses_nothing()
    {
        await Waiting(3);
        await sink.Kill();
        Assert.That(async () => await Sender.Run(default), Throws.InstanceOf<JobFailedException>());
        sink.Listen();
        time.Advance(TimeSpan.FromMinutes(2));
        await Sender.Run(default);
        Assert.That(sink.Arrived.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(3));
        Assert.That(await Query("select distinct state from mail_outbox"), Is.EqualTo(new[] { "sent" }));
    }

    [TestCase(40, 20261126), Test]
    public Task Server_and_workers_killed_each_mail_arrives_once_by_its_message_id(int mails, int seed) => Killed(mails, seed);

    [TestCase(2_000, 20261126), Test, Explicit("the full figure")]
    public Task Server_and_workers_killed_over_two_thousand_mails(int mails, int seed) => Killed(mails, seed);

    private async Task Killed(int mails, int seed)
    {
        await Waiting(mails);
        var chance = new Random(seed);
        sink.Fault = () =>
        {
            lock (chance)
                return chance.Next(3) == 0 ? (SmtpFault)chance.Next((int)SmtpFault.CutAtGreeting, (int)SmtpFault.Later + 1) : SmtpFault.None;
        };
        for (var round = 0; (await Query("select 'x' from mail_outbox where state = 'waiting' limit 1")).Length > 0; round++)
        {
            Assert.That(round, Is.LessThan(100 * mails), "it never ends");
            using var stop = new CancellationTokenSource();
            if (chance.Next(4) == 0)
                stop.CancelAfter(chance.Next(1, 30));
            var workers = Enumerable.Range(0, 3).Select(async _ =>
            {
                try
                {
                    await Sender.Run(stop.Token);
                }
                catch (Exception e) when (e is JobFailedException or OperationCanceledException)
                {
                }
            }).ToArray();
            if (round % 5 == 4)
            {
                await Task.Delay(chance.Next(1, 10));
                await sink.Kill();
                await Task.WhenAll(workers);
                sink.Listen();
            }
            await Task.WhenAll(workers);
            time.Advance(TimeSpan.FromMinutes(6));
        }
        TestContext.Out.WriteLine($"{sink.Arrived.Count} arrivals of {mails} mails, seed {seed}");
        Assert.That(await Query("select state || ' ' || count(*) from mail_outbox group by state"), Is.EqualTo(new[] { $"sent {mails}" }));
        Assert.That(sink.Arrived.Select(mail => mail.MessageId).Distinct(), Is.EquivalentTo(await Query("select message_id from mail_outbox")));
        // The same id is the same mail.
        Assert.That(sink.Arrived.GroupBy(mail => mail.MessageId).Where(group => group.Select(mail => Read(mail).TextBody).Distinct().Count() > 1), Is.Empty);
    }

    [Test]
    public async Task Writers_in_parallel_and_cut_off_write_every_notice_into_one_mail()
    {
        await Given.DueLines(database, [.. Enumerable.Range(0, 300).Select(n => new DueLine(n % 2 == 0 ? new(2026, 10, 9) : new(2026, 10, 12), n % 3 == 0 ? head : quan, null, Long))]);
        time.SetUtcNow(At("2026-10-12 09:00"));
        await new Remind(database.Database, Clock, Calendars).Run(default);
        var chance = new Random(20261126);
        for (var round = 0; round < 10; round++)
        {
            using var stop = new CancellationTokenSource(chance.Next(1, 30));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                try
                {
                    await Writer.Run(round < 9 ? stop.Token : default);
                }
                catch (Exception e) when (e is OperationCanceledException or Npgsql.NpgsqlException)
                {
                }
            }));
        }
        await Writer.Run(default);
        Assert.That(await Query("select kind || ' ' || count(*) from mail_outbox group by kind"), Is.EqualTo(new[] { "digest 2", "immediate 2" }));
        Assert.That(await Query("select 'left' from notice n join person p on p.id = n.person_id where n.mail_id is null"), Is.Empty);
    }

    private MailSettings Settings => new("127.0.0.1", sink.Port, MailSecurity.None, From: "Văn phòng UBND tỉnh <vanthu@example.vn>", Address: new("https://vanban.example.vn/"));

    private OfficeClock Clock => new(time, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));

    private WorkingCalendars Calendars => new(database.Database, Clock);

    private WriteMail Writer => new(database.Database, Clock, Calendars, Settings);

    private SendMail Sender => new(database.Database, Clock, new SmtpMailer(Settings), Settings);

    // Mails of one notice each.
    private Task Waiting(int mails) => Run("""
        insert into mail_outbox (id, person_id, message_id, kind, address, subject, body, state, next_attempt_at, created_at)
        select gen_random_uuid(), @quan, lpad(n::text, 6, '0') || '@example.vn', 'immediate', 'quan@example.vn', 'Thư số ' || n, 'Nội dung ' || n, 'waiting', @now, @now
        from generate_series(1, @mails) n
        """, new { quan, mails, now = time.GetUtcNow() });

    private WriteWeek Week => new(database.Database, Clock, Calendars, Settings);

    private async Task Weeks(string from, string to)
    {
        for (var now = At(from); now <= At(to); now = now.AddMinutes(30))
        {
            time.SetUtcNow(now);
            await Week.Run(default);
        }
    }

    private async Task EveryTenMinutes(string from, string to)
    {
        for (var now = At(from); now <= At(to); now = now.AddMinutes(10))
        {
            time.SetUtcNow(now);
            await new Remind(database.Database, Clock, Calendars).Run(default);
            await Writer.Run(default);
            await Sender.Run(default);
        }
    }

    private static MimeMessage Read(ArrivedMail mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text)));

    private async Task<Guid> Person(string name, Role role)
    {
        var id = (await Given.Person(database, name, role)).PersonId.Value;
        await Run("update person set email = user_name || '@example.vn', email_since = '2026-01-01' where id = @id", new { id });
        return id;
    }

    private Task<string[]> Outbox() => Query("""
        select m.kind || ' ' || to_char(m.created_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD HH24:MI') || ' ' || p.user_name || ' ' || m.state from mail_outbox m join person p on p.id = m.person_id
        """);

    private async Task<DateTimeOffset?> When(string sql)
    {
        await using var connection = await database.OpenAsOwner();
        return await connection.ExecuteScalarAsync<DateTime?>(sql) is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
    }

    private static DateTimeOffset At(string local) => new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(7)).ToUniversalTime();

    private async Task<string[]> Query(string sql)
    {
        await using var connection = await database.OpenAsOwner();
        return [.. (await connection.QueryAsync<string>(sql)).Order(StringComparer.Ordinal)];
    }

    private async Task Run(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsOwner();
        await connection.ExecuteAsync(sql, parameters);
    }
}
