using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Administration;

/// <summary>The administrator's start page: what of the set-up is done, what is missing, and the next step, each a link.</summary>
[Needs(Permission.ManagePeople)]
public sealed class HomeModel(ReadSetUp read) : AdministrationPage
{
    public SetUpView SetUp { get; private set; } = null!;

    public async Task OnGet(CancellationToken ct) => SetUp = await read.Execute(ct);

    public string NameOf(SetUpStep step) => step is SetUpStep.Calendar or SetUpStep.NextCalendar
        ? T["setup.step." + EnumText.Of(step), YearOf(step)!]
        : T["setup.step." + EnumText.Of(step)];

    public string AddressOf(SetUpStep step) => step switch
    {
        SetUpStep.Office => "/quan-tri/co-quan",
        SetUpStep.Units => "/quan-tri/don-vi",
        SetUpStep.People => "/quan-tri/nguoi-dung",
        SetUpStep.Registers => "/quan-tri/so",
        SetUpStep.Agencies => "/quan-tri/danh-ba",
        SetUpStep.DocumentTypes => "/quan-tri/loai-van-ban",
        _ => $"/quan-tri/lich/{YearOf(step)}",
    };

    private int? YearOf(SetUpStep step) => SetUp.Steps.Single(s => s.Step == step).Year;
}
