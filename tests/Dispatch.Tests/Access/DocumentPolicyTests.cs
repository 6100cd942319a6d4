using Dispatch.Access;
using Dispatch.People;
using static Dispatch.Access.DocumentAction;

namespace Dispatch.Tests.Access;

/// <summary>
/// The policy against cases written by hand from the roles of the law (records-work §1.12), as a third witness beside the table and the grants. Each
/// rule of the table taken away once must turn a case.
/// </summary>
internal sealed class DocumentPolicyTests
{
    private static readonly Guid Me = new("00000000-0000-7000-8000-00000000aa01");
    private static readonly Guid Other = new("00000000-0000-7000-8000-00000000aa02");
    private static readonly Guid Absent = new("00000000-0000-7000-8000-00000000aa03");
    private static readonly Guid MyUnit = new("00000000-0000-7000-8000-00000000bb01");
    private static readonly Guid OtherUnit = new("00000000-0000-7000-8000-00000000bb02");
    private static readonly Guid Book = new("00000000-0000-7000-8000-00000000cc01");

    private const string Yes = "allowed", No = "forbidden", Hidden = "hidden";

    private static Subject Clerk => As(Role.Registry, Book);

    private static Subject Chief => As(Role.OfficeChief, Book, Circle.Oversight);

    private static Subject Deputy => As(Role.Deputy, Circle.Oversight);

    private static Subject Monitor => As(Role.Monitor, Circle.Oversight);

    private static Subject Officer => As(Role.Officer);

    private static Subject Archivist => As(Role.Archivist, Circle.Office);

    private static Subject Admin => As(Role.Administrator);

    private static Subject Head => As(Role.UnitHead) with { UnitsLed = [MyUnit], Principals = [Me, MyUnit, Circle.Office] };

    private static Subject StandsIn => As(Role.Officer) with { Desks = [Me, Absent], Principals = [Me, Absent, Circle.Office] };

    private static Matter Seen => new() { GrantedTo = [Me, Book, MyUnit, Absent, Circle.Oversight] };

    private static Matter Unseen => new() { GrantedTo = [Other, OtherUnit] };

