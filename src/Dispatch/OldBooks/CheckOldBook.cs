using Dapper;
using Dispatch.Platform;
using Dispatch.Runs;

namespace Dispatch.OldBooks;

/// <summary>Use case: check an old book row by row, as a long run; nothing goes into the book.</summary>
public sealed class CheckOldBook(Database database, StartRun start)
{
    public async Task<Result<RunView>> Execute(Id<OldBook> id, Caller caller, CancellationToken ct)
    {
        if (OldBookProblems.Refuses(caller) is { } notPermitted)
            return notPermitted;
        await using var tx = await database.Begin(caller, ct);
        if (await OldBookStore.Find(tx.Connection, id, true, ct) is not { } book)
            return OldBookProblems.NotFound;
        if (book.Busy)
            return OldBookProblems.Busy;
        if (book.Columns is null)
            return OldBookProblems.Unmapped;
        var run = await start.In(tx, new(OldBookCheckRun.Kind, new($"Kiểm tra sổ cũ {book.Register} năm {book.Year}: {book.FileName}", $"Check of the old book {book.Register} of {book.Year}: {book.FileName}"),
            new OldBookArguments(id.Value), book.AllSheets[book.Sheet!.Value].Rows), ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("update old_book set check_run_id = @Run where id = @id", new { id, Run = run.Id }, cancellationToken: ct));
        await tx.Commit(run, ct);
        start.Nudge();
        return run;
    }
}

/// <summary>What a run of an old book is about.</summary>
internal sealed record OldBookArguments(Guid OldBook);
