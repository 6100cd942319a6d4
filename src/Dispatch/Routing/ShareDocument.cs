using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Lets a unit's leader or a person see a document.</summary>
public sealed record ShareDocumentRequest
{
    /// <summary>Code of the unit; or leave it out and name a person.</summary>
    public string? Unit { get; init; }

    /// <summary>User name or id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>With which words; may be left out.</summary>
    public string? Note { get; init; }
}

/// <summary>Use case: share a document (chia sẻ), to read only; and end that.</summary>
public sealed class ShareDocument(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ShareView>> Share(Id<Document> id, ShareDocumentRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Ready(tx, id, ct)).Ok(out var document, out var problem))
            return problem;
        var errors = new FieldErrors();
        var note = errors.OptionalLines("note", request.Note, 1000);
        var to = await Assignee.Find(tx.Connection, errors, request.Person is null ? "unit" : "person", request.Unit, request.Person, clock.Today, ct);
        if (!errors.None)
            return errors.ToProblem();
        var share = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into document_share (id, document_id, unit_id, person_id, note, shared_by, shared_at)
            values (@share, @id, @UnitId, @PersonId, @note, @By, @Now)
            """, new { share, id, to!.UnitId, to.PersonId, note, By = caller.PersonId, clock.Now }, cancellationToken: ct));
        await GrantStore.Give(tx, id, [to.Principal], GrantReason.Share, share, ct);
        await Told.Desk(tx, to.PersonId, to.UnitId, NoticeKind.Shared, "document", id.Value, document.About, clock, ct);
        await journal.Write(tx, "document.shared", "document", id.Value, new Changes().New("to", to.Name).New("note", note), ct);
        var view = new ShareView(share, to.Name, caller.FullName, clock.Now, note);
        await tx.Commit(view, ct);
        return view;
    }

    public async Task<Result<ShareView>> End(Id<Document> id, Guid share, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (!(await Ready(tx, id, ct)).Ok(out _, out var problem))
            return problem;
        var view = await tx.Connection.QuerySingleOrDefaultAsync<ShareView>(new CommandDefinition("""
            update document_share s
            set ended_at = @Now, ended_by = @PersonId
            where s.id = @share and s.document_id = @id and s.ended_at is null
            returning s.id, coalesce((select u.name from unit u where u.id = s.unit_id), (select p.full_name from person p where p.id = s.person_id)) as with,
                      (select b.full_name from person b where b.id = s.shared_by) as by, s.shared_at as at, s.note
            """, new { share, id, clock.Now, caller.PersonId }, cancellationToken: ct));
        if (view is null)
            return RoutingProblems.ShareNotFound;
        await GrantStore.TakeBack(tx, id, [share], ct);
        await journal.Write(tx, "document.unshared", "document", id.Value, new Changes().Change("to", view.With, null), ct);
        await tx.Commit(view, ct);
        return view;
    }

    private static async Task<Result<RoutedDocument>> Ready(OfficeTransaction tx, Id<Document> id, CancellationToken ct)
    {
        if (await RoutingStore.Lock(tx, id, ct) is not { } document)
            return IncomingProblems.NotFound;
        var takesPart = await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            select exists (select from assignment a where a.document_id = @id and a.state not in ('returned', 'withdrawn') and (a.person_id = any(@Desks) or a.unit_id = any(@UnitsLed)))
            """, new { id, tx.Caller.Desks, tx.Caller.UnitsLed }, cancellationToken: ct));
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Share, document.Matter with { TakesPart = takesPart }, IncomingProblems.NotFound) is { } refused)
            return refused;
        return document;
    }
}
