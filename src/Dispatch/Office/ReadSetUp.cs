using Dapper;
using Dispatch.Platform;

namespace Dispatch.Office;

/// <summary>A step of the set-up, in the order a new office takes them.</summary>
public enum SetUpStep { Office, Units, People, Registers, Agencies, DocumentTypes, Calendar, NextCalendar }

/// <summary>How far the set-up is.</summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="Next">The first one that is not done; null when all are.</param>
public sealed record SetUpView(IReadOnlyList<SetUpStepView> Steps, SetUpStep? Next);

/// <summary>One step.</summary>
/// <param name="Step">Which.</param>
/// <param name="Done">True when the office can work with what is there.</param>
/// <param name="Count">How many there are: units, people with an account, books open this year, agencies, types, days of the calendar.</param>
/// <param name="Year">The year a calendar or a book is about; null for the others.</param>
/// <param name="Urgent">True when it holds people up now, or soon will: next year's calendar from 1 December.</param>
public sealed record SetUpStepView(SetUpStep Step, bool Done, int Count, int? Year, bool Urgent);

/// <summary>A query: what of the set-up is done, what is missing. An office may begin to register before all is done.</summary>
public sealed class ReadSetUp(Database database, OfficeClock clock)
{
    public async Task<SetUpView> Execute(CancellationToken ct)
    {
        var today = clock.Today;
        await using var connection = await database.Open(ct);
        var found = await connection.QuerySingleAsync<Found>(new CommandDefinition("""
            select (select count(*) from issuing_body where valid_to is null or valid_to >= @today)::integer as bodies,
                   exists (select from office) as office,
                   (select count(*) from unit where closed_on is null or closed_on > @today)::integer as units,
                   (select count(*) from person p where p.disabled_at is null and exists (select from person_role r where r.person_id = p.id and r.role <> 'administrator'))::integer as people,
                   exists (select from person p join person_role r on r.person_id = p.id and r.role = 'registry' where p.disabled_at is null) as clerk,
                   (select count(distinct s.register_id) from series_year y join series s on s.id = y.series_id join register r on r.id = s.register_id
                    where y.year <= @Year and y.year + r.year_span > @Year and y.closed_at is null)::integer as books,
                   (select count(*) from agency where valid_to is null)::integer as agencies,
                   (select count(*) from document_type where valid_to is null or valid_to >= @today)::integer as types,
                   exists (select from calendar_year where year = @Year and declared_at is not null) as declared,
                   (select count(*) from calendar_day where year = @Year)::integer as days,
                   exists (select from calendar_year where year = @Year + 1 and declared_at is not null) as next_declared,
                   (select count(*) from calendar_day where year = @Year + 1)::integer as next_days
            """, new { today, today.Year }, cancellationToken: ct));
        SetUpStepView[] steps =
        [
            new(SetUpStep.Office, found.Office && found.Bodies > 0, found.Bodies, null, false),
            new(SetUpStep.Units, found.Units > 0, found.Units, null, false),
            new(SetUpStep.People, found.Clerk, found.People, null, false),
            new(SetUpStep.Registers, found.Books > 0, found.Books, today.Year, found.Books == 0),
            new(SetUpStep.Agencies, found.Agencies > 0, found.Agencies, null, false),
            new(SetUpStep.DocumentTypes, found.Types > 0, found.Types, null, false),
            new(SetUpStep.Calendar, found.Declared, found.Days, today.Year, !found.Declared),
            new(SetUpStep.NextCalendar, found.NextDeclared, found.NextDays, today.Year + 1, !found.NextDeclared && today.Month == 12),
        ];
        return new(steps, steps.FirstOrDefault(step => !step.Done)?.Step);
    }

    private sealed record Found(
        int Bodies, bool Office, int Units, int People, bool Clerk, int Books, int Agencies, int Types, bool Declared, int Days, bool NextDeclared, int NextDays);
}
