using Dispatch.Platform;

namespace Dispatch.Prints;

/// <summary>Which part of a book: by dates of arrival, by numbers, or both at once; nothing given is the whole year.</summary>
public sealed record PrintPeriod
{
    /// <summary>First date of arrival.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last date of arrival.</summary>
    public DateOnly? To { get; init; }

    /// <summary>First number.</summary>
    public int? FirstNumber { get; init; }

    /// <summary>Last number.</summary>
    public int? LastNumber { get; init; }

    /// <summary>Quyển số, at most 20 characters.</summary>
    public string? Volume { get; init; }

    internal Problem? Refused()
    {
        var errors = new FieldErrors();
        if (From > To)
            errors.Add("to", "Ngày cuối phải không trước ngày đầu", "The last date cannot be before the first");
        if (FirstNumber < 0)
            errors.Add("firstNumber", "Số không được âm", "A number cannot be negative");
        if (FirstNumber > LastNumber)
            errors.Add("lastNumber", "Số cuối phải không nhỏ hơn số đầu", "The last number cannot be below the first");
        errors.OptionalLine("volume", Volume, 20);
        return errors.None ? null : errors.ToProblem();
    }
}
