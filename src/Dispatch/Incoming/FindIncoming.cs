using Dapper;
using Dispatch.Access;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>What to list. Everything given must hold.</summary>
public sealed record IncomingFilter
{
    /// <summary>Code of the book.</summary>
    public string? Register { get; init; }

    /// <summary>Year of the book.</summary>
    public int? Year { get; init; }

    /// <summary><c>registered</c> or <c>annulled</c>.</summary>
    public IncomingStatus? Status { get; init; }

    /// <summary>Only this urgency.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>This urgency or a higher one.</summary>
    public Urgency? UrgencyFrom { get; init; }

    /// <summary>Handed to this unit or person (column 7).</summary>
    public string? Unit { get; init; }

    /// <summary>True: handed over at least once; false: to nobody yet.</summary>
    public bool? Transferred { get; init; }

    /// <summary><c>overdue</c> or <c>soon</c>.</summary>
    public DueFilter? Due { get; init; }

    /// <summary>First arrival date.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last arrival date.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Words in any order, marks and case ignored, the last one as a prefix; <c>15/…</c> searches symbols.</summary>
    public string? Q { get; init; }

    /// <summary>The order; newest day first, urgent first within the day, when missing.</summary>
    public IncomingSort Sort { get; init; }
}

/// <summary>Quá hạn, sắp đến hạn.</summary>
public enum DueFilter { Overdue, Soon }

/// <summary>Orders of the list; on the wire <c>-arrivedOn</c>, <c>arrivalNumber</c>, <c>-arrivalNumber</c>, <c>dueOn</c>.</summary>
public enum IncomingSort { NewestDay, Number, NumberDescending, Due }

/// <summary>A line of the list.</summary>
public sealed record IncomingLine(
    Id<Document> Id, string Register, int Year, int ArrivalNumber, DateOnly ArrivedOn, string? Symbol, bool SymbolParsed, string Issuer, DateOnly? IssuedOn,
    string DocumentType, string Subject, Urgency Urgency, Medium Medium, IncomingStatus Status, DateOnly? DueOn, DateOnly? ReplyDueOn, bool? RegisteredLate,
    int FileCount, int Version, string Sender, string? SignerName, int? PageCount, ReceivedVia ReceivedVia, string? ToPlaces, string? Notes, string? TransferredTo,
    DateOnly? TransferredOn, DateTimeOffset? CompletedAt);

/// <summary>
/// A query: the incoming documents that are granted to the caller, keyset paged. The order of arrival walks the grants of each principal, so that
/// who may see a few waits no longer than who sees all. A search looks among the next granted documents first: there a common word fills its page,
/// and there is all that who sees few may find. What is left begins at the hits as long as these are few, and walks on otherwise.
/// </summary>
public sealed class FindIncoming(Database database, OfficeClock clock, DueDates dues)
{
    /// <summary>More hits than this are a common word: walking the grants finds a page of them sooner.</summary>
    private const int FewHits = 20_000;

    /// <summary>Granted documents among which a search looks first.</summary>
    private const int Window = 500;

    private const string Newest = "i.arrival_key desc, i.document_id desc";

