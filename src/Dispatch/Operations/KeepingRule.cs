namespace Dispatch.Operations;

/// <summary>
/// Which nightly backups stay: of the good ones the newest of each of the last days, weeks and months that have one, and always the newest. One that
/// is not good stays until a newer one is, and as long as the days are kept: it may hold what nothing else does.
/// </summary>
internal static class KeepingRule
{
    /// <param name="backups">Their dates in the office and whether they are good, in any order.</param>
    /// <param name="settings">How many.</param>
    /// <returns>Those that may be cleared away.</returns>
    public static IReadOnlyList<T> Superfluous<T>(IEnumerable<T> backups, Func<T, DateTime> madeAt, Func<T, bool> good, BackupSettings settings) where T : class
    {
        var newestFirst = backups.OrderByDescending(madeAt).ToList();
        var sound = newestFirst.Where(good).ToList();
        if (sound.Count == 0)
            return [];
        var kept = new HashSet<T>(ReferenceEqualityComparer.Instance) { sound[0] };
        kept.UnionWith(NewestOfEach(madeAt => madeAt.Date, settings.Daily));
        kept.UnionWith(NewestOfEach(madeAt => madeAt.Date.AddDays(-(((int)madeAt.DayOfWeek + 6) % 7)), settings.Weekly));
        kept.UnionWith(NewestOfEach(madeAt => new DateTime(madeAt.Year, madeAt.Month, 1), settings.Monthly));
        var lastGood = madeAt(sound[0]);
        return [.. newestFirst.Where(backup => !kept.Contains(backup)
            && (good(backup) || (madeAt(backup) < lastGood && madeAt(backup) < lastGood.AddDays(-settings.Daily))))];

        IEnumerable<T> NewestOfEach(Func<DateTime, DateTime> span, int count) =>
            sound.GroupBy(backup => span(madeAt(backup))).Take(Math.Max(count, 0)).Select(group => group.First());
    }
}
