using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>Where a document is and was, who has what to do with it, and what the caller may do.</summary>
/// <param name="Document">What it is.</param>
/// <param name="Submissions">Oldest first.</param>
/// <param name="Directions">Oldest first, with their lines: the circulation tree by <c>parentId</c> and <c>forwardedFromId</c>.</param>
/// <param name="Custody">Who had it from when to when; no hole, no overlap; the last is open.</param>
/// <param name="Paper">Who holds the paper; null while nobody took it from the registry.</param>
/// <param name="Notes">What was noted, oldest first.</param>
/// <param name="Opinions">What others were asked, oldest first.</param>
/// <param name="Follows">True when the caller follows it.</param>
/// <param name="MayDo">What the caller may do with the document now (by policy and state).</param>
public sealed record RoutingView(
    RoutedDocumentView Document, IReadOnlyList<SubmissionView> Submissions, IReadOnlyList<DirectionView> Directions, IReadOnlyList<CustodyView> Custody, PaperView? Paper,
    IReadOnlyList<NoteView> Notes, IReadOnlyList<OpinionView> Opinions, bool Follows, IReadOnlyList<DocumentAction> MayDo)
{
    /// <summary>The submission that waits; null for none.</summary>
    public SubmissionView? Waiting => Submissions.FirstOrDefault(submission => submission.State == SubmissionState.Waiting);

    /// <summary>The direction that counts; null for none.</summary>
    public DirectionView? Direction => Directions.FirstOrDefault(direction => direction.State == DirectionState.Given);
}

/// <summary>The document in a routing view.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="Year">Year of the book.</param>
/// <param name="Register">Code of the book.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Status">Where it is.</param>
/// <param name="CompletedAt">When it was completed; null until then.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record RoutedDocumentView(
    Id<Document> Id, int ArrivalNumber, int Year, string Register, string Subject, IncomingStatus Status, DateTimeOffset? CompletedAt, int Version);

/// <summary>Who had a document for a while.</summary>
/// <param name="Holder">Name of the person or unit; null for the registry.</param>
/// <param name="Unit">Code of the unit; null for a person and the registry.</param>
/// <param name="Person">User name; null for a unit and the registry.</param>
/// <param name="Because">How it came there.</param>
/// <param name="From">From when.</param>
/// <param name="To">Until when; null for now.</param>
public sealed record CustodyView(string? Holder, string? Unit, string? Person, CustodyReason Because, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Who holds the paper.</summary>
/// <param name="Holder">Their name.</param>
/// <param name="Since">Since when.</param>
public sealed record PaperView(string Holder, DateTimeOffset Since);

/// <summary>A query: the routing of a document.</summary>
public sealed class ReadRouting(Database database)
{
    public async Task<Result<RoutingView>> Execute(Id<Document> id, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var document = await connection.QuerySingleOrDefaultAsync<RoutedDocumentView>(new CommandDefinition($"""
            select d.id, i.arrival_number, i.year, r.code as register, d.subject, i.state as status, i.completed_at, d.version
            from document d
            join incoming i on i.document_id = d.id
            join register r on r.id = i.register_id
            where d.id = @id and {GrantStore.Reaches("d.id")}
            """, new { id, caller.Principals }, cancellationToken: ct));
        if (document is null)
            return IncomingProblems.NotFound;
        var submissions = await SubmissionStore.Of(connection, [id.Value], ct);
        var directions = await DirectionView.Of(connection, id, ct);
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition("""
            select coalesce(p.full_name, u.name) as holder, u.code as unit, p.user_name as person, c.because, c.from_at as "from", c.to_at as "to"
            from custody c
            left join person p on p.id = c.person_id
            left join unit u on u.id = c.unit_id
            where c.document_id = @id
            order by c.position;
            select p.full_name as holder, c.at as since
            from paper_custody c
            join person p on p.id = c.person_id
            where c.document_id = @id
            order by c.at desc, c.id desc
            limit 1;
            select exists (select from document_follow where document_id = @id and person_id = @PersonId) as follows,
                   exists (select from assignment a where a.document_id = @id and a.state not in ('returned', 'withdrawn')
                               and (a.person_id = any(@Desks) or a.unit_id = any(@UnitsLed))) as takes_part,
                   (select access_level = 'restricted' from document where id = @id) as restricted;
            """, new { id, caller.PersonId, caller.Desks, caller.UnitsLed }, cancellationToken: ct));
        var custody = (await reader.ReadAsync<CustodyView>()).ToList();
        var paper = await reader.ReadSingleOrDefaultAsync<PaperView>();
        var own = await reader.ReadSingleAsync<Own>();
        var notes = await NoteView.Of(connection, id, ct);
        var opinions = await OpinionView.Of(connection, id, ct);
        var mayDo = MayDo(await GrantStore.Of(connection, id, ct), document, submissions, directions, own, Subject.Of(caller));
        return new RoutingView(document, submissions, directions, custody, paper, notes, opinions, own.Follows, mayDo);
    }

    private sealed record Own(bool Follows, bool TakesPart, bool Restricted);

    private static IReadOnlyList<DocumentAction> MayDo(
        IReadOnlyCollection<Guid> grantedTo, RoutedDocumentView document, IReadOnlyList<SubmissionView> submissions, IReadOnlyList<DirectionView> directions, Own own, Subject subject)
    {
        var (waiting, given) = (submissions.FirstOrDefault(one => one.State == SubmissionState.Waiting), directions.FirstOrDefault(one => one.State == DirectionState.Given));
        var matter = new Matter { GrantedTo = grantedTo, WaitsAt = waiting?.To.Id, DirectedBy = given?.Author.Id, TypedBy = given?.TypedBy?.Id, TypedFor = waiting?.To.Id, TakesPart = own.TakesPart, Restricted = own.Restricted };
        var free = document.Status is IncomingStatus.Registered or IncomingStatus.Submitted;
        return
        [
            .. Enum.GetValues<DocumentAction>().Where(action => action switch
            {
                DocumentAction.Submit => free && (waiting is null || subject.Desks.Contains(waiting.To.Id)),
                DocumentAction.Direct or DocumentAction.SetAside => free,
                DocumentAction.TypeDirection or DocumentAction.SendBack => waiting is not null,
                DocumentAction.ChangeDirection => given is not null && document.Status != IncomingStatus.Completed,
                DocumentAction.TakePaper or DocumentAction.Note or DocumentAction.Share or DocumentAction.Follow => document.Status != IncomingStatus.Annulled,
                _ => false,
            } && DocumentPolicy.Office.Decide(subject, action, matter).Allowed),
        ];
    }
}
