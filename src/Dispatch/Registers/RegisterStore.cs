using Dapper;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Registers;

/// <summary>Every SQL statement that writes a book, a series or a number.</summary>
internal static class RegisterStore
{
    /// <summary>
    /// Takes the next number: locks the counter row from here to the commit, so call it last. Null when the book is closed.
    /// </summary>
    public static Task<int?> TakeNumber(OfficeTransaction tx, BookYear book, CancellationToken ct) =>
        tx.Connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition("""
            update series_year
            set last_number = last_number + 1
            where series_id = @SeriesId and year = @Year and closed_at is null
            returning last_number
            """, new { book.SeriesId, book.Year }, cancellationToken: ct));

    /// <summary>The line of a taken number; runs in one batch with the rows of its document.</summary>
    public const string InsertEntry = """
        insert into register_entry (series_id, year, number, document_id, state, entered_on, entered_by)
        values (@SeriesId, @Year, @Number, @DocumentId, 'used', @EnteredOn, @EnteredBy);
        """;

    /// <summary>Annuls the line of a document: it stays in the book, marked.</summary>
    public static Task AnnulEntry(OfficeTransaction tx, Guid documentId, string because, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(
            "update register_entry set state = 'annulled', reason = @because where document_id = @documentId",
            new { documentId, because }, cancellationToken: ct));

    /// <summary>
    /// The book an arrival date belongs to. The next year's opens by itself at its first entry, if an earlier one was ever opened;
    /// a year before the first is never opened silently.
    /// </summary>
    public static async Task<Result<BookYear>> BookOf(NpgsqlConnection connection, RegisterRow register, Id<Series> series, DateOnly date, CancellationToken ct)
    {
        var year = await connection.QuerySingleOrDefaultAsync<YearRow>(new CommandDefinition("""
            select year, closed_at
            from series_year
            where series_id = @series and year <= @Year
            order by year desc
            limit 1
            """, new { series, date.Year }, cancellationToken: ct));
        if (year is null)
            return RegisterProblems.YearNotOpen;
        var span = (date.Year - year.Year) / register.YearSpan * register.YearSpan;
        if (span == 0)
            return year.ClosedAt is null ? new BookYear(series, year.Year, false) : RegisterProblems.Closed;
        return new BookYear(series, year.Year + span, true);
    }

    /// <summary>Opens a year; false when it is open already.</summary>
    public static async Task<bool> OpenYear(
        OfficeTransaction tx, Id<Series> series, int year, int firstNumber, string because, DateTimeOffset at, CancellationToken ct) =>
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into series_year (series_id, year, first_number, last_number, opened_because, opened_at, opened_by)
            values (@series, @year, @firstNumber, @firstNumber - 1, @because, @at, @PersonId)
            on conflict on constraint series_year_pk do nothing
            """, new { series, year, firstNumber, because, at, tx.Caller.PersonId }, cancellationToken: ct)) == 1;

    /// <summary>Where a year stands; null when it was never opened. <paramref name="locked"/>: nobody takes a number until the transaction ends.</summary>
    public static Task<YearStand?> StandOf(NpgsqlConnection connection, Id<Series> series, int year, bool locked, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<YearStand?>(new CommandDefinition($"""
            select first_number, last_number, closed_at is not null as closed
            from series_year
            where series_id = @series and year = @year
            {(locked ? "for update" : "")}
            """, new { series, year }, cancellationToken: ct));

    /// <summary>Widens a year for an old book: its first number only goes down, its last only up.</summary>
    public static Task Widen(OfficeTransaction tx, Id<Series> series, int year, int first, int last, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition("""
            update series_year
            set first_number = least(first_number, @first), last_number = greatest(last_number, @last)
            where series_id = @series and year = @year
            """, new { series, year, first, last }, cancellationToken: ct));

    public static async Task<RegisterRow?> Find(NpgsqlConnection connection, string code, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<RegisterRow>(new CommandDefinition("""
            select id, code, kind, name, issuing_body, series_rule, year_span
            from register
            where code = @code
            """, new { code }, cancellationToken: ct));

    /// <summary>The series of a book for a document type; for a book with one counter the type does not matter.</summary>
    public static Task<Id<Series>> SeriesOf(NpgsqlConnection connection, RegisterRow register, string? documentType, CancellationToken ct) =>
        connection.QuerySingleAsync<Id<Series>>(new CommandDefinition("""
            select id
            from series
            where register_id = @Id and document_type_code is not distinct from @Type
            """, new { register.Id, Type = register.SeriesRule == SeriesRule.PerType ? documentType : null }, cancellationToken: ct));

    /// <summary>All series of a book, with the type each is for.</summary>
    public static async Task<IReadOnlyList<Id<Series>>> AllSeries(NpgsqlConnection connection, Id<Register> register, CancellationToken ct) =>
        [.. await connection.QueryAsync<Id<Series>>(new CommandDefinition(
            "select id from series where register_id = @register order by id", new { register }, cancellationToken: ct))];

    /// <summary>All series of a book with the document type each is for; null for the one counter of a book.</summary>
    public static async Task<IReadOnlyList<(Id<Series> Series, string? Type)>> SeriesByType(NpgsqlConnection connection, Id<Register> register, CancellationToken ct) =>
        [.. (await connection.QueryAsync<TypeRow>(new CommandDefinition(
            "select id, document_type_code from series where register_id = @register order by id", new { register }, cancellationToken: ct))).Select(row => (row.Id, row.DocumentTypeCode))];

    private sealed record TypeRow(Id<Series> Id, string? DocumentTypeCode);

    private sealed record YearRow(int Year, DateTimeOffset? ClosedAt);
}

/// <summary>A row of <c>register</c>.</summary>
internal sealed record RegisterRow(Id<Register> Id, string Code, RegisterKind Kind, string Name, string IssuingBody, SeriesRule SeriesRule, int YearSpan);

/// <summary>The book of one series and year. <paramref name="ToOpen"/>: it opens with its first entry.</summary>
internal sealed record BookYear(Id<Series> SeriesId, int Year, bool ToOpen);

/// <summary>Where the counter of a year stands.</summary>
internal sealed record YearStand(int FirstNumber, int LastNumber, bool Closed)
{
    /// <summary>True once the office itself has given a number.</summary>
    public bool Used => LastNumber >= FirstNumber;
}
