// Who may do what with a document, decided in one place and purely: subject, action, object → allowed or not, with the reason (records-work §1.12).
// The grants say who sees a document; this table says what those who see it may do. Easy to get wrong: whoever does not see a document must not
// learn that it is there, so a refusal says whether it is hidden (404) or merely not theirs to do (403).
// Whether a state allows an act is not asked here: the tables of moves say that.
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Access;

/// <summary>What somebody wants to do with a document, a line or an opinion.</summary>
public enum DocumentAction
{
    /// <summary>Open it, its files, its history; find it in lists.</summary>
    Read,

    /// <summary>Correct, annul, hand over its paper: the registry's work.</summary>
    Keep,

    /// <summary>Trình, also further on by the leader it waits at.</summary>
    Submit,

    /// <summary>Cho ý kiến.</summary>
    Direct,

    /// <summary>Type a leader's direction for them.</summary>
    TypeDirection,

    /// <summary>Send a submission back to the office.</summary>
    SendBack,

    /// <summary>Set it aside: nothing to do.</summary>
    SetAside,

    /// <summary>Change, withdraw or recall a direction; add lines to it.</summary>
    ChangeDirection,

    /// <summary>Second level: give a unit's line to a person.</summary>
    Assign,

    /// <summary>Accept a line.</summary>
    Accept,

    /// <summary>Pass a line on whole.</summary>
    Forward,

    /// <summary>Propose to give a line back.</summary>
    ProposeReturn,

    /// <summary>Xin gia hạn.</summary>
    RequestExtension,

    /// <summary>Decide about a proposed return or more time; withdraw a line.</summary>
    DecideLine,

    /// <summary>Kết thúc.</summary>
    Complete,

    /// <summary>Open a finished line again.</summary>
    Reopen,

    /// <summary>Write a note.</summary>
    Note,

    /// <summary>Ask others for their opinion.</summary>
    AskOpinion,

    /// <summary>Answer when asked.</summary>
    GiveOpinion,

    /// <summary>Let others see it.</summary>
    Share,

    /// <summary>Say that one holds the paper now.</summary>
    TakePaper,

    /// <summary>Follow it; see who else can see it.</summary>
    Follow,
}

/// <summary>Who wants it.</summary>
/// <param name="Permissions">What their roles give.</param>
/// <param name="Principals">To whom a grant reaches them.</param>
/// <param name="Desks">Persons whose work they do today.</param>
/// <param name="UnitsLed">Units whose work they assign today.</param>
public sealed record Subject(IReadOnlySet<string> Permissions, IReadOnlyCollection<Guid> Principals, IReadOnlyCollection<Guid> Desks, IReadOnlyCollection<Guid> UnitsLed)
{
    public static Subject Of(Caller caller) => new(caller.Permissions, caller.Principals, caller.Desks, caller.UnitsLed);

    internal bool May(string permission) => Permissions.Contains(permission);

    internal bool Is(Guid? person, Guid? unit) => (person is { } one && Desks.Contains(one)) || (unit is { } led && UnitsLed.Contains(led));
}

/// <summary>What they want it with: the facts the rules ask for, nothing else.</summary>
public sealed record Matter
{
    /// <summary>Principals the document is granted to.</summary>
    public required IReadOnlyCollection<Guid> GrantedTo { get; init; }

    /// <summary>Hạn chế: only those who have to do with it may pass it on.</summary>
    public bool Restricted { get; init; }

    /// <summary>Person at whom it waits for a direction.</summary>
    public Guid? WaitsAt { get; init; }

    /// <summary>Whose direction counts.</summary>
    public Guid? DirectedBy { get; init; }

    /// <summary>Who typed it for them.</summary>
    public Guid? TypedBy { get; init; }

    /// <summary>For whom a direction is typed.</summary>
    public Guid? TypedFor { get; init; }

    /// <summary>Person who has the line (or is asked the opinion).</summary>
    public Guid? Person { get; init; }

    /// <summary>Unit that has the line (or is asked).</summary>
    public Guid? Unit { get; init; }

    /// <summary>Person who decides about the line: whose direction it is of.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>Unit whose head decides about the line: of a second-level line, the unit above.</summary>
    public Guid? DecidedByUnit { get; init; }

    /// <summary>True when the subject has an open line or opinion of the document, or had.</summary>
    public bool TakesPart { get; init; }
}

/// <summary>The answer.</summary>
/// <param name="Allowed">Whether they may.</param>
/// <param name="Hidden">Refused because they do not see the document at all.</param>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Reason">It, in words.</param>
public sealed record Decision(bool Allowed, bool Hidden, string Rule, TwoLanguages Reason);

/// <summary>The table of rules: of an action every requirement must hold and, where it has grounds, one of them.</summary>
public sealed class DocumentPolicy
{
    internal sealed record Rule(string Name, bool Required, IReadOnlyList<DocumentAction> Actions, Func<Subject, Matter, bool> Holds, TwoLanguages Says);

    private static readonly DocumentAction[] All = Enum.GetValues<DocumentAction>();

    private static readonly DocumentAction[] Acts = [.. All.Where(action => action != DocumentAction.Read)];

