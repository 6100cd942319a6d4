using System.Net;
using System.Reflection;
using Dispatch.Archive;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Operations;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Web;
using Microsoft.AspNetCore.HttpOverrides;
using Npgsql;
using IPNetwork = System.Net.IPNetwork;

namespace Dispatch.Host;

/// <summary>The web application of the office: the same for the program and for the tests that start it in process.</summary>
internal static class OfficeApp
{
    /// <summary>Requests get this long to finish once a stop is asked for; the private cluster needs the rest of ten seconds.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(7);

    /// <param name="adjust">For tests: the clock, fakes for the true seams.</param>
    public static WebApplication Build(OfficeSettings settings, DataFolder folder, OfficeStore store, Action<WebApplicationBuilder>? adjust = null)
    {
        var app = Build(settings, folder, store.ConnectionString, adjust);
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        store.WhenRecovered(() =>
        {
            source.Clear();
            NpgsqlConnection.ClearAllPools();
        });
        return app;
    }

    public static WebApplication Build(OfficeSettings settings, DataFolder folder, string connectionString, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(OfficeApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = settings.EnvironmentName,
        });
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        // The program prints its own steps and address, and has its own hands on the signals.
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told by the command, in one line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            // The keys stand in our database, beside what they protect.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new FileSettings(folder.Files, builder.Configuration.GetValue("Files:MaxBytes", FileSettings.DefaultMaxBytes)));
        builder.Services.AddSingleton(new PageImageSettings(folder.PageImages, builder.Configuration["Files:Pdftoppm"]));
        builder.Services.AddSingleton(ProcessOf(settings, folder));
        builder.Services.AddSingleton(BackupSettingsOf(builder.Configuration, folder));
        builder.Services.AddSingleton(ArchiveSettingsOf(builder.Configuration, folder));
        builder.Services.AddSingleton(new IntakeSettings(builder.Configuration["Intake:Folder"] is { Length: > 0 } intake ? intake : folder.ScanIn));
        builder.Services.AddDispatch(connectionString);
        builder.Services.AddDesk();
        builder.Services.AddOfficeMetrics();
        builder.Services.AddSingleton(new SampleMode(settings.MayBeSample && folder.IsSample));
        adjust?.Invoke(builder);

        if (settings.Roles.HasFlag(Roles.Worker))
            builder.Services.AddJobWorker();

        var proxies = Networks(builder.Configuration, "Proxy:Known");
        builder.Services.AddSingleton(new MetricsReaders(Networks(builder.Configuration, "Metrics:From")));

        var app = builder.Build();
        app.Services.GetRequiredService<BackupAge>();
        // Off unless a proxy is named: otherwise anybody could say where they come from.
        if (proxies.Count > 0)
            app.UseForwardedHeaders(Forwarding(proxies));
        app.UseDesk();
        app.UseApiErrors();
        app.UseRouting();
        app.UseSignIn();
        app.MapHealth(connectionString);
        app.MapOfficeMetrics();
        if (settings.Roles.HasFlag(Roles.Web))
        {
            app.MapDispatchApi();
            app.MapDesk();
            app.MapJobDashboard();
        }
        return app;
    }

    /// <summary>What this process is.</summary>
    public static ThisProcess ProcessOf(OfficeSettings settings, DataFolder folder)
    {
        var assembly = typeof(OfficeApp).Assembly;
        // "0.1.0+9f3c…" when built inside a checkout.
        var commit = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+').ElementAtOrDefault(1);
        return new(assembly.GetName().Version!.ToString(3), commit, settings.EnvironmentName,
            [.. new[] { Roles.Web, Roles.Worker }.Where(role => settings.Roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())],
            folder.IsSample, folder.Path);
    }

    private static ForwardedHeadersOptions Forwarding(IReadOnlyList<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }

    // "127.0.0.1, 10.1.2.0/24"
    private static List<IPNetwork> Networks(ConfigurationManager configuration, string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in (configuration[key] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            networks.Add(IPNetwork.TryParse(text, out var network) ? network
                : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
                : throw new CommandFailure(CommandFailure.Arguments, $"{key.Replace(":", "__", StringComparison.Ordinal)} không hiểu “{text}”: cần địa chỉ IP hoặc mạng như 10.1.2.0/24."));
        }
        return networks;
    }

    /// <summary>The office's clock, for commands that need no application.</summary>
    public static OfficeClock Clock() =>
        new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(Environment.GetEnvironmentVariable("Office__TimeZone") is { Length: > 0 } zone ? zone : OfficeClock.DefaultZone));

    private static ArchiveSettings ArchiveSettingsOf(ConfigurationManager configuration, DataFolder data) => new(
        configuration["Archive:Folder"] is { Length: > 0 } folder ? Path.GetFullPath(folder).TrimEnd('/') : data.Archive,
        configuration.GetValue("Archive:AfterDays", 0), configuration.GetValue<int?>("Archive:UntouchedAfterDays"));

    private static BackupSettings BackupSettingsOf(ConfigurationManager configuration, DataFolder data)
    {
        var defaults = new BackupSettings(null);
        var home = configuration["Backup:Folder"] is { Length: > 0 } folder ? Path.GetFullPath(folder).TrimEnd('/') : null;
        // What is lost together is no backup.
        if (home is not null && (home + '/').StartsWith(data.Path.TrimEnd('/') + '/', StringComparison.Ordinal))
            throw new CommandFailure(CommandFailure.Arguments, $"Backup__Folder ({home}) phải nằm ngoài thư mục dữ liệu, tốt nhất trên đĩa khác.");
        return new(home,
            configuration.GetValue("Backup:Keep:Daily", defaults.Daily),
            configuration.GetValue("Backup:Keep:Weekly", defaults.Weekly),
            configuration.GetValue("Backup:Keep:Monthly", defaults.Monthly));
    }

    /// <summary>Returns when a stop is asked for, from outside or from within.</summary>
    public static async Task StopRequested(this WebApplication app, CancellationToken stop)
    {
        var asked = new TaskCompletionSource();
        await using (stop.Register(() => asked.TrySetResult()))
        await using (app.Lifetime.ApplicationStopping.Register(() => asked.TrySetResult()))
            await asked.Task;
    }

    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
