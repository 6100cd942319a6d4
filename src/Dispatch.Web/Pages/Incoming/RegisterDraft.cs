using System.Text.Json;
using Dispatch.Drafts;
using Dispatch.Platform;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>The draft of the register form: the form as it was typed, scans and idempotency key included.</summary>
public sealed class RegisterDraft(KeepDraft keep, ReadDraft read, SwapDrafts swap, DiscardDraft discard)
{
    private const string Form = "incoming";

    /// <summary>Keeps what is typed; null when nothing is, and then nothing is kept.</summary>
    public async Task<Result<DraftView?>> Keep(RegisterForm form, Guid window, Guid? follows, Caller caller, CancellationToken ct)
    {
        if (!form.HasContent && form.Secrecy is null or "none")
        {
            await Discard(form.Key, caller, ct);
            return (DraftView?)null;
        }
        var request = new KeepDraftRequest
        {
            Form = Form,
            Body = JsonSerializer.SerializeToElement(form.Secrecy is null or "none" ? form : new RegisterForm()),
            Key = form.Key,
            Window = window,
            Follows = follows,
            Secrecy = form.Secrecy,
        };
        return (await keep.Execute(request, caller, ct)).Ok(out var kept, out var problem) ? kept : problem;
    }

    /// <summary>The form as it was left, with its draft; null when there is none that this version of the program can read.</summary>
    public async Task<(RegisterForm Form, DraftView Draft)?> Read(Caller caller, CancellationToken ct)
    {
        if (await read.Execute(Form, caller, ct) is not { } draft)
            return null;
        try
        {
            return draft.Body.Deserialize<RegisterForm>() is { } form ? (form, draft) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task Swap(Caller caller, CancellationToken ct) => swap.Execute(Form, caller, ct);

    public Task Discard(string key, Caller caller, CancellationToken ct) => discard.Execute(Form, key, caller, ct);
}
