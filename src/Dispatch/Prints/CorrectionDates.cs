namespace Dispatch.Prints;

/// <summary>When a line was corrected, for the note every later print shows: one taken back within the minute left the line as it was, and is no correction.</summary>
internal static class CorrectionDates
{
    /// <summary>Joins <c>c.at</c>, the instants of the corrections of the document whose id stands in <paramref name="documentId"/>.</summary>
    public static string Of(string documentId) => $"""
        left join lateral (
            select array_agg(j.at order by j.id) as at
            from journal_entry j
            where j.object_id = {documentId} and j.action = 'incoming.corrected'
              and not exists (
                  select from journal_entry u
                  where u.object_id = j.object_id and u.action = 'incoming.correctionUndone' and u.id > j.id
                    and not exists (
                        select from journal_entry b where b.object_id = j.object_id and b.action = 'incoming.corrected' and b.id > j.id and b.id < u.id))) c on true
        """;
}
