using Dapper;
using Dispatch.Platform;

namespace Dispatch.Incoming;

/// <summary>The scan station's folder, as the last sweep found it.</summary>
/// <param name="SweptAt">When; null before the first.</param>
/// <param name="SecretFiles">Files whose names bear a secrecy mark: not opened, not kept; to be taken off this machine.</param>
/// <param name="Refused">Files not taken in the last seven days, newest first, at most 20.</param>
public sealed record IntakeView(DateTimeOffset? SweptAt, int SecretFiles, IReadOnlyList<RefusedScan> Refused);

/// <summary>A file that was not taken and lies in <c>khong-nhan</c> now.</summary>
/// <param name="Name">Its name; characters that cannot be shown are replaced.</param>
/// <param name="Problem">Why, as a problem's name.</param>
/// <param name="Message">Why, in the caller's language.</param>
/// <param name="RefusedAt">When.</param>
public sealed record RefusedScan(string Name, string Problem, string Message, DateTimeOffset RefusedAt);

/// <summary>A query: how the scan station's folder stands.</summary>
public sealed class FindIntake(Database database, OfficeClock clock)
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(7);

    public async Task<IntakeView> Execute(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var reader = await connection.QueryMultipleAsync(new CommandDefinition("""
            select swept_at, secret_files from intake_state;
            select name, problem, refused_at
            from intake_refusal
            where refused_at > @After
            order by refused_at desc, id desc
            limit 20;
            """, new { After = clock.Now - Shown }, cancellationToken: ct));
        var state = await reader.ReadSingleOrDefaultAsync<StateRow>();
        var refused = await reader.ReadAsync<RefusalRow>();
        return new(state?.SweptAt, state?.SecretFiles ?? 0,
            [.. refused.Select(row => new RefusedScan(row.Name, row.Problem, IntakeProblems.TitleOf(row.Problem).In(caller.Language), row.RefusedAt))]);
    }

    private sealed record StateRow(DateTimeOffset SweptAt, int SecretFiles);

    private sealed record RefusalRow(string Name, string Problem, DateTimeOffset RefusedAt);
}
