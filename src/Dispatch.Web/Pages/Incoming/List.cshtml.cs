using System.Globalization;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;
using Dispatch.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dispatch.Web.Pages.Incoming;

/// <summary>
/// Văn bản đến: the list, newest day first and urgent first within the day, with the opened entry and its paper beside it. On a narrow
/// screen the same address shows one or the other.
/// </summary>
[Needs(Permission.ReadIncoming)]
public sealed class ListModel(FindIncoming find, ReadIncoming read, FindRegisters registers, OfficeClock clock) : DeskPage
{
    public ListAddress Address { get; private set; } = null!;

    public Page<IncomingLine> Lines { get; private set; } = new([], null);

    public (IncomingView Document, Walk Walk)? Entry { get; private set; }

    public IReadOnlyList<SelectListItem> Registers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Years { get; private set; } = [];

    public Guid? EntryId => Entry?.Document.Id.Value;

    /// <summary>The day the rows before these ended with, when these are appended to a list.</summary>
    public DateOnly? DayBefore { get; private set; }

    public IEnumerable<IGrouping<DateOnly, IncomingLine>> Days => Lines.Items.GroupBy(line => line.ArrivedOn);

    /// <summary>What stands in the box "from": the quick filter's word is not a thing anybody types.</summary>
    public string? From => Address[ListAddress.From] == Today ? T["date.today"] : Address[ListAddress.From];

    public string Count => Lines.NextCursor is null && Address[ListAddress.After] is null
        ? T["in.count", Lines.Items.Count]
        : T["in.countMore", Lines.Items.Count];

    public IReadOnlyList<SelectListItem> Statuses => Choices("status.", Enum.GetValues<IncomingStatus>().Select(EnumText.Of));

    public IReadOnlyList<SelectListItem> Urgencies =>
        [new(T["filter.any"], ""), new(T["in.quick.urgent"], AnyUrgent), .. Enum.GetValues<Urgency>().Select(u => new SelectListItem(T["urgency." + EnumText.Of(u)], EnumText.Of(u)))];

    public IReadOnlyList<SelectListItem> Dues => [new(T["filter.any"], ""), new(T["due.overdue"], Overdue), new(T["due.soon"], Soon)];

    private const string Today = "hom-nay", AnyUrgent = "gap", Overdue = "qua-han", Soon = "sap-han";

    public async Task<IActionResult> OnGet(Guid? id, CancellationToken ct)
    {
        Address = new ListAddress(Request.Query);
        if (AsksFor("section#detail"))
        {
            await Open(id, ct);
            return Partial("_Opened", this);
        }
        await List(ct);
        if (AsksFor("tbody#more"))
        {
            DayBefore = DateOnly.TryParseExact(Request.Headers["Desk-Day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            return Partial("_Rows", this);
        }
        if (AsksFor("div#list"))
            return Partial("_Listed", this);
        await Open(id, ct);
        await Choose(ct);
        return Page();
    }

    /// <summary>Hôm nay, thứ Hai 05/10/2026.</summary>
    public string NameOf(DateOnly day)
    {
        var written = $"{T["day." + day.DayOfWeek]}, {day.ToString(DateTagHelper.Written, CultureInfo.InvariantCulture)}";
        return (clock.Today.DayNumber - day.DayNumber) switch
        {
            0 => $"{T["day.today"]} · {written}",
            1 => $"{T["day.yesterday"]} · {written}",
            _ => written,
        };
    }

    private async Task List(CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new IncomingFilter
        {
            Q = Address[ListAddress.Words],
            Register = Address[ListAddress.Register],
            Year = int.TryParse(Address[ListAddress.Year], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
            Status = EnumText.TryParse<IncomingStatus>(Address[ListAddress.Status], out var status) ? status : null,
            Urgency = EnumText.TryParse<Urgency>(Address[ListAddress.Urgency], out var urgency) ? urgency : null,
            UrgencyFrom = Address[ListAddress.Urgency] == AnyUrgent ? Documents.Urgency.Urgent : null,
            Due = Address[ListAddress.Due] switch { Overdue => DueFilter.Overdue, Soon => DueFilter.Soon, _ => null },
            From = Date(ListAddress.From, errors),
            To = Date(ListAddress.To, errors),
        };
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return;
        }
        if ((await find.Execute(query, new Paging(Cursor: Address[ListAddress.After]), ct)).Ok(out var lines, out var problem))
            Lines = lines;
        else
            Refuse(problem);
    }

    private DateOnly? Date(string name, FieldErrors errors)
    {
        var text = Address[name] is { } typed && typed == Today ? T["date.today"] : Address[name];
        if (text is null)
            return null;
        if (TypedDate.TryParse(text, clock.Today, Lean.Back, out var date) && date.Date is not null)
            return date.Date;
        errors.Add(name, Texts.Both("error.date"));
        return null;
    }

    private async Task Open(Guid? id, CancellationToken ct)
    {
        if (id is not { } wanted)
            return;
        if ((await read.Execute(new Id<Document>(wanted), Caller, ct)).Ok(out var document, out _))
            Entry = (document, Walk.Around(wanted, Lines, Address, T));
        else
            Response.StatusCode = 404;
    }

    private async Task Choose(CancellationToken ct)
    {
        var books = (await registers.Execute(ct)).Items.Where(book => book.Kind == RegisterKind.Incoming).ToList();
        Registers = [new(T["filter.any"], ""), .. books.Select(book => new SelectListItem(book.Name, book.Code))];
        Years = [new(T["filter.any"], ""), .. books.SelectMany(book => book.Years).Select(year => year.Year).Distinct().OrderDescending()
            .Select(year => year.ToString(CultureInfo.InvariantCulture)).Select(year => new SelectListItem(year, year))];
    }

    private List<SelectListItem> Choices(string key, IEnumerable<string> values) =>
        [new(T["filter.any"], ""), .. values.Select(value => new SelectListItem(T[key + value], value))];
}
