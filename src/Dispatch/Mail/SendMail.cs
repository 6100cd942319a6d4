// The outbox (hộp thư đi): each row is a mail with one message id for good. Over SMTP nobody can know whether a mail whose answer was lost has
// arrived, so it is sent again under the same id and the receiver keeps one. Rows wait longer after each failure and are given up after three days.
using Dapper;
using Dispatch.Platform;

namespace Dispatch.Mail;

/// <summary>A sweep: sends what waits in the outbox. A worker that is killed leaves its mail waiting.</summary>
internal sealed class SendMail(Database database, OfficeClock clock, Mailer mailer, MailSettings settings, RunProgress? progress = null)
{
    // No other worker takes the mail meanwhile; longer than any attempt.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1), GivenUpAfter = TimeSpan.FromDays(3);

    public async Task<JobResult> Run(CancellationToken ct)
    {
        if (!settings.IsOn)
            return new(null, new("Chưa đặt máy chủ thư: chỉ báo trong hệ thống.", "No mail server is set: notices in the system only."));
        var sent = 0;
        while (await Next(ct) is { } mail)
        {
            try
            {
                await mailer.Send(new(mail.MessageId, mail.Address, mail.Subject, mail.Body, mail.CreatedAt), ct);
            }
            catch (MailRefusedException e)
            {
                await End(mail, "failed", e.Message);
                continue;
            }
            catch (MailDelayedException e)
            {
                await Delay(mail, e.Message);
                if (e.Away)
                    throw new JobFailedException(new($"Máy chủ thư không nhận: {e.Message}", $"The mail server takes nothing: {e.Message}"), e);
                continue;
            }
            await End(mail, "sent", null);
            sent++;
            if (progress is not null)
                await progress.Report(sent, ct);
        }
        return new(sent);
    }

    private async Task<WaitingMail?> Next(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var connection = await database.Open(ct);
        return await connection.QuerySingleOrDefaultAsync<WaitingMail?>(new CommandDefinition("""
            update mail_outbox
            set attempts = attempts + 1, next_attempt_at = @Leased
            where id = (select id
                        from mail_outbox
                        where state = 'waiting' and next_attempt_at <= @Now
                        order by next_attempt_at, id
                        limit 1
                        for update skip locked)
            returning id, message_id, address, subject, body, attempts, created_at
            """, new { clock.Now, Leased = clock.Now + Lease }, cancellationToken: ct));
    }

    // The server has it, or has refused it: that is kept whoever wants to stop.
    private async Task End(WaitingMail mail, string state, string? error)
    {
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync("""
            update mail_outbox
            set state = @state, sent_at = case when @state = 'sent' then @Now end, last_error = @error
            where id = @Id and state = 'waiting'
            """, new { mail.Id, state, error, clock.Now });
    }

    private async Task Delay(WaitingMail mail, string error)
    {
        if (clock.Now - mail.CreatedAt > GivenUpAfter)
        {
            await End(mail, "failed", error);
            return;
        }
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(mail.Attempts - 1, 10)));
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync("update mail_outbox set next_attempt_at = @At, last_error = @error where id = @Id and state = 'waiting'",
            new { mail.Id, error, At = clock.Now + (wait < LongestWait ? wait : LongestWait) });
    }

    private sealed record WaitingMail(Guid Id, string MessageId, string Address, string Subject, string Body, int Attempts, DateTimeOffset CreatedAt);
}
