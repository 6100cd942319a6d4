using Npgsql;
using NpgsqlTypes;

namespace Dispatch.Platform;

/// <summary>Many rows of one table at once (<c>copy … from stdin</c>), in the transaction in hand. What is not <see cref="Complete"/>d is not written.</summary>
internal sealed class CopyIn : IAsyncDisposable
{
    private readonly NpgsqlBinaryImporter importer;

    private CopyIn(NpgsqlBinaryImporter importer) => this.importer = importer;

    /// <param name="tx">The transaction.</param>
    /// <param name="target">Table and columns: <c>register_entry (series_id, year)</c>; a literal.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<CopyIn> Into(OfficeTransaction tx, string target, CancellationToken ct) =>
        new(await tx.Connection.BeginBinaryImportAsync($"copy {target} from stdin (format binary)", ct));

    /// <summary>Begins a row; its values follow in the order of the columns.</summary>
    public CopyIn Row()
    {
        importer.StartRow();
        return this;
    }

    public CopyIn Value(Guid? value) => Write(value, NpgsqlDbType.Uuid);

    public CopyIn Value(int? value) => Write(value, NpgsqlDbType.Integer);

    public CopyIn Value(bool? value) => Write(value, NpgsqlDbType.Boolean);

    public CopyIn Value(DateOnly? value) => Write(value, NpgsqlDbType.Date);

    public CopyIn Value(DateTimeOffset? value) => Write(value?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public CopyIn Value(string? value) => value is null ? Null() : Written(value, NpgsqlDbType.Text);

    public CopyIn Value(byte[]? value) => value is null ? Null() : Written(value, NpgsqlDbType.Bytea);

    public CopyIn Value(string[]? value) => value is null ? Null() : Written(value, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public async Task Complete(CancellationToken ct) => await importer.CompleteAsync(ct);

    public ValueTask DisposeAsync() => importer.DisposeAsync();

    private CopyIn Write<T>(T? value, NpgsqlDbType type) where T : struct => value is { } given ? Written(given, type) : Null();

    private CopyIn Written<T>(T value, NpgsqlDbType type)
    {
        importer.Write(value, type);
        return this;
    }

    private CopyIn Null()
    {
        importer.WriteNull();
        return this;
    }
}
