using System.Net;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Routing;
using Dispatch.Sample;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Tests;

/// <summary>An office with people, one incoming book that stands at 4520 and, unless it is to be empty, a few weeks of letters.</summary>
internal sealed class DeskOffice : IAsyncDisposable
{
    public const string Book = "DEN";
    public const string Clerk = "hlan";
    public const string Password = SamplePeople.Password;
    public const int Letters = 60;

    private readonly SampleLetters letters = new(new Random(7));

    private DeskOffice(TestOffice office) => Office = office;

    public TestOffice Office { get; }

    public static DateOnly Today => DateOnly.FromDateTime(TestOffice.Morning.DateTime);

    public static async Task<DeskOffice> Start(bool empty = false)
    {
        var office = new DeskOffice(await TestOffice.Start(services: services =>
        {
            services.AddSingleton(new SampleMode(true));
            services.Configure<SignInSettings>(signIn => (signIn.HashMemoryKiB, signIn.HashPasses) = (64, 1));
        }));
        await office.AddPeople();
        if (empty)
            return office;
        await office.OpenBook();
        for (var i = 0; i < Letters; i++)
            await office.Register(Today.AddDays(-(Letters - 1 - i) / 20), withScan: i >= Letters - 4);
        return office;
    }

    /// <summary>A browser without JavaScript.</summary>
    public Browser Browser() => new(Office.Address);

    /// <summary>A browser of somebody who signed in with a click on the card.</summary>
    public async Task<Browser> SignedIn(string userName = Clerk)
    {
        var browser = Browser();
        await browser.Open("/dang-nhap");
        await browser.Press($".cards button[value={userName}]");
        return browser;
    }

    public async Task<Caller> CallerOf(string userName)
    {
        await using var scope = Office.Services.CreateAsyncScope();
        var person = (await scope.ServiceProvider.GetRequiredService<FindPeople>().All(CancellationToken.None)).Single(p => p.UserName == userName);
        await using var connection = await scope.ServiceProvider.GetRequiredService<Database>().Open(CancellationToken.None);
        var standing = await Standing.Read(connection, person.Id, Today, CancellationToken.None);
        return standing.As(new(person.Id, person.UserName, person.FullName, Roles.PermissionsOf(person.Roles)) { Address = IPAddress.Loopback });
    }

    public async Task<T> Use<TUse, T>(Func<TUse, Task<Result<T>>> act) where TUse : notnull
    {
        await using var scope = Office.Services.CreateAsyncScope();
        return (await act(scope.ServiceProvider.GetRequiredService<TUse>())).Value;
    }

    /// <summary>A letter as it comes with the post.</summary>
    public SampleLetter NextLetter() => letters.Next(Today.AddDays(-2), Today.Year).Letter;

    public async Task<IncomingView> Register(DateOnly arrivedOn, bool withScan = false, Medium medium = Medium.Paper)
    {
        var letter = NextLetter();
        var clerk = await CallerOf(Clerk);
        var files = withScan
            ? new[] { (await Use<StoreFile, FileView>(store => store.Execute(new StoreFileRequest(letter.FileName, new MemoryStream(SampleLetterPdf.Of(letter))), clerk, CancellationToken.None))).Id.Value }
            : [];
        return await Use<RegisterIncoming, IncomingView>(register => register.Execute(new RegisterIncomingRequest
        {
            Register = Book,
            ArrivedOn = arrivedOn,
            Issuer = letter.Issuer,
            Symbol = letter.Symbol,
            IssuedOn = letter.IssuedOn < arrivedOn ? letter.IssuedOn : arrivedOn,
            DocumentType = letter.DocumentType,
            Subject = letter.Subject,
            Urgency = letter.Urgency,
            Medium = medium,
            Signer = new(letter.SignerPosition, letter.SignerName),
            DueOn = letter.Urgency == Urgency.Normal ? arrivedOn.AddDays(1) : null,
            FileIds = files,
            AcceptDuplicateBecause = "dữ liệu thử",
        }, clerk, CancellationToken.None));
    }

    /// <summary>A letter that waits for a direction; answers its document.</summary>
    public async Task<Guid> Submitted(string to, Proposal? proposal = null)
    {
        var (letter, clerk) = (await Register(Today, withScan: true), await CallerOf(Clerk));
        await Use<SubmitIncoming, SubmissionView>(submit => submit.Execute(letter.Id, new() { To = to, Proposal = proposal }, new IfMatch(false, null, false), clerk, CancellationToken.None));
        return letter.Id.Value;
    }

    /// <summary>A letter directed as in AC-09: KGVX leads, KTTH supports, the deputy is to know.</summary>
    public async Task<(Guid Document, Guid Lead, Guid Support)> Directed()
    {
        var (document, chief) = (await Submitted("thinh"), await CallerOf("thinh"));
        var direction = await Use<GiveDirection, DirectionView>(give => give.Execute(new(document), new()
        {
            Instruction = "Giao Phòng KGVX chủ trì, Phòng KTTH phối hợp, tham mưu UBND tỉnh",
            Assignments =
            [
                new() { Role = AssignmentRole.Lead, Unit = "KGVX", DueOn = Today.AddDays(9) }, new() { Role = AssignmentRole.Support, Unit = "KTTH", DueOn = Today.AddDays(7) },
                new() { Role = AssignmentRole.Inform, Person = "nam" },
            ],
        }, new IfMatch(false, null, false), chief, CancellationToken.None));
        return (document, direction.Assignments.Single(line => line.Unit == "KGVX").Id.Value, direction.Assignments.Single(line => line.Unit == "KTTH").Id.Value);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    private async Task AddPeople()
    {
        var system = Caller.System("command");
        foreach (var (unit, position) in SamplePeople.Units.Select((unit, position) => (unit, position)))
            await Use<AddUnit, Id<Unit>>(add => add.Execute(new(unit.Code, unit.Name, position), system, CancellationToken.None));
        foreach (var person in SamplePeople.All)
        {
            await Use<AddPerson, Id<Person>>(add => add.Execute(
                new(person.UserName, person.FullName, person.Title, person.UnitCode, [person.Role], Password), system, CancellationToken.None));
        }
    }

    private async Task OpenBook()
    {
        var clerk = await CallerOf(Clerk);
        await Use<OpenRegister, RegisterView>(open => open.Execute(
            new() { Code = Book, Kind = RegisterKind.Incoming, Name = "Sổ văn bản đến UBND tỉnh", IssuingBody = "UBND tỉnh Gia Lai" }, clerk, CancellationToken.None));
        await Use<OpenYear, YearView>(open => open.Execute(
            Book, new() { Year = Today.Year, FirstNumber = 4521 - Letters, Because = "Tiếp sổ giấy đang dùng" }, clerk, CancellationToken.None));
    }
}
