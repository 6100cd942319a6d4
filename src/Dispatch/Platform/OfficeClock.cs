namespace Dispatch.Platform;

/// <summary>
/// The office's time. Legal dates are dates in the office's zone (Asia/Ho_Chi_Minh unless configured), not instants:
/// at 17:00 UTC the office is already in the next day.
/// </summary>
public sealed class OfficeClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>The zone used when nothing is configured.</summary>
    public const string DefaultZone = "Asia/Ho_Chi_Minh";

    /// <summary>This instant, offset zero (as PostgreSQL stores it).</summary>
    public DateTimeOffset Now => time.GetUtcNow().ToUniversalTime();

    /// <summary>The office's date now.</summary>
    public DateOnly Today => DateOf(Now);

    /// <summary>The office's zone, for schedules.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>The provider behind this clock, for timers.</summary>
    public TimeProvider Time => time;

    /// <summary>The office's date at <paramref name="instant"/>.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(InOffice(instant).DateTime);

    /// <summary>The same instant with the office's offset, for showing.</summary>
    public DateTimeOffset InOffice(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The instant of <paramref name="time"/> on <paramref name="date"/> in the office, offset zero.</summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The last second of <paramref name="date"/> in the office (24:00 is the next day already), offset zero.</summary>
    public DateTimeOffset EndOf(DateOnly date) => At(date, new TimeOnly(23, 59, 59));
}
