using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Dispatch.Mail;

/// <summary>Over SMTP; a connection for each mail, so that one that breaks takes no other with it.</summary>
internal sealed class SmtpMailer(MailSettings settings) : Mailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task Send(OutgoingMail mail, CancellationToken ct)
    {
        using var message = new MimeMessage { MessageId = mail.MessageId, Subject = mail.Subject, Date = mail.At, Body = new TextPart("plain") { Text = mail.Body } };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        // Nobody's holiday answer comes back for a mail of a program.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host!, settings.Port, SecurityOf(settings.Security), ct);
            if (settings.UserName is { } user)
                await client.AuthenticateAsync(user, settings.Password ?? "", ct);
        }
        catch (Exception e) when (IsBroken(e) || e is AuthenticationException)
        {
            throw new MailDelayedException(e.Message, away: true, e);
        }
        try
        {
            await client.SendAsync(message, ct);
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500)
        {
            throw new MailRefusedException(e.Message, e);
        }
        catch (SmtpCommandException e)
        {
            throw new MailDelayedException(e.Message, away: false, e);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw new MailDelayedException(e.Message, away: true, e);
        }
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // It was taken.
        }
    }

    private static bool IsBroken(Exception e) =>
        e is IOException or SocketException or SslHandshakeException or ProtocolException or CommandException or TimeoutException or ServiceNotConnectedException;

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.Auto,
    };
}
