using System.Net;
using System.Text.Json;
using Dapper;
using Dispatch.Drafts;
using Dispatch.Incoming;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Drafts;

/// <summary>Drafts as the pages use them: one per person and form, the later window wins, the other's is laid aside.</summary>
internal sealed class DraftTests
{
    private const string Form = "incoming";

    private static readonly (Guid A, Guid B) Window = (Guid.CreateVersion7(), Guid.CreateVersion7());

    private RegistryOffice office = null!;
    private Caller hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await CallerOf("hlan");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Empty()
    {
        await using var connection = await office.Connect();
        await connection.ExecuteAsync("delete from draft");
    }

    [Test]
    public async Task The_last_save_of_a_window_is_what_comes_back()
    {
        await Kept("một", Window.A);
        office.Office.Clock.Advance(TimeSpan.FromSeconds(1));
        var last = await Kept("một hai", Window.A);
        var read = (await Read())!;
        Assert.That((Subject(read), read.SavedAt, read.AsideSavedAt), Is.EqualTo(("một hai", last.SavedAt, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task A_window_that_saw_the_draft_continues_it()
    {
        var first = await Kept("một", Window.A);
        var second = await Kept("một hai", Window.B, follows: first.Stamp);
        Assert.That(second.AsideSavedAt, Is.Null);
    }

    [Test]
    public async Task The_later_window_wins_and_the_other_draft_can_be_had_again()
    {
        var first = await Kept("của cửa sổ một", Window.A, "k-a");
        office.Office.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await Kept("của cửa sổ hai", Window.B, "k-b");
        Assert.That(second.AsideSavedAt, Is.EqualTo(first.SavedAt));
        await office.Do<SwapDrafts, bool>(async swap => { await swap.Execute(Form, hlan, default); return true; });
        Assert.That(Subject((await Read())!), Is.EqualTo("của cửa sổ một"));
        await Discard("k-a");
        Assert.That(Subject((await Read())!), Is.EqualTo("của cửa sổ hai"), "what was laid aside comes forward");
        await Discard("k-b");
        Assert.That(await Read(), Is.Null);
    }

    [Test]
    public async Task Sending_one_form_leaves_the_draft_of_the_other_window()
    {
        await Kept("của cửa sổ một", Window.A, "k-a");
        await Kept("của cửa sổ hai", Window.B, "k-b");
        await Discard("k-a");
        var left = (await Read())!;
        Assert.That((Subject(left), left.AsideSavedAt), Is.EqualTo(("của cửa sổ hai", (DateTimeOffset?)null)));
    }

    [TestCase("confidential")]
    [TestCase("topSecret")]
    public async Task Of_a_secret_document_the_draft_is_gone_and_nothing_is_kept(string level)
    {
        await Kept("của văn bản khác", Window.B, "k-b");
        await Kept("bắt đầu nhầm ở đây", Window.A, "k-a");
        var refused = await Keep("không ai được biết", Window.A, "k-a", secrecy: level);
        Assert.That(refused.Problem?.Slug, Is.EqualTo("secret-document"));
        Assert.That(Subject((await Read())!), Is.EqualTo("của văn bản khác"));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>(
            "select count(*) from draft where body::text || coalesce(aside_body::text, '') like any (array['%nhầm ở đây%', '%không ai%'])"), Is.Zero);
    }

    [Test]
    public async Task An_autosave_that_comes_after_the_form_was_sent_keeps_nothing()
    {
        var caller = hlan with { Key = new IdempotencyKey("k-sent", new byte[32]) };
        await office.Do<RegisterIncoming, Result<IncomingView>>(register => register.Execute(
            new() { Register = "DEN", Issuer = "Sở Xây dựng", Symbol = "1/SXD", Subject = "Đã gửi" }, caller, default));
        Assert.That((await Keep("muộn", Window.A, "k-sent")).Problem?.Slug, Is.EqualTo("draft-sent-already"));
        Assert.That(await Read(), Is.Null);
    }

    [Test]
    public async Task A_draft_whose_form_was_sent_and_whose_removal_was_cut_off_is_not_shown()
    {
        await Kept("đã gửi rồi", Window.A, "k-cut");
        await using (var connection = await office.Connect())
            await connection.ExecuteAsync("insert into idempotency_key (person_id, key, request_hash, result) values (@Id, 'k-cut', 'x', '{}')", new { Id = hlan.PersonId.Value });
        Assert.That(await Read(), Is.Null);
    }

    [Test]
    public async Task Nobody_sees_anybody_elses()
    {
        await Kept("riêng của tôi", Window.A);
        Assert.That(await office.Do<ReadDraft, DraftView?>(async read => await read.Execute(Form, await CallerOf("ngoc"), default)), Is.Null);
    }

    [Test]
    public async Task Letters_that_the_database_cannot_hold_cost_no_draft_and_an_endless_one_is_refused()
    {
        var kept = await Kept("trước\0sau", Window.A);
        Assert.That(Subject(kept), Is.EqualTo("trướcsau"));
        Assert.That((await Keep(new string('x', 300_000), Window.A)).Problem?.Slug, Is.EqualTo("draft-too-long"));
        Assert.That(Subject((await Read())!), Is.EqualTo("trướcsau"));
    }

    [Test]
    public async Task Twenty_saves_at_once_leave_one_whole_draft()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Kept($"lần {i}", i % 2 == 0 ? Window.A : Window.B)));
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from draft"), Is.EqualTo(1));
        Assert.That(Subject((await Read())!), Does.StartWith("lần "));
    }

    [Test]
    public async Task Drafts_are_scratch_paper_the_journal_knows_nothing_of()
    {
        await Kept("chưa là gì cả", Window.A);
        await using var connection = await office.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where convert_from(canonical, 'UTF8') like '%chưa là gì cả%'"), Is.Zero);
    }

    private static string? Subject(DraftView draft) => draft.Body.GetProperty("subject").GetString();

    private async Task<DraftView> Kept(string subject, Guid window, string key = "k", Guid? follows = null) => (await Keep(subject, window, key, follows)).Value;

    private Task<Result<DraftView>> Keep(string subject, Guid window, string key = "k", Guid? follows = null, string? secrecy = null) =>
        office.Do<KeepDraft, Result<DraftView>>(keep => keep.Execute(
            new() { Form = Form, Body = JsonSerializer.SerializeToElement(new { subject }), Key = key, Window = window, Follows = follows, Secrecy = secrecy }, hlan, default));

    private Task<DraftView?> Read() => office.Do<ReadDraft, DraftView?>(read => read.Execute(Form, hlan, default));

    private Task Discard(string key) => office.Do<DiscardDraft, bool>(async discard => { await discard.Execute(Form, key, hlan, default); return true; });

    private async Task<Caller> CallerOf(string userName)
    {
        var person = (await office.Do<FindPeople, IReadOnlyList<PersonView>>(async find => await find.All(default))).Single(p => p.UserName == userName);
        return new(person.Id, person.UserName, person.FullName, Roles.PermissionsOf(person.Roles)) { Address = IPAddress.Loopback };
    }
}
