using Dispatch.Platform;

namespace Dispatch.Calendar;

/// <summary>Counts working days.</summary>
/// <param name="From">The day of the event, which is not counted. Required.</param>
/// <param name="Days">The term in working days, 0 to 2000. Required.</param>
public sealed record CountWorkingDaysRequest(DateOnly? From = null, int? Days = null);

/// <summary>The due date of a term in working days, with each day that was counted or skipped and why.</summary>
public sealed class CountWorkingDays(WorkingCalendars calendars)
{
    private const int LongestTerm = 2000;

    public async Task<Result<Deadline>> Execute(CountWorkingDaysRequest request, CancellationToken ct)
    {
        var errors = new FieldErrors();
        if (request.From is null)
            errors.Add("from", "Thiếu ngày bắt đầu", "The first day is missing");
        if (request.Days is not (>= 0 and <= LongestTerm))
            errors.Add("days", $"Số ngày làm việc phải từ 0 đến {LongestTerm}", $"Working days must be from 0 to {LongestTerm}");
        if (!errors.None)
            return errors.ToProblem();
        return (await calendars.Current(ct)).AddWorkingDays(request.From!.Value, request.Days!.Value);
    }
}
