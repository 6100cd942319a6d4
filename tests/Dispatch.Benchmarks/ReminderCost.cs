using System.Diagnostics;
using System.Globalization;
using Dapper;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Reminders;
using Dispatch.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Benchmarks;

/// <summary>What the sweep of reminders costs for the same 1,000 due lines among few and among many others: done ones, and open ones due later.</summary>
internal static class ReminderCost
{
    private const int Due = 1_000;
    private const int Rounds = 15;

    private static readonly DateTimeOffset Long = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    public static async Task<int> Run(int few, int many)
    {
        await using var small = await Office.Open(few);
        await using var large = await Office.Open(many);
        var (of, among) = (new List<double>(), new List<double>());
        var (idleOf, idleAmong) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            // In turns, so that what else the machine does hits both; the first warms up.
            var (a, b) = (await small.Sweep(Due), await large.Sweep(Due));
            var (c, d) = (await small.Sweep(0), await large.Sweep(0));
            await small.Forget();
            await large.Forget();
            if (round == 0)
                continue;
            of.Add(a);
            among.Add(b);
            idleOf.Add(c);
            idleAmong.Add(d);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Due} due lines told among {few}: {Median(of):0.0} ms, among {many}: {Median(among):0.0} ms, ratio {Median(among) / Median(of):0.00}; " +
            $"a sweep right after, that finds nothing: {Median(idleOf):0.0} ms and {Median(idleAmong):0.0} ms, ratio {Median(idleAmong) / Median(idleOf):0.00}"));
        return Median(among) / Median(of) <= 1.5 ? 0 : 1;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Office(TestDatabase database, Remind remind) : IAsyncDisposable
    {
        public static async Task<Office> Open(int total)
        {
            var database = await TestDatabase.Create();
            await Given.Calendar(database, 2026);
            var people = new List<Guid>();
            for (var n = 0; n < 50; n++)
                people.Add((await Given.Person(database, $"officer{n}", Role.Officer)).PersonId.Value);
            // Half of the others are done, half are due from a week on.
            await using (var owner = await database.OpenAsOwner())
            {
                await Given.DueLines(owner, Enumerable.Range(0, total).Select(n => n < Due ? new DueLine(new(2026, 10, 14), people[n % 50], null, Long)
                    : n % 2 == 0 ? new DueLine(new DateOnly(2026, 10, 1).AddDays(n % 28), people[n % 50], null, Long, Long.AddDays(3))
                    : new DueLine(new DateOnly(2026, 10, 22).AddDays(n % 60), people[n % 50], null, Long)));
                await owner.ExecuteAsync("vacuum analyze assignment", commandTimeout: 600);
                await owner.ExecuteAsync("vacuum analyze document", commandTimeout: 600);
                await owner.ExecuteAsync("vacuum analyze incoming", commandTimeout: 600);
                await owner.ExecuteAsync("vacuum analyze document_grant", commandTimeout: 600);
            }
            var clock = new OfficeClock(new FakeTimeProvider(new DateTimeOffset(2026, 10, 12, 9, 0, 0, TimeSpan.FromHours(7))), TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
            return new(database, new(database.Database, clock, new WorkingCalendars(database.Database, clock)));
        }

        public async Task<double> Sweep(int expected)
        {
            var watch = Stopwatch.StartNew();
            var told = (await remind.Run(default)).Count;
            var took = watch.Elapsed.TotalMilliseconds;
            return told == expected ? took : throw new InvalidOperationException($"{told} reminders instead of {expected}.");
        }

        public async Task Forget()
        {
            await using var owner = await database.OpenAsOwner();
            await owner.ExecuteAsync("truncate reminder, notice");
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
