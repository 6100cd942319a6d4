using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;

namespace Dispatch.Sample;

/// <summary>
/// Lays out what came to the sample office: pure, and the same for the same day. What is planned is then done by the real use cases, each at its time.
/// </summary>
/// <param name="Arrivals">Registered documents in the order of their numbers.</param>
/// <param name="Waiting">Items in the queue, and those refused or handed over from it.</param>
internal sealed record SamplePlan(IReadOnlyList<SampleArrival> Arrivals, IReadOnlyList<SampleWaiting> Waiting)
{
    /// <summary>The year of the sample books.</summary>
    public const int Year = 2026;

    /// <summary>The last number of the incoming book after loading: the next one is 4521.</summary>
    public const int LastNumber = 4520;

    /// <summary>How many documents the book holds.</summary>
    public const int DocumentCount = 200;

    private const int MostDays = 32;
    private const int Seed = 4520;

    /// <summary>The plan for an office that is loaded on <paramref name="today"/>.</summary>
    /// <param name="today">The office's date.</param>
    /// <param name="isWorkingDay">The calendar of 2026.</param>
    /// <param name="clock">For the office's zone only.</param>
    public static SamplePlan For(DateOnly today, Func<DateOnly, bool> isWorkingDay, OfficeClock clock)
    {
        var days = DaysBefore(today, isWorkingDay);
        // On the first morning of 2026 nothing has come yet.
        return days.Count == 0 ? new([], []) : new(new Layout(new Random(Seed), days, today, isWorkingDay, clock).Arrivals(), Layout.Queue(new Random(Seed + 1), days, clock));
    }

    // The working days of 2026 before today, oldest first, at most MostDays.
    private static List<DateOnly> DaysBefore(DateOnly today, Func<DateOnly, bool> isWorkingDay)
    {
        var days = new List<DateOnly>();
        for (var day = today.AddDays(-1); day.Year >= Year && days.Count < MostDays; day = day.AddDays(-1))
        {
            if (day.Year == Year && isWorkingDay(day))
                days.Add(day);
        }
        days.Reverse();
        return days;
    }

    private sealed class Layout(Random random, List<DateOnly> days, DateOnly today, Func<DateOnly, bool> isWorkingDay, OfficeClock clock)
    {
        private readonly SampleLetters letters = new(random);

        public List<SampleArrival> Arrivals()
        {
            var arrivals = new List<SampleArrival>();
            for (var i = 0; i < DocumentCount; i++)
                arrivals.Add(Arrival(days[i * days.Count / DocumentCount]));
            arrivals.Sort((a, b) => a.RegisteredAt.CompareTo(b.RegisteredAt));
            return [.. arrivals.Select(WithFate)];
        }

        private SampleArrival Arrival(DateOnly day)
        {
            var letter = letters.Next(day.AddDays(-random.Next(0, 4)), Year);
            var morning = random.Next(2) == 0;
            var receivedAt = clock.At(day, morning ? new TimeOnly(7, 30).AddMinutes(random.Next(0, 225)) : new TimeOnly(13, 30).AddMinutes(random.Next(0, 195)));
            var minutes = letter.Letter.Urgency == Urgency.Normal ? random.Next(4, 70) : random.Next(2, 20);
            var registeredAt = receivedAt.AddMinutes(minutes).AddSeconds(random.Next(60));
            var electronic = random.Next(10) < 6;
            return new(
                letter.Letter,
                letter.Unit,
                day,
                receivedAt,
                registeredAt,
                random.Next(2) == 0 ? "hlan" : "ngoc",
                electronic ? Medium.Electronic : Medium.Paper,
                electronic ? ReceivedVia.Axis : (ReceivedVia)random.Next((int)ReceivedVia.Post, (int)ReceivedVia.Email + 1),
                letter.ReplyWithin is { } within ? WorkingDayAfter(day, within) : null);
        }

        // What happened to it afterwards: by place in the book, so that every fate is there however few days there were.
        private SampleArrival WithFate(SampleArrival arrival, int place)
        {
            var fate = arrival with { HandedOver = arrival.ArrivedOn < today.AddDays(-1) || place % 3 != 0 };
            return place switch
            {
                _ when place % 67 == 41 => fate with { AnnulledBecause = "Vào sổ nhầm, văn bản gửi cho cơ quan khác", HandedOver = false },
                _ when place % 71 == 23 => Late(fate),
                _ when place % 29 == 11 && arrival.Medium == Medium.Electronic => fate with { PaperCopyLater = true },
                _ => fate,
            };
        }

