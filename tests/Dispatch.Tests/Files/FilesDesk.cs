using Dapper;
using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Files;

/// <summary>The use cases of files over a database and a folder of their own.</summary>
internal sealed class FilesDesk : IAsyncDisposable
{
    private FilesDesk(TestDatabase database, string folder, long maxBytes)
    {
        (Database, Folder) = (database, folder);
        var settings = new FileSettings(folder, maxBytes);
        Storage = new DiskFileStorage(settings);
        var clock = new OfficeClock(Time, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
        Store = new StoreFile(database.Database, Storage, new Idempotency(database.Database), clock, new JournalWriter(clock), settings, NullLogger<StoreFile>.Instance);
        Read = new ReadFile(database.Database, Storage, new ReadJournal(database.Database, clock, NullLogger<ReadJournal>.Instance));
        Withdraw = new WithdrawUploads(database.Database, Storage, clock, new JournalWriter(clock), NullLogger<WithdrawUploads>.Instance);
        Orphans = new OrphanFiles(database.Database, Storage, clock, NullLogger<OrphanFiles>.Instance);
    }

    public TestDatabase Database { get; }

    public string Folder { get; }

    public FakeTimeProvider Time { get; } = new(TestOffice.Morning);

    public DiskFileStorage Storage { get; }

    public StoreFile Store { get; }

    public ReadFile Read { get; }

    public WithdrawUploads Withdraw { get; }

    public OrphanFiles Orphans { get; }

    public Caller Clerk { get; private set; } = null!;

    public static async Task<FilesDesk> Open(long maxBytes = FileSettings.DefaultMaxBytes)
    {
        var desk = new FilesDesk(await TestDatabase.Create(), Directory.CreateTempSubdirectory("dispatch-files-").FullName, maxBytes);
        desk.Clerk = await desk.Person("hlan");
        return desk;
    }

    public async Task<Caller> Person(string userName, params string[] permissions)
    {
        var id = Id<Person>.New();
        await using var connection = await Database.OpenAsOwner();
        await connection.ExecuteAsync("""
            insert into person (id, full_name, sort_name, user_name, normalized_user_name, security_stamp, created_at)
            values (@Id, @UserName, @UserName, @UserName, @UserName, '', @At)
            """, new { Id = id.Value, UserName = userName, At = TestOffice.Morning.ToUniversalTime() });
        return new Caller(id, userName, userName, permissions.ToHashSet()) { Principals = [id.Value] };
    }

    public async Task<Result<FileView>> Receive(byte[] bytes, string name, Caller? caller = null)
    {
        using var content = new MemoryStream(bytes);
        return await Store.Execute(new StoreFileRequest(name, content), caller ?? Clerk, CancellationToken.None);
    }

    /// <summary>Every file below the folder, whatever it is.</summary>
    public string[] OnDisk() => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order()];

    public async Task<long> Rows(string table = "stored_file")
    {
        await using var connection = await Database.OpenAsOwner();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
