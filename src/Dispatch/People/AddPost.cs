using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>A post somebody takes up.</summary>
public sealed record AddPostRequest
{
    /// <summary>Position. Required.</summary>
    public string? Title { get; init; }

    /// <summary>Code of the unit; left out for none.</summary>
    public string? UnitCode { get; init; }

    /// <summary>True for the main post: the one before it ends the day before. False for one held besides.</summary>
    public bool Main { get; init; } = true;

    /// <summary>First day; today when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; left out while it lasts.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The decision that appointed.</summary>
    public string? Source { get; init; }
}

/// <summary>Use case: a person takes up a post; the posts before stay readable.</summary>
public sealed class AddPost(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, AddPostRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var title = errors.Line("title", request.Title, 200);
        var source = errors.OptionalLine("source", request.Source, 500);
        var code = errors.OptionalLine("unitCode", request.UnitCode, 20);
        var from = request.From ?? clock.Today;
        if (request.To < from)
            errors.Add("to", "Không trước ngày bắt đầu", "Not before the first day");

        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, id, ct) is null)
            return PeopleProblems.PersonNotFound;
        var unit = code is null ? null : await PostStore.UnitOf(tx.Connection, code, from, ct);
        if (code is not null && unit is null)
            errors.Add("unitCode", "Không có đơn vị này, hoặc đã giải thể", "There is no such unit, or it is closed");
        if (!errors.None)
            return errors.ToProblem();
        if (request.Main && !await MakeRoom(tx, id, from, request.To, ct))
            return PeopleProblems.PostsOverlap;

        var post = new NewPost(title!, unit, request.Main, from, request.To, source);
        var postId = Id<Post>.New();
        await PostStore.Insert(tx, id, postId, post, clock.Now, ct);
        await PostStore.ShowMainPosts(tx, id, clock.Today, ct);
        await journal.Write(tx, "account.postAdded", "person", id.Value,
            new Changes().New("title", title).New("unit", code).New("main", request.Main).New("from", from).New("to", request.To).New("source", source), ct);
        var after = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(after, ct);
        return after;
    }

    // One main post at a time: an earlier one that reaches into this ends the day before; one that begins later stands in the way.
    private static async Task<bool> MakeRoom(OfficeTransaction tx, Id<Person> id, DateOnly from, DateOnly? to, CancellationToken ct)
    {
        if (await tx.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from post where person_id = @id and main and valid_from >= @from and (@to::date is null or valid_from <= @to))",
            new { id, from, to }, cancellationToken: ct)))
            return false;
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update post set valid_to = @Before
            where person_id = @id and main and valid_from < @from and (valid_to is null or valid_to >= @from)
            """, new { id, from, Before = from.AddDays(-1) }, cancellationToken: ct));
        return true;
    }
}
