using Dapper;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Reminders;

/// <summary>
/// Whom a reminder goes to today: who has the line, or leads the unit that has it, and who stands in for them; of an escalation, who leads the unit or
/// is Chánh Văn phòng. Nobody is told of what they may not see: a reminder never says more than the lists do.
/// </summary>
internal sealed class WhoIsWho
{
    private readonly ILookup<Guid, Guid> headsOf;
    private readonly ILookup<Guid, Guid> substitutesOf;
    private readonly HashSet<Guid> canSignIn;
    private readonly Guid[] chiefs;
    private readonly ILookup<Guid, Guid> grants;
    private readonly DateOnly today;
    private readonly Dictionary<Guid, Guid[]> principals;

    private WhoIsWho(
        IEnumerable<Pair> heads, IEnumerable<Pair> substitutes, IEnumerable<Guid> canSignIn, Guid[] chiefs, IEnumerable<Pair> grants, DateOnly today,
        Dictionary<Guid, Guid[]> principals)
    {
        this.principals = principals;
        headsOf = heads.ToLookup(pair => pair.Of, pair => pair.Is);
        substitutesOf = substitutes.ToLookup(pair => pair.Of, pair => pair.Is);
        this.canSignIn = [.. canSignIn];
        this.chiefs = chiefs;
        this.grants = grants.ToLookup(pair => pair.Of, pair => pair.Is);
        this.today = today;
    }

    /// <param name="tx">The transaction of the batch.</param>
    /// <param name="today">The day it is.</param>
    /// <param name="documents">The documents of the batch.</param>
    /// <param name="principals">What persons are to grants, kept for the whole sweep.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<WhoIsWho> Read(OfficeTransaction tx, DateOnly today, Guid[] documents, Dictionary<Guid, Guid[]> principals, CancellationToken ct)
    {
        await using var rows = await tx.Connection.QueryMultipleAsync(new CommandDefinition("""
            select distinct t.unit_id as "of", t.person_id as "is"
            from post t
            where t.unit_id is not null and t.valid_from <= @today and (t.valid_to is null or t.valid_to >= @today)
              and exists (select from person_role r where r.person_id = t.person_id and r.role = 'unitHead');
            select a.person_id as "of", a.substitute_id as "is" from absence a where a.ended_at is null and @today between a.from_on and a.to_on;
            select id from person where disabled_at is null;
            select person_id from person_role where role = 'officeChief';
            select g.document_id as "of", g.principal_id as "is" from document_grant g where g.document_id = any(@documents);
            """, new { today, documents }, cancellationToken: ct));
        return new(await rows.ReadAsync<Pair>(), await rows.ReadAsync<Pair>(), await rows.ReadAsync<Guid>(), [.. await rows.ReadAsync<Guid>()], await rows.ReadAsync<Pair>(), today, principals);
    }

    /// <summary>Whom to tell; empty when nobody besides who knows already, null while there is nobody at all: it stays due.</summary>
    public async Task<IReadOnlyList<Guid>?> For(DueReminder reminder, OfficeTransaction tx, CancellationToken ct)
    {
        var holders = Desks(reminder.PersonId is { } person ? [person] : headsOf[reminder.UnitId!.Value]);
        var heads = reminder.HeadUnitId is { } unit ? Desks(headsOf[unit]) : [];
        var office = Desks(chiefs);
        if (reminder.Code is not (ReminderCode.EscalateHead or ReminderCode.EscalateChief or ReminderCode.MinutesEscalate))
        {
            // A line nobody has any more: whoever is above.
            foreach (var reached in new[] { holders, heads, office })
            {
                if (await MaySee(reached, reminder, tx, ct) is { Count: > 0 } told)
                    return told;
            }
            return null;
        }
        var above = reminder.Code switch
        {
            ReminderCode.EscalateHead => heads,
            ReminderCode.EscalateChief => office,
            _ => [.. heads.Union(office)],
        };
        if (reminder.Code == ReminderCode.EscalateChief && above.Count == 0)
            return null;
        return await MaySee([.. above.Except(holders)], reminder, tx, ct);
    }

    private List<Guid> Desks(IEnumerable<Guid> people) =>
        [.. people.SelectMany(person => substitutesOf[person].Prepend(person)).Where(canSignIn.Contains).Distinct()];

    private async Task<IReadOnlyList<Guid>> MaySee(List<Guid> people, DueReminder reminder, OfficeTransaction tx, CancellationToken ct)
    {
        var see = new List<Guid>();
        foreach (var person in people)
        {
            if (!principals.TryGetValue(person, out var theirs))
                principals[person] = theirs = (await Standing.Read(tx.Connection, new(person), today, ct)).Principals;
            if (grants[reminder.DocumentId].Intersect(theirs).Any())
                see.Add(person);
        }
        return see;
    }

    private sealed record Pair(Guid Of, Guid Is);
}
