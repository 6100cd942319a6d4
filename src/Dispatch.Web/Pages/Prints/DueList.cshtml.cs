using Dispatch.Calendar;
using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Prints;

/// <summary>Danh sách văn bản quá hạn, sắp đến hạn: by unit, of the documents the reader sees.</summary>
[Needs(Permission.HandleIncoming)]
public sealed class DueListModel(ReadDueList read, FindCountingRules rules, ReadOffice office, OfficeClock clock) : DeskPage
{
    public DueListPrint Print { get; private set; } = null!;

    public PrintTools Tools { get; private set; } = null!;

    public string Office { get; private set; } = "";

    /// <summary>The document that says what "trước ngày" means.</summary>
    public string? BeforeRule { get; private set; }

    /// <summary>The choices' words, in the language of the form.</summary>
    public Texts Words { get; } = new(Language.Vietnamese);

    public async Task OnGet(string? hop, CancellationToken ct)
    {
        var overdue = hop != "sap-den-han";
        Print = await read.Execute(overdue, Caller, ct);
        Office = (await office.Execute(ct)).Name;
        BeforeRule = DueWords.BeforeRule(await rules.Execute(ct), clock.Today);
        Tools = new PrintTools("/viec?hop=" + (overdue ? "qua-han" : "sap-den-han"), "print.backWork");
    }

    public string Due(DateOnly? on, DateOnly? before, DateTimeOffset? at) => DueWords.Of(on, before, at, clock);

    /// <summary>How far a deadline is away, or past.</summary>
    public string Left(DueListLine line)
    {
        var days = Math.Abs(line.DueOn.DayNumber - clock.Today.DayNumber);
        return days == 0 && line.DueAt is { } at ? FormWords.Of("dueList.minutes", (int)Math.Ceiling(Math.Abs((at - clock.Now).TotalMinutes)))
            : days == 0 ? FormWords.Of("dueList.today") : FormWords.Of("dueList.days", days);
    }

    /// <summary>16:45 ngày 05/10/2026.</summary>
    public string Time(DateTimeOffset at) => DueWords.Of(clock.DateOf(at), null, at, clock);
}
