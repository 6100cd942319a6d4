using System.Globalization;
using Dispatch.Platform;
using Dispatch.Prints;
using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Dispatch.Web.Pages.Prints;

/// <summary>The part of a book that an address asks for, as typed.</summary>
public sealed class PrintAddress(IQueryCollection query)
{
    public const string From = "tu", To = "den", First = "tu-so", Last = "den-so", Volume = "quyen", Compact = "nen";

    private static readonly string[] Names = [From, To, First, Last, Volume, Compact];

    public string? this[string name] => query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>True when a part is asked for.</summary>
    public bool Asked => Names.Any(name => this[name] is not null);

    /// <summary>10 pt instead of 11.</summary>
    public bool IsCompact => this[Compact] == "1";

    /// <summary>The query, changed.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var values = Names.ToDictionary(name => name, name => this[name]);
        foreach (var (name, value) in changes)
            values[name] = value;
        return new QueryBuilder(values.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))).ToString();
    }

    /// <summary>The part; what cannot be read is noted beside its field.</summary>
    public PrintPeriod Read(OfficeClock clock, FieldErrors errors) => new()
    {
        From = Date(From, "from", clock, errors),
        To = Date(To, "to", clock, errors),
        FirstNumber = Number(First, "firstNumber", errors),
        LastNumber = Number(Last, "lastNumber", errors),
        Volume = this[Volume],
    };

    /// <summary>The field of the form that shows errors of this wire name.</summary>
    public static string FieldOf(string name) => name switch
    {
        "from" => From,
        "to" => To,
        "firstNumber" => First,
        "lastNumber" => Last,
        "volume" => Volume,
        _ => name,
    };

    private DateOnly? Date(string name, string field, OfficeClock clock, FieldErrors errors)
    {
        if (this[name] is not { } text)
            return null;
        if (TypedDate.TryParse(text, clock.Today, Lean.Back, out var typed) && typed.Date is { } date)
            return date;
        errors.Add(field, Texts.Both("error.date"));
        return null;
    }

    private int? Number(string name, string field, FieldErrors errors)
    {
        if (this[name] is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(field, Texts.Both("error.number"));
        return null;
    }
}
