using Dispatch.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Testing;

/// <summary>
/// The real web application in this process, on a real loopback port, over a database and a data folder of its own, with a clock that
/// stands still until a test moves it.
/// </summary>
public sealed class TestOffice : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolder folder;

    private TestOffice(TestDatabase database, FakeTimeProvider clock, DataFolder folder, WebApplication app) =>
        (Database, Clock, this.folder, this.app) = (database, clock, folder, app);

    /// <summary>When an office starts unless told otherwise: Monday 5 October 2026, 08:30 in Việt Nam.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 10, 5, 8, 30, 0, TimeSpan.FromHours(7));

    /// <summary>The office's database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The office's clock.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>Where the office keeps its files.</summary>
    public string DataFolder => folder.Path;

    /// <summary>Use cases and stores, for tests that call them in process.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The application, for its routes.</summary>
    public WebApplication App => app;

    /// <summary>For example <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Starts an office.</summary>
    /// <param name="now">The clock's start; <see cref="Morning"/> unless given.</param>
    /// <param name="services">Fakes for the true seams.</param>
    /// <param name="environment">ASP.NET Core's environment.</param>
    /// <param name="sample">True for one-click sign-in, as in the sample office.</param>
    public static async Task<TestOffice> Start(DateTimeOffset? now = null, Action<IServiceCollection>? services = null, string environment = "Development", bool sample = false)
    {
        var database = await TestDatabase.Create();
        var clock = new FakeTimeProvider(now ?? Morning);
        var folder = Host.DataFolder.Open(RunFolder.New("office"));
        if (sample)
            folder.MarkAsSample();
        var app = OfficeApp.Build(new("http://127.0.0.1:0", folder.Path, environment) { Roles = Roles.Web }, folder, database.ConnectionString, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services?.Invoke(builder.Services);
        });
        await app.StartAsync();
        return new(database, clock, folder, app);
    }

    /// <summary>A client that is nobody: no sign-in, no cookies kept, redirects not followed.</summary>
    public HttpClient Stranger() => new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder.Path, recursive: true);
    }
}