    private static IEnumerable<(string Who, Subject Subject, DocumentAction Action, Matter Matter, string Expected)> Cases =>
    [
        // Xem: whoever it is granted to; the administrator never, whatever the grants.
        ("clerk reads what stands in the book", Clerk, Read, Seen with { GrantedTo = [Book] }, Yes),
        ("chief reads by the book", Chief, Read, Seen with { GrantedTo = [Book] }, Yes),
        ("deputy oversees", Deputy, Read, Seen with { GrantedTo = [Circle.Oversight] }, Yes),
        ("monitor oversees", Monitor, Read, Seen with { GrantedTo = [Circle.Oversight] }, Yes),
        ("deputy does not read what is restricted", Deputy, Read, Seen with { GrantedTo = [Book], Restricted = true }, Hidden),
        ("officer reads what is granted to them", Officer, Read, Seen with { GrantedTo = [Me] }, Yes),
        ("officer does not read another's", Officer, Read, Unseen, Hidden),
        ("officer reads what is public in the office", Officer with { Principals = [Me, Circle.Office] }, Read, Seen with { GrantedTo = [Circle.Office] }, Yes),
        ("archivist reads what is public", Archivist, Read, Seen with { GrantedTo = [Circle.Office] }, Yes),
        ("archivist does not read what is internal", Archivist, Read, Seen with { GrantedTo = [Book, Circle.Oversight] }, Hidden),
        ("head reads what the unit is given", Head, Read, Seen with { GrantedTo = [MyUnit] }, Yes),
        ("head does not read what another unit is given", Head, Read, Seen with { GrantedTo = [OtherUnit] }, Hidden),
        ("substitute reads the absent person's", StandsIn, Read, Seen with { GrantedTo = [Absent] }, Yes),
        ("administrator reads nothing, granted by mistake", Admin, Read, Seen with { GrantedTo = [Me] }, No),
        ("administrator does not know it is there", Admin, Read, Unseen, Hidden),

        // Vào sổ, sửa, hủy số: the registry.
        ("clerk keeps the book", Clerk, Keep, Seen, Yes),
        ("chief does not correct", Chief, Keep, Seen, No),
        ("officer does not correct", Officer, Keep, Seen, No),
        ("clerk does not keep what they do not see", Clerk, Keep, Unseen, Hidden),

        // Trình.
        ("clerk submits", Clerk, Submit, Seen, Yes),
        ("chief submits", Chief, Submit, Seen, Yes),
        ("deputy does not submit what waits at nobody", Deputy, Submit, Seen, No),
        ("deputy passes on what waits at them", Deputy, Submit, Seen with { WaitsAt = Me }, Yes),
        ("substitute passes on what waits at the absent", StandsIn, Submit, Seen with { WaitsAt = Absent }, Yes),
        ("officer does not submit", Officer, Submit, Seen, No),
        ("administrator does not submit", Admin, Submit, Seen, No),
        ("clerk does not submit what they do not see", Clerk, Submit, Unseen, Hidden),
        ("a token that may submit but handles nothing does not submit", Clerk with { Permissions = new HashSet<string> { Permission.SubmitIncoming } }, Submit, Seen, No),

        // Cho ý kiến.
        ("chief directs what waits at them", Chief, Direct, Seen with { WaitsAt = Me }, Yes),
        ("chief directs what waits at nobody", Chief, Direct, Seen, Yes),
        ("deputy directs what waits at nobody", Deputy, Direct, Seen, Yes),
        ("chief does not direct what waits at another", Chief, Direct, Seen with { WaitsAt = Other }, No),
        ("substitute directs what waits at the absent", StandsIn, Direct, Seen with { WaitsAt = Absent }, Yes),
        ("substitute does not direct what waits at nobody", StandsIn, Direct, Seen, No),
        ("clerk does not direct", Clerk, Direct, Seen, No),
        ("head does not direct", Head, Direct, Seen, No),
        ("nobody directs what they do not see", Chief, Direct, Unseen with { WaitsAt = Me }, Hidden),
        ("administrator does not direct", Admin, Direct, Seen with { WaitsAt = Me }, No),

        // Nhập thay.
        ("clerk types for the leader it waits at", Clerk, TypeDirection, Seen with { WaitsAt = Other, TypedFor = Other }, Yes),
        ("clerk types for a leader when it waits at nobody", Clerk, TypeDirection, Seen with { TypedFor = Other }, Yes),
        ("clerk does not type for another than it waits at", Clerk, TypeDirection, Seen with { WaitsAt = Other, TypedFor = Absent }, No),
        ("a token that may submit but handles nothing does not type", Clerk with { Permissions = new HashSet<string> { Permission.SubmitIncoming } }, TypeDirection, Seen with { TypedFor = Other }, No),
        ("clerk types for somebody, never for nobody", Clerk, TypeDirection, Seen, No),
        ("officer does not type for leaders", Officer, TypeDirection, Seen with { WaitsAt = Other, TypedFor = Other }, No),
        ("administrator does not type for leaders", Admin, TypeDirection, Seen with { WaitsAt = Other, TypedFor = Other }, No),
        ("nobody types about what they do not see", Clerk, TypeDirection, Unseen with { TypedFor = Other }, Hidden),

        // Trả lại Văn phòng, xếp lại.
        ("leader sends back what waits at them", Deputy, SendBack, Seen with { WaitsAt = Me }, Yes),
        ("leader does not send back what waits at another", Deputy, SendBack, Seen with { WaitsAt = Other }, No),
        ("nobody sends back what they do not see", Deputy, SendBack, Unseen with { WaitsAt = Me }, Hidden),
        ("administrator sends nothing back", Admin, SendBack, Seen with { WaitsAt = Me }, No),
        ("leader sets aside what waits at them", StandsIn, SetAside, Seen with { WaitsAt = Absent }, Yes),
        ("leader sets aside what waits at nobody", Chief, SetAside, Seen, Yes),
        ("clerk does not set aside", Clerk, SetAside, Seen, No),
        ("nobody sets aside what they do not see", Chief, SetAside, Unseen, Hidden),
        ("administrator sets nothing aside", Admin, SetAside, Seen with { WaitsAt = Me }, No),

        // Sửa, thu hồi ý kiến.
        ("author changes their direction", Deputy, ChangeDirection, Seen with { DirectedBy = Me }, Yes),
        ("typist changes what they typed", Clerk, ChangeDirection, Seen with { DirectedBy = Other, TypedBy = Me }, Yes),
        ("another leader does not change it", Chief, ChangeDirection, Seen with { DirectedBy = Other }, No),
        ("officer does not change what they typed once as an assistant", Officer, ChangeDirection, Seen with { DirectedBy = Other, TypedBy = Me }, No),
        ("nobody changes what they do not see", Deputy, ChangeDirection, Unseen with { DirectedBy = Me }, Hidden),
        ("administrator changes no direction", Admin, ChangeDirection, Seen with { DirectedBy = Me }, No),

        // Phân công trong đơn vị.
        ("head assigns the unit's line", Head, Assign, Seen with { Unit = MyUnit }, Yes),
        ("head does not assign another unit's line", Head, Assign, Seen with { Unit = OtherUnit }, No),
        ("officer does not assign", Officer, Assign, Seen with { Unit = MyUnit }, No),
        ("nobody assigns what they do not see", Head, Assign, Unseen with { Unit = MyUnit }, Hidden),
        ("administrator leads no unit's work", Admin with { UnitsLed = [MyUnit] }, Assign, Seen with { Unit = MyUnit }, No),

        // Việc của mình.
        .. new[] { Accept, Forward, ProposeReturn, RequestExtension, Complete, Reopen, AskOpinion }.SelectMany(action => new[]
        {
            ($"the person who has the line: {action}", Officer, action, Seen with { Person = Me }, Yes),
            ($"the head of the unit that has it: {action}", Head, action, Seen with { Unit = MyUnit }, Yes),
            ($"the substitute of who has it: {action}", StandsIn, action, Seen with { Person = Absent }, Yes),
            ($"somebody else who sees it: {action}", Officer, action, Seen with { Person = Other }, No),
            ($"the chief, whose line it is not: {action}", Chief, action, Seen with { Unit = OtherUnit }, No),
            ($"who does not see it: {action}", Officer, action, Unseen with { Person = Me }, Hidden),
            ($"the administrator: {action}", Admin, action, Seen with { Person = Me }, No),
        }),

        // Quyết định về việc đã giao.
        ("author decides about a line of their direction", Chief, DecideLine, Seen with { DecidedBy = Me, Person = Other }, Yes),
        ("head decides about a line below the unit's", Head, DecideLine, Seen with { DecidedByUnit = MyUnit, Person = Other }, Yes),
        ("who has the line does not decide about it", Officer, DecideLine, Seen with { DecidedBy = Other, Person = Me }, No),
        ("author opens a finished line again", Chief, Reopen, Seen with { DecidedBy = Me, Person = Other }, Yes),
        ("nobody decides about what they do not see", Chief, DecideLine, Unseen with { DecidedBy = Me }, Hidden),
        ("administrator decides nothing", Admin, DecideLine, Seen with { DecidedBy = Me }, No),

        // Ý kiến phối hợp.
        ("who is asked answers", Officer, GiveOpinion, Seen with { Person = Me }, Yes),
        ("the head of the unit asked answers", Head, GiveOpinion, Seen with { Unit = MyUnit }, Yes),
        ("who is not asked does not", Officer, GiveOpinion, Seen with { Person = Other }, No),
        ("nobody answers about what they do not see", Officer, GiveOpinion, Unseen with { Person = Me }, Hidden),
        ("administrator is asked nothing", Admin, GiveOpinion, Seen with { Person = Me }, No),

        // Ghi chú, bản giấy, theo dõi.
        ("every reader notes", Officer, DocumentAction.Note, Seen, Yes),
        ("administrator does not note", Admin, DocumentAction.Note, Seen, No),
        ("nobody notes on what they do not see", Officer, DocumentAction.Note, Unseen, Hidden),
        ("every reader takes the paper", Archivist with { Principals = [Me] }, TakePaper, Seen, Yes),
        ("administrator takes no paper", Admin, TakePaper, Seen, No),
        ("nobody takes the paper of what they do not see", Officer, TakePaper, Unseen, Hidden),
        ("every reader follows", Officer, Follow, Seen, Yes),
        ("administrator follows nothing", Admin, Follow, Seen, No),
        ("nobody follows what they do not see", Officer, Follow, Unseen, Hidden),

        // Chia sẻ.
        ("clerk shares", Clerk, Share, Seen with { Restricted = true }, Yes),
        ("leader shares", Deputy, Share, Seen, Yes),
        ("substitute shares what waits at the absent", StandsIn, Share, Seen with { WaitsAt = Absent, Restricted = true }, Yes),
        ("substitute shares what the absent directed", StandsIn, Share, Seen with { DirectedBy = Absent, Restricted = true }, Yes),
        ("officer who takes part shares", Officer, Share, Seen with { TakesPart = true }, Yes),
        ("officer who takes part does not share what is restricted", Officer, Share, Seen with { TakesPart = true, Restricted = true }, No),
        ("officer who only reads does not share", Officer, Share, Seen, No),
        ("nobody shares what they do not see", Clerk, Share, Unseen, Hidden),
        ("administrator shares nothing", Admin, Share, Seen with { TakesPart = true }, No),
    ];

