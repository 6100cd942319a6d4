// Bản tin tuần: on the first working day of the week, what one has that is overdue or due until Sunday, in one mail (records-work §5.4). The row in the
// outbox (person, weekly, day) is the mail: two workers, or one that was killed, write it once.
using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Mail;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Reminders;

/// <summary>A sweep: writes the week's mails into the outbox.</summary>
internal sealed class WriteWeek(Database database, OfficeClock clock, WorkingCalendars calendars, MailSettings settings, RunProgress? progress = null)
{
    public async Task<JobResult> Run(CancellationToken ct)
    {
        if (!settings.IsOn)
            return new(null, new("Chưa đặt máy chủ thư: không gửi bản tin tuần.", "No mail server is set: no weekly mail."));
        if (!await Due(ct))
            return new(0);
        var written = 0;
        for (Guid? person = Guid.Empty; (person = await NextPerson(person!.Value, ct)) is not null;)
        {
            ct.ThrowIfCancellationRequested();
            written += await WriteFor(person.Value, ct);
            if (progress is not null)
                await progress.Report(written, ct);
        }
        return new(written);
    }

    private async Task<bool> Due(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var calendar = await calendars.Current(connection, ct);
        var rule = (await ReminderRule.On(connection, clock.Today, ct)).FirstOrDefault(rule => rule.Code == ReminderCode.Weekly);
        var time = TimeOnly.FromDateTime(clock.InOffice(clock.Now).DateTime);
        return rule is not null && time >= rule.AtTime && time < ReminderDays.Closes && ReminderDays.IsWorking(calendar, clock.Today)
            && !Enumerable.Range(1, DaysSinceMonday).Any(back => ReminderDays.IsWorking(calendar, clock.Today.AddDays(-back)));
    }

    private int DaysSinceMonday => ((int)clock.Today.DayOfWeek + 6) % 7;

    private async Task<Guid?> NextPerson(Guid after, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
            select p.id
            from person p
            where p.email is not null and p.disabled_at is null and p.mail_weekly and p.id > @after
              and not exists (select from mail_outbox m where m.person_id = p.id and m.kind = 'weekly' and m.digest_on = @Today)
            order by p.id
            limit 1
            """, new { after, clock.Today }, cancellationToken: ct));
    }

    private async Task<int> WriteFor(Guid id, CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        if (await MailOutbox.Lock(tx, id, ct) is not { MailWeekly: true } receiver)
            return 0;
        var (desks, unitsLed, principals) = await Standing.Read(tx.Connection, new(id), clock.Today, ct);
        var lines = (await tx.Connection.QueryAsync<MailLine>(new CommandDefinition($"""
            select a.id, case when {DueDates.Overdue("a")} then 'overdue' else 'dueSoon' end as kind, 'assignment' as object_type, a.id as object_id,
                   i.arrival_number || ' – ' || d.subject as about, a.assigned_at as at, a.due_on, a.due_at, a.urgency_rank
            from assignment a
            join document d on d.id = a.document_id
            join incoming i on i.document_id = a.document_id
            where a.holder_id = any(@Holders) and a.state in ('pending', 'active') and a.role <> 'inform' and a.due_on <= @Sunday and {GrantStore.Reaches("a.document_id")}
              and not exists (select from mail_outbox m where m.person_id = @id and m.kind = 'weekly' and m.digest_on = @Today)
            order by a.due_on, a.id
            """, new
        {
            id,
            clock.Today,
            clock.Now,
            Sunday = clock.Today.AddDays(6 - DaysSinceMonday),
            Holders = desks.Union(unitsLed).ToArray(),
            Principals = principals,
        }, cancellationToken: ct))).ToList();
        if (lines.Count == 0)
            return 0;
        await MailOutbox.Add(tx, receiver, MailKind.Weekly, clock.Today, lines, settings, clock, ct);
        await tx.Commit(ct);
        return 1;
    }
}
