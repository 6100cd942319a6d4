namespace Dispatch.Tests.Routing;

/// <summary>
/// Routing as the office describes it (records-work §1.2, §1.12, §6.3), in a page of plain code: one document, who may do what with it, what becomes of
/// it, who sees it. Written from the description; knows nothing of the program.
/// </summary>
internal sealed class RoutingModel
{
    public sealed class Line
    {
        public required int Number { get; init; }
        public required string Role { get; init; }
        public string? Unit { get; init; }
        public string? Person { get; init; }
        public Line? Above { get; init; }
        public Line? From { get; init; }
        public string State { get; set; } = "pending";
        public bool Read { get; set; }
        public bool Open => State is "pending" or "active" or "returnProposed";
        public bool Live => State is not ("returned" or "withdrawn" or "forwarded");
    }

    /// <summary>Who leads which unit, and who belongs to which.</summary>
    public static readonly Dictionary<string, string> Heads = new() { ["KGVX"] = "dao", ["KTTH"] = "tuan", ["NC"] = "lien" };

    public static readonly Dictionary<string, string> UnitOf = new() { ["dao"] = "KGVX", ["quan"] = "KGVX", ["khanh"] = "KGVX", ["tuan"] = "KTTH", ["krong"] = "KTTH", ["lien"] = "NC" };

    public static readonly string[] People = ["hlan", "thinh", "nam", "dao", "quan", "tuan", "krong", "lien", "admin"];

    public static readonly string[] Leaders = ["thinh", "nam"];

    private readonly HashSet<string> everSubmitted = [];
    private readonly HashSet<string> directed = [];
    private readonly HashSet<(string Person, int Share)> shares = [];
    private int next;

    public required bool Restricted { get; init; }

    public string Status { get; private set; } = "registered";

    public string? WaitsAt { get; private set; }

    public string? Author { get; private set; }

    /// <summary>Person, unit, or nobody for the registry.</summary>
    public string? Holder { get; private set; }

    public List<Line> Lines { get; } = [];

    public bool Sees(string who) => who switch
    {
        "admin" => false,
        "hlan" => true,
        // The chief is the book's desk; the deputy oversees what is not restricted.
        "thinh" => true,
        "nam" when !Restricted => true,
        _ => everSubmitted.Contains(who) || directed.Contains(who) || shares.Any(share => share.Person == who)
            || Lines.Concat(Kept).Any(line => line.State is not ("returned" or "withdrawn") && (line.Person == who || (line.Unit is { } unit && Heads[unit] == who)
                || (!Restricted && line.Person is { } person && UnitOf.GetValueOrDefault(person) is { } home && Heads[home] == who))),
    };

    private static bool Has(Line line, string who) => line.Person == who || (line.Unit is { } unit && Heads[unit] == who);

    private bool Decides(Line line, string who) => line.From is { } from ? Has(from, who) : line.Above is { } above ? Heads[above.Unit!] == who : Author == who;

    private static string Refuse(bool sees, bool may) => !sees ? "404" : !may ? "403" : "";

    public string Submit(string who, string to)
    {
        var refused = Refuse(Sees(who), who is "hlan" or "thinh" || WaitsAt == who);
        if (refused.Length > 0)
            return refused;
        if (Status is not ("registered" or "submitted") || (WaitsAt is not null && WaitsAt != who) || WaitsAt == to)
            return "409";
        (Status, WaitsAt, Holder) = ("submitted", to, to);
        everSubmitted.UnionWith([who, to]);
        return "2xx";
    }

    public string SendBack(string who)
    {
        var refused = Refuse(Sees(who), WaitsAt == who);
        if (refused.Length > 0)
            return refused;
        (Status, WaitsAt, Holder) = ("registered", null, null);
        return "2xx";
    }

    public string SetAside(string who)
    {
        var refused = Refuse(Sees(who), WaitsAt == who || (WaitsAt is null && Leaders.Contains(who)));
        if (refused.Length > 0)
            return refused;
        if (Status is not ("registered" or "submitted"))
            return "409";
        (Status, WaitsAt, Holder) = ("completed", null, null);
        return "2xx";
    }

    public string Direct(string who, string lead, string? support, string? inform)
    {
        var refused = Refuse(Sees(who), WaitsAt == who || (WaitsAt is null && Leaders.Contains(who)));
        if (refused.Length > 0)
            return refused;
        if (Status is not ("registered" or "submitted"))
            return "409";
        (Author, Status, WaitsAt, Holder) = (who, "assigned", null, lead);
        directed.Add(who);
        Lines.Clear();
        Lines.Add(new() { Number = next++, Role = "lead", Unit = Heads.ContainsKey(lead) ? lead : null, Person = Heads.ContainsKey(lead) ? null : lead });
        if (support is not null)
            Lines.Add(new() { Number = next++, Role = "support", Unit = support });
        if (inform is not null)
            Lines.Add(new() { Number = next++, Role = "inform", Person = inform });
        return "2xx";
    }

    public string Recall(string who)
    {
        var refused = Refuse(Sees(who), Author == who);
        if (refused.Length > 0)
            return refused;
        if (Status == "completed")
            return "409";
        foreach (var line in Lines.Where(line => line.Open))
            line.State = "withdrawn";
        Kept.AddRange(Lines.Where(line => line.State is "done" or "forwarded"));
        (Status, Author, Holder) = ("registered", null, null);
        return "2xx";
    }

