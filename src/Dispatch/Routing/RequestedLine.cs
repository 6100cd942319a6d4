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

    /// <summary>Its own deadline as a term, in place of both: <c>5 workingDays</c>, <c>30 days</c>, <c>2 months</c>, <c>45 minutes</c>, <c>before 2026-10-16</c>.</summary>
    public string? Term { get; init; }

    /// <summary>Words for this one only.</summary>
    public string? Instruction { get; init; }
}

/// <summary>A line whose words are understood.</summary>
internal sealed record CheckedLine(AssignmentRole Role, Assignee To, DateOnly? DueOn, Term? Term, string? Instruction)
{
    /// <summary>Most lines in one direction.</summary>
    public const int Most = 100;

    /// <summary>Until when; none before <see cref="Dated"/> counted it.</summary>
    public LineDue Due { get; init; } = LineDue.None;

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
            var term = errors.Term(at + ".", line.Term, line.WorkingDays);
            if (line.DueOn is not null && term is not null)
                errors.Add(at + ".dueOn", "Chỉ nhập ngày hạn hoặc thời hạn", "Give a date or a term, not both");
            if (line.DueOn < today)
                errors.Add(at + ".dueOn", "Hạn không được trước hôm nay", "The deadline cannot be before today");
            var instruction = errors.OptionalLines(at + ".instruction", line.Instruction, 4000);
            if (await Assignee.Find(connection, errors, at + (line.Person is null ? ".unit" : ".person"), line.Unit, line.Person, today, ct) is { } to && line.Role is { } role)
                read.Add(new(role, to, line.DueOn, term, instruction));
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

    /// <summary>
    /// The line with its deadline, counted from <paramref name="from"/> in the calendar of the unit that works on it. A problem: that a year is not declared,
    /// or that what it counts to has passed already.
    /// </summary>
    public Result<CheckedLine> Dated(WorkingCalendar calendar, DateTimeOffset from, DateOnly today)
    {
        if (Term is null)
            return this with { Due = new(DueOn, null, null, null) };
        if (!calendar.For(To.UnitId ?? To.MainUnitId).DueOf(Term, from).Ok(out var due, out var problem))
            return problem;
        if (due.On >= today)
            return this with { DueOn = due.On, Due = new(due.On, due.At, Term.ToString(), from) };
        var errors = new FieldErrors();
        errors.Add("assignments", $"Hạn của {To.Name} không được trước hôm nay", $"The deadline of {To.Name} cannot be before today");
        return errors.ToProblem();
    }

    /// <summary>In words, for the journal: role, name, deadline.</summary>
    public string InWords => $"{EnumText.Of(Role)}: {To.Name}{(DueOn is { } due ? $", {due:dd/MM/yyyy}" : "")}";
}

/// <summary>Until when a line is to be done. Who takes a deadline over takes it whole: a changed calendar counts both alike.</summary>
/// <param name="On">The day; null for none.</param>
/// <param name="At">The instant of a term in minutes.</param>
/// <param name="Term">The term it was given in; null of a named day.</param>
/// <param name="CountedFrom">The moment the term is counted from.</param>
internal sealed record LineDue(DateOnly? On, DateTimeOffset? At, string? Term, DateTimeOffset? CountedFrom)
{
    public static readonly LineDue None = new(null, null, null, null);
}
