using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// The address of the list is its state: filters, place and the opened entry stand in the query, so that Back, a reload and a link sent to a
/// colleague all show the same.
/// </summary>
public sealed class ListAddress(IQueryCollection query)
{
    public const string Words = "tu-khoa", Register = "so", Year = "nam", Status = "trang-thai", Urgency = "khan", Due = "han",
        From = "tu", To = "den", Transferred = "chuyen", Columns = "cot", After = "sau", Entry = "id";

    private static readonly string[] Filters = [Words, Register, Year, Status, Urgency, Due, From, To, Transferred];

    public string? this[string name] => query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>True when the list shows less than everything.</summary>
    public bool Filtered => Filters.Any(name => this[name] is not null);

    /// <summary>True when a filter below the fold is set: the filter panel is then open.</summary>
    public bool FilteredBelow => Filters.Except([Words, Urgency]).Any(name => this[name] is not null);

    /// <summary>The same list with an entry opened.</summary>
    public string Open(Guid id) => With((Entry, id.ToString()));

    /// <summary>The same list, changed. A changed filter starts at the top and closes the entry.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var values = Filters.Append(After).Append(Entry).Append(Columns).ToDictionary(name => name, name => this[name]);
        if (changes.Any(change => Filters.Contains(change.Name)))
            values[After] = values[Entry] = null;
        foreach (var (name, value) in changes)
            values[name] = value;
        var built = new QueryBuilder(values.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));
        return "/van-ban-den" + built;
    }

    /// <summary>The same list, and what to do with it.</summary>
    public string Handler(string handler) => With((After, null), (Entry, null)) is var here && here.Contains('?', StringComparison.Ordinal) ? $"{here}&handler={handler}" : $"{here}?handler={handler}";

    /// <summary>The filters alone, as a saved view keeps them: no place in the list, no opened entry.</summary>
    public string FilterQuery => With((After, null), (Entry, null), (Columns, null))["/van-ban-den".Length..].TrimStart('?');

    /// <summary>The address of a saved view; what is no filter of this list is left out.</summary>
    public static string OfView(string query)
    {
        var kept = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        return new ListAddress(new QueryCollection(kept.Where(pair => Filters.Contains(pair.Key)).ToDictionary())).With();
    }

    /// <summary>Sets a filter, or clears it when it is set so already.</summary>
    public string Toggle(string name, string value) => With((name, this[name] == value ? null : value));
}
