using Dapper;
using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;

namespace Dispatch.Access;

/// <summary>Why somebody sees a document.</summary>
public enum GrantReason
{
    /// <summary>It stands in the book whose desk they are.</summary>
    Register,

    /// <summary>They oversee everything that is not restricted.</summary>
    Oversight,

    /// <summary>It is public in the office.</summary>
    Public,

    /// <summary>It was submitted to them, or they submitted it.</summary>
    Submission,

    /// <summary>They directed it, or typed the direction.</summary>
    Direction,

    /// <summary>They or the unit they lead have a line of it.</summary>
    Assignment,

    /// <summary>Somebody of the unit they lead has a line of it.</summary>
    UnitMember,

    /// <summary>They are asked for an opinion.</summary>
    Opinion,

    /// <summary>Somebody shared it with them.</summary>
    Share,

    /// <summary>Somebody's work was handed over to them.</summary>
    HandOver,
}

/// <summary>Every statement that writes grants. A use case that routes, shares or delegates calls it in its own transaction.</summary>
internal static class GrantStore
{
    /// <summary>
    /// The grants a registered document begins with; joins <c>incoming i</c> and <c>document d</c>. Books and circles follow the access level:
    /// restricted documents are the book's desk's only.
    /// </summary>
    public const string Beginnings = """
        insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
        select i.document_id, g.principal_id, g.because, i.document_id, i.arrival_key
        from incoming i
        join document d on d.id = i.document_id
        cross join lateral (values
            (i.register_id, 'register', true),
            (@Oversight::uuid, 'oversight', d.access_level <> 'restricted'),
            (@Office::uuid, 'public', d.access_level = 'public')) g (principal_id, because, given)
        where g.given and i.document_id = any(@Documents)
        on conflict on constraint document_grant_pk do nothing;
        """;

    /// <summary>Gives new documents the grants they begin with.</summary>
    public static Task Begin(OfficeTransaction tx, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(Beginnings, new { Circle.Oversight, Circle.Office, Documents = documents.ToArray() }, cancellationToken: ct));

    /// <summary>After a correction: circles follow the access level, the order of arrival follows day and urgency.</summary>
    public static Task Follow(OfficeTransaction tx, Id<Document> document, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition($"""
            delete from document_grant g
            using document d
            where d.id = g.document_id and g.document_id = any(@Documents)
              and (g.because = 'oversight' and d.access_level = 'restricted' or g.because = 'public' and d.access_level <> 'public');
            {Beginnings}
            update document_grant g
            set arrival_key = i.arrival_key
            from incoming i
            where i.document_id = g.document_id and g.document_id = any(@Documents) and g.arrival_key <> i.arrival_key;
            """, new { Circle.Oversight, Circle.Office, Documents = new[] { document.Value } }, cancellationToken: ct));

    /// <summary>Lets <paramref name="principals"/> see the document because of <paramref name="source"/>; twice is once.</summary>
    public static Task Give(
        OfficeTransaction tx, Id<Document> document, IEnumerable<Guid> principals, GrantReason because, Guid source, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
            select i.document_id, p.id, @because, @source, i.arrival_key
            from incoming i
            cross join unnest(@Principals) p (id)
            where i.document_id = @document
            on conflict on constraint document_grant_pk do nothing
            """, new { document, Principals = principals.Distinct().ToArray(), because, source }, cancellationToken: ct));

    /// <summary>Takes back what <paramref name="sources"/> gave; other reasons stay.</summary>
    public static Task TakeBack(OfficeTransaction tx, Id<Document> document, IEnumerable<Guid> sources, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(
            "delete from document_grant where document_id = @document and source_id = any(@Sources) and because not in ('register', 'oversight', 'public')",
            new { document, Sources = sources.ToArray() }, cancellationToken: ct));

    /// <summary>Whom a document is granted to: the fact the policy asks for.</summary>
    public static async Task<IReadOnlyCollection<Guid>> Of(Npgsql.NpgsqlConnection connection, Id<Document> document, CancellationToken ct) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            "select distinct principal_id from document_grant where document_id = @document", new { document }, cancellationToken: ct))];

    /// <summary>Whether the caller sees a document; not of one that is not there.</summary>
    public static Task<bool> Sees(Npgsql.NpgsqlConnection connection, Id<Document> document, Caller caller, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            $"select exists (select from document d where d.id = @document and {Reaches("d.id")})", new { document, caller.Principals }, cancellationToken: ct));

    /// <summary>True in a statement over <c>document_id</c> when a grant reaches <c>@Principals</c>; <paramref name="document"/> names the column with its table.</summary>
    public static string Reaches(string document) => !document.Contains('.', StringComparison.Ordinal)
        // Inside the subquery a bare name would mean the grant's own column: true of every grant there is.
        ? throw new ArgumentException($"{document}: of which table?", nameof(document))
        : $"exists (select from document_grant dg where dg.document_id = {document} and dg.principal_id = any(@Principals))";
}