    internal static readonly IReadOnlyList<Rule> Table =
    [
        new("sees", true, All, (s, m) => m.GrantedTo.Any(s.Principals.Contains),
            new("được cấp quyền xem văn bản", "the document is granted to them")),
        new("reads", true, [DocumentAction.Read], (s, _) => s.May(Permission.ReadIncoming),
            new("vai trò được xem văn bản", "their role reads documents")),
        new("handles", true, [.. Acts.Where(action => action is not DocumentAction.Keep)], (s, _) => s.May(Permission.HandleIncoming),
            new("vai trò được xử lý văn bản", "their role handles documents")),
        new("keeps", true, [DocumentAction.Keep], (s, _) => s.May(Permission.RegisterIncoming),
            new("là văn thư", "they are the registry")),

        new("submits", false, [DocumentAction.Submit], (s, _) => s.May(Permission.SubmitIncoming),
            new("vai trò được trình văn bản", "their role submits documents")),
        new("waits-at-them", false, [DocumentAction.Submit, DocumentAction.Direct, DocumentAction.SendBack, DocumentAction.SetAside, DocumentAction.Share],
            (s, m) => s.Is(m.WaitsAt, null),
            new("văn bản đang chờ họ cho ý kiến", "it waits for their direction")),
        new("directs-what-waits-at-nobody", false, [DocumentAction.Direct, DocumentAction.SetAside], (s, m) => m.WaitsAt is null && s.May(Permission.DirectIncoming),
            new("lãnh đạo, và văn bản chưa trình ai", "they direct, and it waits at nobody")),
        new("types-for", false, [DocumentAction.TypeDirection],
            (s, m) => s.May(Permission.SubmitIncoming) && m.TypedFor is not null && (m.WaitsAt is null || m.WaitsAt == m.TypedFor),
            new("nhập thay lãnh đạo mà văn bản đang trình", "they type for the leader it was submitted to")),
        new("their-direction", false, [DocumentAction.ChangeDirection, DocumentAction.Share], (s, m) => s.Is(m.DirectedBy, null),
            new("ý kiến chỉ đạo của họ", "it is their direction")),
        new("typed-it", false, [DocumentAction.ChangeDirection], (s, m) => s.May(Permission.SubmitIncoming) && s.Is(m.TypedBy, null),
            new("họ đã nhập ý kiến chỉ đạo", "they typed the direction")),
        new("leads-the-unit", false, [DocumentAction.Assign], (s, m) => s.Is(null, m.Unit),
            new("phụ trách đơn vị được giao", "they lead the unit that has it")),
        new("has-the-line", false,
            [DocumentAction.Accept, DocumentAction.Forward, DocumentAction.ProposeReturn, DocumentAction.RequestExtension, DocumentAction.Complete, DocumentAction.Reopen, DocumentAction.AskOpinion],
            (s, m) => s.Is(m.Person, m.Unit),
            new("được giao việc này", "the line is theirs")),
        new("decides-about-the-line", false, [DocumentAction.DecideLine, DocumentAction.Reopen], (s, m) => s.Is(m.DecidedBy, m.DecidedByUnit),
            new("là người giao việc", "they gave the line")),
        new("is-asked", false, [DocumentAction.GiveOpinion], (s, m) => s.Is(m.Person, m.Unit),
            new("được hỏi ý kiến", "they are asked")),
        new("distributes", false, [DocumentAction.Share], (s, _) => s.May(Permission.SubmitIncoming) || s.May(Permission.DirectIncoming),
            new("vai trò phân phối văn bản", "their role distributes documents")),
        new("takes-part", false, [DocumentAction.Share], (s, m) => m.TakesPart && !m.Restricted,
            new("đang xử lý văn bản không hạn chế", "they handle it, and it is not restricted")),
    ];

    private readonly Rule[] rules;

    private DocumentPolicy(IEnumerable<Rule> rules) => this.rules = [.. rules];

    /// <summary>The office's policy.</summary>
    public static DocumentPolicy Office { get; } = new(Table);

    /// <summary>The same without one rule of one action: what tests must notice.</summary>
    internal static DocumentPolicy Without(string rule, DocumentAction action) => new(Table.Select(one =>
        one.Name == rule ? one with { Actions = [.. one.Actions.Where(kept => kept != action)] } : one));

    public Decision Decide(Subject subject, DocumentAction action, Matter matter)
    {
        Rule? last = null;
        foreach (var rule in rules.Where(rule => rule.Required && rule.Actions.Contains(action)))
        {
            if (!rule.Holds(subject, matter))
                return new(false, rule.Name == "sees", rule.Name, Not(rule.Says));
            last = rule;
        }
        var grounds = rules.Where(rule => !rule.Required && rule.Actions.Contains(action)).ToList();
        if (grounds.FirstOrDefault(rule => rule.Holds(subject, matter)) is { } ground)
            return new(true, false, ground.Name, ground.Says);
        if (grounds.Count > 0)
            return new(false, false, grounds[0].Name, Not(grounds[0].Says));
        return last is null
            ? new(false, true, "none", new("không có quy tắc nào cho phép", "no rule allows it"))
            : new(true, false, last.Name, last.Says);
    }

    /// <summary>Null when allowed; otherwise the problem to answer with: <paramref name="hidden"/> when they do not see the document.</summary>
    internal Problem? Refuses(Subject subject, DocumentAction action, Matter matter, Problem hidden)
    {
        var decision = Decide(subject, action, matter);
        return decision.Allowed ? null
            : decision.Hidden ? hidden
            : PlatformProblems.NotPermitted with { Detail = decision.Reason };
    }

    private static TwoLanguages Not(TwoLanguages says) => new("Không thỏa điều kiện: " + says.In(Language.Vietnamese), "Not so: " + says.In(Language.English));
}
