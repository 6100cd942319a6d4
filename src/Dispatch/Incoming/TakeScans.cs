using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dispatch.Incoming;

/// <summary>A file of the scan station on its way into the queue: its row commits with the item.</summary>
internal sealed record IntakeFile(string Name, byte[] Sha256, DateTimeOffset ModifiedAt)
{
    /// <summary>False when another sweep took it first; waits for that one to commit or give up.</summary>
    public async Task<bool> Claim(OfficeTransaction tx, Id<ReceivedItem> item, DateTimeOffset at, CancellationToken ct) =>
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into intake_file (name, sha256, modified_at, received_item_id, taken_at)
            values (@Name, @Sha256, @ModifiedAt, @item, @at)
            on conflict on constraint intake_file_pk do nothing
            """, new { Name, Sha256, ModifiedAt, item, at }, cancellationToken: ct)) == 1;
}

/// <summary>
/// A sweep: each file that stands still in the scan station's folder is stored, becomes an item of the queue, and is moved away, in this order.
/// Killed between any two steps it loses nothing and takes nothing twice: storing is tied to the file by an idempotency key, the item to the
/// file by its row, and what was taken is only moved. A file whose name bears a secrecy mark is not opened and stays where it is.
/// </summary>
internal sealed class TakeScans(
    Database database, DropFolder folder, StoreFile store, ReceiveItem receive, FileSettings files, OfficeClock clock, JournalWriter journal, ILogger<TakeScans> log)
{
    public async Task Run(CancellationToken ct)
    {
        var look = folder.Look();
        Exception? failure = null;
        foreach (var file in look.Still)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await Take(file, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException or TimeoutException)
            {
                // One file that cannot be read must not hold up the others.
                log.LogWarning(e, "A scan stays for the next sweep");
                failure ??= e;
            }
        }
        await Note(look.Secret, ct);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private async Task Take(DroppedFile file, CancellationToken ct)
    {
        var refused = file.Link ? IntakeProblems.Link : file.Size > files.MaxBytes ? FileProblems.TooLarge : file.Size == 0 ? FileProblems.Empty : null;
        if (refused is not null)
        {
            await Refuse(file, refused, ct);
            return;
        }
        Sha256 digest;
        await using (var content = folder.Open(file))
        {
            if (content is null)
                return;
            digest = Sha256.Of(await SHA256.HashDataAsync(content, ct));
            content.Position = 0;
            var (taken, problem) = await TakenBefore(file, digest, ct) ? (true, null) : await Receive(file, digest, content, ct);
            refused = problem;
            if (!taken && problem is null)
                return;
        }
        if (refused is null)
            folder.MoveTaken(file, digest.Hex[..12]);
        else
            await Refuse(file, refused, ct);
    }

    private async Task<(bool Taken, Problem? Refused)> Receive(DroppedFile file, Sha256 digest, FileStream content, CancellationToken ct)
    {
        var system = Caller.System("job");
        var once = system with { Key = new IdempotencyKey(KeyOf(file, digest), []) };
        if (!(await store.Execute(new StoreFileRequest(file.Name, content) { RefusesBroken = true }, once, ct)).Ok(out var stored, out var problem))
            return IntakeProblems.IsForGood(problem) ? (false, problem) : Stays(problem);
        // Written to while it was read.
        if (stored.Sha256 != digest.Hex || !folder.IsStill(file))
            return (false, null);
        var received = await receive.Execute(
            new ReceiveItemRequest { FileIds = [stored.Id.Value] }, new IntakeFile(file.Name, digest.Bytes(), file.ModifiedAt), system, ct);
        return received.Problem is { } failed && failed.Slug != IntakeProblems.TakenAlready.Slug ? Stays(failed) : (true, null);
    }

    private (bool, Problem?) Stays(Problem problem)
    {
        log.LogWarning("A scan stays for the next sweep: {Problem}", problem.Slug);
        return (false, null);
    }

    private async Task<bool> TakenBefore(DroppedFile file, Sha256 digest, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from intake_file where name = @Name and sha256 = @Digest and modified_at = @ModifiedAt)",
            new { file.Name, Digest = digest.Bytes(), file.ModifiedAt }, cancellationToken: ct));
    }

    private async Task Refuse(DroppedFile file, Problem problem, CancellationToken ct)
    {
        await using (var tx = await database.Begin(Caller.System("job"), ct))
        {
            var (id, name) = (Guid.CreateVersion7(clock.Now), Shown(file.Name));
            var known = await tx.Connection.ExecuteAsync(new CommandDefinition("""
                insert into intake_refusal (id, name, size, modified_at, problem, refused_at)
                values (@id, @name, @Size, @ModifiedAt, @Slug, @Now)
                on conflict on constraint intake_refusal_unique do nothing
                """, new { id, name, file.Size, file.ModifiedAt, problem.Slug, clock.Now }, cancellationToken: ct)) == 0;
            if (!known)
                await journal.Write(tx, "intake.refused", "intakeRefusal", id, new Changes().New("name", name).New("problem", problem.Slug), ct);
            await tx.Commit(ct);
        }
        folder.MoveRefused(file);
    }

    private async Task Note(int secret, CancellationToken ct)
    {
        await using var tx = await database.Begin(Caller.System("job"), ct);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into intake_state (swept_at, secret_files)
            values (@Now, @secret)
            on conflict (whole) do update set swept_at = excluded.swept_at, secret_files = excluded.secret_files
            """, new { clock.Now, secret }, cancellationToken: ct));
        await tx.Commit(ct);
    }

    private static string KeyOf(DroppedFile file, Sha256 digest) =>
        "intake-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Name}\n{file.ModifiedAt.UtcTicks}\n{digest.Hex}")));

    // Whatever stands in a hostile name, on a page it is letters.
    private static string Shown(string name)
    {
        var letters = name.EnumerateRunes().Take(255).Select(rune => System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
            ? "\uFFFD" : rune.ToString());
        return string.Concat(letters).Normalize(NormalizationForm.FormC);
    }
}
