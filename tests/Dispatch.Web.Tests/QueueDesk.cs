using Dapper;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Tests;

/// <summary>What the tests of the queue put into a desk's office.</summary>
internal static class QueueDesk
{
    /// <summary>The calendar of 2026 as an administrator confirms it: without it no limit is known.</summary>
    public static async Task DeclareCalendar(this DeskOffice desk)
    {
        await using var connection = await desk.Office.Database.OpenAsOwner();
        await connection.ExecuteAsync("update calendar_year set declared_at = '2026-01-02', declared_by = @Id where year = 2026", new { Id = Caller.SystemId.Value });
        // The calendar in use is read again after this.
        desk.Office.Clock.Advance(TimeSpan.FromSeconds(5));
    }

    public static async Task<ReceivedItemView> Receive(this DeskOffice desk, ReceiveItemRequest request) =>
        await desk.Use<ReceiveItem, ReceivedItemView>(async receive => await receive.Execute(request, await desk.CallerOf(DeskOffice.Clerk), CancellationToken.None));

    /// <summary>An item with a scan of a letter.</summary>
    public static async Task<ReceivedItemView> Scanned(this DeskOffice desk, string issuer, Urgency urgency = Urgency.Normal, int scans = 1)
    {
        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        var files = new List<Guid>();
        for (var i = 0; i < scans; i++)
        {
            var letter = desk.NextLetter();
            files.Add((await desk.Use<StoreFile, FileView>(store => store.Execute(
                new StoreFileRequest($"{i + 1} {letter.FileName}", new MemoryStream(SampleLetterPdf.Of(letter))), clerk, CancellationToken.None))).Id.Value);
        }
        return await desk.Receive(new() { Issuer = issuer, Urgency = urgency, FileIds = files });
    }

    /// <summary>Runs a sweep as the schedule does.</summary>
    public static async Task Sweep<TJob>(this DeskOffice desk, Func<TJob, Task> run) where TJob : notnull
    {
        await using var scope = desk.Office.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TJob>());
    }
}
