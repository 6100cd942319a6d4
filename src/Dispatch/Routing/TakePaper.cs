using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Use case: say that one holds the paper now (đã nhận bản giấy).</summary>
public sealed class TakePaper(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<PaperView>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        if (DocumentPolicy.Office.Refuses(Subject.Of(caller), DocumentAction.TakePaper, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        if (await tx.Connection.ExecuteScalarAsync<string>(new CommandDefinition("select medium from incoming where document_id = @id", new { id }, cancellationToken: ct)) == EnumText.Of(Medium.Electronic))
            return RoutingProblems.NoPaper;
        var before = await tx.Connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            select p.full_name
            from paper_custody c
            join person p on p.id = c.person_id
            where c.document_id = @id
            order by c.at desc, c.id desc
            limit 1
            """, new { id }, cancellationToken: ct));
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "insert into paper_custody (id, document_id, person_id, at) values (@Key, @id, @PersonId, @Now)",
            new { Key = Guid.CreateVersion7(), id, caller.PersonId, clock.Now }, cancellationToken: ct));
        await journal.Write(tx, "paper.taken", "document", id.Value, new Changes().Change("holder", before, caller.FullName), ct);
        var view = new PaperView(caller.FullName, clock.Now);
        await tx.Commit(view, ct);
        return view;
    }
}
