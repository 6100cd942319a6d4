using System.Globalization;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Routing;
using Dispatch.Views;
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
public sealed class ListModel(
    FindIncoming find, ReadIncoming read, FindRegisters registers, TransferMany transfer, FindViews findViews, SaveView saveView, DropView dropView,
    ChooseColumns chooseColumns, FindReceivers findReceivers, FindPeople people, RouteMany route, OfficeClock clock) : DeskPage
{
    private const string ViewsList = "incoming";

    public ListAddress Address { get; private set; } = null!;

    public Page<IncomingLine> Lines { get; private set; } = new([], null);

    public (IncomingView Document, Walk Walk)? Entry { get; private set; }

    public IReadOnlyList<SelectListItem> Registers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Years { get; private set; } = [];

    /// <summary>Columns beside those that no list goes without.</summary>
    public IReadOnlyList<IncomingColumn> Extras { get; private set; } = [];

    public IReadOnlyList<SavedViewView> Views { get; private set; } = [];

    /// <summary>Units and people, offered where papers are handed over.</summary>
    public IReadOnlyList<string> Receivers { get; private set; } = [];

    /// <summary>Whom the ticked entries can be submitted to.</summary>
    public IReadOnlyList<SelectListItem> Leaders { get; private set; } = [];

    /// <summary>What became of a bulk hand-over or submission; null when none was asked.</summary>
    public BulkAnswer? Done { get; private set; }

    /// <summary>It in words.</summary>
    public string? DoneText { get; private set; }

    /// <summary>Ticked entries: of a request that was refused all, otherwise those that were not done, to be looked at.</summary>
    public IReadOnlySet<Guid> Ticked { get; private set; } = new HashSet<Guid>();

    public string? MovedTo { get; private set; }

    public string? MovedOn { get; private set; }

    /// <summary>User name of the leader the ticked entries are submitted to.</summary>
    public string? Leader { get; private set; }

    public string? ViewName { get; private set; }

    /// <summary>True when what is wrong stands in the filter, whose panel is then open.</summary>
    public bool FilterProblem => Problem?.Errors.Keys.Any(name => name is ListAddress.From or ListAddress.To) == true;

    public bool MayTransfer => Caller.May(Permission.RegisterIncoming);

    public bool MaySubmit => Caller.May(Permission.SubmitIncoming);

    /// <summary>Rows are ticked by whoever can do something with many.</summary>
    public bool Ticks => MayTransfer || MaySubmit;

    public int ColumnCount => 3 + Extras.Count + (Ticks ? 1 : 0);

    /// <summary>Everything that can be chosen.</summary>
    public static IEnumerable<IncomingColumn> Choosable => IncomingColumns.All.Where(column => !column.Always);

    /// <summary>What a ticked row sends: the entry, and the version it was seen with.</summary>
    public static string TickOf(IncomingLine line) => $"{line.Id}:{line.Version}";

    /// <summary>What a chosen column shows of a line, in the words of the desk.</summary>
    public string? CellOf(IncomingColumn column, IncomingLine line) => column.Key switch
    {
        "documentType" => line.DocumentType,
        "receivedVia" => T["via." + EnumText.Of(line.ReceivedVia)],
        "medium" => T["medium." + EnumText.Of(line.Medium)],
        _ => Convert.ToString(column.Value(line), CultureInfo.InvariantCulture),
    };

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

    public IReadOnlyList<SelectListItem> Transfers => [new(T["filter.any"], ""), new(T["in.transfer.notYet"], NotYet), new(T["in.transfer.already"], Already)];

    private const string Today = "hom-nay", AnyUrgent = "gap", Overdue = "qua-han", Soon = "sap-han", NotYet = "chua", Already = "roi";

    public async Task<IActionResult> OnGet(Guid? id, CancellationToken ct)
    {
        Address = new ListAddress(Request.Query);
        if (AsksFor("section#detail"))
        {
            await Open(id, ct);
            return Partial("_Opened", this);
        }
        await Begin(ct);
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

    /// <summary>The whole filter as a table, with the chosen columns and those that always stand there.</summary>
    public async Task<IActionResult> OnGetTable(string? dang, CancellationToken ct)
    {
        await Begin(ct);
        var errors = new FieldErrors();
        var filter = Filter(errors);
        if (!errors.None)
            return await Refused(errors.ToProblem(), ct);
        var columns = IncomingColumns.All.Where(column => column.Always || Extras.Contains(column)).ToList();
        var rows = new List<IDictionary<string, object?>>();
        for (var next = new Paging(Paging.MaxLimit); ;)
        {
            if (!(await find.Execute(filter, next, Caller, ct)).Ok(out var page, out var problem))
                return await Refused(problem, ct);
            rows.AddRange(page.Items.Select(line => IncomingColumns.Row(line, columns)));
            if (rows.Count > ListAnswer.MostRows)
                return await Refused(PlatformProblems.TooLarge.Saying(Texts.Both("table.tooLong").Vietnamese, Texts.Both("table.tooLong").English), ct);
            if (page.NextCursor is null)
                break;
            next = new Paging(Paging.MaxLimit, page.NextCursor);
        }
        return dang == "csv" ? File(Table.Csv(rows), Table.CsvType, "van-ban-den.csv") : File(await Table.Xlsx(rows), Table.XlsxType, "van-ban-den.xlsx");
    }

    /// <summary>Hands the ticked papers over: each has its own answer.</summary>
    public async Task<IActionResult> OnPostTransfer(string[] chon, string? to, string? transferredOn, CancellationToken ct)
    {
        if (!MayTransfer)
            return StatusCode(403);
        await Begin(ct);
        var items = chon.Select(ItemOf).OfType<TransferItem>().ToList();
        (Ticked, MovedTo, MovedOn) = (items.Select(item => item.Id.Value).ToHashSet(), to, transferredOn);
        var errors = new FieldErrors();
        DateOnly? on = null;
        if (!string.IsNullOrWhiteSpace(transferredOn))
        {
            if (TypedDate.TryParse(transferredOn, clock.Today, Lean.Back, out var typed) && typed.Date is { } date)
                on = date;
            else
                errors.Add("transferredOn", Texts.Both("error.date"));
        }
        if (!errors.None)
            return await Refused(errors.ToProblem(), ct);
        var request = new TransferManyRequest { Items = items, To = to, TransferredOn = on };
        if (!(await transfer.Execute(request, Caller, ct)).Ok(out var moved, out var problem))
            return await Refused(problem, ct);
        return await Answered(moved, T["bulk.done", moved.Done, moved.Refused, to!], ct);
    }

    /// <summary>Submits the ticked entries to one leader: each has its own answer.</summary>
    public async Task<IActionResult> OnPostSubmit(string[] chon, string? leader, CancellationToken ct)
    {
        if (!MaySubmit)
            return StatusCode(403);
        await Begin(ct);
        var items = chon.Select(ItemOf).OfType<TransferItem>().ToList();
        (Ticked, Leader) = (items.Select(item => item.Id.Value).ToHashSet(), leader);
        var request = new SubmitManyRequest { Items = items, To = leader };
        if (!(await route.Submit(request, Caller, ct)).Ok(out var submitted, out var problem))
        {
            // Two buttons of one bar have a receiver; each has a field of its own.
            return await Refused(problem with { Errors = problem.Errors.ToDictionary(error => error.Key == "to" ? "leader" : error.Key, error => error.Value) }, ct);
        }
        var name = (await people.Leaders(ct)).FirstOrDefault(person => person.UserName == leader)?.FullName ?? leader!;
        return await Answered(submitted, T["bulk.submitted", submitted.Done, submitted.Refused, name], ct);
    }

    private Task<IActionResult> Answered(BulkAnswer done, string words, CancellationToken ct)
    {
        (Done, DoneText) = (done, words);
        Ticked = done.Items.Where(item => item.Outcome == BulkOutcome.Refused).Select(item => item.Id.Value).ToHashSet();
        return Whole(ct);
    }

    public async Task<IActionResult> OnPostColumns(string[] cot, CancellationToken ct)
    {
        var columns = Choosable.Where(column => cot.Contains(column.Key)).Select(column => column.Key).ToList();
        await chooseColumns.Execute(ViewsList, columns, Caller, ct);
        return Redirect(new ListAddress(Request.Query).With((ListAddress.Columns, columns.Count == 0 ? null : string.Join(',', columns))));
    }

    public async Task<IActionResult> OnPostSaveView(string? name, string? sharing, CancellationToken ct)
    {
        await Begin(ct);
        var request = new SaveViewRequest { Name = name, Query = Address.FilterQuery, Sharing = sharing == "unit" ? ViewSharing.Unit : ViewSharing.Personal };
        if ((await saveView.Execute(request, Caller, ct)).Ok(out _, out var problem))
            return Redirect(Address.With());
        ViewName = name;
        return await Refused(problem, ct);
    }

    public async Task<IActionResult> OnPostDropView(Guid view, CancellationToken ct)
    {
        await dropView.Execute(new Id<SavedView>(view), Caller, ct);
        return Redirect(new ListAddress(Request.Query).With());
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
        var query = Filter(errors);
        if (!errors.None)
        {
            Refuse(errors.ToProblem());
            return;
        }
        if ((await find.Execute(query, new Paging(Cursor: Address[ListAddress.After]), Caller, ct)).Ok(out var lines, out var problem))
            Lines = lines;
        else
            Refuse(problem);
    }

    private IncomingFilter Filter(FieldErrors errors) => new()
    {
        Q = Address[ListAddress.Words],
        Register = Address[ListAddress.Register],
        Year = int.TryParse(Address[ListAddress.Year], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
        Status = EnumText.TryParse<IncomingStatus>(Address[ListAddress.Status], out var status) ? status : null,
        Urgency = EnumText.TryParse<Urgency>(Address[ListAddress.Urgency], out var urgency) ? urgency : null,
        UrgencyFrom = Address[ListAddress.Urgency] == AnyUrgent ? Documents.Urgency.Urgent : null,
        Due = Address[ListAddress.Due] switch { Overdue => DueFilter.Overdue, Soon => DueFilter.Soon, _ => null },
        Transferred = Address[ListAddress.Transferred] switch { NotYet => false, Already => true, _ => null },
        From = Date(ListAddress.From, errors),
        To = Date(ListAddress.To, errors),
    };

    private async Task Begin(CancellationToken ct)
    {
        Address = new ListAddress(Request.Query);
        var columns = Address[ListAddress.Columns]?.Split(',') ?? await chooseColumns.Chosen(ViewsList, Caller, ct);
        Extras = [.. Choosable.Where(column => columns.Contains(column.Key))];
    }

    private async Task<IActionResult> Whole(CancellationToken ct)
    {
        var problem = Problem;
        await List(ct);
        if (problem is not null)
            Refuse(problem);
        await Choose(ct);
        return Page();
    }

    private Task<IActionResult> Refused(Problem problem, CancellationToken ct)
    {
        Refuse(problem);
        return Whole(ct);
    }

    private static TransferItem? ItemOf(string tick) =>
        tick.Split(':') is [var id, var version] && Guid.TryParse(id, out var document) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? new(new Id<Document>(document), seen)
            : null;

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
        Views = (await findViews.Execute(ViewsList, Caller, ct)).Items;
        if (MayTransfer)
            Receivers = await findReceivers.Execute(ct);
        if (MaySubmit)
            Leaders = [new("", ""), .. (await people.Leaders(ct)).Select(person => new SelectListItem($"{person.FullName} – {person.Title}", person.UserName))];
        var books = (await registers.Execute(ct)).Items.Where(book => book.Kind == RegisterKind.Incoming).ToList();
        Registers = [new(T["filter.any"], ""), .. books.Select(book => new SelectListItem(book.Name, book.Code))];
        Years = [new(T["filter.any"], ""), .. books.SelectMany(book => book.Years).Select(year => year.Year).Distinct().OrderDescending()
            .Select(year => year.ToString(CultureInfo.InvariantCulture)).Select(year => new SelectListItem(year, year))];
    }

    private List<SelectListItem> Choices(string key, IEnumerable<string> values) =>
        [new(T["filter.any"], ""), .. values.Select(value => new SelectListItem(T[key + value], value))];
}