        // It lay on a desk for three working days before it came to the registry: past the legal limit (Nghị định 30/2020, Đ4 k2c).
        private SampleArrival Late(SampleArrival arrival)
        {
            var day = days[Math.Max(0, days.IndexOf(arrival.ArrivedOn) - 3)];
            return arrival with
            {
                ArrivedOn = day,
                ReceivedAt = clock.At(day, new(9, 10)),
                Letter = arrival.Letter with { IssuedOn = arrival.Letter.IssuedOn < day ? arrival.Letter.IssuedOn : day },
            };
        }

        private DateOnly WorkingDayAfter(DateOnly day, int calendarDays)
        {
            var due = day.AddDays(calendarDays);
            while (due.Year == Year && !isWorkingDay(due))
                due = due.AddDays(1);
            return due;
        }

        public static List<SampleWaiting> Queue(Random random, List<DateOnly> days, OfficeClock clock)
        {
            var (yesterday, before) = (days[^1], days[Math.Max(0, days.Count - 4)]);
            var letters = new SampleLetters(random);
            var waiting = new List<SampleWaiting>
            {
                new(letters.About("Thủ tướng Chính phủ", yesterday, Year, Urgency.Express), null, "hlan", clock.At(yesterday, new(16, 42)), SampleFate.Waiting, null),
                new(letters.Next(before, Year).Letter with { Urgency = Urgency.Normal }, null, "ngoc", clock.At(before, new(15, 20)), SampleFate.Waiting, null),
                new(letters.Next(before, Year).Letter with { Urgency = Urgency.Normal }, null, "hlan", clock.At(before, new(9, 5)), SampleFate.Refused,
                    "Gửi nhầm nơi nhận: văn bản gửi cho UBND tỉnh Đắk Lắk"),
                new(letters.Next(before, Year).Letter with { Urgency = Urgency.Normal }, null, "ngoc", clock.At(before, new(10, 40)), SampleFate.Refused,
                    "Thiếu phụ lục kèm theo, đề nghị gửi lại bản đầy đủ"),
                new(null, "Đồng chí Trần Quốc Việt, Chủ tịch UBND tỉnh", "ngoc", clock.At(yesterday, new(8, 15)), SampleFate.HandedOver, null),
                new(null, "Công đoàn cơ sở Văn phòng UBND tỉnh", "hlan", clock.At(before, new(14, 10)), SampleFate.HandedOver, null),
            };
            for (var i = 0; i < 5; i++)
            {
                waiting.Add(new(letters.Next(yesterday.AddDays(-1), Year).Letter with { Urgency = i == 0 ? Urgency.Urgent : Urgency.Normal }, null, i % 2 == 0 ? "hlan" : "ngoc",
                    clock.At(yesterday, new TimeOnly(15, 30).AddMinutes(i * 14)), SampleFate.Waiting, null));
            }
            return waiting;
        }
    }
}

/// <summary>One document of the book, and what becomes of it.</summary>
/// <param name="Letter">What came.</param>
/// <param name="Unit">The unit that will handle it.</param>
/// <param name="ArrivedOn">Ngày đến.</param>
/// <param name="ReceivedAt">When it reached the office.</param>
/// <param name="RegisteredAt">When the clerk registered it.</param>
/// <param name="Clerk">User name of the clerk.</param>
/// <param name="Medium">Vật mang tin.</param>
/// <param name="Via">How it came.</param>
/// <param name="ReplyDueOn">The reply date it sets.</param>
internal sealed record SampleArrival(
    SampleLetter Letter, string Unit, DateOnly ArrivedOn, DateTimeOffset ReceivedAt, DateTimeOffset RegisteredAt, string Clerk, Medium Medium, ReceivedVia Via,
    DateOnly? ReplyDueOn)
{
    /// <summary>Columns 8 and 9 of the book are filled.</summary>
    public bool HandedOver { get; init; }

    /// <summary>Why its number was annulled; null when it was not.</summary>
    public string? AnnulledBecause { get; init; }

    /// <summary>Its paper came afterwards.</summary>
    public bool PaperCopyLater { get; init; }
}

/// <summary>An item that came in and has no number.</summary>
/// <param name="Letter">The scan; null for an unopened envelope.</param>
/// <param name="AddressedTo">The name on an unopened envelope.</param>
/// <param name="Clerk">Who received it.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Because">Why it was refused.</param>
internal sealed record SampleWaiting(
    SampleLetter? Letter, string? AddressedTo, string Clerk, DateTimeOffset ReceivedAt, SampleFate Fate, string? Because);

/// <summary>What became of a received item.</summary>
internal enum SampleFate { Waiting, Refused, HandedOver }
