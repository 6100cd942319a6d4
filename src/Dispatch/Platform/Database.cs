using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Dispatch.Platform;

/// <summary>
/// The way to PostgreSQL: reads over <see cref="Open"/>, writes over <see cref="Begin"/>. Statements stand beside their use, in the stores.
/// </summary>
public sealed class Database(NpgsqlDataSource source)
{
    static Database() => ColumnTypes.Register();

    /// <summary>A connection for reads; dispose it.</summary>
    public async Task<NpgsqlConnection> Open(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    /// <summary>
    /// A transaction (read committed) for one use case; disposing without <see cref="OfficeTransaction.Commit(CancellationToken)"/> undoes it.
    /// A caller with an <c>Idempotency-Key</c> claims the key here, in the same transaction as the effect.
    /// </summary>
    /// <exception cref="AlreadyDoneException">Another request with the caller's key committed first; its result is answered.</exception>
    public async Task<OfficeTransaction> Begin(Caller caller, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        OfficeTransaction? begun = null;
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            begun = new OfficeTransaction(connection, transaction, caller);
            if (caller.Key is { } key)
                await Idempotency.Claim(connection, caller, key, ct);
            return begun;
        }
        catch
        {
            if (begun is null)
                await connection.DisposeAsync();
            else
                await begun.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One open transaction of one use case.</summary>
public sealed class OfficeTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, Caller caller) : IAsyncDisposable
{
    private const string Mark = "item";

    private readonly Caller signedIn = caller;

    /// <summary>The connection every statement of this transaction runs on.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Who this is done by, and for whom.</summary>
    public Caller Caller { get; private set; } = caller;

    /// <summary>What follows is done for <paramref name="person"/>, when that is somebody else's desk: the journal names both.</summary>
    internal void ActFor(Guid? person)
    {
        if (person is { } other && other != Caller.PersonId.Value)
            Caller = Caller with { ActingFor = new(other) };
    }

    /// <summary>Makes it all durable. Once sent it is never cancelled: a client that goes away must not leave the outcome unknown.</summary>
    public async Task Commit(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>
    /// Commits and, for a caller with an <c>Idempotency-Key</c>, keeps <paramref name="result"/> with the key so that a repeat gets the same.
    /// </summary>
    public async Task Commit<T>(T result, CancellationToken ct)
    {
        if (Caller.Key is { } key)
            await Idempotency.Keep(connection, Caller, key, result, ct);
        await Commit(ct);
    }

    /// <summary>Marks where <see cref="Undo"/> goes back to: for acts of which some may be refused after they wrote.</summary>
    internal Task Save(CancellationToken ct)
    {
        Caller = signedIn;
        return transaction.SaveAsync(Mark, ct);
    }

    /// <summary>Undoes everything since <see cref="Save"/>.</summary>
    internal Task Undo(CancellationToken ct)
    {
        Caller = signedIn;
        return transaction.RollbackAsync(Mark, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}

/// <summary>Teaches Dapper our column types: ids, enums as text, dates, json.</summary>
internal static class ColumnTypes
{
    private static readonly Lock Once = new();
    private static bool registered;

    public static void Register()
    {
        lock (Once)
        {
            if (registered)
                return;
            registered = true;
            SqlMapper.Settings.PreferTypeHandlersForEnums = true;
            // declared_at fills DeclaredAt.
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            // Dapper writes a type it knows by itself without asking the handler.
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.AddTypeHandler(new InstantHandler());
            SqlMapper.AddTypeHandler(new DateHandler());
            SqlMapper.AddTypeHandler(new TimeHandler());
            SqlMapper.AddTypeHandler(new JsonHandler());
            SqlMapper.AddTypeHandler(new UuidsHandler());
            foreach (var type in typeof(ColumnTypes).Assembly.GetTypes())
            {
                if (type.IsEnum && type.IsPublic && type.Namespace!.StartsWith("Dispatch", StringComparison.Ordinal))
                    SqlMapper.AddTypeHandler(type, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(EnumHandler<>).MakeGenericType(type))!);
                if (type.IsClass && type.IsPublic && !type.IsGenericType && !(type.IsAbstract && type.IsSealed))
                {
                    var id = typeof(Id<>).MakeGenericType(type);
                    SqlMapper.AddTypeHandler(id, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(IdHandler<>).MakeGenericType(type))!);
                }
            }
        }
    }

    private sealed class IdHandler<T> : SqlMapper.TypeHandler<Id<T>>
    {
        public override Id<T> Parse(object value) => new((Guid)value);

        public override void SetValue(IDbDataParameter parameter, Id<T> value) => parameter.Value = value.Value;
    }

    private sealed class EnumHandler<T> : SqlMapper.TypeHandler<T> where T : struct, Enum
    {
        public override T Parse(object value) => EnumText.Parse<T>((string)value);

        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = EnumText.Of(value);
    }

    // timestamptz takes offset zero only.
    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            value is DateTimeOffset instant ? instant : new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value is DateOnly date ? date : DateOnly.FromDateTime((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;
    }

    private sealed class TimeHandler : SqlMapper.TypeHandler<TimeOnly>
    {
        public override TimeOnly Parse(object value) => value is TimeOnly time ? time : TimeOnly.FromTimeSpan((TimeSpan)value);

        public override void SetValue(IDbDataParameter parameter, TimeOnly value) => parameter.Value = value;
    }

    // The driver calls an array column System.Array, which no positional record takes.
    private sealed class UuidsHandler : SqlMapper.TypeHandler<Guid[]>
    {
        public override Guid[] Parse(object value) => (Guid[])value;

        public override void SetValue(IDbDataParameter parameter, Guid[]? value) => parameter.Value = value;
    }

    private sealed class JsonHandler : SqlMapper.TypeHandler<JsonElement>
    {
        public override JsonElement Parse(object value) => JsonElement.Parse((string)value);

        public override void SetValue(IDbDataParameter parameter, JsonElement value)
        {
            parameter.Value = value.GetRawText();
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        }
    }
}

/// <summary>Enum members as camelCase text: the same on the wire and in the database.</summary>
public static class EnumText
{
    /// <summary><c>VeryUrgent</c> → <c>veryUrgent</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary><c>veryUrgent</c> → <c>VeryUrgent</c>.</summary>
    /// <exception cref="FormatException">No such member.</exception>
    public static T Parse<T>(string text) where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    /// <summary>As <see cref="Parse"/>, false when there is no such member. Case matters.</summary>
    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum
    {
        value = default;
        return text is not null && Names<T>.ByText.TryGetValue(text, out value);
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));

        public static readonly Dictionary<string, T> ByText = ByValue.ToDictionary(p => p.Value, p => p.Key);
    }
}
