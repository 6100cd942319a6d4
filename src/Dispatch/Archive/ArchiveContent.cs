using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Dispatch.Files;
using Npgsql;

namespace Dispatch.Archive;

/// <summary>What of a document goes into the archive: the received bytes, and what the office knows of it as plain text.</summary>
/// <param name="Document">Its id.</param>
/// <param name="Version">The version of the document that this is.</param>
/// <param name="Files">
/// <c>goc/</c> the files as received, <c>da-thay/</c> those that were replaced, <c>ghi-chu/</c> those of notes; <c>metadata/van-ban.json</c> the entry,
/// <c>metadata/xu-ly.json</c> submissions, directions with their lines, notes, opinions and who had it when, <c>metadata/nhat-ky.jsonl</c> the journal,
/// a line an entry. The same facts give the same bytes.
/// </param>
internal sealed record ArchiveContent(Guid Document, int Version, IReadOnlyList<ArchiveFile> Files)
{
    private const int LongestName = 170;

    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // One statement, so that all of it is of one moment.
    private const string Sql = """
        select d.id, d.version,
            json_build_object('id', d.id, 'register', r.code, 'registerName', r.name, 'year', i.year, 'arrivalNumber', i.arrival_number, 'arrivedOn', i.arrived_on,
                'receivedAt', i.received_at, 'registeredAt', i.registered_at, 'registeredBy', rp.full_name, 'status', i.state, 'completedAt', i.completed_at,
                'symbol', d.symbol, 'number', d.code_number, 'notation', d.code_notation, 'issuer', d.issuer_name, 'issuerCode', a.code, 'sender', i.sender_name,
                'issuedOn', d.issued_on, 'documentType', d.document_type, 'documentTypeName', t.name, 'subject', d.subject, 'urgency', d.urgency, 'medium', i.medium,
                'receivedVia', i.received_via, 'language', d.language, 'pageCount', d.page_count, 'copyCount', d.copy_count, 'signerPosition', d.signer_position,
                'signerName', d.signer_name, 'accessLevel', d.access_level, 'field', wf.name, 'replyDueOn', i.reply_due_on, 'dueOn', i.due_on, 'toPlaces', i.to_places,
                'distribution', i.distribution, 'notes', d.notes, 'dossierAgency', d.dossier_agency, 'dossierYear', d.dossier_year, 'dossierNotation', d.dossier_notation,
                'dossierOrdinal', d.dossier_ordinal, 'duplicateBecause', i.duplicate_because, 'version', d.version) as entry,
            json_build_object(
                'submissions', coalesce((
                    select json_agg(json_build_object('to', p.full_name, 'by', b.full_name, 'at', s.at, 'state', s.state, 'proposal', s.proposal,
                        'endedAt', s.ended_at, 'endedBy', e.full_name, 'endedBecause', s.ended_because) order by s.at, s.id)
                    from submission s join person p on p.id = s.to_person_id join person b on b.id = s.submitted_by left join person e on e.id = s.ended_by
                    where s.document_id = d.id), '[]'),
                'directions', coalesce((
                    select json_agg(json_build_object('author', p.full_name, 'typedBy', tp.full_name, 'instruction', n.instruction, 'givenAt', n.given_at, 'state', n.state,
                        'endedAt', n.ended_at, 'endedBy', e.full_name, 'endedBecause', n.ended_because,
                        'lines', (
                            select json_agg(json_build_object('id', l.id, 'parent', l.parent_id, 'forwardedFrom', l.forwarded_from_id, 'role', l.role, 'unit', u.name,
                                'person', lp.full_name, 'state', l.state, 'dueOn', l.due_on, 'originalDueOn', l.original_due_on, 'dueAt', l.due_at, 'term', l.term, 'countedFrom', l.counted_from,
                                'instruction', l.instruction, 'assignedBy', lb.full_name, 'assignedAt', l.assigned_at, 'readAt', l.read_at, 'readBy', lr.full_name,
                                'acceptedAt', l.accepted_at, 'returnBecause', l.return_because, 'endedAt', l.ended_at, 'endedBy', le.full_name, 'endedBecause', l.ended_because,
                                'result', l.result, 'resultNote', l.result_note, 'answerSymbol', l.answer_symbol,
                                'pauses', coalesce((
                                    select json_agg(json_build_object('from', z.from_on, 'dueOn', z.due_on, 'daysLeft', z.days_left, 'because', z.because, 'source', z.source,
                                        'through', z.through_on, 'resumedDueOn', z.resumed_due_on) order by z.number)
                                    from deadline_pause z where z.assignment_id = l.id), '[]'),
                                'extensions', coalesce((
                                    select json_agg(json_build_object('number', x.number, 'dueOn', x.due_on, 'wantedDueOn', x.wanted_due_on, 'because', x.because, 'late', x.late,
                                        'requestedBy', xb.full_name, 'requestedAt', x.requested_at, 'state', x.state, 'grantedDueOn', x.granted_due_on, 'endedAt', x.ended_at,
                                        'endedBy', xe.full_name, 'endedBecause', x.ended_because) order by x.number)
                                    from extension_request x join person xb on xb.id = x.requested_by left join person xe on xe.id = x.ended_by
                                    where x.assignment_id = l.id), '[]')) order by l.assigned_at, l.id)
                            from assignment l join person lb on lb.id = l.assigned_by left join unit u on u.id = l.unit_id left join person lp on lp.id = l.person_id
                            left join person lr on lr.id = l.read_by left join person le on le.id = l.ended_by
                            where l.direction_id = n.id)) order by n.given_at, n.id)
                    from direction n join person p on p.id = n.author_id left join person tp on tp.id = n.typed_by left join person e on e.id = n.ended_by
                    where n.document_id = d.id), '[]'),
                'notes', coalesce((
                    select json_agg(json_build_object('author', p.full_name, 'text', n.text, 'proposal', n.proposal, 'at', n.at) order by n.at, n.id)
                    from document_note n join person p on p.id = n.author_id
                    where n.document_id = d.id), '[]'),
                'opinions', coalesce((
                    select json_agg(json_build_object('of', coalesce(u.name, p.full_name), 'question', o.question, 'dueOn', o.due_on, 'askedBy', b.full_name, 'askedAt', o.asked_at,
                        'state', o.state, 'answer', o.answer, 'answeredBy', y.full_name, 'answeredAt', o.answered_at) order by o.asked_at, o.id)
                    from opinion o join person b on b.id = o.asked_by left join unit u on u.id = o.unit_id left join person p on p.id = o.person_id
                    left join person y on y.id = o.answered_by
                    where o.document_id = d.id), '[]'),
                'custody', coalesce((
                    select json_agg(json_build_object('holder', coalesce(p.full_name, u.name), 'because', c.because, 'from', c.from_at, 'to', c.to_at) order by c.position)
                    from custody c left join person p on p.id = c.person_id left join unit u on u.id = c.unit_id
                    where c.document_id = d.id), '[]'),
                'paper', coalesce((
                    select json_agg(json_build_object('holder', p.full_name, 'at', c.at) order by c.at, c.id)
                    from paper_custody c join person p on p.id = c.person_id
                    where c.document_id = d.id), '[]'),
                'transfers', coalesce((
                    select json_agg(json_build_object('on', m.transferred_on, 'to', m.transferred_to, 'receiptSignedBy', m.receipt_signed_by) order by m.transferred_on, m.id)
                    from incoming_transfer m
                    where m.document_id = d.id), '[]')) as handling,
            coalesce((
                select string_agg(json_build_object('number', j.id, 'actor', p.full_name, 'actingFor', o.full_name, 'entry', convert_from(j.canonical, 'UTF8')::json)::text, e'\n' order by j.id)
                from journal_entry j join person p on p.id = j.actor_id left join person o on o.id = j.acting_for
                where j.object_id = d.id and j.action not like 'archive.%'), '') as history,
            coalesce((
                select json_agg(json_build_object('folder', f.folder, 'name', s.name, 'sha256', encode(s.sha256, 'hex')) order by f.folder, f.at, f.position, s.id)
                from (select file_id, case when replaced_at is null then 'goc' else 'da-thay' end as folder, attached_at as at, position from document_file where document_id = d.id
                      union all
                      select nf.file_id, 'ghi-chu', n.at, nf.position from document_note_file nf join document_note n on n.id = nf.note_id where n.document_id = d.id) f
                join stored_file s on s.id = f.file_id), '[]') as files
        from document d
        join incoming i on i.document_id = d.id
        join register r on r.id = i.register_id
        join person rp on rp.id = i.registered_by
        join document_type t on t.code = d.document_type
        left join agency a on a.id = d.issuer_id
        left join work_field wf on wf.id = i.field_id
        where d.id = any(@documents)
        order by d.id
        """;

