// The sample office (Development on a loopback address only): people, books that stand at believable numbers, some hundred documents with
// their PDFs over the weeks before today. Everything goes through the real use cases, each at the moment it is laid out at. Easy to get
// wrong: a loading may be cut off at any step; it goes on where the rows say it stopped, from the day it was first laid out, and only a row
// with the time it ended says that it is whole.
using Dapper;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Office;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dispatch.Sample;

/// <summary>Loads the sample office into an empty database, or goes on with a loading that was cut off.</summary>
public sealed class SampleOffice : IAsyncDisposable
{
    private const int AtOnce = 4;
    private const int Portion = 40;

    private readonly ServiceProvider services;
    private readonly SampleTime time;
    private readonly Database database;
    private readonly OfficeClock clock;
    private Dictionary<string, Caller> people = [];

    private SampleOffice(ServiceProvider services, SampleTime time)
    {
        (this.services, this.time) = (services, time);
        database = services.GetRequiredService<Database>();
        clock = services.GetRequiredService<OfficeClock>();
    }

    /// <summary>Loads what is missing. Does nothing when the sample office is whole.</summary>
    /// <param name="connectionString">The office's database.</param>
    /// <param name="office">The office's services: its clock, configuration and file settings.</param>
    /// <param name="say">Told each step, for a person who waits.</param>
    /// <param name="ct">Cancellation; the next call goes on.</param>
    /// <returns>True when something was loaded.</returns>
    public static async Task<bool> Load(string connectionString, IServiceProvider office, Action<TwoLanguages>? say, CancellationToken ct)
    {
        var sampleTime = new SampleTime(office.GetRequiredService<TimeProvider>());
        var parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(sampleTime)
            .AddSingleton(office.GetRequiredService<IConfiguration>())
            .AddSingleton(office.GetRequiredService<FileSettings>())
            .AddSingleton(office.GetRequiredService<ILoggerFactory>())
            .AddLogging()
            .AddDispatch(Hurried(connectionString));
        await using var sample = new SampleOffice(parts.BuildServiceProvider(), sampleTime);
        return await sample.Run(say ?? (_ => { }), ct);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    // Nothing here needs to be on the disk before the end is: the last commit waits for the disk, and with it all the others.
    private static string Hurried(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = AtOnce * 2, MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        builder.Options = $"{builder.Options} -c synchronous_commit=off".Trim();
        return builder.ConnectionString;
    }

    private async Task<bool> Run(Action<TwoLanguages> say, CancellationToken ct)
    {
        if (await Begin(ct) is not { } today)
            return false;
        var opened = clock.At(new(SamplePlan.Year, 1, 1), new(7, 0));
        if (opened > clock.Now)
            opened = clock.Now;
        await time.At(opened, async () =>
        {
            say(new("Nạp dữ liệu mẫu: đơn vị, người dùng, sổ, lịch năm 2026…", "Loading the sample office: units, people, books, calendar…"));
            await AddPeople(ct);
            await NameOffice(ct);
            await OpenBooks(ct);
            await DeclareCalendar(ct);
            await Stand(ct);
            return true;
        });
        var calendar = await services.GetRequiredService<WorkingCalendars>().Current(ct);
        var plan = SamplePlan.For(today, day => calendar.IsWorkingDay(day).Value, clock);
        say(new($"Nạp dữ liệu mẫu: {plan.Arrivals.Count} văn bản đến, mỗi văn bản một tệp PDF…", $"Loading the sample office: {plan.Arrivals.Count} incoming documents, each with a PDF…"));
        await Register(plan, ct);
        await FollowUp(plan, ct);
        await Queue(plan, ct);
        await Sweep(ct);
        await End(ct);
        return true;
    }

    // The day the documents are laid out from; null when all is there.
    private async Task<DateOnly?> Begin(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var begun = await connection.QuerySingleAsync<Begun>(new CommandDefinition("""
            insert into sample_office (laid_out_on) values (@Today) on conflict on constraint sample_office_pk do nothing;
            select laid_out_on, finished_at from sample_office;
            """, new { clock.Today }, cancellationToken: ct));
        return begun.FinishedAt is null ? begun.LaidOutOn : null;
    }

    private async Task End(CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("command"), ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition(
            "set local synchronous_commit = on; update sample_office set finished_at = @Now;", new { clock.Now }, cancellationToken: ct));
        await tx.Commit(ct);
    }

