using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dispatch.People;

/// <summary>What signing in is made of: Identity over our stores, the authentication scheme, limits, antiforgery. The use cases stand in the module's list.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddOptions<SignInSettings>().BindConfiguration(SignInSettings.Section);
        services.TryAddSingleton(new SampleMode(false));

        services.AddSingleton<SessionStore>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<AccountEvents>();
        AddIdentity(services);
        AddAuthentication(services);
        AddLimits(services);
        AddAntiforgery(services);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddSingleton<Argon2idPasswordHasher>();
        services.AddSingleton<IPasswordHasher<Account>>(provider => provider.GetRequiredService<Argon2idPasswordHasher>());
        // Before Identity's own, which asks for capitals and digits: ours stands alone.
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>();
        services.AddScoped<AccountStore>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddIdentityCore<Account>(identity => identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-")
            .AddUserManager<Accounts>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<SignInSettings>>((identity, signIn) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = signIn.Value.FailuresBeforeLockout;
            identity.Lockout.DefaultLockoutTimeSpan = signIn.Value.Lockout;
        });
    }

    private static void AddAuthentication(IServiceCollection services)
    {
        services.AddAuthentication(OfficeAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OfficeAuthentication>(OfficeAuthentication.SchemeName, null);
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorization(authorization => authorization.FallbackPolicy = UndeclaredRoutes.Refused);
    }

    private static void AddLimits(IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.OnRejected = async (rejected, _) =>
        {
            var limits = rejected.HttpContext.RequestServices.GetRequiredService<RequestLimits>();
            limits.WriteHeaders(rejected.HttpContext);
            await new ProblemResult(RequestLimits.TooMany(rejected.Lease)).ExecuteAsync(rejected.HttpContext);
        });
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimits>((limiter, limits) => limiter.GlobalLimiter = limits.Requests);
    }

    private static void AddAntiforgery(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("dispatch");
        services.AddSingleton<IXmlRepository, KeyRingRows>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((keys, rows) => keys.XmlRepository = rows);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = CrossSiteRequests.AntiforgeryHeader;
            antiforgery.Cookie.Name = "dispatch-forgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
    }
}
