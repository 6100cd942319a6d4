using System.Text;
using Dapper;
using Dispatch.Agencies;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.OldBooks;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Dispatch.Testing;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>
/// Every page of the route table, with data, empty and in error (<see cref="Sight"/>): axe finds nothing, nothing runs off the side down to 320 px,
/// every control is reached and shown by the keyboard alone; the full figure keeps pictures.
/// </summary>
public sealed class EveryPageJourneys
{
    // Windows are kept: signing in for each look would take most of the time.
    private readonly Dictionary<(bool Empty, string? By, bool Touch), Screen> screens = [];
    private DeskOffice full = null!;
    private DeskOffice empty = null!;
    private Dictionary<string, string> fills = [];

    [OneTimeSetUp]
    public async Task Open()
    {
        full = await DeskOffice.Start();
        empty = await DeskOffice.Start(empty: true);
        fills = new()
        {
            ["{letter}"] = (await full.Register(DeskOffice.Today, withScan: true)).Id.ToString(),
            ["{annulled}"] = (await Annulled()).ToString(),
            ["{person}"] = (await full.CallerOf("quan")).PersonId.ToString(),
            ["{item}"] = (await Item()).ToString(),
            ["{agency}"] = (await full.Use<FindAgencies, Page<AgencyView>>(find => find.Execute("snv", null, new Paging(1), CancellationToken.None))).Items[0].Id.ToString(),
            ["{oldBook}"] = (await OldBook()).ToString(),
            ["{run}"] = (await Run()).ToString(),
        };
        await Routed();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        foreach (var screen in screens.Values)
            await screen.DisposeAsync();
        await full.DisposeAsync();
        await empty.DisposeAsync();
    }

    [Test]
    public void Every_page_of_the_route_table_is_looked_at()
    {
        var routes = full.Office.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>()
            .Select(page => "/" + page.AttributeRouteInfo!.Template).Except(Sight.NotLookedAt).ToList();
        Assert.That(routes.Except(Sight.All.Select(sight => sight.Route)), Is.Empty, "nobody looks at these");
        Assert.That(Sight.All.Select(sight => sight.Route).Except(routes), Is.Empty, "there is no such page");
        Assert.That(Sight.All.Select(sight => sight.Name), Is.Unique);
    }

    [Test]
    public async Task Looks_right_and_axe_finds_nothing([ValueSource(typeof(Sight), nameof(Sight.All))] Sight sight)
    {
        // Every other one at the desk and on the phone: axe and the walk with Tab are most of the time. The full figure is below.
        if (Sight.All.IndexOf(sight) % 2 == 0)
        {
            var desk = await Window(sight, touch: false);
            await Look(desk, sight, 1440, 900);
            Assert.That(await desk.Unreached(), Is.Empty, "not reached by Tab, or not seen to be");
            await Fits(desk, 390, 320);
        }
        else
        {
            var phone = await Window(sight, touch: true);
            await Look(phone, sight, 390, 844);
            await Fits(phone, 320, 820, 1440);
        }
    }

    [Test, Explicit("The full figure: every page at four widths and in forced colours, with pictures.")]
    public async Task Looks_right_at_every_width_and_in_forced_colours([ValueSource(typeof(Sight), nameof(Sight.All))] Sight sight)
    {
        var tablet = await Window(sight, touch: true);
        await Look(tablet, sight, 390, 844, "");
        await Look(tablet, sight, 820, 1180, "");
        await tablet.Page.SetViewportSizeAsync(320, 640);
        await tablet.Picture($"{sight.Name}-320");

        var desk = await Window(sight, touch: false);
        await desk.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await Look(desk, sight, 1440, 900, "-forced");
        await desk.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        await Look(desk, sight, 1440, 900, "");
        Assert.That(await desk.Unreached(), Is.Empty, "not reached by Tab, or not seen to be");
    }

