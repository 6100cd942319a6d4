using System.Net;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.People;

/// <summary>The use cases of People over a database of their own, on a clock the test moves.</summary>
internal sealed class PeopleOffice : IAsyncDisposable
{
    public const string Password = "Dispatch@2026";

    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private PeopleOffice(TestDatabase database, ServiceProvider services) => (this.database, this.services) = (database, services);

    public static readonly Visitor Desk = new("page", IPAddress.Parse("10.1.2.3"), "Firefox", Language.Vietnamese);

    public FakeTimeProvider Time => (FakeTimeProvider)services.GetRequiredService<TimeProvider>();

    public TestDatabase Rows => database;

    public static async Task<PeopleOffice> Open(params (string Key, string Value)[] settings)
    {
        var database = await TestDatabase.Create();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SignIn:HashMemoryKiB", "64"), new("SignIn:HashPasses", "1"), new("SignIn:SignInsPerMinute", "1000")])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 1, 0, 0, TimeSpan.Zero)))
            .AddLogging()
            .AddDispatch(database.ConnectionString)
            .BuildServiceProvider(validateScopes: true);
        return new(database, services);
    }

    /// <summary>Runs a use case in a scope of its own, as a request does.</summary>
    public async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    public async Task<Id<Person>> Person(string userName, params Role[] roles) =>
        (await Do<AddPerson, Result<Id<Person>>>(add => add.Execute(
            new(userName, "Rơ Châm H'Lan", "Văn thư", null, roles.Length == 0 ? [Role.Registry] : roles, Password), Caller.System("command"), default))).Value;

    public Task<Result<SignInAnswer>> SignIn(string userName, string password, SessionKind kind = SessionKind.Bearer, Visitor? visitor = null) =>
        Do<SignIn, Result<SignInAnswer>>(signIn => signIn.Execute(new(userName, password), kind, visitor ?? Desk, default));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
