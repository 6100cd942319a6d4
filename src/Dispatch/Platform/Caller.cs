using System.Net;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Platform;

/// <summary>Marks the identity of a person: <c>Id&lt;Person&gt;</c>. The rows are People's.</summary>
public sealed class Person
{
    private Person() { }
}

/// <summary>
/// Who calls a use case, for whom, from where: what the journal writes and what permissions are asked of.
/// </summary>
/// <param name="PersonId">The person who acts.</param>
/// <param name="UserName">Account name at the time of the act.</param>
/// <param name="FullName">Name at the time of the act.</param>
/// <param name="Permissions">Everything this caller may do; decided anew for each request.</param>
public sealed record Caller(Id<Person> PersonId, string UserName, string FullName, IReadOnlySet<string> Permissions)
{
    /// <summary>The person the caller acts for; null when for themselves.</summary>
    public Id<Person>? ActingFor { get; init; }

    /// <summary>
    /// To whom a document may be granted so that this caller sees it: themselves, those they stand in for today, the units these lead, the books
    /// whose desk they are, their circles. Read once per request; see Access.
    /// </summary>
    public Guid[] Principals { get; init; } = [];

    /// <summary>Whose personal work the caller may do today: themselves first, then those they stand in for.</summary>
    public Guid[] Desks { get; init; } = [PersonId.Value];

    /// <summary>The units whose work the caller assigns today: those they lead, and those led by whom they stand in for.</summary>
    public Guid[] UnitsLed { get; init; } = [];

    /// <summary>The door: <c>page</c>, <c>api</c>, <c>job</c>, <c>command</c>.</summary>
    public string Via { get; init; } = "api";

    /// <summary>Network address of the caller; null for jobs and commands.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The browser or program as it named itself, at most 200 characters.</summary>
    public string? Program { get; init; }

    /// <summary>Language for messages to this caller.</summary>
    public Language Language { get; init; } = Language.Vietnamese;

    /// <summary>The request's <c>Idempotency-Key</c>, when it sent one.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>True when <paramref name="permission"/> (see People/Permission) is among the caller's.</summary>
    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>The system itself: jobs and start-up. Its id is a row of the people table.</summary>
    public static Caller System(string via) => new(SystemId, "system", "Hệ thống", new HashSet<string>()) { Via = via };

    /// <summary>Binds the caller of a request to an endpoint's parameter; the sign-in middleware put it there.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<Caller>() ?? throw new InvalidOperationException("This route is open to anyone: it has no caller."));

    /// <summary>Id of the row that stands for the system in the people table.</summary>
    public static readonly Id<Person> SystemId = new(new Guid("00000000-0000-7000-8000-000000000001"));
}

/// <summary>One use of an <c>Idempotency-Key</c>: the key, and what it was used with.</summary>
/// <param name="Value">The header, 1 to 255 visible characters.</param>
/// <param name="RequestHash">SHA-256 over method, path and body.</param>
public sealed record IdempotencyKey(string Value, byte[] RequestHash);
