using Dapper;
using Dispatch.Runs;

namespace Dispatch.Tests.Runs;

/// <summary>A kind of run for tests: counts to its total five at a time, writing each number once, and fails where it is told to.</summary>
internal sealed class CountingRun : RunKind
{
    public const string Name = "test.count";

    /// <param name="To">How far.</param>
    /// <param name="FaultAt">This item has a fault; 0 for none.</param>
    /// <param name="ThrowAfter">A batch that has written this item throws; 0 for none.</param>
    public sealed record Plan(int To, int FaultAt = 0, int ThrowAfter = 0);

    /// <summary>Called within each batch, before it commits.</summary>
    public static Func<RunBatch, CancellationToken, Task>? Within { get; set; }

    public async Task<RunStep> Step(RunBatch batch, CancellationToken ct)
    {
        var plan = batch.Arguments<Plan>();
        batch.Total = plan.To;
        var from = int.Parse(batch.LastItem ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var to = Math.Min(from + 5, plan.To);
        for (var i = from + 1; i <= to; i++)
        {
            await batch.Tx.Connection.ExecuteAsync("insert into counted (item, person_id) values (@i, @PersonId)", new { i, batch.Tx.Caller.PersonId });
            if (i == plan.FaultAt)
                batch.Fault(i, "Mục " + i, new("Không hợp lệ", "Not valid"));
            else
                batch.Done++;
            if (i == plan.ThrowAfter)
                throw new InvalidOperationException("As the test wanted.");
        }
        batch.LastItem = to.ToString(System.Globalization.CultureInfo.InvariantCulture);
        batch.Say($"Đến {to}", $"At {to}");
        if (Within is { } within)
            await within(batch, ct);
        return to == plan.To ? RunStep.Finished : RunStep.More;
    }
}
