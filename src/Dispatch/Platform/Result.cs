using System.Diagnostics.CodeAnalysis;

namespace Dispatch.Platform;

/// <summary>What a use case answers: the value, or the problem that stopped it. Exceptions are for bugs and broken infrastructure.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Problem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>The problem; null when it went well.</summary>
    public Problem? Problem { get; }

    /// <summary>True when it went well; otherwise <paramref name="problem"/> says why not.</summary>
    public bool Ok([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (this.value, Problem);
        return Problem is null;
    }

    /// <summary>The value of something that must have gone well (tests, seeds).</summary>
    /// <exception cref="InvalidOperationException">It did not; the message names the problem.</exception>
    public T Value => Problem is null
        ? value!
        : throw new InvalidOperationException($"{Problem.Slug}: {Problem.Title.English} {Problem.Detail?.English} " +
            string.Join("; ", Problem.Errors.Select(e => $"{e.Key}: {string.Join(", ", e.Value.Select(t => t.English))}")));

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
