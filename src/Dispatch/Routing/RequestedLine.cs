using Dispatch.Calendar;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Routing;

/// <summary>One line of a direction or a proposal, as it is sent.</summary>
public sealed record RequestedLine
{
    /// <summary><c>lead</c>, <c>support</c> or <c>inform</c>. Required; a direction has exactly one lead.</summary>
    public AssignmentRole? Role { get; init; }

    /// <summary>Code of the unit; or leave it out and name a person.</summary>
    public string? Unit { get; init; }

    /// <summary>User name or id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>Its own deadline, a date.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Its own deadline in working days from the day it is given, 1 to 2000; in place of a date.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Words for this one only.</summary>
    public string? Instruction { get; init; }
}

/// <summary>A line whose words are understood.</summary>
internal sealed record CheckedLine(AssignmentRole Role, Assignee To, DateOnly? DueOn, int? WorkingDays, string? Instruction)
{
    /// <summary>Most lines in one direction.</summary>
    public const int Most = 100;

    /// <summary>Reads lines; what is wrong stands beside <c>assignments[n].field</c>.</summary>
    public static async Task<IReadOnlyList<CheckedLine>> Read(
        NpgsqlConnection connection, FieldErrors errors, IReadOnlyList<RequestedLine>? lines, bool oneLead, DateOnly today, CancellationToken ct)
    {
        var read = new List<CheckedLine>();
        if (lines is null or { Count: 0 } or { Count: > Most })
        {
            if (oneLead || lines is { Count: > Most })
                errors.Add("assignments", $"Chọn từ 1 đến {Most} đơn vị, cá nhân", $"Choose 1 to {Most} units or persons");
            return read;
        }
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, at) = (lines[i], $"assignments[{i}]");
            if (line.Role is null)
                errors.Add(at + ".role", "Chọn chủ trì, phối hợp hoặc để biết", "Choose lead, support or inform");
            if (line.WorkingDays is not (null or (>= 1 and <= 2000)))
                errors.Add(at + ".workingDays", "Số ngày làm việc phải từ 1 đến 2000", "Working days must be from 1 to 2000");
            if (line is { DueOn: not null, WorkingDays: not null })
                errors.Add(at + ".dueOn", "Chỉ nhập ngày hạn hoặc số ngày làm việc", "Give a date or working days, not both");
            if (line.DueOn < today)
                errors.Add(at + ".dueOn", "Hạn không được trước hôm nay", "The deadline cannot be before today");
            var instruction = errors.OptionalLines(at + ".instruction", line.Instruction, 4000);
            if (await Assignee.Find(connection, errors, at + (line.Person is null ? ".unit" : ".person"), line.Unit, line.Person, today, ct) is { } to && line.Role is { } role)
                read.Add(new(role, to, line.DueOn, line.WorkingDays, instruction));
        }
        if (read.GroupBy(line => line.To.Principal).Any(same => same.Count() > 1))
            errors.Add("assignments", "Một đơn vị, cá nhân chỉ có một vai trò", "A unit or person has one role only");
        var leads = lines.Count(line => line.Role == AssignmentRole.Lead);
        if (leads > 1)
            errors.Add("assignments", "Chỉ một đơn vị, cá nhân chủ trì", "Only one lead");
        if (leads == 0 && oneLead)
            errors.Add("assignments", "Chọn đơn vị hoặc cá nhân chủ trì", "Choose the lead");
        return read;
    }

    /// <summary>The date of its deadline, counted from <paramref name="from"/>; the problem that a year is not declared.</summary>
    public Result<DateOnly?> Due(WorkingCalendar calendar, DateOnly from)
    {
        if (WorkingDays is not { } days)
            return DueOn;
        return calendar.AddWorkingDays(from, days).Ok(out var deadline, out var problem) ? deadline.Date : problem;
    }
}
