// The journal (nhật ký): who did what, when, for whom and from where, with old and new values, in the transaction of the change itself.
// Easy to get wrong: an entry is never changed afterwards, so what names a person's device stands apart ("personal") and is tied to the
// rest by a salted digest only; it can be erased one day without breaking the seal (Nghị định 30/2020, PL VI, III.5a; Luật 91/2025/QH15).
using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using Dispatch.Platform;

namespace Dispatch.Journal;

/// <summary>Writes journal entries.</summary>
public sealed class JournalWriter(OfficeClock clock)
{
    internal const string Insert = """
        insert into journal_entry (at, actor_id, acting_for, action, object_type, object_id, canonical, personal, salt)
        values (@At, @ActorId, @ActingFor, @Action, @ObjectType, @ObjectId, @Canonical, @Personal, @Salt);
        """;

    /// <summary>Adds an entry to the transaction of the change.</summary>
    /// <param name="tx">The use case's transaction.</param>
    /// <param name="action">What was done, <c>incoming.registered</c>.</param>
    /// <param name="objectType">What it was done to, <c>document</c>.</param>
    /// <param name="objectId">Its id.</param>
    /// <param name="changes">Old and new values by field; null for none.</param>
    /// <param name="ct">Cancellation.</param>
    internal Task Write(OfficeTransaction tx, string action, string objectType, Guid objectId, Changes? changes, CancellationToken ct) =>
        tx.Connection.ExecuteAsync(new CommandDefinition(Insert, Row(tx.Caller, action, objectType, objectId, changes), cancellationToken: ct));

    /// <summary>Adds many entries at once.</summary>
    internal static async Task WriteAll(OfficeTransaction tx, IEnumerable<JournalRow> rows, CancellationToken ct)
    {
        await using var copy = await CopyIn.Into(tx, "journal_entry (at, actor_id, acting_for, action, object_type, object_id, canonical, personal, salt)", ct);
        foreach (var row in rows)
        {
            copy.Row().Value(row.At).Value(row.ActorId).Value(row.ActingFor).Value(row.Action).Value(row.ObjectType).Value(row.ObjectId)
                .Value(row.Canonical).Value(row.Personal).Value(row.Salt);
        }
        await copy.Complete(ct);
    }

    /// <summary>The row of an entry, for statements that write it together with the change.</summary>
    internal JournalRow Row(Caller caller, string action, string objectType, Guid objectId, Changes? changes) =>
        JournalRow.Of(clock.Now, caller, action, objectType, objectId, changes);
}

/// <summary>Old and new values of the fields a change touched.</summary>
public sealed class Changes
{
    private readonly SortedDictionary<string, (JsonElement Old, JsonElement New)> fields = new(StringComparer.Ordinal);

    /// <summary>True when nothing differs.</summary>
    public bool None => fields.Count == 0;

    /// <summary>The fields that differ, in order.</summary>
    public IEnumerable<string> Fields => fields.Keys;

    /// <summary>Notes a field that had no value before.</summary>
    public Changes New(string field, object? value) => Change(field, null, value);

    /// <summary>Notes a field, if its values differ.</summary>
    public Changes Change(string field, object? old, object? @new)
    {
        var (before, after) = (Json(old), Json(@new));
        if (!JsonElement.DeepEquals(before, after))
            fields[field] = (before, after);
        return this;
    }

    /// <summary>Every member of two records of one type that differs, named as on the wire.</summary>
    public static Changes Between<T>(T? old, T @new)
    {
        var changes = new Changes();
        var before = old is null ? default : Json(old);
        foreach (var member in Json(@new!).EnumerateObject())
        {
            var was = before.ValueKind == JsonValueKind.Object && before.TryGetProperty(member.Name, out var value) ? (JsonElement?)value : null;
            changes.Change(member.Name, was, member.Value);
        }
        return changes;
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (field, (before, after)) in fields)
        {
            json.WriteStartArray(field);
            before.WriteTo(json);
            after.WriteTo(json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static JsonElement Json(object? value) =>
        value is JsonElement element ? element : JsonSerializer.SerializeToElement(value, JournalJson.Values);
}

/// <summary>One row of <c>journal_entry</c>, bytes included.</summary>
internal sealed record JournalRow(
    DateTimeOffset At, Guid ActorId, Guid? ActingFor, string Action, string ObjectType, Guid ObjectId, byte[] Canonical, byte[] Personal, byte[] Salt)
{
    public static JournalRow Of(DateTimeOffset at, Caller caller, string action, string objectType, Guid objectId, Changes? changes)
    {
        // PostgreSQL keeps microseconds: the bytes must say the same instant as the column.
        at = new DateTimeOffset(at.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        var personal = Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("address", caller.Address?.ToString());
            json.WriteString("program", caller.Program);
            json.WriteString("userName", caller.UserName);
            json.WriteEndObject();
        });
        var salt = RandomNumberGenerator.GetBytes(16);
        var digest = SHA256.HashData([.. salt, .. personal]);
        var canonical = Bytes(json =>
        {
            json.WriteStartObject();
            if (caller.ActingFor is { } other)
                json.WriteString("actingFor", other.Value);
            json.WriteString("action", action);
            json.WriteString("actor", caller.PersonId.Value);
            json.WriteString("at", at);
            json.WritePropertyName("changes");
            (changes ?? new Changes()).WriteTo(json);
            json.WriteString("objectId", objectId);
            json.WriteString("objectType", objectType);
            json.WriteBase64String("personal", digest);
            json.WriteString("via", caller.Via);
            json.WriteEndObject();
        });
        return new(at, caller.PersonId.Value, caller.ActingFor?.Value, action, objectType, objectId, canonical, personal, salt);
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>How values stand in the journal: as on the wire.</summary>
internal static class JournalJson
{
    public static readonly JsonSerializerOptions Values = Make();

    private static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions();
        WireJson.Apply(json);
        return json;
    }
}
