using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Dispatch.Platform.Http;

/// <summary>
/// Declares the permission an endpoint or page needs. A route without it is open to nobody (and a test fails), unless it is declared
/// open with <see cref="Permissions.OpenToAnyone"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(string permission) : AuthorizeAttribute, IAuthorizationRequirementData
{
    /// <summary>The permission's name (People/Permission).</summary>
    public string Permission => permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PermissionRequirement(permission)];
}

/// <summary>Asked of the request's caller.</summary>
internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Puts the declaration on minimal-API routes.</summary>
public static class Permissions
{
    /// <summary>The route needs <paramref name="permission"/>.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsAttribute(permission));

    /// <summary>The route is open without sign-in.</summary>
    public static TBuilder OpenToAnyone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AllowAnonymous();
}
