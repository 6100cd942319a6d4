using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Sample;

/// <summary>
/// What the sample office has on its desks: fields and stock sentences, letters that wait for a direction, others that are directed, assigned, finished.
/// Which letter has which fate follows from its number; a loading that was cut off goes on where its rows stand.
/// </summary>
internal sealed class SampleRouting(IServiceProvider services, SampleTime time, Dictionary<string, Caller> people, Database database)
{
    /// <summary>The newest letters wait, those before them are directed.</summary>
    private const int Waiting = 12;

    private const int Directed = 24;

    private static readonly IfMatch Unasked = new(false, null, false);

    private static readonly (string Code, string Name, string Receiver, string Unit)[] Fields =
        [("KGVX", "Khoa giáo - Văn xã", "nam", "KGVX"), ("KTTH", "Kinh tế tổng hợp", "thinh", "KTTH"), ("NC", "Nội chính", "thinh", "NC")];

    private static readonly string[] Sentences =
        ["Tham mưu UBND tỉnh văn bản trả lời.", "Nghiên cứu, báo cáo UBND tỉnh kết quả thực hiện.", "Theo dõi, đôn đốc các cơ quan thực hiện.", "Lưu, theo dõi."];

    private const string Source = "Quy chế làm việc của Văn phòng (dữ liệu mẫu)";

