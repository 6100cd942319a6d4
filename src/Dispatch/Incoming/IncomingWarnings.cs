using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Incoming;

/// <summary>What a clerk should look at in a registered document; none of it stops anything.</summary>
public sealed class IncomingWarnings(LegalLengths lengths, WorkingCalendars calendars)
{
    public async Task<IncomingView> On(NpgsqlConnection connection, IncomingView view, Language language, CancellationToken ct)
    {
        var warnings = new List<Warning>(await lengths.Over(connection, language,
        [
            ("number", view.Number), ("notation", view.Notation), ("issuer", view.Issuer), ("subject", view.Subject), ("language", view.Language),
            ("notes", view.Notes), ("signer.position", view.Signer?.Position), ("signer.fullName", view.Signer?.FullName), ("toPlaces", view.ToPlaces),
            ("dossier.notation", view.Dossier?.Notation), ("dossier.agencyCode", view.Dossier?.AgencyCode),
        ], ct));
        if (!view.SymbolParsed)
            warnings.Add(new("symbol", "symbolUnparsed", new TwoLanguages(
                "Chưa tách được số và ký hiệu; giữ nguyên như trên văn bản", "Number and notation could not be parted; kept as written").In(language)));
        if (view.RegisterBy is null)
        {
            (await calendars.Current(connection, ct)).RegisterBy(view.ReceivedAt, view.Urgency != Urgency.Normal, out var because);
            var (nam, of) = because?.Members.GetValueOrDefault("year") is int year ? ($" năm {year}", $" of {year}") : ("", "");
            warnings.Add(new("registerBy", "calendarMissing", new TwoLanguages(
                $"Chưa khai báo lịch nghỉ{nam} nên chưa tính được hạn vào sổ. Báo quản trị hệ thống",
                $"The calendar{of} is not declared, so the limit to register is not known. Tell the administrator").In(language)));
        }
        foreach (var file in view.Files.Where(f => f.Condition != "readable" && f.ReplacedAt is null))
            warnings.Add(new("fileIds", "fileUnreadable", (file.Condition == "locked"
                ? new TwoLanguages($"Tệp {file.Name} có mật khẩu, không xem được; giữ nguyên như đã nhận", $"{file.Name} needs a password; kept as received")
                : new TwoLanguages($"Tệp {file.Name} bị hỏng; giữ nguyên như đã nhận", $"{file.Name} is damaged; kept as received")).In(language)));
        return warnings.Count == 0 ? view : view with { Warnings = warnings };
    }
}
