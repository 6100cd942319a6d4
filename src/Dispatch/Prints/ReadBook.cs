using System.Runtime.CompilerServices;
using Dapper;
using Dispatch.Access;
using Dispatch.Documents;
using Dispatch.Platform;
using Dispatch.Registers;
using Npgsql;

namespace Dispatch.Prints;

/// <summary>A query: a part of an incoming book, to be printed. The cover first, then its lines one after another, never all in memory.</summary>
public sealed class ReadBook(Database database, OfficeClock clock)
{
    private const string Part = """
        e.series_id = @SeriesId and e.year = @Year
          and (@FirstNumber::integer is null or e.number >= @FirstNumber)
          and (@LastNumber::integer is null or e.number <= @LastNumber)
          and (@From::date is null or coalesce(i.arrived_on, e.entered_on) >= @From)
          and (@To::date is null or coalesce(i.arrived_on, e.entered_on) <= @To)
        """;

    public async Task<Result<BookPrint>> Execute(string code, int year, PrintPeriod period, CancellationToken ct)
    {
        if (period.Refused() is { } refused)
            return refused;
        await using var connection = await database.Open(ct);
        if (await RegisterStore.Find(connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        if (register.Kind != RegisterKind.Incoming || register.SeriesRule != SeriesRule.One)
            return PrintProblems.NotAnIncomingBook;
        var series = await RegisterStore.SeriesOf(connection, register, null, ct);
        var total = await connection.QuerySingleAsync<Total>(new CommandDefinition($"""
            select count(*)::integer as entries, (count(*) filter (where e.state = 'annulled'))::integer as annulled,
                   min(e.number) as first_number, max(e.number) as last_number,
                   min(coalesce(i.arrived_on, e.entered_on)) as first_on, max(coalesce(i.arrived_on, e.entered_on)) as last_on
            from register_entry e
            left join incoming i on i.document_id = e.document_id
            where {Part}
            """, new { SeriesId = series, Year = year, period.FirstNumber, period.LastNumber, period.From, period.To }, cancellationToken: ct));
        if (total.Entries == 0)
            return PrintProblems.NothingThere;
        var to = period.To ?? total.LastOn!.Value;
        return new BookPrint
        {
            Form = await PrintForm.Of(connection, PrintForm.IncomingBook, to < clock.Today ? to : clock.Today, ct),
            Register = register.Code,
            RegisterName = register.Name,
            IssuingBody = register.IssuingBody,
            Superior = await SuperiorOf(connection, register.IssuingBody, to, ct),
            Year = year,
            From = period.From ?? total.FirstOn!.Value,
            To = to,
            FirstNumber = total.FirstNumber!.Value,
            LastNumber = total.LastNumber!.Value,
            Volume = string.IsNullOrWhiteSpace(period.Volume) ? null : period.Volume.Trim(),
            Entries = total.Entries,
            Annulled = total.Annulled,
            RegisterId = register.Id,
            SeriesId = series,
            Period = period,
        };
    }

    /// <summary>The entries under the cover, ascending; of a document granted to none of <paramref name="principals"/> only number, date and state. Reads as slowly as it is asked.</summary>
    public async IAsyncEnumerable<BookLine> Lines(BookPrint print, Guid[] principals, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var command = new NpgsqlCommand($"""
            select e.number, e.suffix, e.state, coalesce(i.arrived_on, e.entered_on), d.issuer_name, d.symbol, d.issued_on, d.document_type, t.name, d.subject,
                   d.urgency, case when d.id is not null then i.to_places end, e.reason, d.notes, c.at, it.transferred_on, it.transferred_to, it.receipt_signed_by
            from register_entry e
            left join incoming i on i.document_id = e.document_id
            left join document d on d.id = e.document_id and {GrantStore.Reaches("e.document_id")}
            left join document_type t on t.code = d.document_type
            left join incoming_transfer it on it.document_id = d.id
            {CorrectionDates.Of("e.document_id")}
            where {Part}
            order by e.number, e.suffix, it.transferred_on, it.id
            """, connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new("SeriesId", print.SeriesId.Value), new("Year", print.Year), new("Principals", principals),
            // The cover's numbers, so that an entry made meanwhile is not on paper without being on the cover.
            new("FirstNumber", print.FirstNumber), new("LastNumber", print.LastNumber),
            new("From", NpgsqlTypes.NpgsqlDbType.Date) { Value = (object?)print.Period.From ?? DBNull.Value },
            new("To", NpgsqlTypes.NpgsqlDbType.Date) { Value = (object?)print.Period.To ?? DBNull.Value },
        });
        await using var reader = await command.ExecuteReaderAsync(ct);

        (int Number, string Suffix)? current = null;
        BookLine? line = null;
        var transfers = new List<BookTransfer>();
        while (await reader.ReadAsync(ct))
        {
            var key = (reader.GetInt32(0), reader.GetString(1));
            if (key != current)
            {
                if (line is not null)
                    yield return line;
                transfers = [];
                line = Line(reader, transfers);
                current = key;
            }
            transfers.Add(reader.IsDBNull(16)
                ? new(Text(reader, 11), null, "")
                : new(reader.GetString(16), reader.GetFieldValue<DateOnly>(15), Text(reader, 17)));
        }
        if (line is not null)
            yield return line;
    }

    // The body as it was called then; a body that is the office itself has the office's.
    private static Task<string?> SuperiorOf(NpgsqlConnection connection, string body, DateOnly on, CancellationToken ct) =>
        connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            select coalesce(
                (select b.superior_name from issuing_body b where b.name = @body and b.valid_from <= @on order by b.valid_from desc limit 1),
                (select o.superior_name from office o where o.name = @body))
            """, new { body, on }, cancellationToken: ct));

    private BookLine Line(NpgsqlDataReader reader, List<BookTransfer> transfers)
    {
        var state = EnumText.Parse<EntryState>(reader.GetString(2));
        var urgency = reader.IsDBNull(10) ? (Urgency?)null : EnumText.Parse<Urgency>(reader.GetString(10));
        var corrected = reader.IsDBNull(14) ? [] : reader.GetFieldValue<DateTime[]>(14).Select(at => clock.DateOf(new DateTimeOffset(at, TimeSpan.Zero)));
        return new(
            reader.GetInt32(0) + reader.GetString(1), state is EntryState.Annulled or EntryState.Returned, reader.GetFieldValue<DateOnly>(3), Text(reader, 4), Text(reader, 5),
            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateOnly>(6),
            BookWording.Subject(reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9)),
            transfers, BookWording.Notes(state, urgency, reader.IsDBNull(12) ? null : reader.GetString(12), reader.IsDBNull(13) ? null : reader.GetString(13), corrected));
    }

    private static string Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    private sealed record Total(int Entries, int Annulled, int? FirstNumber, int? LastNumber, DateOnly? FirstOn, DateOnly? LastOn);
}
