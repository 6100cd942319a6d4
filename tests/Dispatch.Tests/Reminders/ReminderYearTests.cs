using System.Diagnostics;
using Dapper;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Reminders;
using Dispatch.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Reminders;

/// <summary>
/// A simulated year: lines given, moved, done and forgotten, five sweeps a day, a week without workers. What was told is compared, row by row, with a
/// model that walks the days by hand and asks neither the program nor the database what is due.
/// </summary>
internal sealed class ReminderYearTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly TimeOnly[] Sweeps = [new(2, 0), new(7, 20), new(8, 5), new(13, 0), new(19, 0)];

    // 2026 as the Government announced it, and New Year.
    private static readonly HashSet<DateOnly> Off =
    [
        new(2026, 1, 1), new(2026, 2, 16), new(2026, 2, 17), new(2026, 2, 18), new(2026, 2, 19), new(2026, 2, 20), new(2026, 4, 27), new(2026, 4, 30), new(2026, 5, 1),
        new(2026, 8, 31), new(2026, 9, 1), new(2026, 9, 2), new(2026, 11, 24), new(2027, 1, 1),
    ];

    [Test]
    public Task Two_months_with_a_week_without_workers_lose_nothing_and_tell_nothing_twice() =>
        Simulate(lines: 400, from: new(2026, 8, 3), to: new(2026, 9, 30), outage: new(2026, 8, 10), seed: 20261126);

    [Test, Explicit("the full figure: under five minutes")]
    public Task A_year_of_50_000_lines_with_a_week_without_workers_loses_nothing_and_tells_nothing_twice() =>
        Simulate(lines: 50_000, from: new(2026, 1, 5), to: new(2026, 12, 31), outage: new(2026, 6, 8), seed: 20261126);

    private static async Task Simulate(int lines, DateOnly from, DateOnly to, DateOnly outage, int seed)
    {
        var watch = Stopwatch.StartNew();
        await using var database = await TestDatabase.Create();
        await Given.Calendar(database, 2026, 2027);
        await using (var calendar = await database.OpenAsOwner())
            await calendar.ExecuteAsync("insert into calendar_day (date, kind, reason, source) values ('2027-01-01', 'holiday', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112')");
        var officers = new List<Guid>();
        for (var n = 0; n < 20; n++)
            officers.Add((await Given.Person(database, $"officer{n}", Role.Officer)).PersonId.Value);
        var head = (await Given.Person(database, "head", Role.UnitHead)).PersonId.Value;
        await Given.Person(database, "chief", Role.OfficeChief);
        var unit = await Given.Unit(database, "NC", head, [.. officers]);
        var plans = Plan(lines, from, to, seed);
        await Given.DueLines(database, [.. plans.Select((plan, n) => new DueLine(plan.Due, n % 5 == 0 ? null : officers[n % 20], n % 5 == 0 ? unit : null, At(plan.Assigned, new(10, 0))) { Id = plan.Id })]);
        var changes = plans.Where(plan => plan.MovedOn is not null).ToLookup(plan => plan.MovedOn!.Value);
        var ends = plans.Where(plan => plan.DoneOn is not null).ToLookup(plan => plan.DoneOn!.Value);

        var time = new FakeTimeProvider(At(from, new(0, 0)));
        var clock = new OfficeClock(time, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        var sweep = new Remind(database.Database, clock, new WorkingCalendars(database.Database, clock));
        await using var owner = await database.OpenAsOwner();
        await owner.ExecuteAsync("analyze assignment; analyze document; analyze incoming");
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await owner.ExecuteAsync("""
                update assignment a set due_on = t.due_on from unnest(@moved, @dues) as t (id, due_on) where a.id = t.id;
                update assignment set state = 'done', result = 'noted', ended_at = @at, ended_by = assigned_by where id = any(@ended);
                """, new
            {
                moved = changes[day].Select(plan => plan.Id).ToArray(),
                dues = changes[day].Select(plan => plan.MovedTo).ToArray(),
                ended = ends[day].Select(plan => plan.Id).ToArray(),
                at = At(day, new(1, 0)),
            });
            if (!Up(day, outage))
                continue;
            foreach (var moment in Sweeps)
            {
                time.SetUtcNow(At(day, moment));
                await sweep.Run(default);
            }
        }
        var expected = plans.SelectMany(plan => Expected(plan, from, to, outage)).Order(StringComparer.Ordinal).ToList();
        var actual = (await owner.QueryAsync<string>("""
            select m.assignment_id || ' ' || m.rule || ' ' || m.due_on || ' ' || m.for_on || ' ' || to_char(m.told_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') || ' ' || coalesce(m.told_as, '')
            from reminder m
            """, commandTimeout: 300)).Order(StringComparer.Ordinal).ToList();
        TestContext.Out.WriteLine($"{lines} lines, {actual.Count} reminders, {watch.Elapsed.TotalSeconds:0} s, seed {seed}");
        Assert.That(actual.Except(expected).Take(5), Is.Empty, "told and not due");
        Assert.That(expected.Except(actual).Take(5), Is.Empty, "due and not told");
        Assert.That(actual, Has.Count.EqualTo(expected.Count), "told twice");
        Assert.That(expected, Has.Count.GreaterThan(lines));
        // The same without an outage: nothing came later than by its seven days.
        var punctual = plans.SelectMany(plan => Expected(plan, from, to, null)).GroupBy(Key).ToDictionary(group => group.Key, group => group.Min(ToldOn));
        var latest = actual.Where(row => punctual.ContainsKey(Key(row))).Max(row => ToldOn(row).DayNumber - punctual[Key(row)].DayNumber);
        Assert.That(latest, Is.InRange(1, 7));
        if (lines >= 50_000)
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(5)));
    }

    private static string Key(string row) => string.Join(' ', row.Split(' ')[..4]);

    private static DateOnly ToldOn(string row) => DateOnly.Parse(row.Split(' ')[4], System.Globalization.CultureInfo.InvariantCulture);

    private static List<Planned> Plan(int lines, DateOnly from, DateOnly to, int seed)
    {
        var chance = new Random(seed);
        var plans = new List<Planned>(lines);
        for (var n = 0; n < lines; n++)
        {
            var assigned = from.AddDays(chance.Next(to.DayNumber - from.DayNumber - 3));
            var due = assigned.AddDays(chance.Next(0, 25));
            var moves = chance.Next(20) == 0;
            var movedOn = moves ? assigned.AddDays(1 + chance.Next(20)) : (DateOnly?)null;
            var ends = chance.Next(100) switch
            {
                < 65 => assigned.AddDays(1 + chance.Next(Math.Max(1, due.DayNumber - assigned.DayNumber + 1))),
                < 90 => due.AddDays(chance.Next(1, 6)),
                < 99 => due.AddDays(chance.Next(6, 20)),
                _ => (DateOnly?)null,
            };
            plans.Add(new(Guid.CreateVersion7(), assigned, due, movedOn, due.AddDays(chance.Next(3, 15)), ends < assigned ? assigned.AddDays(1) : ends));
        }
        return plans;
    }

    // Day by day, by hand: what somebody with a wall calendar would write down.
    private static IEnumerable<string> Expected(Planned plan, DateOnly from, DateOnly to, DateOnly? outage)
    {
        var told = new HashSet<string>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            // What was given at ten counts from the next day on.
            if (!Works(day) || !Up(day, outage) || day <= plan.Assigned || day >= plan.DoneOn)
                continue;
            var due = day >= plan.MovedOn ? plan.MovedTo : plan.Due;
            var over = day > due;
            var left = over ? 0 : Between(day, due);
            string Row(string rule, DateOnly forOn, string at, string? instead) => $"{plan.Id} {rule} {due:yyyy-MM-dd} {forOn:yyyy-MM-dd} {day:yyyy-MM-dd} {at} {instead}";
            if (left <= 2 && told.Add($"soon {due}"))
                yield return Row("soon", due, "07:20", over ? "overdue" : null);
            if (left == 0 && told.Add($"dueDay {due}"))
                yield return Row("dueDay", due, "08:05", over ? "overdue" : null);
            if (over)
                yield return Row("overdue", day, "07:20", null);
            if (over && told.Add($"head {due}"))
                yield return Row("escalateHead", due, "07:20", null);
            if (over && Between(due, day) >= 3 && told.Add($"chief {due}"))
                yield return Row("escalateChief", due, "07:20", null);
        }
    }

    // Working days after the one up to the other.
    private static int Between(DateOnly after, DateOnly upTo) =>
        Enumerable.Range(1, Math.Max(0, upTo.DayNumber - after.DayNumber)).Count(n => Works(after.AddDays(n)));

    private static bool Works(DateOnly day) =>
        day == new DateOnly(2026, 8, 22) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Off.Contains(day));

    private static bool Up(DateOnly day, DateOnly? outage) => day < outage || day >= outage?.AddDays(7) || outage is null;

    private static DateTimeOffset At(DateOnly day, TimeOnly moment) => new DateTimeOffset(day.ToDateTime(moment), Vietnam).ToUniversalTime();

    private sealed record Planned(Guid Id, DateOnly Assigned, DateOnly Due, DateOnly? MovedOn, DateOnly MovedTo, DateOnly? DoneOn);
}
