using System.Security.Cryptography;
using System.Text;
using Dapper;
using Dispatch.Journal;
using Dispatch.Platform;

namespace Dispatch.Registers;

/// <summary>The closing certificate of a book's year (khóa sổ).</summary>
/// <param name="Register">Code of the book.</param>
/// <param name="Year">The year closed.</param>
/// <param name="First">First number.</param>
/// <param name="Last">Last number.</param>
/// <param name="Used">Lines in use.</param>
/// <param name="Annulled">Annulled lines.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="ClosedBy">By whom.</param>
/// <param name="Digest">SHA-256 over all lines in order (number, suffix, state, document), hexadecimal: the closed book in one line.</param>
public sealed record ClosingCertificate(
    string Register, int Year, int First, int Last, int Used, int Annulled, DateTimeOffset ClosedAt, string ClosedBy, string Digest);

/// <summary>Use case: close a year. From then on the database itself refuses entries.</summary>
public sealed class CloseYear(Database database, OfficeClock clock, JournalWriter journal)
{
    public async Task<Result<ClosingCertificate>> Execute(string code, int year, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await RegisterStore.Find(tx.Connection, code, ct) is not { } register)
            return RegisterProblems.NotFound;
        var (first, last, used, annulled, lines) = (int.MaxValue, 0, 0, 0, new StringBuilder());
        var series = await RegisterStore.AllSeries(tx.Connection, register.Id, ct);
        foreach (var one in series)
        {
            // Locks the counter: nobody takes a number while the book is counted.
            var locked = await tx.Connection.QuerySingleOrDefaultAsync<Locked>(new CommandDefinition(
                "select closed_at is not null as closed from series_year where series_id = @one and year = @year for update", new { one, year }, cancellationToken: ct));
            if (locked is null)
                return RegisterProblems.YearNotFound;
            if (locked.Closed)
                return RegisterProblems.Closed;
            var proof = (await ProveComplete.Of(tx.Connection, one, year, ct))!;
            if (proof.Missing.Count > 0 || proof.Duplicates.Count > 0)
                return RegisterProblems.Incomplete.With("missing", proof.Missing).With("duplicates", proof.Duplicates);
            var entries = (await tx.Connection.QueryAsync<EntryLine>(new CommandDefinition("""
                select number, suffix, state, document_id
                from register_entry
                where series_id = @one and year = @year
                order by number, suffix
                """, new { one, year }, cancellationToken: ct))).ToList();
            foreach (var entry in entries)
                lines.Append(entry.Number).Append('|').Append(entry.Suffix).Append('|').Append(EnumText.Of(entry.State)).Append('|').Append(entry.DocumentId).Append('\n');
            first = Math.Min(first, proof.First);
            last = Math.Max(last, proof.Last);
            annulled += entries.Count(e => e.State == EntryState.Annulled);
            used += entries.Count(e => e.State == EntryState.Used);
        }
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            update series_year
            set closed_at = @Now, closed_by = @PersonId, reopening_asked_by = null
            where series_id = any(@Series) and year = @year
            """, new { clock.Now, caller.PersonId, Series = series.Select(s => s.Value).ToArray(), year }, cancellationToken: ct));
        var certificate = new ClosingCertificate(code, year, first, last, used, annulled, clock.Now, caller.FullName,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))));
        await journal.Write(tx, "register.yearClosed", "register", register.Id.Value, Changes.Between(null, certificate), ct);
        await tx.Commit(certificate, ct);
        return certificate;
    }

    private sealed record Locked(bool Closed);

    private sealed record EntryLine(int Number, string Suffix, EntryState State, Guid? DocumentId);
}
