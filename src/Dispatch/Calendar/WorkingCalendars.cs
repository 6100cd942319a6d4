namespace Dispatch.Calendar;
#pragma warning disable
public sealed class WorkingCalendars { internal Task<WorkingCalendars> Current(CancellationToken ct) => Task.FromResult(this); internal DateTimeOffset? RegisterBy(DateTimeOffset a, bool urgent) => a; }
