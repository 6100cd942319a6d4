using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Views;

/// <summary>Saves a list's filters under a name.</summary>
public sealed record SaveViewRequest
{
    /// <summary>The list; <c>incoming</c> when missing.</summary>
    public string? List { get; init; }

    /// <summary>Its name, at most 100 characters. Required.</summary>
    public string? Name { get; init; }

    /// <summary>The list's query without question mark, at most 2,000 characters; empty for the whole list.</summary>
    public string? Query { get; init; }

    /// <summary><c>personal</c> or <c>unit</c>.</summary>
    public ViewSharing Sharing { get; init; }
}

/// <summary>Use case: save a view.</summary>
public sealed class SaveView(Database database, OfficeClock clock, JournalWriter journal)
{
    internal const string Incoming = "incoming";

    public async Task<Result<SavedViewView>> Execute(SaveViewRequest request, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, 100);
        var query = errors.OptionalLine("query", request.Query, 2000)?.TrimStart('?') ?? "";
        if (request.List is not (null or Incoming))
            errors.Add("list", "Chỉ nhận incoming", "Only incoming");
        if (request.Sharing == ViewSharing.Everybody)
            errors.Add("sharing", "Chỉ nhận personal hoặc unit", "One of personal, unit");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        var me = await tx.Connection.QuerySingleAsync<Me>(new CommandDefinition("""
            select p.unit_id, (select count(*)::integer from saved_view v where v.owner_id = p.id) as kept
            from person p
            where p.id = @PersonId
            for update of p
            """, new { caller.PersonId }, cancellationToken: ct));
        if (me.Kept >= ViewProblems.Most)
            return ViewProblems.TooMany;
        if (request.Sharing == ViewSharing.Unit && me.UnitId is null)
            return ViewProblems.NoUnit;
        var view = new SavedViewView(Id<SavedView>.New(), Incoming, name!, query, request.Sharing, caller.FullName, true);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into saved_view (id, list, name, query, owner_id, unit_id, created_at)
            values (@Id, @List, @Name, @Query, @PersonId, @UnitId, @Now)
            """, new { view.Id, view.List, view.Name, view.Query, caller.PersonId, UnitId = request.Sharing == ViewSharing.Unit ? me.UnitId : null, clock.Now }, cancellationToken: ct));
        await journal.Write(tx, "view.saved", "view", view.Id.Value, new Changes().New("name", view.Name).New("query", view.Query).New("sharing", view.Sharing), ct);
        await tx.Commit(view, ct);
        return view;
    }

    private sealed record Me(Guid? UnitId, int Kept);
}
