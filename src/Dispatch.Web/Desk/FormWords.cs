using System.Globalization;

namespace Dispatch.Web.Desk;

/// <summary>
/// The words of printed forms (<c>Texts/forms.json</c>). A form is a legal paper: it speaks Vietnamese whatever language the person at the desk reads.
/// Column heads and titles come from <c>print_form</c>, dated.
/// </summary>
internal static class FormWords
{
    private static readonly Dictionary<string, string> Words = Texts.Read("forms");

    public static string Of(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Words[key], values);

    /// <summary>05/10/2026; empty for none.</summary>
    public static string Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Ngày 05 tháng 10 năm 2026: the decree wants two digits for days under 10 and for January and February.</summary>
    public static string LongDay(DateOnly day) =>
        Of("day.long", day.Day.ToString("00", CultureInfo.InvariantCulture), day.Month.ToString(day.Month < 3 ? "00" : "0", CultureInfo.InvariantCulture), day.Year);
}
