using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>A line and what the caller may do with it.</summary>
/// <param name="Assignment">The line.</param>
/// <param name="Below">The lines below it.</param>
/// <param name="MayDo">What the caller may do with it now (by policy and state).</param>
/// <param name="DecidesExtension">True when the caller decides about the request for more time.</param>
/// <param name="Extension">The request for more time that waits; null for none.</param>
public sealed record AssignmentDetail(AssignmentView Assignment, IReadOnlyList<AssignmentView> Below, IReadOnlyList<DocumentAction> MayDo, bool DecidesExtension, ExtensionView? Extension);

/// <summary>Queries: one line, for who sees its document; and the questions asked of the caller.</summary>
public sealed class ReadAssignment(Database database)
{
    public async Task<Result<AssignmentDetail>> Execute(Id<Assignment> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var facts = await connection.QuerySingleOrDefaultAsync<Facts>(new CommandDefinition($"""
            select a.document_id, a.direction_id, a.unit_id, a.person_id, n.state as direction_state,
                   case when f.id is not null then f.person_id when a.parent_id is null then n.author_id end as decided_by,
                   case when f.id is not null then f.unit_id else u.unit_id end as decided_by_unit,
                   (select e.decider_id from extension_request e where e.assignment_id = a.id and e.state = 'waiting') as extension_by
            from {Boxes.From}
            where a.id = @id and {GrantStore.Reaches("a.document_id")}
            """, new { id, caller.Principals }, cancellationToken: ct));
        if (facts is null)
            return RoutingProblems.AssignmentNotFound;
        var lines = await AssignmentView.Of(connection, facts.DocumentId, ct);
        var line = lines.Single(one => one.Id == id);
        var below = lines.Where(one => one.ParentId == id.Value).ToList();
        var asked = (await ExtensionView.Of(connection, id, ct)).SingleOrDefault(one => one.State is ExtensionState.Waiting or ExtensionState.PassedUp);
        var matter = new Matter
        {
            GrantedTo = await GrantStore.Of(connection, facts.DocumentId, ct),
            Person = facts.PersonId,
            Unit = facts.UnitId,
            DecidedBy = facts.DecidedBy,
            DecidedByUnit = facts.DecidedByUnit,
        };
        var atWork = line.State is AssignmentState.Pending or AssignmentState.Active;
        var nobodyBelow = !below.Any(one => AssignmentMoves.IsOpen(one.State));
        var mayDo = Enum.GetValues<DocumentAction>().Where(action => action switch
        {
            DocumentAction.Accept => line.State == AssignmentState.Pending,
            DocumentAction.Assign => atWork && facts.UnitId is not null && line.Role != AssignmentRole.Inform,
            DocumentAction.Forward => atWork && nobodyBelow,
            DocumentAction.ProposeReturn => atWork && nobodyBelow && line.Role != AssignmentRole.Inform,
            DocumentAction.RequestExtension => atWork && line.DueOn is not null && line.Role != AssignmentRole.Inform && asked is null,
            DocumentAction.DecideLine => AssignmentMoves.IsOpen(line.State),
            DocumentAction.Complete => atWork && line.Role != AssignmentRole.Inform,
            DocumentAction.Reopen => line.State == AssignmentState.Done && line.Role != AssignmentRole.Inform && facts.DirectionState == DirectionState.Given,
            DocumentAction.AskOpinion => atWork && line.Role != AssignmentRole.Inform,
            DocumentAction.Note => true,
            _ => false,
        } && DocumentPolicy.Office.Decide(Subject.Of(caller), action, matter).Allowed);
        return new AssignmentDetail(line, below, [.. mayDo], asked is { State: ExtensionState.Waiting } && atWork && line.DueOn is not null
            && DocumentPolicy.Office.Decide(Subject.Of(caller), DocumentAction.DecideLine, matter with { DecidedBy = facts.ExtensionBy, DecidedByUnit = facts.ExtensionBy }).Allowed, asked);
    }

    /// <summary>What the caller, or the unit they lead, is asked and has not answered; the nearest deadline first.</summary>
    public async Task<IReadOnlyList<OpinionView>> Asked(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<OpinionView>(new CommandDefinition($"""
            {OpinionView.Sql}
            where o.state = 'asked' and (o.person_id = any(@Desks) or o.unit_id = any(@UnitsLed)) and {GrantStore.Reaches("o.document_id")}
            order by o.due_on nulls last, o.asked_at, o.id
            limit 200
            """, new { caller.Desks, caller.UnitsLed, caller.Principals }, cancellationToken: ct))];
    }

    private sealed record Facts(Id<Document> DocumentId, Guid DirectionId, Guid? UnitId, Guid? PersonId, DirectionState DirectionState, Guid? DecidedBy, Guid? DecidedByUnit, Guid? ExtensionBy);
}
