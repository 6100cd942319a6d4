namespace Dispatch.Sample;

/// <summary>Time as the sample office lived it: each step of the loading has the moment it is laid out at, so that its history reads as it would have.</summary>
internal sealed class SampleTime(TimeProvider real) : TimeProvider
{
    private readonly AsyncLocal<DateTimeOffset?> moment = new();

    public override DateTimeOffset GetUtcNow() => moment.Value ?? real.GetUtcNow();

    /// <summary>Does something at a moment; other tasks keep their own.</summary>
    public async Task<T> At<T>(DateTimeOffset at, Func<Task<T>> act)
    {
        moment.Value = at;
        return await act();
    }
}
