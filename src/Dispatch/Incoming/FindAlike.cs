using Dapper;
using Dispatch.Access;
using Dispatch.Agencies;
using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>What is typed of a letter so far.</summary>
public sealed record FindAlikeRequest
{
    /// <summary>Số, ký hiệu in one text.</summary>
    public string? Symbol { get; init; }

    /// <summary>Cơ quan ban hành as typed.</summary>
    public string? Issuer { get; init; }

    /// <summary>Ngày văn bản.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Trích yếu.</summary>
    public string? Subject { get; init; }

    /// <summary>The document being corrected: not alike itself.</summary>
    public Id<Document>? Except { get; init; }
}

/// <summary>What a half-typed letter looks like.</summary>
/// <param name="SameLetter">Registered under this symbol by this issuer: likely the same letter.</param>
/// <param name="SameWords">Registered with all these words in subject or issuer: a hint, never more.</param>
/// <param name="UnknownIssuer">True when the directory knows no agency of this name.</param>
public sealed record AlikeView(IReadOnlyList<ExistingDocument> SameLetter, IReadOnlyList<ExistingDocument> SameWords, bool UnknownIssuer);

/// <summary>A query: what is registered that looks like a letter being typed. Warnings only; registering asks again, under its lock.</summary>
public sealed class FindAlike(Database database)
{
    /// <summary>Fewer syllables than this are alike by chance.</summary>
    private const int FewestSyllables = 6;

    private const int Shown = 3;

    public async Task<AlikeView> Execute(FindAlikeRequest request, Caller caller, CancellationToken ct)
    {
        var symbol = VietnameseText.TryCleanSymbol(request.Symbol ?? "", out var clean) && clean.Length > 0 ? CodeSymbol.Parse(clean).Folded : null;
        var issuer = VietnameseText.TryCleanLine(request.Issuer ?? "", out var line) && line.Length > 0 ? line : null;
        var subject = VietnameseText.TryCleanLine(request.Subject ?? "", out var words) ? VietnameseText.Words(words) : "";
        await using var connection = await database.Open(ct);
        var issuerId = issuer is null ? null : await RecognizeIssuer.Named(connection, issuer, ct);
        var sameLetter = symbol is null || issuer is null ? [] : (await connection.QueryAsync<ExistingDocument>(new CommandDefinition($"""
            select d.id, i.arrival_number, i.year, d.symbol, d.subject, i.arrived_on, p.full_name as registered_by, i.medium
            from document d
            join incoming i on i.document_id = d.id
            join person p on p.id = i.registered_by
            where d.symbol_folded = @symbol
              and d.id is distinct from @Except
              and i.state <> 'annulled' and {GrantStore.Reaches("d.id")}
              and (d.issuer_id = @IssuerId or d.issuer_folded = @IssuerFolded)
              and (d.issued_on is null or @IssuedOn::date is null or extract(year from d.issued_on) = extract(year from @IssuedOn::date))
            order by d.id
            limit @Shown
            """, new { symbol, Except = request.Except?.Value, IssuerId = issuerId?.Value, IssuerFolded = Agency.Key(issuer), request.IssuedOn, Shown, caller.Principals }, cancellationToken: ct))).ToList();
        var sameWords = subject.Split(' ').Distinct().Count() < FewestSyllables ? [] : (await connection.QueryAsync<ExistingDocument>(new CommandDefinition($"""
            with hit as materialized (select id from document where search @@ @Words::tsquery)
            select d.id, i.arrival_number, i.year, coalesce(d.symbol, '') as symbol, d.subject, i.arrived_on, p.full_name as registered_by, i.medium
            from hit
            join document d on d.id = hit.id
            join incoming i on i.document_id = d.id
            join person p on p.id = i.registered_by
            where i.state <> 'annulled' and {GrantStore.Reaches("d.id")} and d.id is distinct from @Except and not d.id = any(@Same)
            order by d.id desc
            limit @Shown
            """, new { Words = VietnameseText.TsQuery(subject), Except = request.Except?.Value, Same = sameLetter.Select(d => d.Id.Value).ToArray(), Shown, caller.Principals }, cancellationToken: ct))).ToList();
        return new(sameLetter, sameWords, issuer is not null && issuerId is null);
    }
}
