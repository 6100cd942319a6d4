namespace Dispatch.Mail;

/// <summary>A mail as it goes out: plain text, no file ever.</summary>
/// <param name="MessageId">The same for every attempt, without angle brackets.</param>
/// <param name="To">The receiver's address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="At">Its date.</param>
internal sealed record OutgoingMail(string MessageId, string To, string Subject, string Body, DateTimeOffset At);

/// <summary>Takes mail to the office's mail server: a true seam.</summary>
internal interface Mailer
{
    /// <summary>Returns when the server has taken the mail.</summary>
    /// <exception cref="MailRefusedException">The server will never take it.</exception>
    /// <exception cref="MailDelayedException">Later perhaps.</exception>
    Task Send(OutgoingMail mail, CancellationToken ct);
}

#pragma warning disable CA1032 // The text is the point.
/// <summary>The server refused the mail for good: the address does not exist, for example.</summary>
internal sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);

/// <summary>The server was away, or took nothing now.</summary>
/// <param name="message">What it said.</param>
/// <param name="away">True when no other mail would fare better.</param>
/// <param name="inner">The cause.</param>
internal sealed class MailDelayedException(string message, bool away, Exception inner) : Exception(message, inner)
{
    public bool Away => away;
}
#pragma warning restore CA1032
