using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dispatch.Agencies;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.OldBooks;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Scalar.AspNetCore;

namespace Dispatch;

/// <summary>The office's public surface: what it is made of, its routes and its jobs.</summary>
public static class DispatchModule
{
    /// <summary>Adds everything the office does, over <paramref name="connectionString"/>.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, string connectionString)
    {
        // Platform
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new OfficeClock(provider.GetRequiredService<TimeProvider>(), TimeZoneInfo.FindSystemTimeZoneById(
            provider.GetRequiredService<IConfiguration>()["Office:TimeZone"] ?? OfficeClock.DefaultZone)));
        services.AddSingleton<Database>();
        services.AddSingleton<Idempotency>();
        services.ConfigureHttpJsonOptions(o => WireJson.Apply(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddOpenApiDocument(JournalJson.Values);
        services.AddJobs(connectionString);
        services.AddScoped<ForgetIdempotencyKeys>();

        // Journal
        services.AddSingleton<JournalWriter>();
        services.AddSingleton<ReadJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadJournal>());

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
        services.AddScoped<ForgetSessions>();

        // Files
        services.AddSingleton<FileStorage, DiskFileStorage>();
        services.AddScoped<StoreFile>();
        services.AddScoped<ReadFile>();
        services.AddScoped<OrphanFiles>();

        // Runs
        services.AddScoped<FindRuns>();
        services.AddScoped<ReadRun>();
        services.AddScoped<CancelRun>();
        services.AddSingleton<StartRun>();
        services.AddScoped<WorkRuns>();

        // Calendar
        services.AddSingleton<WorkingCalendars>();
        services.AddScoped<CountWorkingDays>();
        services.AddScoped<ReadCalendar>();
        services.AddScoped<ChangeCalendar>();

        // Agencies
        services.AddScoped<FindAgencies>();
        services.AddScoped<AddAgency>();
        services.AddScoped<AddVariant>();

        // Registers
        services.AddScoped<FindRegisters>();
        services.AddScoped<OpenRegister>();
        services.AddScoped<OpenYear>();
        services.AddScoped<OpenNextYear>();
        services.AddScoped<ReadEntries>();
        services.AddScoped<ProveComplete>();
        services.AddScoped<CloseYear>();
        services.AddScoped<ReopenYear>();

        // Documents
        services.AddScoped<FindDocumentTypes>();
        services.AddSingleton(provider => DocumentTypes.Remember(provider.GetRequiredService<Database>(), provider.GetRequiredService<OfficeClock>()));
        services.AddSingleton<LegalLengths>();

        // Incoming
        services.AddSingleton<IncomingWarnings>();
        services.AddScoped<RegisterIncoming>();
        services.AddScoped<FindIncoming>();
        services.AddScoped<ReadIncoming>();
        services.AddScoped<ReadIncomingHistory>();
        services.AddScoped<CorrectIncoming>();
        services.AddScoped<AnnulIncoming>();
        services.AddScoped<AttachPaperCopy>();
        services.AddScoped<TransferIncoming>();
        services.AddScoped<ReplaceFiles>();
        services.AddScoped<ReceiveItem>();
        services.AddScoped<FindReceived>();
        services.AddScoped<ReadReceived>();
        services.AddScoped<RegisterReceived>();
        services.AddScoped<RefuseReceived>();
        services.AddScoped<HandOverReceived>();
        services.AddScoped<MarkLateRegistrations>();
        services.AddScoped<MarkPassedReplyDates>();

        // Old books
        services.AddScoped<UploadOldBook>();
        services.AddScoped<ReadOldBook>();
        services.AddScoped<MapOldBook>();
        services.AddScoped<CheckOldBook>();
        services.AddScoped<TakeOverOldBook>();
        KnownRunKind.Add<OldBookCheckRun>(services, OldBookCheckRun.Kind);
        KnownRunKind.Add<OldBookTakeoverRun>(services, OldBookTakeoverRun.Kind);

        return services;
    }

    /// <summary>Maps <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapDispatchApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        PeopleApi.Map(api);
        FilesApi.Map(api);
        RunsApi.Map(api);
        CalendarApi.Map(api);
        AgenciesApi.Map(api);
        RegistersApi.Map(api);
        DocumentTypesApi.Map(api);
        IncomingApi.Map(api);
        ReceivedItemsApi.Map(api);
        OldBooksApi.Map(api);

        routes.MapOpenApi("/openapi/{documentName}.json").OpenToAnyone();
        // Nothing of the reference page asks another server.
        routes.MapScalarApiReference("/docs", scalar => scalar.WithTitle("Dispatch API")
            .DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton()).OpenToAnyone();
        return routes;
    }

    /// <summary>Everything that runs by the clock, in the office's zone.</summary>
    public static IReadOnlyList<ScheduledJob> Schedule { get; } =
    [
        new("late-registrations", "* * * * *", typeof(MarkLateRegistrations)),
        new("work-runs", "* * * * *", typeof(WorkRuns), WorkRuns.Queue, AtStart: true),
        new("passed-reply-dates", "5 0 * * *", typeof(MarkPassedReplyDates)),
        new("forget-sessions", "40 2 * * *", typeof(ForgetSessions)),
        new("forget-idempotency-keys", "20 * * * *", typeof(ForgetIdempotencyKeys)),
        new("orphan-files", "40 */6 * * *", typeof(OrphanFiles)),
        new("open-next-year", "10 1 * 12 *", typeof(OpenNextYear)),
    ];
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