    /// <summary>Lines of directions before, whose holders keep sight of what they did.</summary>
    public List<Line> Kept { get; } = [];

    public string Accept(string who, Line line)
    {
        var refused = Refuse(Sees(who), Has(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.Role == "inform")
        {
            line.Read = true;
            if (line.State == "pending")
                line.State = "done";
            return "2xx";
        }
        if (line.State != "pending")
            return "409";
        Begin(line);
        return "2xx";
    }

    public string Assign(string who, Line line, string person)
    {
        var refused = Refuse(Sees(who), line.Unit is { } unit && Heads[unit] == who);
        if (refused.Length > 0)
            return refused;
        if (line.Unit is null || line.State is not ("pending" or "active") || line.Role == "inform")
            return "409";
        var below = Lines.Where(one => one.Above == line && one.Live).ToList();
        var lead = below.All(one => one.Role != "lead");
        if (below.Any(one => one.Person == person))
            return "422";
        Begin(line);
        Lines.Add(new() { Number = next++, Role = lead ? "lead" : "support", Person = person, Above = line });
        if (lead && line.Role == "lead")
            Holder = person;
        return "2xx";
    }

    public string Propose(string who, Line line)
    {
        var refused = Refuse(Sees(who), Has(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.Role == "inform" || line.State is not ("pending" or "active") || Lines.Any(one => one.Above == line && one.Open))
            return "409";
        (line.State, line.Read) = ("returnProposed", true);
        return "2xx";
    }

    public string Decide(string who, Line line, bool accept)
    {
        var refused = Refuse(Sees(who), Decides(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.State != "returnProposed")
            return "409";
        if (!accept)
            line.State = "active";
        else
        {
            line.State = "returned";
            if (line.From is { } from)
                from.State = "active";
            if (line.Role == "lead" && line.Above is null or { Role: "lead" })
                Holder = line.From is { } back ? back.Unit ?? back.Person : line.Above is { } above ? above.Unit : Author;
        }
        RollUp();
        return "2xx";
    }

    public string Forward(string who, Line line, string unit)
    {
        var refused = Refuse(Sees(who), Has(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.State is not ("pending" or "active"))
            return "409";
        if (Lines.Any(one => one.Above == line && one.Open))
            return "409";
        if (line.Above is not null || Lines.Any(one => one.Above is null && one.Live && one.Unit == unit))
            return "422";
        (line.State, line.Read) = ("forwarded", line.Read);
        Lines.Add(new() { Number = next++, Role = line.Role, Unit = unit, From = line });
        if (line.Role == "lead")
            Holder = unit;
        return "2xx";
    }

    public string Complete(string who, Line line, bool? close)
    {
        var refused = Refuse(Sees(who), Has(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.State is not ("pending" or "active"))
            return "409";
        var top = line is { Above: { } above, Role: "lead" } ? above : line;
        var whole = top is { Above: null, Role: "lead" };
        var others = Lines.Where(one => one.Open && one.Role != "inform" && one != line && one != top && (whole || one.Above == top || one.Above == line)).ToList();
        if (others.Count > 0 && close is null)
            return "409";
        Begin(line);
        line.State = "done";
        if (close == true)
            foreach (var other in others)
                other.State = "done";
        RollUp();
        return "2xx";
    }

    public string Reopen(string who, Line line)
    {
        var refused = Refuse(Sees(who), Has(line, who) || Decides(line, who));
        if (refused.Length > 0)
            return refused;
        if (line.State != "done" || Author is null)
            return "409";
        line.State = "active";
        if (line.Above is { State: "done" } above)
            above.State = "active";
        if (Status == "completed")
            (Status, Holder) = ("inProgress", line.Unit ?? line.Person);
        return "2xx";
    }

    public string Share(string who, string with)
    {
        var takesPart = Lines.Concat(Kept).Any(line => line.State is not ("returned" or "withdrawn") && Has(line, who));
        var refused = Refuse(Sees(who), who is "hlan" or "thinh" or "nam" || WaitsAt == who || Author == who || (takesPart && !Restricted));
        if (refused.Length > 0)
            return refused;
        shares.Add((with, shares.Count));
        return "2xx";
    }

    private void Begin(Line line)
    {
        if (line.State != "pending")
            return;
        (line.State, line.Read) = ("active", true);
        if (Status == "assigned")
            Status = "inProgress";
    }

    private void RollUp()
    {
        foreach (var unit in Lines.Where(line => line.Above is null && line.State is "pending" or "active" && Lines.Any(one => one.Above == line)).ToList())
        {
            var below = Lines.Where(one => one.Above == unit).ToList();
            if (!below.Any(one => one.Open && one.Role != "inform") && below.Any(one => one is { Role: "lead", State: "done" }))
                unit.State = "done";
        }
        if (!Lines.Any(line => line.Open && line.Role != "inform") && Lines.Any(line => line is { Above: null, Role: "lead", State: "done" }))
            (Status, Holder) = ("completed", null);
    }
}