    private async Task AddPeople(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (units, persons) = (scope.ServiceProvider.GetRequiredService<AddUnit>(), scope.ServiceProvider.GetRequiredService<AddPerson>());
        var system = Caller.System("command");
        for (var i = 0; i < SamplePeople.Units.Count; i++)
            Unless(PeopleProblems.UnitCodeTaken, await units.Execute(new(SamplePeople.Units[i].Code, SamplePeople.Units[i].Name, i + 1), system, ct));
        foreach (var person in SamplePeople.All)
            Unless(PeopleProblems.UserNameTaken, await persons.Execute(new(person.UserName, person.FullName, person.Title, person.UnitCode, [person.Role], null), system, ct));

        // They share a password that everybody knows, so they may share its hash: thirteen at the real cost would take longer than all the letters.
        await using var connection = await database.Open(ct);
        var names = SamplePeople.All.Select(person => person.UserName).ToArray();
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from person where user_name = any(@names) and password_hash is null)", new { names }, cancellationToken: ct)))
        {
            var hash = services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(null!, SamplePeople.Password);
            await connection.ExecuteAsync(new CommandDefinition(
                "update person set password_hash = @hash where user_name = any(@names) and password_hash is null", new { names, hash }, cancellationToken: ct));
        }
        var rows = await connection.QueryAsync<PersonRow>(new CommandDefinition(
            "select id, user_name, full_name from person where user_name = any(@names)", new { names }, cancellationToken: ct));
        var roles = SamplePeople.All.ToDictionary(person => person.UserName, person => person.Role);
        people = rows.ToDictionary(row => row.UserName, row => new Caller(row.Id, row.UserName, row.FullName, Roles.PermissionsOf([roles[row.UserName]])) { Via = "page" });
    }

    // What each of them sees follows from roles, posts and books.
    private async Task Stand(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        foreach (var (name, person) in people)
            people[name] = (await Standing.Read(connection, person.PersonId, clock.Today, ct)).As(person);
    }

    // Whose books these are, as printed on their covers.
    private async Task NameOffice(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var admin = people[SamplePeople.Administrator];
        if ((await scope.ServiceProvider.GetRequiredService<ReadOffice>().Execute(ct)).Version == 0)
            _ = (await scope.ServiceProvider.GetRequiredService<ChangeOffice>().Execute(SampleBooks.Office, IfMatch.Exactly(0), admin, ct)).Value;
        var known = (await scope.ServiceProvider.GetRequiredService<FindIssuingBodies>().Execute(ct)).Select(body => body.Name).ToHashSet();
        foreach (var body in SampleBooks.Bodies.Where(body => !known.Contains(body.Name!)))
            _ = (await scope.ServiceProvider.GetRequiredService<AddIssuingBody>().Execute(body, admin, ct)).Value;
    }

    private async Task OpenBooks(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var admin = people[SamplePeople.Administrator];
        var known = (await scope.ServiceProvider.GetRequiredService<FindRegisters>().Execute(ct)).Items.ToDictionary(register => register.Code);
        foreach (var (book, firstNumber) in SampleBooks.All)
        {
            var register = known.GetValueOrDefault(book.Code!) ?? (await scope.ServiceProvider.GetRequiredService<OpenRegister>().Execute(book, admin, ct)).Value;
            if (register.Years.Any(year => year.Year == SamplePlan.Year))
                continue;
            if (register.SeriesRule == SeriesRule.PerType)
                await OpenPerType(register, admin, ct);
            else
                _ = (await scope.ServiceProvider.GetRequiredService<OpenYear>().Execute(register.Code,
                    new() { Year = SamplePlan.Year, FirstNumber = firstNumber, Because = SampleBooks.Because }, admin, ct)).Value;
        }
    }

    // Each type stands at a number of its own: the use case opens all series of a book at one.
    private async Task OpenPerType(RegisterView register, Caller admin, CancellationToken ct)
    {
        await using var tx = await database.Begin(admin, ct);
        var types = await tx.Connection.QueryAsync<SeriesRow>(new CommandDefinition(
            "select id, document_type_code from series where register_id = @Id order by document_type_code", new { register.Id }, cancellationToken: ct));
        foreach (var (series, type) in types)
        {
            var next = SampleBooks.NextByType.GetValueOrDefault(type, 1);
            await RegisterStore.OpenYear(tx, series, SamplePlan.Year, next, next == 1 ? "Mở sổ năm mới" : SampleBooks.Because, clock.Now, ct);
        }
        await services.GetRequiredService<JournalWriter>().Write(tx, "register.yearOpened", "register", register.Id.Value,
            new Changes().New("year", SamplePlan.Year).New("firstNumbers", SampleBooks.NextByType), ct);
        await tx.Commit(ct);
    }

    private async Task DeclareCalendar(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var year = (await scope.ServiceProvider.GetRequiredService<ReadCalendar>().Execute(SamplePlan.Year, ct)).Value;
        if (year.Declared)
            return;
        var days = year.Days.Select(day => new ChangedDay(day.Date, day.Kind, day.Reason, day.Source)).ToList();
        _ = (await scope.ServiceProvider.GetRequiredService<ChangeCalendar>()
            .Execute(SamplePlan.Year, new(true, days), IfMatch.Exactly(year.Version), people[SamplePeople.Administrator], ct)).Value;
    }

    // Files are made and stored several at once, numbers are given one after the other.
    private async Task Register(SamplePlan plan, CancellationToken ct)
    {
        var done = await NumbersGiven(ct);
        foreach (var portion in plan.Arrivals.Skip(done).Chunk(Portion))
        {
            var files = new Guid[portion.Length];
            await Parallel.ForAsync(0, portion.Length, Several(ct), async (i, stop) =>
                files[i] = await time.At(portion[i].RegisteredAt.AddSeconds(-40), () => Store(portion[i].Letter, people[portion[i].Clerk], stop)));
            for (var i = 0; i < portion.Length; i++)
            {
                var (arrival, file) = (portion[i], files[i]);
                await time.At(arrival.RegisteredAt, () => Do<RegisterIncoming, IncomingView>(register => register.Execute(RequestOf(arrival, file), people[arrival.Clerk], ct)));
            }
        }
    }

    private async Task<int> NumbersGiven(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("""
            select y.last_number - y.first_number + 1
            from series_year y
            join series s on s.id = y.series_id
            join register r on r.id = s.register_id
            where r.code = @Incoming and y.year = @Year
            """, new { SampleBooks.Incoming, SamplePlan.Year }, cancellationToken: ct));
    }

    private async Task<Guid> Store(SampleLetter letter, Caller clerk, CancellationToken ct)
    {
        using var content = new MemoryStream(SampleLetterPdf.Of(letter));
        return (await Do<StoreFile, FileView>(store => store.Execute(new(letter.FileName, content), clerk, ct))).Id.Value;
    }

    private static RegisterIncomingRequest RequestOf(SampleArrival arrival, Guid file) => new()
    {
        Register = SampleBooks.Incoming,
        Secrecy = "none",
        ArrivedOn = arrival.ArrivedOn,
        ReceivedAt = arrival.ReceivedAt,
        Issuer = arrival.Letter.Issuer,
        Symbol = arrival.Letter.Symbol,
        IssuedOn = arrival.Letter.IssuedOn,
        DocumentType = arrival.Letter.DocumentType,
        Subject = arrival.Letter.Subject,
        Urgency = arrival.Letter.Urgency,
        Medium = arrival.Medium,
        ReceivedVia = arrival.Via,
        Signer = new(arrival.Letter.SignerPosition, arrival.Letter.SignerName),
        ReplyDueOn = arrival.ReplyDueOn,
        FileIds = [file],
    };

    // Annulled, handed over, the paper that came later: whatever the plan has and the rows have not yet.
    private async Task FollowUp(SamplePlan plan, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var entries = (await connection.QueryAsync<EntryRow>(new CommandDefinition("""
            select i.document_id, i.arrival_number, i.state, i.medium, exists (select from incoming_transfer t where t.document_id = i.document_id) as transferred
            from incoming i
            join register r on r.id = i.register_id
            where r.code = @Incoming and i.year = @Year
            """, new { SampleBooks.Incoming, SamplePlan.Year }, cancellationToken: ct))).ToList();
        var first = SamplePlan.LastNumber - SamplePlan.DocumentCount + 1;
        await Parallel.ForEachAsync(entries, Several(ct), async (entry, stop) => await FollowUp(plan.Arrivals[entry.ArrivalNumber - first], entry, stop));
    }

    private async Task FollowUp(SampleArrival arrival, EntryRow entry, CancellationToken ct)
    {
        var (clerk, any) = (people[arrival.Clerk], new IfMatch(false, null, false));
        if (arrival.PaperCopyLater && entry.Medium == Medium.Electronic)
        {
            await time.At(arrival.RegisteredAt.AddMinutes(50), () =>
                Do<AttachPaperCopy, IncomingView>(attach => attach.Execute(entry.DocumentId, new() { Notes = "Bản giấy đến qua bưu điện" }, any, clerk, ct)));
        }
        if (arrival.HandedOver && !entry.Transferred && entry.State == IncomingStatus.Registered)
        {
            var unit = SamplePeople.Units.First(unit => unit.Code == arrival.Unit);
            await time.At(arrival.RegisteredAt.AddMinutes(25), () => Do<TransferIncoming, IncomingView>(transfer => transfer.Execute(entry.DocumentId,
                new() { TransferredOn = clock.DateOf(arrival.RegisteredAt), To = unit.Name, ReceiptSignedBy = ReceiverOf(unit) }, any, clerk, ct)));
        }
        if (arrival.AnnulledBecause is { } reason && entry.State == IncomingStatus.Registered)
        {
            await time.At(arrival.RegisteredAt.AddMinutes(15), () =>
                Do<AnnulIncoming, IncomingView>(annul => annul.Execute(entry.DocumentId, new() { Reason = reason }, any, clerk, ct)));
        }
    }

    private static string? ReceiverOf(SampleUnit unit) =>
        SamplePeople.All.FirstOrDefault(person => person.UnitCode == unit.Code && person.Role is Role.UnitHead or Role.Monitor)?.FullName;

    private async Task Queue(SamplePlan plan, CancellationToken ct)
    {
        var known = await Items(ct);
        foreach (var waiting in plan.Waiting.Where(waiting => !known.ContainsKey(waiting.ReceivedAt)))
        {
            var clerk = people[waiting.Clerk];
            await time.At(waiting.ReceivedAt.AddMinutes(3), async () => await Do<ReceiveItem, ReceivedItemView>(async receive => await receive.Execute(new()
            {
                ReceivedAt = waiting.ReceivedAt,
                Urgency = waiting.Letter?.Urgency,
                Issuer = waiting.Letter?.Issuer,
                AddressedTo = waiting.AddressedTo,
                FileIds = waiting.Letter is null ? null : [await Store(waiting.Letter, clerk, ct)],
            }, clerk, ct)));
        }
        known = await Items(ct);
        foreach (var waiting in plan.Waiting.Where(waiting => waiting.Fate != SampleFate.Waiting && known[waiting.ReceivedAt].State == ReceivedItemStatus.Received))
        {
            var (id, clerk, any) = (known[waiting.ReceivedAt].Id, people[waiting.Clerk], new IfMatch(false, null, false));
            await time.At(waiting.ReceivedAt.AddMinutes(30), () => waiting.Fate == SampleFate.Refused
                ? Do<RefuseReceived, ReceivedItemView>(refuse => refuse.Execute(id, new() { Reason = waiting.Because }, any, clerk, ct))
                : Do<HandOverReceived, ReceivedItemView>(hand => hand.Execute(id, new(), any, clerk, ct)));
        }
    }

    private async Task<Dictionary<DateTimeOffset, ItemRow>> Items(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return (await connection.QueryAsync<ItemRow>(new CommandDefinition("select id, received_at, state from received_item", cancellationToken: ct)))
            .ToDictionary(item => item.ReceivedAt);
    }

    // What the jobs would find within the first minute.
    private async Task Sweep(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MarkLateRegistrations>().Run(ct);
        await scope.ServiceProvider.GetRequiredService<MarkPassedReplyDates>().Run(ct);
    }

    private async Task<TView> Do<TUseCase, TView>(Func<TUseCase, Task<Result<TView>>> act) where TUseCase : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return (await act(scope.ServiceProvider.GetRequiredService<TUseCase>())).Value;
    }

    private static void Unless<T>(Problem expected, Result<T> result)
    {
        if (result.Problem?.Slug != expected.Slug)
            _ = result.Value;
    }

    private static ParallelOptions Several(CancellationToken ct) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };

    private sealed record Begun(DateOnly LaidOutOn, DateTimeOffset? FinishedAt);

    private sealed record PersonRow(Id<Person> Id, string UserName, string FullName);

    private sealed record SeriesRow(Id<Series> Id, string DocumentTypeCode);

    private sealed record EntryRow(Id<Document> DocumentId, int ArrivalNumber, IncomingStatus State, Medium Medium, bool Transferred);

    private sealed record ItemRow(Id<ReceivedItem> Id, DateTimeOffset ReceivedAt, ReceivedItemStatus State);
}
