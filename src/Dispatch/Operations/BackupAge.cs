using System.Diagnostics.Metrics;
using Npgsql;

namespace Dispatch.Operations;

/// <summary>The age of the last good backup and of the last proved restore, for <c>/metrics</c>; nothing while there is none.</summary>
public sealed class BackupAge : IDisposable
{
    private readonly Meter meter = new("Dispatch");

    public BackupAge(NpgsqlDataSource source, TimeProvider time)
    {
        meter.CreateObservableGauge("dispatch_backup_age", () => Age(BackupKind.Backup), "s", "Since the last good backup began");
        meter.CreateObservableGauge("dispatch_proved_restore_age", () => Age(BackupKind.Verify), "s", "Since the last proved restore began");

        // Asked only when somebody reads the figures.
        IEnumerable<Measurement<double>> Age(BackupKind kind)
        {
            DateTime? last;
            try
            {
                using var command = source.CreateCommand("select max(started_at) from backup_run where kind = $1 and state = 'good'");
                command.Parameters.AddWithValue(Platform.EnumText.Of(kind));
                last = command.ExecuteScalar() as DateTime?;
            }
            catch (NpgsqlException)
            {
                yield break;
            }
            if (last is { } at)
                yield return new((time.GetUtcNow().UtcDateTime - at).TotalSeconds);
        }
    }

    public void Dispose() => meter.Dispose();
}