    public async Task Load(IReadOnlyList<SampleArrival> arrivals, int firstNumber, DateTimeOffset opened, CancellationToken ct)
    {
        await time.At(opened, async () =>
        {
            await Data(ct);
            return true;
        });
        await using var connection = await database.Open(ct);
        var from = firstNumber + arrivals.Count - Waiting - Directed;
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
            select i.document_id, i.arrival_number, i.state
            from incoming i
            join register r on r.id = i.register_id
            where r.code = @Incoming and i.year = @Year and i.arrival_number >= @from and i.state <> 'annulled'
            order by i.arrival_number
            """, new { SampleBooks.Incoming, SamplePlan.Year, from }, cancellationToken: ct))).ToList();
        foreach (var row in rows)
        {
            var arrival = arrivals[row.ArrivalNumber - firstNumber];
            if (row.ArrivalNumber >= firstNumber + arrivals.Count - Waiting)
                await Submit(row, arrival, ct);
            else
                await Direct(row, arrival, ct);
        }
    }

    private async Task Data(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (chief, parts) = (people["thinh"], scope.ServiceProvider);
        var known = (await parts.GetRequiredService<FindFields>().Execute(ct)).Select(field => field.Code).ToHashSet();
        foreach (var (code, name, receiver, unit) in Fields.Where(field => !known.Contains(field.Code)))
            _ = (await parts.GetRequiredService<KeepField>().Add(new() { Code = code, Name = name, Receiver = receiver, LeadUnit = unit, Source = Source }, chief, ct)).Value;
        var said = (await parts.GetRequiredService<FindSentences>().Execute(chief, ct)).Select(sentence => sentence.Text).ToHashSet();
        foreach (var sentence in Sentences.Where(sentence => !said.Contains(sentence)))
            _ = (await parts.GetRequiredService<KeepSentences>().Add(new(sentence, Own: false), chief, ct)).Value;
    }

    private async Task Submit(Row row, SampleArrival arrival, CancellationToken ct)
    {
        if (row.State != IncomingStatus.Registered)
            return;
        var unit = UnitOf(row);
        var proposal = row.ArrivalNumber % 4 == 3 ? null : new Proposal
        {
            Instruction = $"Giao {NameOf(unit)} chủ trì, tham mưu UBND tỉnh.",
            Assignments =
            [
                new() { Role = AssignmentRole.Lead, Unit = unit, WorkingDays = await Days(5, arrival.RegisteredAt, ct) },
                .. row.ArrivalNumber % 3 == 0 ? new[] { new RequestedLine { Role = AssignmentRole.Support, Unit = unit == "KGVX" ? "KTTH" : "KGVX", WorkingDays = await Days(3, arrival.RegisteredAt, ct) } } : [],
            ],
        };
        await time.At(arrival.RegisteredAt.AddMinutes(25), () => Do<SubmitIncoming, SubmissionView>(submit =>
            submit.Execute(row.DocumentId, new() { To = row.ArrivalNumber % 3 == 1 ? "nam" : "thinh", Field = unit, Proposal = proposal }, Unasked, people[arrival.Clerk], ct)));
    }

    private async Task Direct(Row row, SampleArrival arrival, CancellationToken ct)
    {
        var unit = UnitOf(row);
        if (row.State == IncomingStatus.Registered)
            await time.At(arrival.RegisteredAt.AddMinutes(20), () => Do<SubmitIncoming, SubmissionView>(submit =>
                submit.Execute(row.DocumentId, new() { To = "thinh", Field = unit }, Unasked, people[arrival.Clerk], ct)));
        if (row.State is IncomingStatus.Registered or IncomingStatus.Submitted)
            await time.At(arrival.RegisteredAt.AddMinutes(70), async () => await Do<GiveDirection, DirectionView>(async give => await give.Execute(row.DocumentId, new()
            {
                Instruction = $"Giao {NameOf(unit)} chủ trì, tham mưu UBND tỉnh văn bản trả lời.",
                Assignments =
                [
                    new() { Role = AssignmentRole.Lead, Unit = unit, WorkingDays = await Days(row.ArrivalNumber % 2 == 0 ? 5 : 10, arrival.RegisteredAt, ct) },
                    .. row.ArrivalNumber % 3 == 0 ? new[] { new RequestedLine { Role = AssignmentRole.Support, Unit = unit == "KGVX" ? "KTTH" : "KGVX" } } : [],
                    .. row.ArrivalNumber % 5 == 0 ? new[] { new RequestedLine { Role = AssignmentRole.Inform, Person = "nam" } } : [],
                ],
            }, Unasked, people["thinh"], ct)));
        if (row.ArrivalNumber % 4 == 0)
            return;
        var (head, officer) = unit == "KGVX" ? ("dao", "quan") : ("tuan", "krong");
        if (await Line(row, "a.unit_id is not null and a.role = 'lead' and a.state = 'pending'", ct) is { } units)
            await time.At(arrival.RegisteredAt.AddMinutes(150), () => Do<AssignPerson, AssignedPersons>(assign => assign.Execute(units,
                new() { Assignments = [new() { Role = AssignmentRole.Lead, Person = officer }], Instruction = "Tham mưu văn bản trả lời." }, Unasked, people[head], ct)));
        if (row.ArrivalNumber % 6 == 1 && await Line(row, "a.person_id is not null and a.role = 'lead' and a.state = 'pending'", ct) is { } persons)
            await time.At(arrival.RegisteredAt.AddMinutes(300), () => Do<CompleteAssignment, AssignmentView>(complete => complete.Execute(persons,
                new() { Result = HandlingResult.Answered, AnswerSymbol = $"{1400 + (row.ArrivalNumber % 100)}/UBND-{unit}", OpenLines = OpenLines.Wait }, Unasked, people[officer], ct)));
    }

    private async Task<Id<Assignment>?> Line(Row row, string which, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            $"select a.id from assignment a where a.document_id = @DocumentId and {which} limit 1", new { row.DocumentId }, cancellationToken: ct)) is { } id ? new(id) : null;
    }

    // A term that would cross into a year nobody declared is left out.
    private async Task<int?> Days(int days, DateTimeOffset at, CancellationToken ct)
    {
        var calendar = await services.GetRequiredService<WorkingCalendars>().Current(ct);
        return calendar.AddWorkingDays(DateOnly.FromDateTime(at.AddHours(7).UtcDateTime), days).Ok(out _, out _) ? days : null;
    }

    // The two units whose desks can be opened.
    private static string UnitOf(Row row) => row.ArrivalNumber % 2 == 0 ? "KGVX" : "KTTH";

    private static string NameOf(string unit) => SamplePeople.Units.Single(one => one.Code == unit).Name;

    private async Task<TView> Do<TUseCase, TView>(Func<TUseCase, Task<Result<TView>>> act) where TUseCase : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return (await act(scope.ServiceProvider.GetRequiredService<TUseCase>())).Value;
    }

    private sealed record Row(Id<Document> DocumentId, int ArrivalNumber, IncomingStatus State);
}
