// Nhắc hạn: who has a line is told before its deadline, on the day, and each working day after it; who leads the unit on the first, Chánh Văn
// phòng on the third (records-work §5.4). The row in `reminder` is the reminder: it and the notice are one transaction, so that it happens once.
// Easy to get wrong: what two workers find due they find by different snapshots, so a line is locked first and looked at again after; what an
// outage swallowed is told by the strongest word only, the weaker ones are rows without a notice.
using Dapper;
using Dispatch.Calendar;
using Dispatch.Notices;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Reminders;

/// <summary>A sweep: gives every reminder that is due. A line that fails is kept in <c>reminder_failure</c> and comes again; the others go on.</summary>
public sealed class Remind(Database database, OfficeClock clock, WorkingCalendars calendars, RunProgress? progress = null)
{
    private const int Batch = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);

    private readonly Dictionary<Guid, Guid[]> principals = [];

    public async Task<JobResult> Run(CancellationToken ct)
    {
        principals.Clear();
        var calendar = await calendars.Current(ct);
        var all = await Rules(ct);
        var told = await Sweep(ReminderDays.ByTheMinute(all, clock), 0, ct);
        told = await Sweep(ReminderDays.Now(all, calendar, clock), told, ct);
        return new(told, calendar.IsDeclared(clock.Today.Year) ? null
            : new($"Lịch năm {clock.Today.Year} chưa khai báo nên chưa biết ngày làm việc: chưa nhắc.", $"The calendar of {clock.Today.Year} is not declared, so working days are unknown: nobody is reminded."));
    }

    private async Task<IReadOnlyList<ReminderRule>> Rules(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await ReminderRule.On(connection, clock.Today, ct);
    }

    private async Task<int> Sweep(IReadOnlyList<RuleNow> rules, int told, CancellationToken ct)
    {
        for (var after = rules.Count > 0 ? Position.Start : null; after is not null;)
        {
            ct.ThrowIfCancellationRequested();
            var (reminders, last) = await RemindNext(rules, after, ct);
            told += reminders;
            after = last;
            if (reminders > 0 && progress is not null)
                await progress.Report(told, ct);
        }
        return told;
    }

    // A batch; and when it fails, its lines one by one.
    private async Task<(int Reminders, Position? Last)> RemindNext(IReadOnlyList<RuleNow> rules, Position after, CancellationToken ct)
    {
        IReadOnlyList<ClaimedLine> lines = [];
        try
        {
            await using var tx = await database.Begin(Caller.System("job"), ct);
            lines = await Claim(tx, rules, after, ct);
            var told = await Tell(tx, rules, [.. lines.Select(line => line.Id)], ct);
            await tx.Commit(ct);
            return (told, Next(lines));
        }
        catch (PostgresException e) when (lines.Count > 0 && !e.IsTransient)
        {
            var told = 0;
            foreach (var line in lines)
                told += await RemindOne(rules, line, ct);
            return (told, Next(lines));
        }
    }

    private async Task<int> RemindOne(IReadOnlyList<RuleNow> rules, ClaimedLine line, CancellationToken ct)
    {
        try
        {
            await using var tx = await database.Begin(Caller.System("job"), ct);
            var locked = await tx.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
                "select id from assignment where id = @Id for no key update skip locked", new { line.Id }, cancellationToken: ct));
            var told = locked is null ? 0 : await Tell(tx, rules, [line.Id], ct);
            await tx.Commit(ct);
            return told;
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            await using var connection = await database.Open(ct);
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into reminder_failure as f (assignment_id, attempts, last_error, next_attempt_at) values (@Id, 1, @Error, @Now + interval '1 minute')
                on conflict on constraint reminder_failure_pk do update
                set attempts = f.attempts + 1, last_error = excluded.last_error,
                    next_attempt_at = @Now + least(interval '1 minute' * power(2, least(f.attempts, 20)), @LongestWait)
                """, new { line.Id, Error = e.MessageText, clock.Now, LongestWait }, cancellationToken: ct));
            return 0;
        }
    }

    private static Position? Next(IReadOnlyList<ClaimedLine> lines) => lines.Count < Batch ? null : new(lines[^1].DueOn, lines[^1].Id);

    // The index gives the open lines by deadline; those another worker holds come again with the next sweep.
    private async Task<IReadOnlyList<ClaimedLine>> Claim(OfficeTransaction tx, IReadOnlyList<RuleNow> rules, Position after, CancellationToken ct) =>
        [.. await tx.Connection.QueryAsync<ClaimedLine>(new CommandDefinition($"""
            select a.id, a.due_on
            from assignment a
            where {Open} and a.due_on <= @Latest{(rules[0].DueBy is null ? "" : " and a.due_at <= @LatestAt")} and (a.due_on, a.id) > (@DueOn, @Id)
              and exists (select from {RulesNow} where {Due})
              and not exists (select from reminder_failure f where f.assignment_id = a.id and f.next_attempt_at > @Now)
            order by a.due_on, a.id
            limit @Batch
            for no key update of a skip locked
            """, Parameters(rules, [], after), cancellationToken: ct))];

    private const string Open = "a.state in ('pending', 'active', 'returnProposed')";

    private const string RulesNow = "unnest(@Codes, @UpTo, @Daily, @Before, @DueBy) as r (code, up_to, daily, before, due_by)";

    private const string Due = """
        a.due_on <= r.up_to and a.assigned_at < r.before and (r.due_by is null or a.due_at <= r.due_by)
          and not exists (select from reminder m
                          where m.assignment_id = a.id and m.rule = r.code and m.due_on = a.due_on and m.for_on = case when r.daily then @Today else a.due_on end)
        """;

    private object Parameters(IReadOnlyList<RuleNow> rules, Guid[] ids, Position? after) => new
    {
        clock.Today,
        clock.Now,
        Batch,
        ids,
        Latest = rules.Max(rule => rule.DueUpTo),
        LatestAt = rules.Max(rule => rule.DueBy),
        after?.DueOn,
        after?.Id,
        Codes = rules.Select(rule => EnumText.Of(rule.Rule.Code)).ToArray(),
        UpTo = rules.Select(rule => rule.DueUpTo).ToArray(),
        Daily = rules.Select(rule => rule.Rule.Daily).ToArray(),
        Before = rules.Select(rule => rule.AssignedBefore).ToArray(),
        DueBy = rules.Select(rule => rule.DueBy).ToArray(),
    };

    // The lines are locked: what is missing now is missing.
    private async Task<int> Tell(OfficeTransaction tx, IReadOnlyList<RuleNow> rules, Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0)
            return 0;
        var due = (await tx.Connection.QueryAsync<DueReminder>(new CommandDefinition($"""
            select a.id, a.document_id, a.due_on, a.due_at, a.person_id, a.unit_id, coalesce(a.unit_id, u.unit_id, p.unit_id) as head_unit_id, r.code,
                   i.arrival_number, d.subject
            from assignment a
            join document d on d.id = a.document_id
            join incoming i on i.document_id = a.document_id
            left join assignment u on u.id = a.parent_id
            left join person p on p.id = a.person_id
            cross join {RulesNow}
            where a.id = any(@ids) and {Open} and {Due}
            order by a.due_on, a.id
            """, Parameters(rules, ids, null), cancellationToken: ct))).ToList();
        var people = await WhoIsWho.Read(tx, clock.Today, [.. due.Select(row => row.DocumentId).Distinct()], principals, ct);
        var (written, notices) = (new List<Written>(), new List<NewNotice>());
        foreach (var row in due)
        {
            var rule = rules.First(rule => rule.Rule.Code == row.Code).Rule;
            if (await people.For(row, tx, ct) is not { } told)
                continue;
            var instead = Instead(rules, row);
            if (told.Count == 0)
                written.Add(new(row, null, instead));
            foreach (var person in told)
            {
                written.Add(new(row, person, instead));
                if (instead is null)
                    notices.Add(new(new(person), rule.Notice, row.Id, $"{row.ArrivalNumber} – {row.Subject}"));
            }
        }
        await Write(tx, rules, written, ct);
        await NoticeStore.TellAgain(tx, "assignment", notices, clock.Now, ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("delete from reminder_failure where assignment_id = any(@ids)", new { ids }, cancellationToken: ct));
        return written.Count(row => row is { Person: not null, Instead: null });
    }

    // Nobody is told "soon" of what is over: the stronger word stands for it.
    private static ReminderCode? Instead(IReadOnlyList<RuleNow> rules, DueReminder row) =>
        row.Code == ReminderCode.MinutesLeft ? rules.FirstOrDefault(rule => rule.Rule.Code == ReminderCode.MinutesOver && row.DueAt <= rule.DueBy)?.Rule.Code
        : row.Code is not (ReminderCode.Soon or ReminderCode.DueDay) ? null
        : rules.FirstOrDefault(rule => rule.Rule.Code == ReminderCode.Overdue && row.DueOn <= rule.DueUpTo)?.Rule.Code
          ?? rules.FirstOrDefault(rule => rule.Rule.Code == ReminderCode.DueDay && row.Code == ReminderCode.Soon && row.DueOn <= rule.DueUpTo)?.Rule.Code;

    private Task Write(OfficeTransaction tx, IReadOnlyList<RuleNow> rules, List<Written> rows, CancellationToken ct) =>
        rows.Count == 0 ? Task.CompletedTask : tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into reminder (assignment_id, rule, due_on, for_on, person_id, told_at, told_as)
            select t.id, t.rule, t.due_on, t.for_on, nullif(t.person_id, '00000000-0000-0000-0000-000000000000'), @Now, nullif(t.told_as, '')
            from unnest(@Ids, @Rules, @DueOn, @ForOn, @People, @ToldAs) as t (id, rule, due_on, for_on, person_id, told_as)
            """, new
        {
            clock.Now,
            Ids = rows.Select(row => row.Reminder.Id).ToArray(),
            Rules = rows.Select(row => EnumText.Of(row.Reminder.Code)).ToArray(),
            DueOn = rows.Select(row => row.Reminder.DueOn).ToArray(),
            ForOn = rows.Select(row => rules.First(rule => rule.Rule.Code == row.Reminder.Code).Rule.Daily ? clock.Today : row.Reminder.DueOn).ToArray(),
            People = rows.Select(row => row.Person ?? Guid.Empty).ToArray(),
            ToldAs = rows.Select(row => row.Instead is { } instead ? EnumText.Of(instead) : "").ToArray(),
        }, cancellationToken: ct));

    private sealed record Position(DateOnly DueOn, Guid Id)
    {
        public static readonly Position Start = new(DateOnly.MinValue, Guid.Empty);
    }

    private sealed record ClaimedLine(Guid Id, DateOnly DueOn);

    private sealed record Written(DueReminder Reminder, Guid? Person, ReminderCode? Instead);
}

/// <summary>A reminder that is to be given.</summary>
internal sealed record DueReminder(
    Guid Id, Guid DocumentId, DateOnly DueOn, DateTimeOffset? DueAt, Guid? PersonId, Guid? UnitId, Guid? HeadUnitId, ReminderCode Code, int ArrivalNumber, string Subject);
