using System.Text.Json;
using Dispatch.Access;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;

namespace Dispatch.Incoming;

/// <summary>A correction (JSON Merge Patch over the fields): what is left out stays, null takes away.</summary>
public sealed record CorrectIncomingRequest : IncomingFields
{
    /// <summary>Why it is corrected; stands in the history.</summary>
    public string? Because { get; init; }
}

/// <summary>Use case: correct a registered document. Number and book stay; the old values stay readable in the history.</summary>
public sealed class CorrectIncoming(
    Database database, OfficeClock clock, JournalWriter journal, Remembered<DocumentTypes> types, WorkingCalendars calendars, ReadIncoming read)
{
    public async Task<Result<IncomingView>> Execute(Id<Document> id, JsonElement patch, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await IncomingStore.Lock(tx, id, ct) is not { } now)
            return IncomingProblems.NotFound;
        if (ifMatch.Refuses(now.Version) is { } refused)
            return refused;
        if (now.State == IncomingStatus.Annulled)
            return IncomingProblems.AnnulledAlready;
        if (now.BookClosed)
            return RegisterProblems.Closed;

        var before = await read.After(tx, id, ct);
        var request = MergePatch.Apply(Ready(FieldsOf(before), patch), patch, JournalJson.Values);
        if (!(await Write(tx, now, before, request, "incoming.corrected", ct)).Ok(out var view, out var problem))
            return problem;
        if (!ReferenceEquals(view, before))
            await tx.Commit(view, ct);
        return view;
    }

    /// <summary>Takes the last correction back, inside the transaction that undoes it.</summary>
    internal async Task<Problem?> PutBack(OfficeTransaction tx, LockedIncoming now, Id<Document> id, JsonElement oldValues, CancellationToken ct)
    {
        var before = await read.After(tx, id, ct);
        var old = MergePatch.Apply(FieldsOf(before), oldValues, JournalJson.Values);
        // A symbol whole says number and notation too.
        var request = old.Symbol is null ? old with { Number = null, Notation = null, Unnumbered = true } : old with { Number = null, Notation = null, Unnumbered = null };
        return (await Write(tx, now, before, request, "incoming.correctionUndone", ct)).Ok(out _, out var problem) ? null : problem;
    }

    // The very view it was given when nothing differs.
    private async Task<Result<IncomingView>> Write(
        OfficeTransaction tx, LockedIncoming now, IncomingView before, CorrectIncomingRequest request, string action, CancellationToken ct)
    {
        var (id, old) = (before.Id, FieldsOf(before));
        var errors = new FieldErrors();
        var because = errors.OptionalLine("because", request.Because, 1000);
        var draft = IncomingDraft.Of(request, errors, clock, await types.Get(tx.Connection, ct));
        if (draft is null || !errors.None)
            return errors.ToProblem();
        if (draft.ArrivedOn.Year != now.ArrivedOn.Year)
        {
            errors.Add("arrivedOn", "Ngày đến phải cùng năm của sổ", "The arrival date must stay in the year of the book");
            return errors.ToProblem();
        }

        var issuerId = await RecognizeIssuer.Named(tx.Connection, draft.Issuer, ct);
        var senderId = draft.Sender is null ? issuerId : await RecognizeIssuer.Named(tx.Connection, draft.Sender, ct);
        var registerBy = (await calendars.Current(tx.Connection, ct)).RegisterBy(draft.ReceivedAt, draft.Urgency != Urgency.Normal);
        await IncomingStore.Update(tx, id, draft, issuerId?.Value, senderId?.Value, registerBy, before.RegisteredAt, ct);
        await GrantStore.Follow(tx, id, ct);
        var view = await read.After(tx, id, ct);
        var changes = Changes.Between(old, FieldsOf(view));
        if (changes.None)
            return before;
        await journal.Write(tx, action, "document", id.Value, changes.New("because", because), ct);
        return view;
    }

    // A symbol sent whole takes the place of number and notation, and the other way round.
    private static CorrectIncomingRequest Ready(CorrectIncomingRequest old, JsonElement patch)
    {
        bool Sends(string name) => patch.ValueKind == JsonValueKind.Object && patch.TryGetProperty(name, out _);
        if (Sends("unnumbered"))
            return old with { Symbol = null, Number = null, Notation = null, Unnumbered = null };
        if (Sends("symbol"))
            return old with { Number = null, Notation = null, Unnumbered = null };
        if (Sends("number") || Sends("notation"))
            return old with { Symbol = null, Unnumbered = null };
        return old with { Number = null, Notation = null };
    }

    private static CorrectIncomingRequest FieldsOf(IncomingView view) => new()
    {
        ArrivedOn = view.ArrivedOn,
        ReceivedAt = view.ReceivedAt,
        Sender = view.Sender == view.Issuer ? null : view.Sender,
        Issuer = view.Issuer,
        Symbol = view.Symbol,
        Number = view.Number,
        Notation = view.Notation,
        Unnumbered = view.Unnumbered ? true : null,
        IssuedOn = view.IssuedOn,
        DocumentType = view.DocumentType,
        Subject = view.Subject,
        Urgency = view.Urgency,
        Medium = view.Medium,
        ReceivedVia = view.ReceivedVia,
        Language = view.Language,
        PageCount = view.PageCount,
        CopyCount = view.CopyCount,
        Signer = view.Signer,
        ReplyDueOn = view.ReplyDueOn,
        DueOn = view.DueOn,
        AccessLevel = view.AccessLevel,
        ToPlaces = view.ToPlaces,
        Distribution = view.Distribution,
        Notes = view.Notes,
        Dossier = view.Dossier,
    };
}
