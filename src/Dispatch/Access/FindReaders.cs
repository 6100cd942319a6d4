using Dapper;
using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Access;

/// <summary>Who can see a document, and why (Ai xem được văn bản này).</summary>
/// <param name="Mine">Why the caller sees it (Vì sao tôi thấy).</param>
/// <param name="Readers">Everybody who can, by given name.</param>
/// <param name="Shares">To whom it was shared by hand, as far as that counts.</param>
public sealed record ReadersView(IReadOnlyList<GrantReason> Mine, IReadOnlyList<DocumentReader> Readers, IReadOnlyList<ShareView> Shares);

/// <summary>Somebody who can see a document.</summary>
/// <param name="UserName">User name.</param>
/// <param name="Name">Full name.</param>
/// <param name="Because">The reasons that reach them.</param>
/// <param name="StandsInFor">Whom they stand in for, when that is the only reason.</param>
public sealed record DocumentReader(string UserName, string Name, IReadOnlyList<GrantReason> Because, string? StandsInFor);

/// <summary>A share.</summary>
/// <param name="Id">Its id.</param>
/// <param name="With">Unit or person.</param>
/// <param name="By">Who shared it.</param>
/// <param name="At">When.</param>
/// <param name="Note">With which words.</param>
public sealed record ShareView(Guid Id, string With, string By, DateTimeOffset At, string? Note);

/// <summary>Queries that read grants the other way round: who sees a document; and why somebody does, or does not.</summary>
public sealed class FindReaders(Database database, OfficeClock clock)
{
    private static readonly Problem NotFound = new("document-not-found", 404, new("Không tìm thấy văn bản", "There is no such document"));

    // Principals of everybody with an account in use; the same rules as Standing, for all at once.
    private const string Everybody = $"""
        select p.id, p.user_name, p.full_name, p.sort_name, (select string_agg(r.role, ' ') from person_role r where r.person_id = p.id) as roles, {Standing.Columns}
        from person p
        {Standing.Join}
        where p.disabled_at is null and exists (select from person_role r where r.person_id = p.id and r.role <> 'administrator')
        """;

    public async Task<Result<ReadersView>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var grants = await Grants(connection, id, ct);
        var mine = grants.Where(grant => caller.Principals.Contains(grant.PrincipalId)).Select(grant => grant.Because).Distinct().ToList();
        if (mine.Count == 0)
            return NotFound;
        var people = (await connection.QueryAsync<Row>(new CommandDefinition($"{Everybody} order by p.sort_name collate \"vi-x-icu\", p.id", new { clock.Today }, cancellationToken: ct))).ToList();
        var names = people.ToDictionary(person => person.Id, person => person.FullName);
        var readers = new List<DocumentReader>();
        foreach (var person in people)
        {
            var standing = person.Standing;
            var own = standing.Principals.Except(person.Absent).ToHashSet();
            var because = grants.Where(grant => own.Contains(grant.PrincipalId)).Select(grant => grant.Because).Distinct().ToList();
            if (because.Count > 0)
            {
                readers.Add(new(person.UserName, person.FullName, because, null));
                continue;
            }
            foreach (var absent in person.Absent.Where(absent => grants.Any(grant => grant.PrincipalId == absent)))
                readers.Add(new(person.UserName, person.FullName, [.. grants.Where(grant => grant.PrincipalId == absent).Select(grant => grant.Because).Distinct()], names.GetValueOrDefault(absent)));
        }
        var shares = (await connection.QueryAsync<ShareView>(new CommandDefinition("""
            select s.id, coalesce(u.name, p.full_name) as with, b.full_name as by, s.shared_at as at, s.note
            from document_share s
            join person b on b.id = s.shared_by
            left join unit u on u.id = s.unit_id
            left join person p on p.id = s.person_id
            where s.document_id = @id and s.ended_at is null
            order by s.shared_at, s.id
            """, new { id }, cancellationToken: ct))).ToList();
        return new ReadersView(mine, readers, shares);
    }

    /// <summary>Why a person sees a document, or does not; without a word of what is in it, for who gives out rights.</summary>
    public async Task<Result<AccessExplained>> Explain(Id<Document> id, string person, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var grants = await Grants(connection, id, ct);
        var explains = caller.May(Permission.ExplainAccess);
        if (grants.Count == 0 || (!explains && !grants.Any(grant => caller.Principals.Contains(grant.PrincipalId))))
            return NotFound;
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"""
            select id, user_name, full_name, sort_name, roles, absent, units_led, registers
            from ({Everybody}) everybody
            where id = @Id or upper(user_name) = upper(@person)
            """,
            new { clock.Today, Id = Guid.TryParse(person, out var parsed) ? parsed : (Guid?)null, person }, cancellationToken: ct));
        if (row is null)
        {
            var errors = new FieldErrors();
            errors.Add("person", "Không có người này, hoặc người này không xem văn bản", "There is no such person, or they read no documents");
            return errors.ToProblem();
        }
        var standing = row.Standing;
        var reaching = grants.Where(grant => standing.Principals.Contains(grant.PrincipalId))
            .Select(grant => new GrantExplained(grant.Because, row.Absent.Contains(grant.PrincipalId))).Distinct().ToList();
        var others = grants.Where(grant => !standing.Principals.Contains(grant.PrincipalId)).Select(grant => grant.Because).Distinct().ToList();
        return new AccessExplained(row.UserName, row.FullName, reaching.Count > 0, reaching, others);
    }

    private static async Task<List<Grant>> Grants(Npgsql.NpgsqlConnection connection, Id<Document> id, CancellationToken ct) =>
        (await connection.QueryAsync<Grant>(new CommandDefinition("select principal_id, because from document_grant where document_id = @id order by because", new { id }, cancellationToken: ct))).ToList();

    private sealed record Grant(Guid PrincipalId, GrantReason Because);

    private sealed record Row(Guid Id, string UserName, string FullName, string SortName, string? Roles, Guid[] Absent, Guid[] UnitsLed, Guid[] Registers)
    {
        public Standing Standing => Standing.Of(new(Id), People.Roles.Parse(Roles ?? ""), Absent, UnitsLed, Registers);
    }
}

/// <summary>Why somebody sees a document, or does not.</summary>
/// <param name="UserName">User name.</param>
/// <param name="Name">Full name.</param>
/// <param name="Sees">Whether they see it.</param>
/// <param name="Because">Each grant that reaches them.</param>
/// <param name="OthersBecause">For what reasons others see it, who they do not belong to.</param>
public sealed record AccessExplained(string UserName, string Name, bool Sees, IReadOnlyList<GrantExplained> Because, IReadOnlyList<GrantReason> OthersBecause);

/// <summary>A grant that reaches somebody.</summary>
/// <param name="Because">Its reason.</param>
/// <param name="StandingIn">True when it reaches them only because they stand in for somebody.</param>
public sealed record GrantExplained(GrantReason Because, bool StandingIn);
