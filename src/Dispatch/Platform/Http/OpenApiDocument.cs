using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Dispatch.Platform.Http;

/// <summary>A request body that works, shown in the OpenAPI document.</summary>
/// <param name="Body">Serialised as on the wire.</param>
public sealed record Example(object Body);

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>: generated from the routes, so that served and documented routes are the same.</summary>
public static class OpenApiDocument
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    /// <summary>Shows a working request body for a route.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, object body) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Example(body));

    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services, JsonSerializerOptions wire) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Dispatch",
                Version = "v1",
                Description = "Document-management back office for official correspondence. Errors are application/problem+json (RFC 9457); lists are keyset paged; " +
                    "state-changing POSTs accept Idempotency-Key; edits need If-Match.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "From POST /api/v1/sign-in or /api/v1/api-tokens" },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            {
                schema.Type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = "uuid";
            }
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context, wire));
    });

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, JsonSerializerOptions wire)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Example>().LastOrDefault() is { } example && operation.RequestBody?.Content is { } content)
        {
            foreach (var media in content.Values)
                media.Example = JsonSerializer.SerializeToNode(example.Body, wire);
        }
        if (metadata.OfType<NeedsAttribute>().LastOrDefault() is { } needs)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            operation.Description = $"{operation.Description} Needs permission `{needs.Permission}`.".TrimStart();
        }
        operation.Responses ??= [];
        operation.Responses.TryAdd("4XX", new OpenApiResponse
        {
            Description = "A problem (RFC 9457), type urn:dispatch:problem:…",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Example = ExampleProblem() } },
        });
        return Task.CompletedTask;
    }

    private static JsonObject ExampleProblem() => new()
    {
        ["type"] = "urn:dispatch:problem:invalid-fields",
        ["title"] = PlatformProblems.InvalidFields.Title.English,
        ["status"] = PlatformProblems.InvalidFields.Status,
        ["errors"] = new JsonObject { ["subject"] = new JsonArray("Required") },
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
    };
}
