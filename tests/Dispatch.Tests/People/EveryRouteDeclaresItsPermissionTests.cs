using Dispatch.People;
using Dispatch.Platform.Http;
using Dispatch.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Tests.People;

/// <summary>Walks all routes of the running office: each is either in this list or says which permission it needs.</summary>
public sealed class EveryRouteDeclaresItsPermissionTests
{
    // Open without sign-in. A new line here is a decision to be defended in review.
    private static readonly string[] OpenRoutes = [];

    // Static files of the desk: styles, scripts, fonts. No file of a document is among them.
    private static readonly string[] StaticFolders = [];

    private TestOffice office = null!;

    [OneTimeSetUp]
    public async Task Start() => office = await TestOffice.Start();

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [Test]
    public void Routes_open_without_sign_in_are_those_of_the_list()
    {
        var open = Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Name).Distinct()
            .Where(name => !StaticFolders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal)));

        Assert.That(open, Is.EquivalentTo(OpenRoutes));
    }

    [Test]
    public void Every_other_route_declares_a_permission_that_exists()
    {
        var known = typeof(Permission).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
        var routes = Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ToArray();

        var undeclared = routes.Where(route => !route.Metadata.GetOrderedMetadata<NeedsAttribute>().Any(needs => known.Contains(needs.Permission))).Select(Name);

        Assert.That(routes, Is.Not.Empty);
        Assert.That(undeclared, Is.Empty);
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        ((IEndpointRouteBuilder)office.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Name(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return $"{(methods is { Count: > 0 } ? string.Join('|', methods) : "*")} /{route.RoutePattern.RawText?.TrimStart('/')}";
    }
}
