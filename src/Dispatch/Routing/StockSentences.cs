using Dapper;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Routing;

/// <summary>A sentence a leader may pick.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Own">True for one's own, false for the office's.</param>
public sealed record StockSentence(Guid Id, string Text, bool Own);

/// <summary>Adds a stock sentence.</summary>
/// <param name="Text">The sentence, at most 500 characters. Required.</param>
/// <param name="Own">True for oneself only; false for the whole office, which takes the right to keep routing data.</param>
public sealed record AddSentenceRequest(string? Text = null, bool Own = true);

/// <summary>A query: the sentences the caller may pick, the office's first.</summary>
public sealed class FindSentences(Database database)
{
    public async Task<IReadOnlyList<StockSentence>> Execute(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return [.. await connection.QueryAsync<StockSentence>(new CommandDefinition("""
            select id, text, owner_id is not null as own
            from stock_sentence
            where owner_id is null or owner_id = @PersonId
            order by owner_id is not null, position, created_at, id
            """, new { caller.PersonId }, cancellationToken: ct))];
    }
}

/// <summary>Use cases: keep stock sentences (mẫu câu), one's own or the office's.</summary>
public sealed class KeepSentences(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Problem NotFound = new("sentence-not-found", StatusCodes.Status404NotFound, new("Không tìm thấy mẫu câu", "There is no such sentence"));

    public async Task<Result<StockSentence>> Add(AddSentenceRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var text = errors.Line("text", request.Text, 500);
        if (text is null)
            return errors.ToProblem();
        if (!request.Own && !caller.May(Permission.ManageRouting))
            return PlatformProblems.NotPermitted;
        await using var tx = await database.Begin(caller, ct);
        var id = Guid.CreateVersion7();
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into stock_sentence (id, owner_id, text, position, created_at)
            values (@id, @Owner, @text, (select coalesce(max(position), 0) + 1 from stock_sentence), @Now)
            """, new { id, Owner = request.Own ? caller.PersonId.Value : (Guid?)null, text, clock.Now }, cancellationToken: ct));
        if (!request.Own)
            await journal.Write(tx, "sentence.added", "sentence", id, new Changes().New("text", text), ct);
        var view = new StockSentence(id, text, request.Own);
        await tx.Commit(view, ct);
        return view;
    }

    public async Task<Result<StockSentence>> Remove(Guid id, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        var sentence = await tx.Connection.QuerySingleOrDefaultAsync<StockSentence>(new CommandDefinition("""
            delete from stock_sentence
            where id = @id and (owner_id = @PersonId or owner_id is null and @May)
            returning id, text, owner_id is not null as own
            """, new { id, caller.PersonId, May = caller.May(Permission.ManageRouting) }, cancellationToken: ct));
        if (sentence is null)
            return NotFound;
        if (!sentence.Own)
            await journal.Write(tx, "sentence.removed", "sentence", id, new Changes().Change("text", sentence.Text, null), ct);
        await tx.Commit(sentence, ct);
        return sentence;
    }
}
