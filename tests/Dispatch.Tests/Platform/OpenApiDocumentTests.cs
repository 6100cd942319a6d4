using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Platform;

/// <summary>The contract says what is served, and nothing else.</summary>
internal sealed class OpenApiDocumentTests
{
    private TestOffice office = null!;
    private JsonElement document;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await TestOffice.Start();
        using var stranger = office.Stranger();
        document = await stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public void Is_OpenAPI_3_1() => Assert.That(document.GetProperty("openapi").GetString(), Does.StartWith("3.1"));

    [Test]
    public void Served_routes_are_the_documented_routes()
    {
        var served = office.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(m => $"{m.ToLowerInvariant()} /{e.RoutePattern.RawText!.Trim('/').Replace(":int", "", StringComparison.Ordinal)}"));
        Assert.That(served, Is.EquivalentTo(Operations().Select(o => $"{o.Method} {o.Path}")));
    }

    [Test]
    public void Every_operation_has_a_summary_and_says_that_it_may_answer_a_problem()
    {
        foreach (var (path, method, operation) in Operations())
        {
            Assert.That(operation.TryGetProperty("summary", out _), Is.True, $"{method} {path}");
            Assert.That(operation.GetProperty("responses").EnumerateObject().Any(r => r.Name.StartsWith('4')), Is.True, $"{method} {path}");
        }
    }

    [Test]
    public void Registering_is_shown_with_an_example_that_works_in_the_conventions()
    {
        var example = document.GetProperty("paths").GetProperty("/api/v1/incoming-documents").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
        Assert.That(example.GetProperty("notation").GetString(), Is.EqualTo("VPCP-KSTT"));
    }

    private IEnumerable<(string Path, string Method, JsonElement Operation)> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (path.Name, operation.Name, operation.Value);
}
