using Dapper;
using Dispatch.Files;

namespace Dispatch.Tests.Files;

/// <summary>An upload that no document has can be taken back, bytes and name.</summary>
internal sealed class WithdrawUploadsTests
{
    private static readonly byte[] Letter = "Văn bản được quét trước khi biết"u8.ToArray();

    private FilesDesk desk = null!;

    [SetUp]
    public async Task Open() => desk = await FilesDesk.Open();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Its_bytes_and_its_name_go_and_nobody_finds_it_again()
    {
        var file = (await desk.Receive(Letter, "cong-van.txt")).Value;
        Assert.That((await desk.Withdraw.Execute([file.Id.Value], desk.Clerk, default)).Value.Files, Is.EqualTo(1));
        Assert.That(desk.Storage.Open(Sha256.Of(Convert.FromHexString(file.Sha256))), Is.Null);
        Assert.That(desk.OnDisk(), Is.Empty);
        Assert.That((await desk.Read.Execute(file.Id, desk.Clerk, default)).Problem?.Status, Is.EqualTo(404));
        Assert.That((await desk.Withdraw.Execute([file.Id.Value], desk.Clerk, default)).Problem?.Status, Is.EqualTo(404), "once");
        await using var connection = await desk.Database.OpenAsOwner();
        Assert.That(await connection.ExecuteScalarAsync<string>("select name from stored_file"), Is.Empty);
    }

    [Test]
    public async Task The_same_bytes_of_another_upload_stay()
    {
        var first = (await desk.Receive(Letter, "a.txt")).Value;
        var second = (await desk.Receive(Letter, "b.txt")).Value;
        _ = (await desk.Withdraw.Execute([first.Id.Value], desk.Clerk, default)).Value;
        Assert.That((await desk.Read.Open(second.Id, desk.Clerk, default)).Ok(out var opened, out _), Is.True);
        await opened!.Content.DisposeAsync();
    }

    [Test]
    public async Task Sent_again_it_is_an_upload_like_any_other()
    {
        var first = (await desk.Receive(Letter, "a.txt")).Value;
        _ = (await desk.Withdraw.Execute([first.Id.Value], desk.Clerk, default)).Value;
        var again = (await desk.Receive(Letter, "a.txt")).Value;
        Assert.That((await desk.Read.Open(again.Id, desk.Clerk, default)).Ok(out var opened, out _), Is.True);
        await opened!.Content.DisposeAsync();
    }

    [Test]
    public async Task Anothers_upload_and_what_a_document_has_stay()
    {
        var file = (await desk.Receive(Letter, "a.txt")).Value;
        var other = await desk.Person("ngoc");
        Assert.That((await desk.Withdraw.Execute([file.Id.Value], other, default)).Problem?.Status, Is.EqualTo(404));
        await using (var connection = await desk.Database.OpenAsOwner())
            await connection.ExecuteAsync("update stored_file set attached_at = clock_timestamp()");
        Assert.That((await desk.Withdraw.Execute([file.Id.Value], desk.Clerk, default)).Problem?.Status, Is.EqualTo(404));
        Assert.That(desk.OnDisk(), Is.Not.Empty);
    }
}
