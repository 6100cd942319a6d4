using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NSec.Cryptography;

namespace Dispatch.People;

/// <summary>
/// Passwords as Argon2id (RFC 9106), kept as a PHC string with its own cost: <c>$argon2id$v=19$m=65536,t=3,p=1$salt$hash</c>.
/// A hash of another cost still verifies and asks to be made anew. Passwords are hashed in NFC, whatever keyboard typed them.
/// </summary>
public sealed partial class Argon2idPasswordHasher : IPasswordHasher<Account>, IDisposable
{
    private const int SaltSize = 16;
    private const int HashSize = 32;
    private const int MostMemoryKiB = 1024 * 1024;
    private const int MostPasses = 20;

    private readonly Cost cost;
    private readonly SemaphoreSlim gate;

    public Argon2idPasswordHasher(IOptions<SignInSettings> options)
    {
        cost = new(options.Value.HashMemoryKiB, options.Value.HashPasses);
        gate = new(options.Value.ParallelHashes);
    }

    public string HashPassword(Account user, string password)
    {
        gate.Wait();
        try
        {
            return Hash(password);
        }
        finally
        {
            gate.Release();
        }
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        gate.Wait();
        try
        {
            return Check(hashedPassword, providedPassword);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// As <see cref="VerifyHashedPassword"/>, waiting without a thread. Without a hash (unknown name) it does the same work and fails, so that
    /// the time of an answer does not tell which names exist.
    /// </summary>
    internal async Task<PasswordVerificationResult> Verify(string? hash, string password, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return Check(hash, password);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var hash = Derive(password, salt, cost);
        return $"$argon2id$v=19$m={cost.MemoryKiB},t={cost.Passes},p=1${Text(salt)}${Text(hash)}";
    }

    private PasswordVerificationResult Check(string? kept, string password)
    {
        if (!TryRead(kept, out var keptCost, out var salt, out var hash))
        {
            Derive(password, new byte[SaltSize], cost);
            return PasswordVerificationResult.Failed;
        }
        if (!CryptographicOperations.FixedTimeEquals(Derive(password, salt, keptCost), hash))
            return PasswordVerificationResult.Failed;
        return keptCost == cost ? PasswordVerificationResult.Success : PasswordVerificationResult.SuccessRehashNeeded;
    }

    private static byte[] Derive(string password, byte[] salt, Cost cost)
    {
        var algorithm = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = cost.MemoryKiB, NumberOfPasses = cost.Passes });
        return algorithm.DeriveBytes(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC)), salt, HashSize);
    }

    private static bool TryRead(string? kept, [NotNullWhen(true)] out Cost? cost, out byte[] salt, out byte[] hash)
    {
        (cost, salt, hash) = (null, [], []);
        if (kept is null || Phc().Match(kept) is not { Success: true } match)
            return false;
        var memory = int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        var passes = int.Parse(match.Groups["t"].ValueSpan, CultureInfo.InvariantCulture);
        if (memory > MostMemoryKiB || passes > MostPasses)
            return false;
        (salt, hash) = (Bytes(match.Groups["salt"].Value), Bytes(match.Groups["hash"].Value));
        if (salt.Length != SaltSize || hash.Length != HashSize)
            return false;
        cost = new(memory, passes);
        return true;
    }

    // PHC strings are Base64 without the padding.
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));

    [GeneratedRegex(@"^\$argon2id\$v=19\$m=(?<m>\d{1,8}),t=(?<t>\d{1,4}),p=1\$(?<salt>[A-Za-z0-9+/]{22})\$(?<hash>[A-Za-z0-9+/]{43})$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Phc();

    private sealed record Cost(int MemoryKiB, int Passes);
}
