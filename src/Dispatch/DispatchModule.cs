using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dispatch.Calendar;
using Dispatch.People;
using Dispatch.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch;

/// <summary>The office's public surface: what it is made of, its routes and its jobs.</summary>
public static class DispatchModule
{
    /// <summary>Adds everything the office does, over <paramref name="connectionString"/>.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<Database>();
        services.AddSingleton<Idempotency>();
        services.ConfigureHttpJsonOptions(o => WireJson.Apply(o.SerializerOptions));

        // Platform

        // People
        services.AddSignIn();
        services.AddScoped<SignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<SignInAsSamplePerson>();
        services.AddScoped<FindMe>();
        services.AddScoped<FindPeople>();
        services.AddScoped<FindSessions>();
        services.AddScoped<EndSession>();
        services.AddScoped<FindApiTokens>();
        services.AddScoped<MakeApiToken>();
        services.AddScoped<RevokeApiToken>();
        services.AddScoped<MakeOneTimeLink>();
        services.AddScoped<SetPassword>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<AddPerson>();
        services.AddScoped<AddUnit>();

        // Files

        // Calendar
        services.AddSingleton<WorkingCalendars>();
        services.AddScoped<CountWorkingDays>();
        services.AddScoped<ReadCalendar>();
        services.AddScoped<ChangeCalendar>();

        // Agencies

        // Registers

        // Documents, Incoming

        return services;
    }

    /// <summary>Maps <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapDispatchApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        PeopleApi.Map(api);
        CalendarApi.Map(api);
        return routes;
    }
}

/// <summary>JSON on the wire: camelCase, enums as camelCase strings, Vietnamese unescaped, unknown members refused, numbers never in quotes.</summary>
public static class WireJson
{
    public static void Apply(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
