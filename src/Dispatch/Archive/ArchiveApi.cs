using Dispatch.Documents;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Archive;

/// <summary>The routes of archived documents.</summary>
internal static class ArchiveApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var archive = api.MapGroup("/incoming-documents/{id}/archive").WithTags("Archive");

        archive.MapGet("", async (Id<Document> id, ReadArchived read, Caller caller, CancellationToken ct) => (await read.Execute(id, caller, ct)).Ok())
            .Needs(Permission.ReadIncoming).Produces<ArchivedView>().WithSummary("Where it lies in the archive, with the two shell lines that check it");

        archive.MapPost("/checks", async (Id<Document> id, CheckArchived check, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => check.Execute(id, caller, ct), ct)).Created(_ => $"/api/v1/incoming-documents/{id}/archive"))
            .Needs(Permission.ReadIncoming).Produces<ArchiveCheck>(201).WithSummary("Read every archived byte of it again and compare");
    }
}
