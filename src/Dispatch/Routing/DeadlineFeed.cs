using System.Globalization;
using Dapper;
using Dispatch.Access;
using Dispatch.Platform;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Dispatch.Routing;

/// <summary>
/// A query: one's open deadlines as an iCalendar feed (RFC 5545) for the calendar of a phone. It says numbers and days, never what a document is about: the
/// feed leaves the office, and its address may, too. What it is about opens behind the link, after signing in.
/// </summary>
public sealed class DeadlineFeed(Database database, OfficeClock clock)
{
    private const int Longest = 1000;

    private static readonly TwoLanguages
        Name = new("Hạn xử lý văn bản", "Deadlines"),
        Lead = new("Hạn: số đến {0} ({1}), chủ trì", "Due: arrival number {0} ({1}), lead"),
        Support = new("Hạn: số đến {0} ({1}), phối hợp", "Due: arrival number {0} ({1}), support");

    /// <param name="caller">Whose deadlines.</param>
    /// <param name="office">Where the office is opened, for the links.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<string> Execute(Caller caller, Uri office, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var parameters = new DynamicParameters(Boxes.Parameters(caller, clock, clock.Today));
        parameters.AddDynamicParams(new { From = clock.Today.AddDays(-90), To = clock.Today.AddYears(1), caller.PersonId });
        var spoken = await connection.ExecuteScalarAsync<string>(new CommandDefinition("select mail_language from person where id = @PersonId", parameters, cancellationToken: ct));
        var language = spoken == "en" ? Language.English : Language.Vietnamese;
        var lines = await connection.QueryAsync<Line>(new CommandDefinition($"""
            select a.id, a.role, a.due_on, a.due_at, a.version, r.code as register, i.arrival_number
            from {Boxes.From}
            join incoming i on i.document_id = a.document_id
            join register r on r.id = i.register_id
            where {Boxes.Mine} and {Boxes.ToDo} and {Boxes.DueDay} between @From and @To and {GrantStore.Reaches("a.document_id")}
            order by {Boxes.DueDay}, -a.urgency_rank, a.id
            limit {Longest}
            """, parameters, cancellationToken: ct));
        var calendar = new Ical.Net.Calendar { ProductId = "-//Dispatch//Dispatch//VI", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", Name.In(language));
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        calendar.Events.AddRange(lines.Select(line => new CalendarEvent
        {
            Uid = $"{line.Id}@{office.Host}",
            Sequence = line.Version,
            DtStamp = new CalDateTime(clock.Now.UtcDateTime, "UTC"),
            DtStart = line.DueAt is { } at ? new CalDateTime(at.UtcDateTime, "UTC") : new CalDateTime(line.DueOn),
            Summary = string.Format(CultureInfo.InvariantCulture, (line.Role == AssignmentRole.Lead ? Lead : Support).In(language), line.ArrivalNumber, line.Register),
            Url = new Uri(office, $"viec/{line.Id}"),
            Transparency = Ical.Net.TransparencyType.Transparent,
        }));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private sealed record Line(Id<Assignment> Id, AssignmentRole Role, DateOnly DueOn, DateTimeOffset? DueAt, int Version, string Register, int ArrivalNumber);
}
