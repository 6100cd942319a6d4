// Thư báo: what a person was told in the system and has not read goes out as mail, too: at once, or in one digest a working morning (ux §4.9).
// A notice is in one mail: the mail and the mark on the notice are one transaction. Easy to get wrong: a person's mails are written by one worker at a
// time (their row is locked first), and a notice told anew meanwhile waits for the next mail.
using Dapper;
using Dispatch.Calendar;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Mail;

/// <summary>A sweep: writes the mails that are due into the outbox.</summary>
internal sealed class WriteMail(Database database, OfficeClock clock, WorkingCalendars calendars, MailSettings settings, RunProgress? progress = null)
{
    private const int Express = 3;
    // After hours a digest is no news of the morning any more.
    private static readonly TimeOnly Closes = new(17, 0);

    public async Task<JobResult> Run(CancellationToken ct)
    {
        if (!settings.IsOn)
            return new(null, new("Chưa đặt máy chủ thư: chỉ báo trong hệ thống.", "No mail server is set: notices in the system only."));
        var digest = await DigestDue(ct);
        var written = 0;
        for (Guid? person = Guid.Empty; (person = await NextPerson(person!.Value, ct)) is not null;)
        {
            written += await WriteFor(person.Value, digest, ct);
            if (progress is not null)
                await progress.Report(written, ct);
        }
        return new(written);
    }

    private async Task<bool> DigestDue(CancellationToken ct)
    {
        var time = TimeOnly.FromDateTime(clock.InOffice(clock.Now).DateTime);
        return time >= (settings.DigestAt ?? MailSettings.UsualDigest) && time < Closes
            && (await calendars.Current(ct)).IsWorkingDay(clock.Today).Ok(out var works, out _) && works;
    }

    private async Task<Guid?> NextPerson(Guid after, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
            select p.id
            from person p
            where p.email is not null and p.disabled_at is null and p.id > @after
              and exists (select from notice n where n.person_id = p.id and n.mail_id is null and n.read_at is null and n.at >= p.email_since)
            order by p.id
            limit 1
            """, new { after }, cancellationToken: ct));
    }

    private async Task<int> WriteFor(Guid id, bool digest, CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        if (await MailOutbox.Lock(tx, id, ct) is not { } receiver)
            return 0;
        var (_, _, principals) = await Standing.Read(tx.Connection, new(id), clock.Today, ct);
        await using var rows = await tx.Connection.QueryMultipleAsync(new CommandDefinition($"""
            select kind, channel from mail_channel where person_id = @id;
            select exists (select from mail_outbox where person_id = @id and kind = 'digest' and digest_on = @Today);
            select n.id, n.kind, n.object_type, n.object_id, n.about, n.at, a.due_on, a.due_at, coalesce(a.urgency_rank, i.urgency_rank, 0) as urgency_rank
            from notice n
            left join assignment a on n.object_type = 'assignment' and a.id = n.object_id
            left join incoming i on n.object_type = 'document' and i.document_id = n.object_id
            where n.person_id = @id and n.mail_id is null and n.read_at is null and n.at >= @EmailSince
              and (n.kind not in ('dueSoon', 'dueToday', 'overdue', 'escalated') or a.state in ('pending', 'active', 'returnProposed'))
              and {NoticeStore.StillSeen}
            order by n.at, n.id
            """, new { id, clock.Today, receiver.EmailSince, principals }, cancellationToken: ct));
        var chosen = (await rows.ReadAsync<(string Kind, string Channel)>()).ToDictionary(row => row.Kind, row => EnumText.Parse<MailChannel>(row.Channel));
        var hadDigest = await rows.ReadSingleAsync<bool>();
        var told = (await rows.ReadAsync<MailLine>()).ToLookup(line => chosen.GetValueOrDefault(EnumText.Of(line.Kind), UsualChannel.Of(line.Kind)) switch
        {
            MailChannel.Digest when line.UrgencyRank >= Express => MailChannel.Immediate,
            var channel => channel,
        });
        await rows.DisposeAsync();
        var written = await Write(tx, receiver, [.. told[MailChannel.Immediate]], null, ct);
        if (digest && !hadDigest)
            written += await Write(tx, receiver, [.. told[MailChannel.Digest]], clock.Today, ct);
        await tx.Commit(ct);
        return written;
    }

    private async Task<int> Write(OfficeTransaction tx, MailReceiver receiver, IReadOnlyList<MailLine> lines, DateOnly? digestOn, CancellationToken ct)
    {
        if (lines.Count == 0)
            return 0;
        var mail = await MailOutbox.Add(tx, receiver, digestOn is null ? MailKind.Immediate : MailKind.Digest, digestOn, lines, settings, clock, ct);
        return await tx.Connection.ExecuteScalarAsync<int>(new CommandDefinition("""
            update notice n set mail_id = @mail from unnest(@Notices, @Told) as t (id, at) where n.id = t.id and n.at = t.at;
            select 1;
            """, new { mail, Notices = lines.Select(line => line.Id).ToArray(), Told = lines.Select(line => line.At).ToArray() }, cancellationToken: ct));
    }
}
