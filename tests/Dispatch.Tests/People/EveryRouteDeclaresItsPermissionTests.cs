using System.Net;
using System.Text.RegularExpressions;
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
    private static readonly string[] OpenRoutes =
    [
        "POST /api/v1/sign-in",
        // The contract, to read before one has an account.
        "GET /openapi/{documentName}.json",
        "GET /docs/{documentName?}",
        "GET /docs/scalar.js",
        "GET /docs/scalar.aspnetcore.js",
        "GET /docs/favicon.svg",
        // Asked by machines that watch: no names, no documents.
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        // The calendar of a phone: the key in its address is asked for by the query itself (DeadlineFeedTests).
        "GET /api/v1/assignments/calendar.ics",
        // Styles and scripts of the desk; no file of a document is among them.
        "GET /assets/{address}",
        // Pages: signing in, setting a password by a one-time link, choosing the language, saying what went wrong.
        "* /dang-nhap",
        "* /dat-mat-khau",
        "* /ngon-ngu",
        "* /loi/{code:int}",
    ];

    private TestOffice office = null!;

    [OneTimeSetUp]
    public async Task Start() => office = await TestOffice.Start();

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [Test]
    public void Routes_open_without_sign_in_are_those_of_the_list()
    {
        var open = Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Name);

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

    [Test]
    public async Task A_stranger_is_told_to_sign_in_at_every_other_route_of_the_API()
    {
        using var stranger = office.Stranger();

        var answers = await Ask(stranger, _ => true);

        Assert.That(answers.Select(a => a.Route), Has.Some.Contains("incoming-documents"));
        Assert.That(answers.Where(a => a.Status != HttpStatusCode.Unauthorized), Is.Empty);
    }

    [Test]
    public async Task A_person_without_any_role_is_refused_at_every_route_of_the_API()
    {
        await Given.Person(office, "mới");
        using var nobody = await office.Client("mới");

        var answers = await Ask(nobody, _ => true);

        Assert.That(answers.Where(a => a.Status != HttpStatusCode.Forbidden), Is.Empty);
    }

    [Test]
    public async Task The_administrator_is_refused_wherever_documents_are_read_or_registered()
    {
        await Given.Person(office, "quản trị", Role.Administrator);
        using var administrator = await office.Client("quản trị");

        var answers = await Ask(administrator, needed => needed is Permission.ReadIncoming or Permission.RegisterIncoming);

        Assert.That(answers, Is.Not.Empty);
        Assert.That(answers.Where(a => a.Status != HttpStatusCode.Forbidden), Is.Empty);
    }

    // The answer comes before parameters and body are looked at, so any will do.
    private async Task<List<(string Route, HttpStatusCode Status)>> Ask(HttpClient client, Func<string, bool> needing)
    {
        var answers = new List<(string, HttpStatusCode)>();
        foreach (var route in Routes().Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)))
        {
            if (route.Metadata.GetMetadata<NeedsAttribute>() is not { } needs || !needing(needs.Permission))
                continue;
            var address = Regex.Replace(route.RoutePattern.RawText!, @"\{[^}]*\}", parameter => parameter.Value.Contains("guid") ? Guid.Empty.ToString() : "1");
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                using var answer = await client.SendAsync(request);
                answers.Add((Name(route), answer.StatusCode));
            }
        }
        return answers;
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        ((IEndpointRouteBuilder)office.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Name(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return $"{(methods is { Count: > 0 } ? string.Join('|', methods) : "*")} /{route.RoutePattern.RawText?.TrimStart('/')}";
    }
}
