using System.Reflection;
using Microsoft.AspNetCore.DataProtection;

namespace Dispatch.Host;

/// <summary>The oldest ASP.NET Core the office runs on: before 10.0.7 Data Protection lets cookies be forged (CVE-2026-40372).</summary>
internal static class RuntimeFloor
{
    private static readonly Version Lowest = new(10, 0, 7);

    /// <summary>The version this process runs on.</summary>
    public static Version Running { get; } = Parse(
        typeof(IDataProtector).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <exception cref="CommandFailure">The runtime is older.</exception>
    public static void Require(Version running)
    {
        if (running < Lowest)
            throw new CommandFailure(CommandFailure.Runtime, $"ASP.NET Core {running} có lỗ hổng CVE-2026-40372: cài bản {Lowest} hoặc mới hơn.");
    }

    // "10.0.12+25eb9d…", "10.0.0-preview.7.25380.108"
    internal static Version Parse(string informational) => Version.Parse(informational.Split('+', '-')[0]);
}
