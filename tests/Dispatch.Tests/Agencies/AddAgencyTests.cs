using Dispatch.Agencies;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Agencies;

public sealed class AddAgencyTests
{
    private static readonly OfficeClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.DefaultZone));
    private static readonly Caller Admin = Caller.System("api");
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Open() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [Test]
    public async Task An_added_agency_is_found_by_name_initials_and_spelling()
    {
        var added = (await Add(new() { Name = "Trung tâm Lưu trữ lịch sử tỉnh", Abbreviation = "TTLTLS", Source = "QĐ 1/QĐ-UBND", Variants = ["Trung tâm LTLS tỉnh", "TRUNG TÂM LTLS TỈNH"] })).Value;
        var find = new FindAgencies(database.Database);
        Assert.That(added.Variants, Is.EqualTo(new[] { "Trung tâm LTLS tỉnh" }), "one spelling written twice is one");
        foreach (var typed in new[] { "trung tam luu tru", "ttltlst", "TTLTLS", "trung tâm ltls" })
            Assert.That((await find.Execute(typed, null, new(), default)).Value.Items[0].Id, Is.EqualTo(added.Id), typed);
    }

    [TestCase("Sở nội vụ ")]
    [TestCase("Văn phòng CP")]
    public async Task A_name_or_spelling_that_is_known_is_refused_with_its_owner(string name)
    {
        var problem = (await Add(new() { Name = name, Source = "QĐ 2/QĐ-UBND" })).Problem;
        Assert.That(problem?.Slug, Is.EqualTo("agency-name-taken"));
        Assert.That(problem!.Members, Does.ContainKey("existing"));
    }

    [Test]
    public async Task The_name_of_an_agency_that_has_ended_may_be_taken_again()
    {
        Assert.That((await Add(new() { Name = "Sở Giao thông vận tải", Source = "QĐ 3/QĐ-UBND" })).Problem, Is.Null);
    }

    [Test]
    public async Task Name_and_source_are_required()
    {
        Assert.That((await Add(new() { Name = " " })).Problem?.Errors.Keys, Is.EquivalentTo(new[] { "name", "source" }));
    }

    [Test]
    public async Task A_spelling_leads_to_its_agency_from_then_on()
    {
        var added = (await Add(new() { Name = "Quỹ Bảo vệ và Phát triển rừng tỉnh", Source = "QĐ 4/QĐ-UBND" })).Value;
        var view = (await Variant(added.Id, "Quỹ BV&PTR tỉnh")).Value;
        await using var connection = await database.Database.Open(default);
        Assert.That(view.Variants, Is.EqualTo(new[] { "Quỹ BV&PTR tỉnh" }));
        Assert.That(await RecognizeIssuer.Named(connection, "quỹ bv ptr tỉnh", default), Is.EqualTo(added.Id));
        Assert.That((await Variant(added.Id, "Quỹ BV-PTR tỉnh")).Problem?.Slug, Is.EqualTo("agency-name-taken"));
        Assert.That((await Variant(Id<Agency>.New(), "Ai đó")).Problem?.Slug, Is.EqualTo("agency-not-found"));
    }

    [Test]
    public async Task Two_who_add_the_same_name_at_once_make_one_agency()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Add(new() { Name = "Ban Quản lý rừng phòng hộ Ia Grai", Source = "QĐ 5/QĐ-UBND" })));
        Assert.That(results.Count(result => result.Problem is null), Is.EqualTo(1));
        Assert.That(results.Select(result => result.Problem?.Slug).OfType<string>().Distinct(), Is.EqualTo(new[] { "agency-name-taken" }));
    }

    private Task<Result<AgencyView>> Add(AddAgencyRequest request) => new AddAgency(database.Database, Clock, new JournalWriter(Clock)).Execute(request, Admin, default);

    private Task<Result<AgencyView>> Variant(Id<Agency> id, string name) => new AddVariant(database.Database, new JournalWriter(Clock)).Execute(id, new() { Name = name }, Admin, default);
}
