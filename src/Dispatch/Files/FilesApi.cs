using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Dispatch.Files;

/// <summary>The routes of files.</summary>
internal static class FilesApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files");

        files.MapPost("", async (FileUpload upload, StoreFile store, Caller caller, CancellationToken ct) =>
                (await upload.Store(store, caller, ct)).Created(file => $"/api/v1/files/{file.Id}"))
            .Needs(Permission.HandleIncoming)
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // The storage counts; the server's own limit is 30 MB.
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = Form();
                return Task.CompletedTask;
            })
            .Produces<FileView>(StatusCodes.Status201Created)
            .WithSummary("Takes in a file")
            .WithDescription("multipart/form-data with one part `file`, streamed. The type is sniffed, never believed. Until a document takes it, only its uploader sees the file.");

        files.MapGet("/{id}", async (Id<StoredFile> id, ReadFile read, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, caller, ct)).Ok())
            .Needs(Permission.SignedIn)
            .Produces<FileView>()
            .WithSummary("A file: what it is");

        files.MapDelete("/{id}", async (Id<StoredFile> id, WithdrawUploads withdraw, Caller caller, CancellationToken ct) =>
                (await withdraw.Execute([id.Value], caller, ct)).Ok(out _, out var problem) ? Results.NoContent() : new ProblemResult(problem))
            .Needs(Permission.HandleIncoming)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Takes back an own upload that no document has")
            .WithDescription("Its name and bytes go; another file of the same bytes keeps them.");

        files.MapMethods("/{id}/content", [HttpMethods.Get, HttpMethods.Head], async (Id<StoredFile> id, ReadFile read, Caller caller, CancellationToken ct) =>
                (await read.Open(id, caller, ct)).Ok(out var opened, out var problem) ? (IResult)new FileContentResult(opened) : new ProblemResult(problem))
            .Needs(Permission.SignedIn)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .WithSummary("A file's bytes")
            .WithDescription("Supports Range and ETag (the SHA-256). Saved as an attachment unless it is a PDF or an image.");

        files.MapGet("/{id}/pages/{page:int}", async (Id<StoredFile> id, int page, ReadPageImage read, HttpContext http, Caller caller, CancellationToken ct) =>
                (await read.Execute(id, page, caller, ct)).Ok(out var image, out var problem) ? Picture(image, http) : new ProblemResult(problem))
            .Needs(Permission.SignedIn)
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .WithSummary("A page of a PDF as a picture")
            .WithDescription("JPEG, long side 1,286 pixels (A4 at 110 dpi). Without poppler on the server: 501 `page-images-unavailable`.");
    }

    private static IResult Picture(PageImage image, HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // The picture of a page never changes; a shared cache must not keep it.
        headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Stream(image.Content, "image/jpeg", entityTag: new EntityTagHeaderValue(image.Tag));
    }

    // Not .Accepts(): a body of another type must meet our own 415, not the next route that matches.
    internal static OpenApiRequestBody Form() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            },
        },
    };
}