    public static async Task<IReadOnlyList<ArchiveContent>> Read(NpgsqlConnection connection, FileStorage storage, Guid[] documents, CancellationToken ct)
    {
        // Instants are written in one zone, wherever the server stands.
        await connection.ExecuteAsync(new CommandDefinition("set timezone to 'UTC'", cancellationToken: ct));
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { documents }, cancellationToken: ct))).Select(row => Of(row, storage))];
    }

    private static ArchiveContent Of(Row row, FileStorage storage)
    {
        var files = new List<ArchiveFile>();
        foreach (var folder in JsonNode.Parse(row.Files)!.AsArray().GroupBy(file => (string)file!["folder"]!))
        {
            var number = 0;
            foreach (var file in folder)
            {
                number++;
                var digest = Sha256.Of(Convert.FromHexString((string)file!["sha256"]!));
                files.Add(new($"{folder.Key}/{number:00}-{Fit((string)file["name"]!)}",
                    () => storage.Open(digest) ?? throw new InvalidDataException($"Không có tệp {digest} / file {digest} is missing"), digest));
            }
        }
        files.Add(Text("metadata/van-ban.json", Indented(row.Entry)));
        files.Add(Text("metadata/xu-ly.json", Indented(row.Handling)));
        files.Add(Text("metadata/nhat-ky.jsonl", row.History + "\n"));
        return new(row.Id, row.Version, files);
    }

    private static ArchiveFile Text(string path, string text) => new(path, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Indented(string json) => JsonNode.Parse(json)!.ToJsonString(Plain) + "\n";

    /// <summary>A name that every file system and <c>sha512sum</c> take; letters stay Vietnamese.</summary>
    internal static string Fit(string name)
    {
        var fit = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
            fit.Append(Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark || rune.Value is ' ' or '-' or '_' or '.' or '(' or ')' ? rune.ToString() : "_");
        return FileName.Shorten(fit.ToString().Trim(), LongestName);
    }

    private sealed record Row(Guid Id, int Version, string Entry, string Handling, string History, string Files);
}
