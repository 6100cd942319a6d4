using System.Net;

namespace Dispatch.Host;

/// <summary>How this process was asked to run: command line first, then the environment, then what is sensible on a desk.</summary>
/// <param name="Urls">Addresses to answer on, separated by semicolons.</param>
/// <param name="DataFolder">Path of the data folder.</param>
/// <param name="EnvironmentName">ASP.NET Core's environment.</param>
internal sealed record OfficeSettings(string Urls, string DataFolder, string EnvironmentName)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Not inside the checkout: <c>git clean</c> must not delete an office.</summary>
    public static string DefaultDataFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "dispatch");

    /// <summary>A server of one's own, as the office connects to it; null for the private cluster.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The same server as the tables' owner, for migrations; null when the office is the owner.</summary>
    public string? OwnerConnectionString { get; init; }

    /// <summary>What this process does.</summary>
    public Roles Roles { get; init; } = Roles.Web | Roles.Worker;

    /// <summary>True when people who are not at this machine cannot reach any of the addresses.</summary>
    public bool LoopbackOnly => Addresses.All(address => address.Loopback);

    /// <summary>True when the sample office, with its known passwords, may be there.</summary>
    public bool MayBeSample => EnvironmentName == Environments.Development && LoopbackOnly;

    /// <summary>The addresses taken apart.</summary>
    public IReadOnlyList<OfficeAddress> Addresses => [.. Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(OfficeAddress.Parse)];

    /// <exception cref="CommandFailure">A value makes no sense.</exception>
    public static OfficeSettings Read(Arguments arguments, Func<string, string?> environment)
    {
        var urls = arguments["urls"] ?? environment("ASPNETCORE_URLS") ?? DefaultUrls;
        var settings = new OfficeSettings(
            urls,
            arguments["data"] ?? environment("DISPATCH_DATA") ?? DefaultDataFolder,
            environment("ASPNETCORE_ENVIRONMENT") ?? environment("DOTNET_ENVIRONMENT") ?? "")
        {
            ConnectionString = environment("ConnectionStrings__Dispatch"),
            OwnerConnectionString = environment("ConnectionStrings__DispatchOwner"),
            Roles = ParseRoles(environment("Dispatch__Roles") ?? "web,worker"),
        };
        if (settings.Addresses.Count == 0)
            throw Arguments.Refused("--urls cần một địa chỉ");
        if (settings.EnvironmentName == "")
        {
            // Nothing was said: a desk, unless others can reach it or it stands on somebody's server.
            var onADesk = settings.LoopbackOnly && settings.ConnectionString is null;
            settings = settings with { EnvironmentName = onADesk ? Environments.Development : Environments.Production };
        }
        return settings;
    }

    /// <summary>The settings of this process.</summary>
    public static OfficeSettings Read(Arguments arguments) =>
        Read(arguments, name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null);

    private static Roles ParseRoles(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Aggregate((Roles)0, (roles, word) => roles | word switch
        {
            "web" => Roles.Web,
            "worker" => Roles.Worker,
            _ => throw Arguments.Refused($"Dispatch__Roles nhận web hoặc worker, không nhận “{word}”"),
        });
}

/// <summary>One address the office answers on.</summary>
internal sealed record OfficeAddress(string Host, int Port)
{
    /// <summary>Where to listen; null for every address of the machine.</summary>
    public IPAddress? Ip => Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Host.Trim('[', ']'), out var ip) ? ip : null;

    public bool Loopback => Ip is { } ip && IPAddress.IsLoopback(ip);

    public static OfficeAddress Parse(string url)
    {
        try
        {
            var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(url);
            return new(address.Host, address.Port);
        }
        catch (FormatException)
        {
            throw Arguments.Refused($"--urls không hiểu “{url}”, ví dụ {OfficeSettings.DefaultUrls}");
        }
    }
}
