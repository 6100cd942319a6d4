using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dispatch.Access;
using Dispatch.Agencies;
using Dispatch.Archive;
using Dispatch.Calendar;
using Dispatch.Documents;
using Dispatch.Drafts;
using Dispatch.Files;
using Dispatch.Incoming;
using Dispatch.Journal;
using Dispatch.Mail;
using Dispatch.Notices;
using Dispatch.Office;
using Dispatch.OldBooks;
using Dispatch.Operations;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Prints;
using Dispatch.Registers;
using Dispatch.Reminders;
using Dispatch.Reports;
using Dispatch.Routing;
using Dispatch.Runs;
using Dispatch.Views;
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
        services.AddSingleton(new OfficeConnection(connectionString));
        services.AddScoped<ScheduledRun>();
        services.AddScoped<RunProgress>();
        services.AddScoped<ForgetJobRuns>();
        services.AddScoped<ForgetIdempotencyKeys>();

        services.AddSingleton(provider => OfficeAddress.Of(provider.GetRequiredService<IConfiguration>()));

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
        services.AddScoped<FindByKey>();
        services.AddScoped<RevokeApiToken>();
        services.AddScoped<MakeOneTimeLink>();
        services.AddScoped<SetPassword>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<AddPerson>();
        services.AddScoped<FindUsers>();
        services.AddScoped<ReadUser>();
        services.AddScoped<HirePerson>();
        services.AddScoped<EditPerson>();
        services.AddScoped<ImportPeople>();
        services.AddScoped<AddPost>();
        services.AddScoped<EndPost>();
        services.AddScoped<PostsTakeEffect>();
        services.AddScoped<DisablePerson>();
        services.AddScoped<UnlockPerson>();
        services.AddScoped<EndPersonSessions>();
        services.AddScoped<ChangeOwnPassword>();
        services.AddScoped<FindUnits>();
        services.AddScoped<AddUnit>();
        services.AddScoped<EditUnit>();
        services.AddScoped<ForgetSessions>();

        // Notices
        services.AddScoped<FindNotices>();
        services.AddScoped<MarkNoticeRead>();
        services.AddScoped<MarkAllNoticesRead>();

        // Files
        services.AddSingleton<FileStorage, DiskFileStorage>();
        services.AddScoped<StoreFile>();
        services.AddScoped<ReadFile>();
        services.AddScoped<WithdrawUploads>();
        services.AddSingleton<PageImages>();
        services.AddSingleton<ReadPageImage>();
        services.AddScoped<OrphanFiles>();

        // Runs
        services.AddScoped<FindRuns>();
        services.AddScoped<ReadRun>();
        services.AddScoped<CancelRun>();
        services.AddSingleton<StartRun>();
        services.AddScoped<WorkRuns>();
        // Drafts
        services.AddScoped<KeepDraft>();
        services.AddScoped<ReadDraft>();
        services.AddScoped<SwapDrafts>();
        services.AddScoped<DiscardDraft>();

        // Calendar
        services.AddSingleton<WorkingCalendars>();
        services.AddSingleton<DueDates>();
        services.AddScoped<CountWorkingDays>();
        services.AddScoped<CountTerm>();
        services.AddScoped<ReadCalendar>();
        services.AddScoped(provider => new ChangeCalendar(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<OfficeClock>(), provider.GetRequiredService<JournalWriter>(), provider.GetRequiredService<WorkingCalendars>(),
            provider.GetServices<OpenTerms>()));
        services.AddScoped<FindLimits>();
        services.AddScoped<AddLimit>();
        services.AddScoped<FindCountingRules>();
        services.AddScoped<AddCountingRule>();
        services.AddScoped<FindWeeklyRests>();
        services.AddScoped(provider => new AddWeeklyRest(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<OfficeClock>(), provider.GetRequiredService<JournalWriter>(), provider.GetRequiredService<WorkingCalendars>(),
            provider.GetServices<OpenTerms>()));

        // Agencies
        services.AddScoped<FindAgencies>();
        services.AddScoped<AddAgency>();
        services.AddScoped<AddVariant>();
        services.AddScoped<EditAgency>();
        services.AddScoped<MergeAgency>();
        services.AddScoped<ImportAgencies>();
        services.AddScoped<ExportAgencies>();

        // Office
        services.AddScoped<ReadOffice>();
        services.AddScoped<ChangeOffice>();
        services.AddScoped<FindIssuingBodies>();
        services.AddScoped<AddIssuingBody>();
        services.AddScoped<EditIssuingBody>();
        services.AddScoped<ReadSetUp>();

        // Registers
        services.AddScoped<FindRegisters>();
        services.AddScoped<OpenRegister>();
        services.AddScoped<OpenYear>();
        services.AddScoped<OpenNextYear>();
        services.AddScoped<ReadEntries>();
        services.AddScoped<ProveComplete>();
        services.AddScoped<CloseYear>();
        services.AddScoped<ReadClosure>();
        services.AddScoped<ReopenYear>();

        // Documents
        services.AddScoped<FindDocumentTypes>();
        services.AddScoped<AddDocumentType>();
        services.AddScoped<EditDocumentType>();
        services.AddSingleton(provider => DocumentTypes.Remember(provider.GetRequiredService<Database>(), provider.GetRequiredService<OfficeClock>()));
        services.AddSingleton<LegalLengths>();

        // Incoming
        services.AddSingleton<IncomingWarnings>();
        services.AddScoped<RegisterIncoming>();
        services.AddScoped<FindIncoming>();
        services.AddScoped<FindByNumber>();
        services.AddScoped<LocateDocument>();
        services.AddScoped<FindAlike>();
        services.AddScoped<ReadIncoming>();
        services.AddScoped<ReadIncomingHistory>();
        services.AddScoped<CorrectIncoming>();
        services.AddScoped<UndoIncoming>();
        services.AddScoped<AnnulIncoming>();
        services.AddScoped<AttachPaperCopy>();
        services.AddScoped<TransferIncoming>();
        services.AddScoped<TransferMany>();
        services.AddScoped<FindReceivers>();
        services.AddScoped<ReplaceFiles>();
        services.AddScoped<ReceiveItem>();
        services.AddScoped<FindReceived>();
        services.AddScoped<ReadReceived>();
        services.AddScoped<RegisterReceived>();
        services.AddScoped<FindNextReceived>();
        services.AddScoped<CountReceived>();
        services.AddScoped<ReadReceivedHistory>();
        services.AddScoped<AttachReceivedAsPaper>();
        services.AddScoped<ReopenReceived>();
        services.AddScoped<RefuseReceived>();
        services.AddScoped<HandOverReceived>();
        services.AddSingleton<DropFolder>();
        services.AddScoped<TakeScans>();
        services.AddScoped<FindIntake>();
        services.AddScoped<AlertExpressItems>();
        services.AddScoped<MarkLateRegistrations>();
        services.AddScoped<MarkPassedReplyDates>();
        services.AddScoped<OpenTerms, MoveRegistrationLimits>();

        // Routing
        services.AddScoped<SubmitIncoming>();
        services.AddScoped<EndSubmission>();
        services.AddScoped<FindSubmissions>();
        services.AddScoped<ProposeSubmission>();
        services.AddScoped<GiveDirection>();
        services.AddScoped<ChangeDirection>();
        services.AddScoped<RouteMany>();
        services.AddScoped<ReadRouting>();
        services.AddScoped<FindAssignments>();
        services.AddScoped<ReadAssignment>();
        services.AddScoped<ReadDeadline>();
        services.AddScoped<DeadlineCalendar>();
        services.AddScoped<DeadlineFeed>();
        services.AddScoped<AcceptAssignment>();
        services.AddScoped<AssignPerson>();
        services.AddScoped<ForwardAssignment>();
        services.AddScoped<ReturnAssignment>();
        services.AddScoped<ExtendDeadline>();
        services.AddScoped<PauseDeadline>();
        services.AddScoped<OpenTerms, MoveTerms>();
        services.AddScoped<WithdrawAssignment>();
        services.AddScoped<CompleteAssignment>();
        services.AddScoped<ReopenAssignment>();
        services.AddScoped<HandleMany>();
        services.AddScoped<AddNote>();
        services.AddScoped<Opinions>();
        services.AddScoped<TakePaper>();
        services.AddScoped<FollowDocument>();
        services.AddScoped<FindDirections>();
        services.AddScoped<Absences>();
        services.AddScoped<HandOverWork>();
        services.AddScoped<ShareDocument>();
        services.AddScoped<FindReaders>();
        services.AddScoped<FindSentences>();
        services.AddScoped<KeepSentences>();
        services.AddScoped<FindTemplates>();
        services.AddScoped<KeepTemplates>();
        services.AddScoped<FindFields>();
        services.AddScoped<KeepField>();
        services.AddScoped<FindTermRules>();
        services.AddScoped<KeepTermRules>();

        // Archive
        services.AddScoped<ArchiveDocuments>();
        services.AddScoped<ReadArchived>();
        services.AddScoped<CheckArchived>();

        // Reports
        services.AddScoped<ReportUnits>();

        // Prints
        services.AddScoped<ReadBook>();
        services.AddScoped<ReadTransfersOfDay>();
        services.AddScoped<ReadFollowUp>();
        services.AddScoped<ReadDueList>();
        services.AddScoped<FindPrintForm>();
        services.AddScoped<NotePrint>();
        services.AddScoped<FindPrints>();
        services.AddScoped(provider => new StartBookPdf(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<ReadBook>(), provider.GetRequiredService<StartRun>()));
        services.AddSingleton<ChromiumPrinter>();
        KnownRunKind.Add<BookPdfRun>(services, BookPdfRun.Name);

        // Views
        services.AddScoped<FindViews>();
        services.AddScoped<SaveView>();
        services.AddScoped<DropView>();
        services.AddScoped<ChooseColumns>();
        // Operations
        services.AddScoped<TakeBackup>();
        services.AddScoped<VerifyBackup>();
        services.AddScoped<RestoreBackup>();
        services.AddScoped<NightlyBackup>();
        services.AddScoped<ProveNewestBackup>();
        services.AddScoped<ReadStatus>();
        services.AddScoped<RunJob>();
        services.AddSingleton<BackupAge>();
        // Old books
        services.AddScoped<UploadOldBook>();
        services.AddScoped<ReadOldBook>();
        services.AddScoped<MapOldBook>();
        services.AddScoped<CheckOldBook>();
        services.AddScoped<TakeOverOldBook>();
        KnownRunKind.Add<OldBookCheckRun>(services, OldBookCheckRun.Kind);
        KnownRunKind.Add<OldBookTakeoverRun>(services, OldBookTakeoverRun.Kind);
        // Reminders
        services.AddScoped<Remind>();
        services.AddScoped<WriteWeek>();
        services.AddScoped<FindReminderRules>();
        services.AddScoped<AddReminderRule>();

        // Mail
        services.AddSingleton(provider => MailSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Mailer, SmtpMailer>();
        services.AddScoped<WriteMail>();
        services.AddScoped<SendMail>();
        services.AddScoped<ReadMyMail>();
        services.AddScoped<ChangeMyMail>();

        return services;
    }

    /// <summary>Maps <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapDispatchApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        PeopleApi.Map(api);
        NoticesApi.Map(api);
        UsersApi.Map(api);
        UnitsApi.Map(api);
        FilesApi.Map(api);
        RunsApi.Map(api);
        CalendarApi.Map(api);
        AgenciesApi.Map(api);
        OfficeApi.Map(api);
        RegistersApi.Map(api);
        DocumentTypesApi.Map(api);
        IncomingApi.Map(api);
        RoutingApi.Map(api);
        AssignmentsApi.Map(api);
        ArchiveApi.Map(api);
        ReportsApi.Map(api);
        RoutingDataApi.Map(api);
        AbsencesApi.Map(api);
        PrintsApi.Map(api);
        ViewsApi.Map(api);
        ReceivedItemsApi.Map(api);
        OperationsApi.Map(api);
        OldBooksApi.Map(api);
        MailApi.Map(api);
        RemindersApi.Map(api);

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
        new("take-scans", "* * * * *", typeof(TakeScans)),
        new("alert-express-items", "* * * * *", typeof(AlertExpressItems)),
        new("work-runs", "* * * * *", typeof(WorkRuns), WorkRuns.Queue, AtStart: true),
        new("passed-reply-dates", "5 0 * * *", typeof(MarkPassedReplyDates)),
        new("posts-take-effect", "2 0 * * *", typeof(PostsTakeEffect)),
        new("forget-sessions", "40 2 * * *", typeof(ForgetSessions)),
        new("forget-idempotency-keys", "20 * * * *", typeof(ForgetIdempotencyKeys)),
        new("backup", "30 1 * * *", typeof(NightlyBackup)),
        new("archive", "30 22 * * *", typeof(ArchiveDocuments), WorkRuns.Queue),
        new("prove-backup", "0 4 * * 0", typeof(ProveNewestBackup)),
        new("forget-job-runs", "50 2 * * *", typeof(ForgetJobRuns)),
        new("orphan-files", "40 */6 * * *", typeof(OrphanFiles)),
        new("open-next-year", "10 1 * 12 *", typeof(OpenNextYear)),
        new("remind", "* * * * *", typeof(Remind)),
        new("write-mail", "* * * * *", typeof(WriteMail)),
        new("write-week", "*/10 * * * *", typeof(WriteWeek)),
        new("send-mail", "* * * * *", typeof(SendMail)),
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
