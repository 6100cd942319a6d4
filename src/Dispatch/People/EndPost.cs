using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.People;

/// <summary>The end of a post.</summary>
public sealed record EndPostRequest
{
    /// <summary>Last day. Required.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>Use case: a post gets its last day.</summary>
public sealed class EndPost(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<UserDetail>> Execute(Id<Person> id, Id<Post> postId, EndPostRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.On is null)
            errors.Add("on", "Nhập ngày cuối", "Enter the last day");
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, id, ct) is null)
            return PeopleProblems.PersonNotFound;
        var post = (await PostStore.Of(tx.Connection, id, ct)).FirstOrDefault(p => p.Id == postId);
        if (post is null)
            return PeopleProblems.PostNotFound;
        if (request.On < post.From)
            errors.Add("on", "Không trước ngày bắt đầu", "Not before the first day");
        else if (post.To is { } until && request.On > until)
            errors.Add("on", "Chức vụ này đã hết trước ngày đó", "The post ended before that day");
        if (!errors.None)
            return errors.ToProblem();
        await tx.Connection.ExecuteAsync(new CommandDefinition("update post set valid_to = @On where id = @postId", new { request.On, postId }, cancellationToken: ct));
        await PostStore.ShowMainPosts(tx, id, clock.Today, ct);
        await journal.Write(tx, "account.postEnded", "person", id.Value, new Changes().New("title", post.Title).Change("to", post.To, request.On), ct);
        var after = (await ReadUser.Of(tx.Connection, id, clock.Now, ct))!;
        await tx.Commit(after, ct);
        return after;
    }
}
