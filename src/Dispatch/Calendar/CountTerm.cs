using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>A query: until when a term runs that is given now.</summary>
public sealed class CountTerm(WorkingCalendars calendars, OfficeClock clock)
{
    public async Task<Result<Due>> Execute(Term term, CancellationToken ct) => (await calendars.Current(ct)).DueOf(term, clock.Now);
}
