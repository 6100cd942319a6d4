using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>A note on a document.</summary>
public sealed record AddNoteRequest
{
    /// <summary>Its words. Required.</summary>
    public string? Text { get; init; }

    /// <summary>True for the handler's proposal (ý kiến đề xuất của người giải quyết), part 3 of the slip.</summary>
    public bool? Proposal { get; init; }

    /// <summary>Own uploads that belong to it.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }
}

/// <summary>A note, as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AssignmentId">The line it was written at; null for none.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">Its words.</param>
/// <param name="Proposal">True for a handler's proposal.</param>
/// <param name="At">When.</param>
/// <param name="Files">Its files.</param>
public sealed record NoteView(Guid Id, Guid? AssignmentId, string Author, string Text, bool Proposal, DateTimeOffset At, IReadOnlyList<NoteFile> Files)
{
    internal static async Task<IReadOnlyList<NoteView>> Of(NpgsqlConnection connection, Id<Document> document, CancellationToken ct)
    {
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition("""
            select n.id, n.assignment_id, p.full_name as author, n.text, n.proposal, n.at
            from document_note n
            join person p on p.id = n.author_id
            where n.document_id = @document
            order by n.at, n.id;
            select nf.note_id, f.id, f.name, f.media_type, f.size
            from document_note_file nf
            join document_note n on n.id = nf.note_id
            join stored_file f on f.id = nf.file_id
            where n.document_id = @document
            order by nf.note_id, nf.position;
            """, new { document }, cancellationToken: ct));
        var rows = (await reader.ReadAsync<Row>()).ToList();
        var files = (await reader.ReadAsync<FileRow>()).ToLookup(file => file.NoteId);
        return [.. rows.Select(row => new NoteView(row.Id, row.AssignmentId, row.Author, row.Text, row.Proposal, row.At,
            [.. files[row.Id].Select(file => new NoteFile(file.Id, file.Name, file.MediaType, file.Size))]))];
    }

    private sealed record Row(Guid Id, Guid? AssignmentId, string Author, string Text, bool Proposal, DateTimeOffset At);

    private sealed record FileRow(Guid NoteId, Guid Id, string Name, string MediaType, long Size);
}

/// <summary>A file of a note.</summary>
/// <param name="Id">For <c>/files/{id}/content</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Bytes.</param>
public sealed record NoteFile(Guid Id, string Name, string MediaType, long Size);

/// <summary>Use case: note something on a line or on the document, with files.</summary>
public sealed class AddNote(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<NoteView>> ToLine(Id<Assignment> id, AddNoteRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RoutingStore.LockLine(tx, id, ct) is not { } found)
            return RoutingProblems.AssignmentNotFound;
        tx.ActFor(found.Line.PersonId is { } person && caller.Desks.Contains(person) ? person : null);
        return await Write(tx, found.Document, id.Value, request, ct);
    }

    public async Task<Result<NoteView>> ToDocument(Id<Document> id, AddNoteRequest request, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        return await RoutingStore.Lock(tx, id, ct) is { } document ? await Write(tx, document, null, request, ct) : IncomingProblems.NotFound;
    }

    private async Task<Result<NoteView>> Write(OfficeTransaction tx, RoutedDocument document, Guid? line, AddNoteRequest request, CancellationToken ct)
    {
        if (DocumentPolicy.Office.Refuses(Subject.Of(tx.Caller), DocumentAction.Note, document.Matter, IncomingProblems.NotFound) is { } refused)
            return refused;
        var errors = new FieldErrors();
        var text = errors.OptionalLines("text", request.Text, 10_000);
        if (text is null && !errors.Has("text"))
            errors.Add("text", "Nhập nội dung ghi chú", "Write the note");
        var files = (request.FileIds ?? []).Distinct().ToArray();
        if (!errors.None)
            return errors.ToProblem();
        if ((await IncomingStore.Attachable(tx.Connection, files, tx.Caller, null, ct)).Count != files.Length)
            return IncomingProblems.UnknownFile;
        var (id, now) = (Guid.CreateVersion7(), clock.Now);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into document_note (id, document_id, assignment_id, author_id, acting_for, text, proposal, at)
            values (@id, @DocumentId, @line, @PersonId, @ActingFor, @text, @Proposal, @now);
            insert into document_note_file (note_id, file_id, position)
            select @id, f.id, f.position from unnest(@files) with ordinality as f (id, position);
            update stored_file set attached_at = @now where id = any(@files);
            """, new { id, DocumentId = document.Id, line, tx.Caller.PersonId, tx.Caller.ActingFor, text, Proposal = request.Proposal == true, now, files }, cancellationToken: ct));
        await Told.Followers(tx, document, NoticeKind.Followed, clock, ct);
        await journal.Write(tx, request.Proposal == true ? "note.proposed" : "note.written", "document", document.Id.Value,
            new Changes().New("text", text).New("fileIds", files.Length == 0 ? null : files), ct);
        var view = (await NoteView.Of(tx.Connection, document.Id, ct)).Single(note => note.Id == id);
        await tx.Commit(view, ct);
        return view;
    }
}
