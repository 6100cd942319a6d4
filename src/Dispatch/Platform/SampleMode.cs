namespace Dispatch.Platform;

/// <summary>
/// Whether this process shows the sample office: accounts with a known password and one-click sign-in. The host decides it once, at start.
/// </summary>
/// <param name="Enabled">True only in the Development environment with nothing but loopback addresses to listen on.</param>
public sealed record SampleMode(bool Enabled);
