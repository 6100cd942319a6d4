using Dapper;
using Dispatch.Journal;
using Dispatch.Notices;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Npgsql;

namespace Dispatch.Mail;

/// <summary>How one gets mail.</summary>
/// <param name="Email">Where to; null for no mail.</param>
/// <param name="Language">Of the mails: <c>vi</c> or <c>en</c>.</param>
/// <param name="Channels">The channel of each kind of notice.</param>
/// <param name="Weekly">True for one mail a week with what is overdue and due in it.</param>
/// <param name="On">False while the office has no mail server: nothing is sent.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record MyMailView(string? Email, string Language, IReadOnlyDictionary<string, MailChannel> Channels, bool Weekly, bool On, int Version);

/// <summary>How one wants mail.</summary>
public sealed record ChangeMyMailRequest
{
    /// <summary>Address; null or empty for no mail.</summary>
    public string? Email { get; init; }

    /// <summary><c>vi</c> (when left out) or <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>False for no weekly mail; true when left out.</summary>
    public bool? Weekly { get; init; }

    /// <summary>Channels by kind of notice; kinds left out have the usual one.</summary>
    public IReadOnlyDictionary<string, MailChannel>? Channels { get; init; }
}

/// <summary>A query: how the caller gets mail.</summary>
public sealed class ReadMyMail(Database database, MailSettings settings)
{
    public async Task<Result<MyMailView>> Execute(Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await Of(connection, caller.PersonId, settings.IsOn, ct);
    }

    internal static async Task<MyMailView> Of(NpgsqlConnection connection, Id<Person> id, bool on, CancellationToken ct)
    {
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition("""
            select email, mail_language, mail_weekly, version from person where id = @id;
            select kind, channel from mail_channel where person_id = @id;
            """, new { id }, cancellationToken: ct));
        var (email, language, weekly, version) = await rows.ReadSingleAsync<(string?, string, bool, int)>();
        var chosen = (await rows.ReadAsync<(string Kind, string Channel)>()).ToDictionary(row => row.Kind, row => EnumText.Parse<MailChannel>(row.Channel));
        return new(email, language, Enum.GetValues<NoticeKind>().ToDictionary(EnumText.Of, kind => chosen.GetValueOrDefault(EnumText.Of(kind), UsualChannel.Of(kind))), weekly, on, version);
    }
}

/// <summary>Use case: the caller says where mail goes and what goes by mail.</summary>
public sealed class ChangeMyMail(Database database, OfficeClock clock, JournalWriter journal, MailSettings settings)
{
    public async Task<Result<MyMailView>> Execute(ChangeMyMailRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await using var tx = await database.Begin(caller, ct);
        if (await ReadUser.Lock(tx.Connection, caller.PersonId, ct) is not { } version)
            return PeopleProblems.PersonNotFound;
        if (ifMatch.Refuses(version) is { } refused)
            return refused;
        var before = await ReadMyMail.Of(tx.Connection, caller.PersonId, settings.IsOn, ct);
        var errors = new FieldErrors();
        var email = EmailAddress.Check(errors, "email", request.Email);
        var language = request.Language ?? "vi";
        if (language is not ("vi" or "en"))
            errors.Add("language", "Chọn vi hoặc en", "Choose vi or en");
        foreach (var kind in (request.Channels?.Keys ?? []).Where(kind => !EnumText.TryParse<NoticeKind>(kind, out _)))
            errors.Add("channels", $"Không có loại thông báo “{kind}”", $"There is no notice kind “{kind}”");
        if (!errors.None)
            return errors.ToProblem();
        var weekly = request.Weekly ?? true;
        var channels = before.Channels.Keys.ToDictionary(kind => kind, kind => request.Channels?.TryGetValue(kind, out var wanted) == true ? wanted : UsualChannel.Of(EnumText.Parse<NoticeKind>(kind)));
        var changes = new Changes().Change("email", before.Email, email).Change("mailLanguage", before.Language, language).Change("mailWeekly", before.Weekly, weekly).Change("mailChannels", before.Channels, channels);
        if (changes.None)
            return before;
        var own = channels.Where(pair => pair.Value != UsualChannel.Of(EnumText.Parse<NoticeKind>(pair.Key))).ToList();
        await tx.Connection.ExecuteAsync(new CommandDefinition($"""
            update person set {EmailAddress.Set}, mail_language = @language, mail_weekly = @weekly, version = version + 1 where id = @PersonId;
            delete from mail_channel where person_id = @PersonId;
            insert into mail_channel (person_id, kind, channel) select @PersonId, kind, channel from unnest(@Kinds, @Channels) as t (kind, channel);
            """, new
        {
            caller.PersonId,
            email,
            clock.Now,
            language,
            weekly,
            Kinds = own.Select(pair => pair.Key).ToArray(),
            Channels = own.Select(pair => EnumText.Of(pair.Value)).ToArray(),
        }, cancellationToken: ct));
        await journal.Write(tx, "account.changed", "person", caller.PersonId.Value, changes, ct);
        var after = await ReadMyMail.Of(tx.Connection, caller.PersonId, settings.IsOn, ct);
        await tx.Commit(after, ct);
        return after;
    }
}
