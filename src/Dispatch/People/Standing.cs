using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.People;

/// <summary>
/// Where a person stands today: whom they stand in for, which units they lead, which principals of grants are theirs. Decided anew for each
/// request from roles, posts and absences. A substitute gets the absent person's own desk and units, never their roles, books or circles.
/// </summary>
/// <param name="Desks">Themselves, then those they stand in for.</param>
/// <param name="UnitsLed">Units led by any of these.</param>
/// <param name="Principals">All of it, with the books whose desk they are and their circles.</param>
internal sealed record Standing(Guid[] Desks, Guid[] UnitsLed, Guid[] Principals)
{
    /// <summary>
    /// A lateral join that gives <c>st.desks</c> and <c>st.units_led</c> and <c>st.registers</c> of the person <c>p</c> on the day <c>@Today</c>.
    /// </summary>
    public const string Join = """
        cross join lateral (
            select array(select a.person_id
                         from absence a
                         where a.substitute_id = p.id and a.ended_at is null and @Today between a.from_on and a.to_on
                         order by a.person_id) as absent,
                   array(select id from register where kind = 'incoming' and exists (
                             select from person_role r where r.person_id = p.id and r.role in ('registry', 'officeChief'))) as registers) own
        cross join lateral (
            select array(select distinct t.unit_id
                         from post t
                         where (t.person_id = p.id or t.person_id = any(own.absent)) and t.unit_id is not null
                           and t.valid_from <= @Today and (t.valid_to is null or t.valid_to >= @Today)
                           and exists (select from person_role r where r.person_id = t.person_id and r.role = 'unitHead')) as units_led) led
        """;

    /// <summary>The columns of <see cref="Join"/>: absent, units_led, registers.</summary>
    public const string Columns = "own.absent, led.units_led, own.registers";

    public static Standing Of(Id<Person> person, IEnumerable<Role> roles, Guid[] absent, Guid[] unitsLed, Guid[] registers)
    {
        var held = roles.ToHashSet();
        var circles = new List<Guid>();
        if (held.Any(role => Roles.Table[role].Contains(Permission.ReadIncoming)))
            circles.Add(Circle.Office);
        if (held.Any(role => role is Role.Head or Role.Deputy or Role.OfficeChief or Role.Monitor))
            circles.Add(Circle.Oversight);
        Guid[] desks = [person.Value, .. absent];
        return new(desks, unitsLed, [.. desks, .. unitsLed, .. registers, .. circles]);
    }

    /// <summary>The caller who stands here.</summary>
    public Caller As(Caller caller) => caller with { Principals = Principals, Desks = Desks, UnitsLed = UnitsLed };

    /// <summary>Where <paramref name="person"/> stands on <paramref name="today"/>.</summary>
    public static async Task<Standing> Read(NpgsqlConnection connection, Id<Person> person, DateOnly today, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition($"""
            select (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as roles, {Columns}
            from person p
            {Join}
            where p.id = @person
            """, new { person, today }, cancellationToken: ct));
        return Of(person, People.Roles.Parse(row.Roles ?? ""), row.Absent, row.UnitsLed, row.Registers);
    }

    private sealed record Row(string? Roles, Guid[] Absent, Guid[] UnitsLed, Guid[] Registers);
}
