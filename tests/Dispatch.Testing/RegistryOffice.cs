using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Registers;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch.Testing;

/// <summary>
/// A small office that can register: the two clerks, the chief, a leader, an officer and the administrator of the acceptance scenarios, the
/// calendar of 2026 declared, and the book DEN of 2026 standing at 4520.
/// </summary>
public sealed class RegistryOffice : IAsyncDisposable
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "Dispatch@2026";

    private readonly Dictionary<string, HttpClient> clients = [];

    private RegistryOffice(TestOffice office) => Office = office;

    public TestOffice Office { get; }

    /// <summary>Opens the office.</summary>
    /// <param name="now">The clock's start; <see cref="TestOffice.Morning"/> unless given.</param>
    /// <param name="services">Fakes for the true seams.</param>
    /// <param name="pages">With the pages of the desk: describing them is most of what an office's start costs, and tests of the API open none.</param>
    public static async Task<RegistryOffice> Open(DateTimeOffset? now = null, Action<IServiceCollection>? services = null, bool pages = false)
    {
        var office = await TestOffice.Start(now, more =>
        {
            if (!pages)
                more.Select(service => service.ImplementationInstance).OfType<ApplicationPartManager>().Single().ApplicationParts.Clear();
            more.Configure<SignInSettings>(o => (o.HashMemoryKiB, o.HashPasses, o.SignInsPerMinute, o.RequestsPerMinute) = (64, 1, 1000, 1_000_000));
            services?.Invoke(more);
        });
        var opened = new RegistryOffice(office);
        await opened.Person("hlan", "Rơ Châm H'Lan", Role.Registry);
        await opened.Person("ngoc", "Trần Thị Bích Ngọc", Role.Registry);
        await opened.Person("thinh", "Nguyễn Đức Thịnh", Role.OfficeChief);
        await opened.Person("nam", "Lê Hoàng Nam", Role.Deputy);
        await opened.Person("quan", "Võ Minh Quân", Role.Officer);
        await opened.Person("admin", "Quản trị hệ thống", Role.Administrator);
        await using (var connection = await opened.Connect())
            await connection.ExecuteAsync("update calendar_year set declared_at = '2026-01-02', declared_by = @SystemId where year = 2026", new { Caller.SystemId });
        (await opened.Do<OpenRegister, Result<RegisterView>>(use => use.Execute(
            new() { Code = "DEN", Kind = RegisterKind.Incoming, Name = "Sổ văn bản đến UBND tỉnh", IssuingBody = "UBND tỉnh Gia Lai" }, Caller.System("command"), default))).Value.ToString();
        (await opened.Do<OpenYear, Result<YearView>>(use => use.Execute(
            "DEN", new() { Year = 2026, FirstNumber = 4521, Because = "Tiếp quản từ sổ giấy" }, Caller.System("command"), default))).Value.ToString();
        return opened;
    }

    /// <summary>Runs a use case in a scope of its own, as a request does.</summary>
    public async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = Office.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    /// <summary>A client signed in over HTTP with a bearer token; the same one for the same person.</summary>
    public async Task<HttpClient> Client(string userName)
    {
        if (clients.TryGetValue(userName, out var known))
            return known;
        var client = Office.Stranger();
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName, password = Password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!.Token;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return clients[userName] = client;
    }

    /// <summary>Signs in anew, for a clock that has moved past the session.</summary>
    public Task<HttpClient> Fresh(string userName)
    {
        clients.Remove(userName);
        return Client(userName);
    }

    /// <summary>A connection with the owner's rights, to look at rows and to plant faults.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(Office.Database.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
            client.Dispose();
        await Office.DisposeAsync();
    }

    private async Task Person(string userName, string fullName, Role role) =>
        (await Do<AddPerson, Result<Id<Person>>>(add => add.Execute(new(userName, fullName, "", null, [role], Password), Caller.System("command"), default))).Value.ToString();

    private sealed record TokenAnswer(string Token);
}