    public async Task<Result<Page<IncomingLine>>> Execute(IncomingFilter filter, Paging paging, Caller caller, CancellationToken ct)
    {
        Key? after = null;
        if (paging.Cursor is not null && !Cursor.TryRead(paging.Cursor, out after))
            return PlatformProblems.InvalidCursor;
        var symbolPrefix = filter.Q is null ? null : CodeSymbol.SearchPrefix(filter.Q);
        var words = filter.Q is null || symbolPrefix is not null ? null : VietnameseText.TsQuery(filter.Q);
        if (filter.Q is not null && symbolPrefix is null && words is null && !string.IsNullOrWhiteSpace(filter.Q))
            return new Page<IncomingLine>([], null, paging.Count ? 0 : null); // punctuation only: no word, no document

        var searched = symbolPrefix is not null ? "d.symbol_folded like @SymbolPrefix" : words is not null ? "d.search @@ @Words::tsquery" : null;
        var conditions = Conditions(filter);
        if (filter.Sort == IncomingSort.Due)
            conditions.Add("i.due_on is not null");
        var parameters = new DynamicParameters(new
        {
            caller.Principals,
            filter.Register,
            filter.Year,
            filter.Status,
            Rank = (int?)filter.Urgency,
            RankFrom = (int?)filter.UrgencyFrom,
            filter.Unit,
            clock.Today,
            SoonThrough = await dues.SoonThrough(ct),
            filter.From,
            filter.To,
            SymbolPrefix = symbolPrefix + "%",
            Words = words,
            AYear = after?.Year,
            ANumber = after?.Number,
            AId = after?.Id,
            ADue = after?.DueOn,
            AArrival = after?.Arrival,
            Take = paging.Limit + 1,
            FewHits,
            Window,
        });
        await using var connection = await database.Open(ct);
        if (searched is not null && filter.Sort == IncomingSort.NewestDay)
        {
            var granted = (await connection.QueryAsync<Guid>(new CommandDefinition(FromGrants("", "@Window"), parameters, cancellationToken: ct))).ToArray();
            parameters.Add("Granted", granted);
            var found = await Rows($"""
                select i.document_id
                from incoming i
                join document d on d.id = i.document_id
                where i.document_id = any(@Granted){And(conditions)}{And([searched])}
                order by {Newest}
                limit @Take
                """, Newest);
            if (found.Count > paging.Limit || granted.Length < Window)
                return await Answer(found, fromHits: false);
        }
        // The hits first, by the index: left to itself the planner may walk the whole list for a rare word.
        Guid[] hits = searched is null ? [] : [.. await connection.QueryAsync<Guid>(new CommandDefinition($"select d.id from document d where {searched} limit @FewHits + 1", parameters, cancellationToken: ct))];
        var few = searched is not null && hits.Length <= FewHits;
        parameters.Add("Hits", few ? hits : []);
        var filtered = And(conditions) + (searched is not null && !few ? And([searched]) : "");
        var (chosen, order) = filter.Sort switch
        {
            IncomingSort.Number => Ordered("i.year, i.arrival_number, i.document_id", "(i.year, i.arrival_number, i.document_id) > (@AYear, @ANumber, @AId)"),
            IncomingSort.NumberDescending =>
                Ordered("i.year desc, i.arrival_number desc, i.document_id desc", "(i.year, i.arrival_number, i.document_id) < (@AYear, @ANumber, @AId)"),
            IncomingSort.Due => Ordered("i.due_on, i.document_id", "(i.due_on, i.document_id) > (@ADue, @AId)"),
            _ when few => (FromHits(), Newest),
            _ => (FromGrants(filtered, "@Take"), Newest),
        };
        return await Answer(await Rows(chosen, order), few);

        async Task<List<Row>> Rows(string documents, string by) => [.. await connection.QueryAsync<Row>(new CommandDefinition($"""
            select d.id, r.code as register, i.year, i.arrival_number, i.arrived_on, d.symbol, d.symbol_parsed, d.issuer_name as issuer, d.issued_on, d.document_type, d.subject,
                   d.urgency, i.arrival_key, i.medium, i.state as status, i.due_on, i.reply_due_on, i.registered_late,
                   (select count(*)::integer from document_file df where df.document_id = d.id and df.replaced_at is null) as file_count, d.version,
                   i.sender_name as sender, d.signer_name, d.page_count, i.received_via, i.to_places, d.notes,
                   h.transferred_to, h.transferred_on, i.completed_at
            from ({documents}) chosen
            join incoming i on i.document_id = chosen.document_id
            join document d on d.id = i.document_id
            join register r on r.id = i.register_id
            left join lateral (
                select string_agg(it.transferred_to, '; ' order by it.transferred_on, it.id) as transferred_to, max(it.transferred_on) as transferred_on
                from incoming_transfer it
                where it.document_id = i.document_id) h on true
            order by {by}
            """, parameters, cancellationToken: ct))];

        async Task<Result<Page<IncomingLine>>> Answer(List<Row> rows, bool fromHits)
        {
            long? total = paging.Count
                ? await connection.ExecuteScalarAsync<long>(new CommandDefinition($"""
                    select count(*)
                    from incoming i
                    join document d on d.id = i.document_id
                    {(fromHits ? "join unnest(@Hits) hit (id) on hit.id = d.id" : "")}
                    where {GrantStore.Reaches("i.document_id")}{And(conditions)}{(searched is not null && !fromHits ? And([searched]) : "")}
                    """, parameters, cancellationToken: ct))
                : null;
            return Page.Of(rows, paging, row => new Key(row.ArrivalKey, row.Year, row.ArrivalNumber, row.DueOn, row.Id.Value), total)
                .Select(row => new IncomingLine(row.Id, row.Register, row.Year, row.ArrivalNumber, row.ArrivedOn, row.Symbol, row.SymbolParsed, row.Issuer, row.IssuedOn,
                    row.DocumentType, row.Subject, row.Urgency, row.Medium, row.Status, row.DueOn, row.ReplyDueOn, row.RegisteredLate, row.FileCount, row.Version,
                    row.Sender, row.SignerName, row.PageCount, row.ReceivedVia, row.ToPlaces, row.Notes, row.TransferredTo, row.TransferredOn, row.CompletedAt));
        }

        // One index-ordered walk per principal, each to the end of the page; a document may be granted to several, or to one for several reasons.
        string FromGrants(string filtered, string limit) => $"""
            select g.document_id
            from unnest(@Principals) principal (id)
            cross join lateral (
                select distinct dg.arrival_key, dg.document_id
                from document_grant dg
                {(filtered.Length == 0 ? "" : "join incoming i on i.document_id = dg.document_id join document d on d.id = dg.document_id")}
                where dg.principal_id = principal.id{(after is null ? "" : " and (dg.arrival_key, dg.document_id) < (@AArrival, @AId)")}{filtered}
                order by dg.arrival_key desc, dg.document_id desc
                limit {limit}) g
            group by g.arrival_key, g.document_id
            order by g.arrival_key desc, g.document_id desc
            limit {limit}
            """;

        // Which of the hits are granted is asked in their order, and of no more than fill the page.
        string FromHits() => $"""
            select s.document_id
            from (
                select i.document_id, i.arrival_key
                from unnest(@Hits) hit (id)
                join incoming i on i.document_id = hit.id
                where true{And(conditions)}{(after is null ? "" : " and (i.arrival_key, i.document_id) < (@AArrival, @AId)")}
                order by i.arrival_key desc, i.document_id desc
                limit @FewHits) s
            where {GrantStore.Reaches("s.document_id")}
            order by s.arrival_key desc, s.document_id desc
            limit @Take
            """;

        (string, string) Ordered(string order, string beyond) => ($"""
            select i.document_id
            from incoming i
            join document d on d.id = i.document_id
            {(few ? "join unnest(@Hits) hit (id) on hit.id = d.id" : "")}
            where {GrantStore.Reaches("i.document_id")}{filtered}{(after is null ? "" : " and " + beyond)}
            order by {order}
            limit @Take
            """, order);
    }

