using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Testing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.People;

/// <summary>The use cases and routes of People over a database of their own, on a clock the test moves, with a few routes that only the tests know.</summary>
internal sealed class PeopleOffice : IAsyncDisposable
{
    public const string Password = "Dispatch@2026";

    private readonly WebApplication app;
    private int people;

    private PeopleOffice(TestDatabase rows, WebApplication app) => (Rows, this.app) = (rows, app);

    public static readonly Visitor Desk = new("page", IPAddress.Parse("10.1.2.3"), "Firefox", Language.Vietnamese);

    public FakeTimeProvider Time => (FakeTimeProvider)app.Services.GetRequiredService<TimeProvider>();

    public TestDatabase Rows { get; }

    public static Task<PeopleOffice> Open(params (string Key, string Value)[] settings) => Open(false, settings);

    public static async Task<PeopleOffice> Open(bool sample, params (string Key, string Value)[] settings)
    {
        var rows = await TestDatabase.Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration
            .AddInMemoryCollection([new("SignIn:HashMemoryKiB", "64"), new("SignIn:HashPasses", "1"), new("SignIn:SignInsPerMinute", "1000")])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 1, 0, 0, TimeSpan.Zero)))
            .AddDispatch(rows.ConnectionString)
            .AddSingleton(new SampleMode(sample));
        var app = builder.Build();
        // What the host puts in front in real life: the sender's address.
        app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["Test-Address"].FirstOrDefault() ?? "127.0.0.1");
            return next(http);
        });
        app.UseApiErrors();
        app.UseRouting();
        app.UseSignIn();
        app.MapDispatchApi();
        app.MapGet("/api/v1/undeclared", () => "open");
        app.MapGet("/api/v1/reads", (Caller caller) => caller.UserName).Needs(Permission.ReadIncoming);
        app.MapPost("/api/v1/echo", EchoKey).Needs(Permission.SignedIn);
        app.MapGet("/van-ban-den", () => "page").Needs(Permission.ReadIncoming);
        app.MapPost("/van-ban-den", () => "page").Needs(Permission.ReadIncoming);
        app.MapGet("/forgery-token", (IAntiforgery antiforgery, HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken).Needs(Permission.SignedIn);
        app.MapPost("/card/{userName}", OneClick).OpenToAnyone();
        await app.StartAsync();
        return new(rows, app);
    }

    /// <summary>Runs a use case in a scope of its own, as a request does.</summary>
    public async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    /// <summary>Adds a person with a name of their own (registry clerk unless told otherwise), so that tests of one office do not meet.</summary>
    public async Task<string> NewPerson(params Role[] roles)
    {
        var userName = $"p{Interlocked.Increment(ref people)}";
        await Person(userName, roles);
        return userName;
    }

    public async Task<Id<Person>> Person(string userName, params Role[] roles) =>
        (await Do<AddPerson, Result<Id<Person>>>(add => add.Execute(
            new(userName, "Rơ Châm H'Lan", "Văn thư", null, roles.Length == 0 ? [Role.Registry] : roles, Password), Caller.System("command"), default))).Value;

    public Task<Result<SignInAnswer>> SignIn(string userName, string password, SessionKind kind = SessionKind.Bearer, Visitor? visitor = null) =>
        Do<SignIn, Result<SignInAnswer>>(signIn => signIn.Execute(new(userName, password), kind, visitor ?? Desk, default));

    /// <summary>A client nobody is signed in with; it follows no redirects and keeps no cookies.</summary>
    public HttpClient Stranger() => app.GetTestClient();

    /// <summary>A client with this bearer token.</summary>
    public HttpClient With(string token)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client signed in with a bearer token.</summary>
    public async Task<HttpClient> Client(string userName) => With((await SignIn(userName, Password)).Value.Token);

    /// <summary>A client with a browser's session cookie.</summary>
    public async Task<HttpClient> Browser(string userName)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Add("Cookie", "dispatch=" + (await SignIn(userName, Password, SessionKind.Browser)).Value.Token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Rows.DisposeAsync();
    }

    private static string EchoKey(Caller caller, JsonElement body) =>
        $"{body.GetRawText()} {(caller.Key is { } key ? $"{key.Value} {Convert.ToHexString(key.RequestHash)}" : "no key")}";

    private static async Task<IResult> OneClick(string userName, SignInAsSamplePerson signIn, HttpContext http, CancellationToken ct)
    {
        var result = await signIn.Execute(userName, Visitor.Of(http), ct);
        if (result.Ok(out var answer, out _))
            SessionCookie.Set(http, answer.Token);
        return result.NoContent();
    }
}

/// <summary>Reads problem+json.</summary>
internal static class ProblemReading
{
    public static async Task<JsonElement> Problem(this HttpResponseMessage response)
    {
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<string> Slug(this HttpResponseMessage response) =>
        (await response.Problem()).GetProperty("type").GetString()!["urn:dispatch:problem:".Length..];
}