    [Test]
    public async Task Targets_are_large_enough_for_a_finger([Values("/van-ban-den", "/van-ban-den/vao-so", "/so")] string address)
    {
        var screen = await Window(new("targets", address, address), touch: true);
        await screen.Page.SetViewportSizeAsync(820, 1180);
        await screen.Page.GotoAsync(address);
        var small = await screen.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden]):not([type=checkbox]):not([type=radio])")]
                .filter(e => e.getClientRects().length && !e.closest(".visually-hidden, .skip") && !e.matches(".subject, .skip, .visually-hidden, td a, th a, .files a"))
                .filter(e => e.getBoundingClientRect().height < 43.5)
                .map(e => e.outerHTML.slice(0, 120) + " " + e.getBoundingClientRect().height)
            """);
        Assert.That(small, Is.Empty);
    }

    private static async Task Fits(Screen screen, params int[] widths)
    {
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            Assert.That(await screen.RunsOffTheSide(), Is.Empty, $"at {width} px");
        }
    }

    private async Task Look(Screen screen, Sight sight, int width, int height, string? picture = null)
    {
        await screen.Anew();
        await screen.Page.SetViewportSizeAsync(width, height);
        var address = fills.Aggregate(sight.Address, (text, fill) => text.Replace(fill.Key, fill.Value, StringComparison.Ordinal));
        var answer = await screen.Page.GotoAsync(address);
        Assert.That(answer!.Status, Is.EqualTo(sight.Status));
        if (sight.Press is not null)
        {
            await screen.Page.ClickAsync(sight.Press);
            await screen.Page.Settled();
        }
        if (picture is not null)
            await screen.Picture($"{sight.Name}-{width}{picture}");
        Assert.That(screen.Complaints, Is.Empty);
        Assert.That(await screen.RunsOffTheSide(), Is.Empty, $"at {width} px");
        Assert.That(await screen.Axe(), Is.Empty, $"axe at {width} px");
    }

    // Something on each desk: waiting with and without a proposal, directed, assigned, asked, handed over.
    private async Task Routed()
    {
        fills["{waiting}"] = (await full.Submitted("thinh", new() { Instruction = "Giao Phòng KGVX chủ trì", Assignments = [new() { Role = AssignmentRole.Lead, Unit = "KGVX", WorkingDays = 5 }] })).ToString();
        fills["{waitingBare}"] = (await full.Submitted("nam")).ToString();
        var unassigned = await full.Directed();
        fills["{unitLine}"] = unassigned.Lead.ToString();
        var directed = await full.Directed();
        fills["{directed}"] = directed.Document.ToString();
        var (dao, quan, krong) = (await full.CallerOf("dao"), await full.CallerOf("quan"), await full.CallerOf("krong"));
        var any = new IfMatch(false, null, false);
        var persons = await full.Use<AssignPerson, AssignedPersons>(assign => assign.Execute(new(directed.Lead),
            new() { Assignments = [new() { Role = AssignmentRole.Lead, Person = "quan", DueOn = DeskOffice.Today.AddDays(3) }], Instruction = "Tham mưu công văn trả lời" }, any, dao, default));
        fills["{personLine}"] = persons.Assignments[0].Id.ToString();
        await full.Use<AcceptAssignment, AssignmentView>(accept => accept.Accept(persons.Assignments[0].Id, any, quan, default));
        await full.Use<AddNote, NoteView>(note => note.ToLine(persons.Assignments[0].Id, new() { Text = "Đề xuất trả lời bằng công văn", Proposal = true }, quan, default));
        fills["{opinion}"] = (await full.Use<Opinions, OpinionView>(opinions => opinions.Ask(persons.Assignments[0].Id, new() { Unit = "KTTH", Question = "Đề nghị cho ý kiến về nguồn vốn" }, quan, default))).Id.ToString();
        await full.Use<Opinions, OpinionView>(opinions => opinions.Ask(persons.Assignments[0].Id, new() { Person = "krong", Question = "Đề nghị cung cấp số liệu" }, quan, default));
        fills["{handover}"] = (await full.Use<HandOverWork, HandoverView>(hand => hand.Execute(krong.PersonId, new() { Because = "Quyết định 112/QĐ-VP điều động", To = "tuan" }, krong, default))).Id.ToString();
    }

    private async Task<Guid> Annulled()
    {
        var letter = await full.Register(DeskOffice.Today);
        var clerk = await full.CallerOf(DeskOffice.Clerk);
        return (await full.Use<AnnulIncoming, IncomingView>(annul => annul.Execute(
            letter.Id, new() { Reason = "Vào sổ nhầm văn bản của cơ quan khác" }, new IfMatch(false, null, false), clerk, CancellationToken.None))).Id.Value;
    }

    // An express item that has waited too long, so that the chief has a notice of it.
    private async Task<Guid> Item()
    {
        var clerk = await full.CallerOf(DeskOffice.Clerk);
        var item = await full.Use<ReceiveItem, ReceivedItemView>(receive => receive.Execute(
            new() { ReceivedAt = TestOffice.Morning.AddHours(-1), Urgency = Urgency.Express, Issuer = "Thủ tướng Chính phủ" }, clerk, CancellationToken.None));
        await using var scope = full.Office.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AlertExpressItems>().Run(CancellationToken.None);
        return item.Id.Value;
    }

    private async Task<Guid> OldBook()
    {
        var clerk = await full.CallerOf(DeskOffice.Clerk);
        var file = new MemoryStream(Encoding.UTF8.GetBytes("Ngày đến,Số đến,Tác giả,Số ký hiệu,Trích yếu\n2/1/2024,1,Sở Xây dựng,1/SXD-QLĐT,V/v một\n3/1/2024,4,Bộ Y tế,2/BYT,V/v hai\n"));
        return (await full.Use<UploadOldBook, OldBookView>(upload => upload.Execute(DeskOffice.Book, 2024, new StoreFileRequest("so-cu.csv", file), clerk, CancellationToken.None))).Id.Value;
    }

    // A run in the middle of its work, with something gone wrong.
    private async Task<Guid> Run()
    {
        var id = Guid.CreateVersion7();
        await using var connection = await full.Office.Database.OpenAsOwner();
        await connection.ExecuteAsync("""
            insert into run (id, kind, title_vi, title_en, state, total, done, failed, arguments, started_by, queued_at, started_at, worked_at, next_attempt_at)
            values (@id, 'looked-at', 'Nhập sổ cũ DEN 2025 từ so-cu-2025.xlsx', 'Import of the old book DEN 2025', 'running', 12400, 620, 2, '{}', @PersonId, @at, @at, @at, @at + interval '1 day');
            insert into run_fault (run_id, item, name, message_vi, message_en)
            values (@id, 17, '118', 'Ngày đến không đọc được: 31/02/2025', 'The date of arrival cannot be read: 31/02/2025'), (@id, 204, null, 'Thiếu số đến', 'The number is missing');
            """, new { id, (await full.CallerOf(DeskOffice.Clerk)).PersonId, at = TestOffice.Morning });
        return id;
    }

    private async Task<Screen> Window(Sight sight, bool touch)
    {
        if (!screens.TryGetValue((sight.InEmptyOffice, sight.By, touch), out var screen))
        {
            screen = await Screen.Open(sight.InEmptyOffice ? empty : full, touch: touch);
            if (sight.By is not null)
                await screen.SignIn(sight.By);
            screens[(sight.InEmptyOffice, sight.By, touch)] = screen;
        }
        return screen;
    }
}