    [Test]
    public void Every_case_is_decided_as_the_law_has_it()
    {
        Assert.That(Cases.Count(), Is.GreaterThanOrEqualTo(60));
        Assert.Multiple(() =>
        {
            foreach (var (who, subject, action, matter, expected) in Cases)
                Assert.That(Of(DocumentPolicy.Office, subject, action, matter), Is.EqualTo(expected), who);
        });
    }

    [Test]
    public void Every_action_has_cases_of_all_three_answers() => Assert.Multiple(() =>
    {
        foreach (var action in Enum.GetValues<DocumentAction>())
            Assert.That(Cases.Where(one => one.Action == action).Select(one => one.Expected).Distinct(), Is.EquivalentTo(new[] { Yes, No, Hidden }), action.ToString());
    });

    [Test]
    public void Each_rule_of_each_action_taken_away_turns_a_case()
    {
        var removals = DocumentPolicy.Table.SelectMany(rule => rule.Actions.Select(action => (rule.Name, action))).ToList();
        var unnoticed = removals.Where(removal =>
        {
            var maimed = DocumentPolicy.Without(removal.Name, removal.action);
            return Cases.All(one => Of(maimed, one.Subject, one.Action, one.Matter) == one.Expected);
        }).ToList();
        TestContext.Out.WriteLine($"{Cases.Count()} cases, {removals.Count} removals, {removals.Count - unnoticed.Count} noticed");
        Assert.That(unnoticed, Is.Empty);
    }

    private static Subject As(Role role, params Guid[] more) => new(Roles.PermissionsOf([role]), [Me, .. more, .. role == Role.Administrator ? Array.Empty<Guid>() : [Circle.Office]], [Me], []);

    private static string Of(DocumentPolicy policy, Subject subject, DocumentAction action, Matter matter) =>
        policy.Decide(subject, action, matter) switch { { Allowed: true } => Yes, { Hidden: true } => Hidden, _ => No };
}
