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

/// <summary>Who gets a mail, and in which language.</summary>
internal sealed record MailReceiver(Guid Id, string Email, DateTimeOffset EmailSince, string MailLanguage)
{
    public Language Language => MailLanguage == "en" ? Language.English : Language.Vietnamese;
}

/// <summary>The mails that are to be sent: each with one message id for ever.</summary>
internal static class MailOutbox
{
    /// <summary>Adds a mail that tells <paramref name="lines"/>; of a day or week, the database refuses a second one.</summary>
    public static async Task<Guid> Add(
        OfficeTransaction tx, MailReceiver receiver, MailKind kind, DateOnly? day, IReadOnlyList<MailLine> lines, MailSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var (subject, body) = MailWords.Write(lines, kind, day, settings.Address, receiver.Language);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into mail_outbox (id, person_id, message_id, kind, digest_on, address, subject, body, state, next_attempt_at, created_at)
            values (@id, @Person, @MessageId, @kind, @day, @Email, @subject, @body, 'waiting', @now, @now)
            """, new { id, Person = receiver.Id, MessageId = $"{id:N}@{settings.Domain}", kind = EnumText.Of(kind), day, receiver.Email, subject, body, now }, cancellationToken: ct));
        return id;
    }
}