    private static string And(IEnumerable<string> conditions) => string.Concat(conditions.Select(condition => "\n  and " + condition));

    private static List<string> Conditions(IncomingFilter filter)
    {
        var conditions = new List<string>();
        void When(bool given, string condition)
        {
            if (given)
                conditions.Add(condition);
        }
        When(filter.Register is not null, "i.register_id = (select id from register where code = @Register)");
        When(filter.Year is not null, "i.year = @Year");
        When(filter.Status is not null, "i.state = @Status");
        When(filter.Urgency is not null, "i.urgency_rank = @Rank");
        When(filter.UrgencyFrom is not null, "i.urgency_rank >= @RankFrom");
        When(filter.Unit is not null, "exists (select from incoming_transfer it where it.document_id = i.document_id and it.transferred_to = @Unit)");
        When(filter.Transferred == true, "exists (select from incoming_transfer it where it.document_id = i.document_id)");
        When(filter.Transferred == false, "i.state <> 'annulled' and not exists (select from incoming_transfer it where it.document_id = i.document_id)");
        When(filter.Due == DueFilter.Overdue, "i.due_on < @Today and i." + IncomingStore.Open);
        When(filter.Due == DueFilter.Soon, "i.due_on between @Today and @SoonThrough and i." + IncomingStore.Open);
        When(filter.From is not null, "i.arrived_on >= @From");
        When(filter.To is not null, "i.arrived_on <= @To");
        return conditions;
    }

    private sealed record Key(long Arrival, int Year, int Number, DateOnly? DueOn, Guid Id);

    private sealed record Row(
        Id<Document> Id, string Register, int Year, int ArrivalNumber, DateOnly ArrivedOn, string? Symbol, bool SymbolParsed, string Issuer, DateOnly? IssuedOn,
        string DocumentType, string Subject, Urgency Urgency, long ArrivalKey, Medium Medium, IncomingStatus Status, DateOnly? DueOn, DateOnly? ReplyDueOn,
        bool? RegisteredLate, int FileCount, int Version, string Sender, string? SignerName, int? PageCount, ReceivedVia ReceivedVia, string? ToPlaces,
        string? Notes, string? TransferredTo, DateOnly? TransferredOn, DateTimeOffset? CompletedAt);
}
