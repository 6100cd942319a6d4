using Dapper;
using Dispatch.Platform;

namespace Dispatch.Views;

/// <summary>A query: the views of a list that the caller sees; everybody's first, then one's own and the unit's by name.</summary>
public sealed class FindViews(Database database)
{
    public async Task<Page<SavedViewView>> Execute(string list, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select v.id, v.list, v.name, v.query, v.owner_id, v.unit_id, p.full_name as owner
            from saved_view v
            left join person p on p.id = v.owner_id
            where v.list = @list
              and (v.owner_id is null or v.owner_id = @PersonId or v.unit_id = (select me.unit_id from person me where me.id = @PersonId))
            order by v.owner_id is not null, case when v.owner_id is null then v.id end, v.name collate "vi-x-icu", v.id
            """, new { list, caller.PersonId }, cancellationToken: ct));
        return new([.. rows.Select(row => new SavedViewView(
            row.Id, row.List, row.Name, row.Query, row.OwnerId is null ? ViewSharing.Everybody : row.UnitId is null ? ViewSharing.Personal : ViewSharing.Unit,
            row.Owner, row.OwnerId == caller.PersonId.Value))], null);
    }

    private sealed record Row(Id<SavedView> Id, string List, string Name, string Query, Guid? OwnerId, Guid? UnitId, string? Owner);
}
