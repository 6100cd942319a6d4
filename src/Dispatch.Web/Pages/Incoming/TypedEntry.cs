using System.Globalization;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>Reads a typed form as the office means it: dates as clerks type them, <c>snv</c> for Sở Nội vụ, blanks as nothing.</summary>
public sealed class TypedEntry(FindAgencies agencies, CountTerm count, OfficeClock clock)
{
    /// <summary>The fields of <paramref name="form"/>; what cannot be read goes to <paramref name="errors"/>.</summary>
    public async Task<T> Read<T>(RegisterForm form, FieldErrors errors, CancellationToken ct) where T : IncomingFields, new() => new()
    {
        ArrivedOn = await Date("arrivedOn", form.ArrivedOn, Lean.Back, errors, ct),
        Symbol = form.Unnumbered ? null : form.Symbol,
        Unnumbered = form.Unnumbered ? true : null,
        IssuedOn = await Date("issuedOn", form.IssuedOn, Lean.Back, errors, ct),
        Issuer = await Issuer(form.Issuer, ct),
        Sender = form.Sender,
        Subject = form.Subject,
        DocumentType = Blank(form.DocumentType),
        Urgency = Choice<Urgency>(form.Urgency),
        DueOn = await Date("dueOn", form.DueOn, Lean.Ahead, errors, ct),
        ReplyDueOn = await Date("replyDueOn", form.ReplyDueOn, Lean.Ahead, errors, ct),
        PageCount = Count("pageCount", form.PageCount, errors),
        CopyCount = Count("copyCount", form.CopyCount, errors),
        Medium = Choice<Medium>(form.Medium),
        ReceivedVia = Choice<ReceivedVia>(form.ReceivedVia),
        AccessLevel = Choice<AccessLevel>(form.AccessLevel),
        Signer = Blank(form.SignerPosition) is null && Blank(form.SignerName) is null ? null : new Signer(form.SignerPosition, form.SignerName),
        ToPlaces = form.ToPlaces,
        Notes = form.Notes,
    };

    /// <summary>Today in the office's zone.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>A typed date; null for none and for what is none.</summary>
    public DateOnly? DateOf(string? text) => TypedDate.TryParse(text, clock.Today, Lean.Back, out var typed) ? typed.Date : null;

    /// <summary>A deadline of work as typed: a date, or a term that is counted when it is given; an error beside <paramref name="field"/> for what is neither.</summary>
    internal (DateOnly? On, string? Term) Deadline(string field, string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return default;
        if (TypedDate.TryParse(text, clock.Today, Lean.Ahead, out var typed))
            return (typed.Date, typed.Term?.ToString());
        errors.Add(field, Texts.Both("error.due"));
        return default;
    }

    /// <summary>A typed date, or the day to which a typed term counts; an error beside <paramref name="field"/> for what is neither.</summary>
    internal async Task<DateOnly?> Date(string field, string? text, Lean lean, FieldErrors errors, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!TypedDate.TryParse(text, clock.Today, lean, out var typed))
            errors.Add(field, Texts.Both("error.date"));
        else if (typed.Term is { Kind: TermKind.Minutes })
            errors.Add(field, Texts.Both("error.date"));
        else if (typed.Term is { } term)
        {
            if ((await Counted(term, ct)).Ok(out var due, out var problem))
                return due.On;
            errors.Add(field, problem.Title);
        }
        return typed.Date;
    }

    /// <summary>Until when a term runs that is given now.</summary>
    internal Task<Result<Due>> Counted(Term term, CancellationToken ct) => count.Execute(term, ct);

    // Nobody may have chosen from the list: without JavaScript, or quicker than its answer. "snv" still means Sở Nội vụ, whose symbol it is.
    private async Task<string?> Issuer(string? text, CancellationToken ct)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length is 0 or > 8 || !typed.All(char.IsAsciiLetterLower) || !(await agencies.Execute(typed, null, new Paging(4), ct)).Ok(out var found, out _))
            return text;
        var meant = found.Items.Count == 1 ? found.Items[0] : found.Items.FirstOrDefault(agency => typed.Equals(agency.Abbreviation, StringComparison.OrdinalIgnoreCase));
        return meant?.Name ?? text;
    }

    private static int? Count(string field, string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        errors.Add(field, Texts.Both("error.number"));
        return null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static TEnum? Choice<TEnum>(string? text) where TEnum : struct, Enum => EnumText.TryParse<TEnum>(text, out var value) ? value : null;
}
