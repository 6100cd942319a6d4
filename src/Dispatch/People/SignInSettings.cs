namespace Dispatch.People;

/// <summary>Settings of signing in (section <c>SignIn</c>).</summary>
public sealed class SignInSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SignIn";

    /// <summary>A browser's session ends when unused for this long.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Any session or sign-in token ends after this long, used or not.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The longest life of a personal API token.</summary>
    public TimeSpan ApiTokenLifetime { get; set; } = TimeSpan.FromDays(366);

    /// <summary>How long a link that sets a password works.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public int FailuresBeforeLockout { get; set; } = 5;

    /// <summary>How long a lockout lasts.</summary>
    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Requests a minute for one token or session.</summary>
    public int RequestsPerMinute { get; set; } = 100_000;

    /// <summary>Attempts to sign in a minute, for one account from one address.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Memory of one password hash (Argon2id m), KiB.</summary>
    public int HashMemoryKiB { get; set; } = 64 * 1024;

    /// <summary>Passes of one password hash (Argon2id t).</summary>
    public int HashPasses { get; set; } = 3;

    /// <summary>Password hashes computed at once; more wait. 200 sign-ins at once would otherwise take 12 GiB.</summary>
    public int ParallelHashes { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}
