using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Whether one follows a document.</summary>
/// <param name="Follows">True when one is told what happens to it.</param>
public sealed record FollowView(bool Follows);

/// <summary>Use case: follow a document (theo dõi), or stop. One's own business: nothing of it is journaled.</summary>
public sealed class FollowDocument(Database database, OfficeClock clock)
{
    public async Task<Result<FollowView>> Execute(Id<Document> id, bool follow, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.Follow, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        await tx.Connection.ExecuteAsync(new CommandDefinition(follow
            ? "insert into document_follow (person_id, document_id, at) values (@PersonId, @id, @Now) on conflict on constraint document_follow_pk do nothing"
            : "delete from document_follow where document_id = @id and person_id = @PersonId", new { id, caller.PersonId, clock.Now }, cancellationToken: ct));
        var view = new FollowView(follow);
        await tx.Commit(view, ct);
        return view;
    }
}
