using Dispatch.Platform;
using Microsoft.Extensions.Configuration;

namespace Dispatch.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>As the port and the server say; plain only on this machine.</summary>
    Auto,

    /// <summary>Not at all: a server on this machine or in the server room.</summary>
    None,

    /// <summary>STARTTLS, or no mail.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>The office's mail server (section <c>Mail</c>). Without a host nothing is sent: notices stand in the system only.</summary>
/// <param name="Host"><c>Mail:Smtp:Host</c>.</param>
/// <param name="Port"><c>Mail:Smtp:Port</c>; 587 unless given.</param>
/// <param name="Security"><c>Mail:Smtp:Security</c>.</param>
/// <param name="UserName"><c>Mail:Smtp:UserName</c>; null for none.</param>
/// <param name="Password"><c>Mail:Smtp:Password</c>.</param>
/// <param name="From"><c>Mail:From</c>, the sender's address.</param>
/// <param name="Address">Where people open the system (<see cref="OfficeAddress"/>); null for mails without links.</param>
/// <param name="DigestAt"><c>Mail:DigestAt</c>; 07:30 unless given.</param>
public sealed record MailSettings(
    string? Host, int Port = 587, MailSecurity Security = MailSecurity.Auto, string? UserName = null, string? Password = null, string From = MailSettings.NobodyInParticular,
    Uri? Address = null, TimeOnly? DigestAt = null)
{
    private const string NobodyInParticular = "dispatch@localhost";

    public static readonly TimeOnly UsualDigest = new(7, 30);

    public bool IsOn => Host is not null;

    /// <summary>What message ids end with.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..].TrimEnd('>');

    public static MailSettings Of(IConfiguration configuration) => new(
        configuration["Mail:Smtp:Host"] is { Length: > 0 } host ? host : null,
        configuration.GetValue("Mail:Smtp:Port", 587),
        configuration.GetValue("Mail:Smtp:Security", MailSecurity.Auto),
        configuration["Mail:Smtp:UserName"] is { Length: > 0 } user ? user : null,
        configuration["Mail:Smtp:Password"],
        configuration["Mail:From"] is { Length: > 0 } from ? from : NobodyInParticular,
        OfficeAddress.Of(configuration).Set,
        configuration.GetValue("Mail:DigestAt", UsualDigest));
}
