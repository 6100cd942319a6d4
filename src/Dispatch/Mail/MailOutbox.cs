using Dapper;
using Dispatch.Platform;

namespace Dispatch.Mail;

/// <summary>What a mail is.</summary>
internal enum MailKind
{
    /// <summary>The notices of a working day.</summary>
    Digest,

    /// <summary>What one has to do in a week.</summary>
    Weekly,

    /// <summary>Sent at once.</summary>
    Immediate,
}

/// <summary>Who gets a mail, in which language, and whether the week's too.</summary>
internal sealed record MailReceiver(Guid Id, string Email, DateTimeOffset EmailSince, string MailLanguage, bool MailWeekly)
{
    public Language Language => MailLanguage == "en" ? Language.English : Language.Vietnamese;
}

/// <summary>The mails that are to be sent: each with one message id for ever.</summary>
internal static class MailOutbox
{
    /// <summary>
    /// Whom a mail may be written to, locked so that one worker writes at a time; null when somebody else does, or nobody may. What was mailed until the lock
    /// was got is seen only by statements after this one.
    /// </summary>
    public static Task<MailReceiver?> Lock(OfficeTransaction tx, Guid person, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<MailReceiver?>(new CommandDefinition("""
            select p.id, p.email, p.email_since, p.mail_language, p.mail_weekly
            from person p
            where p.id = @person and p.email is not null and p.disabled_at is null
            for no key update skip locked
            """, new { person }, cancellationToken: ct));

    /// <summary>Adds a mail that tells <paramref name="lines"/>; of a day or week, the database refuses a second one.</summary>
    public static async Task<Guid> Add(
        OfficeTransaction tx, MailReceiver receiver, MailKind kind, DateOnly? day, IReadOnlyList<MailLine> lines, MailSettings settings, OfficeClock clock, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var (subject, body) = MailWords.Write(lines, kind, day, settings.Address, clock, receiver.Language);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into mail_outbox (id, person_id, message_id, kind, digest_on, address, subject, body, state, next_attempt_at, created_at)
            values (@id, @Person, @MessageId, @kind, @day, @Email, @subject, @body, 'waiting', @now, @now)
            """, new { id, Person = receiver.Id, MessageId = $"{id:N}@{settings.Domain}", kind = EnumText.Of(kind), day, receiver.Email, subject, body, now = clock.Now }, cancellationToken: ct));
        return id;
    }
}
