using Dapper;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Routing;

/// <summary>A document that waits for a direction.</summary>
public sealed record WaitingLine(
    Id<Submission> Id, Id<Document> DocumentId, string Register, int Year, int ArrivalNumber, DateOnly ArrivedOn, string? Symbol, string Issuer, string Subject,
    Urgency Urgency, DateOnly? ReplyDueOn, DateOnly? DueOn, DateTimeOffset At, string By, string To, string? Proposal, string? ProposedLines, int DocumentVersion);

/// <summary>A query: what waits for the caller's direction, and for whom they stand in (Chờ cho ý kiến); urgent first, then the longest waiting.</summary>
public sealed class FindSubmissions(Database database)
{
    private const string Which = "s.state = 'waiting' and s.to_person_id = any(@Desks)";

    public async Task<Result<Page<WaitingLine>>> Execute(bool urgentOnly, Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var urgent = urgentOnly ? " and i.urgency_rank > 0" : "";
        await using var connection = await database.Open(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select s.id, s.document_id, r.code as register, i.year, i.arrival_number, i.arrived_on, d.symbol, d.issuer_name as issuer, d.subject, d.urgency, i.urgency_rank,
                   i.reply_due_on, i.due_on, s.at, b.full_name as by, t.full_name as to, s.proposal,
                   (select string_agg(l.role || ':' || coalesce(u.code, p.full_name), '; ' order by l.position)
                    from proposal_line l
                    left join unit u on u.id = l.unit_id
                    left join person p on p.id = l.person_id
                    where l.submission_id = s.id) as proposed_lines, d.version as document_version
            from submission s
            join incoming i on i.document_id = s.document_id
            join document d on d.id = s.document_id
            join register r on r.id = i.register_id
            join person b on b.id = s.submitted_by
            join person t on t.id = s.to_person_id
            where {Which}{urgent}
              {(after is null ? "" : "and (-i.urgency_rank, s.at, s.id) > (@Rank, @At, @Id)")}
            order by -i.urgency_rank, s.at, s.id
            limit @Take
            """, new { caller.Desks, Rank = -after?.Rank, after?.At, after?.Id, Take = paging.Limit + 1 }, cancellationToken: ct))).ToList();
        long? count = paging.Count ? await Count(connection, urgent, caller, ct) : null;
        return Page.Of(rows, paging, row => new Key(row.UrgencyRank, row.At, row.Id.Value), count)
            .Select(row => new WaitingLine(row.Id, row.DocumentId, row.Register, row.Year, row.ArrivalNumber, row.ArrivedOn, row.Symbol, row.Issuer, row.Subject, row.Urgency,
                row.ReplyDueOn, row.DueOn, row.At, row.By, row.To, row.Proposal, row.ProposedLines, row.DocumentVersion));
    }

    private static Task<long> Count(Npgsql.NpgsqlConnection connection, string urgent, Caller caller, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"select count(*) from submission s join incoming i on i.document_id = s.document_id where {Which}{urgent}", new { caller.Desks }, cancellationToken: ct));

    private sealed record Key(int Rank, DateTimeOffset At, Guid Id);

    private sealed record Row(
        Id<Submission> Id, Id<Document> DocumentId, string Register, int Year, int ArrivalNumber, DateOnly ArrivedOn, string? Symbol, string Issuer, string Subject,
        Urgency Urgency, int UrgencyRank, DateOnly? ReplyDueOn, DateOnly? DueOn, DateTimeOffset At, string By, string To, string? Proposal, string? ProposedLines,
        int DocumentVersion);
}
