using System.Text;
using Dispatch.Agencies;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Agencies;

public sealed class FindAgenciesTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Open() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [TestCase("snv", "Sở Nội vụ")]
    [TestCase("SNV", "Sở Nội vụ")]
    [TestCase("so noi", "Sở Nội vụ")]
    [TestCase("sở nội v", "Sở Nội vụ")]
    [TestCase("nội vụ sở", "Sở Nội vụ")]
    [TestCase("SGDĐT", "Sở Giáo dục và Đào tạo")]
    [TestCase("sgdvdt", "Sở Giáo dục và Đào tạo")]
    [TestCase("000.00.00.G22", "Văn phòng Chính phủ")]
    [TestCase("000.00.00.g22", "Văn phòng Chính phủ")]
    [TestCase("Văn phòng CP", "Văn phòng Chính phủ")]
    [TestCase("UBND tỉnh", "Ủy ban nhân dân tỉnh Gia Lai")]
    [TestCase("vpcp", "Văn phòng Chính phủ")]
    [TestCase("btc", "Bộ Tài chính")]
    public async Task The_best_match_stands_first(string typed, string first)
    {
        Assert.That((await Find(typed)).Items[0].Name, Is.EqualTo(first));
        Assert.That((await Find(typed.Normalize(NormalizationForm.FormD))).Items[0].Name, Is.EqualTo(first));
    }

    [Test]
    public async Task Exact_comes_before_beginnings_and_beginnings_before_words_within()
    {
        var names = (await Find("thanh tra")).Items.Select(a => a.Name).ToList();
        Assert.That(names[0], Is.EqualTo("Thanh tra Chính phủ").Or.EqualTo("Thanh tra tỉnh Gia Lai"));
        names = [.. (await Find("tinh uy")).Items.Select(a => a.Name)];
        Assert.That(names[0], Is.EqualTo("Tỉnh ủy Gia Lai"), "a spelling that is exactly it");
        Assert.That(names, Does.Contain("Văn phòng Tỉnh ủy Gia Lai"));
    }

    [Test]
    public async Task What_has_ended_stands_behind_what_works()
    {
        var found = (await Find("bo")).Items;
        Assert.That(found.Select(a => a.Name), Does.Contain("Bộ Giao thông vận tải"));
        var rankTwo = found.SkipWhile(a => a.ValidTo is null).TakeWhile(a => a.Name.StartsWith("Bộ ", StringComparison.Ordinal)).ToList();
        Assert.That(rankTwo, Is.Not.Empty.And.All.Matches<AgencyView>(a => a!.ValidTo is not null));
    }

    [TestCase("%")]
    [TestCase("_")]
    [TestCase("không có cơ quan nào như vậy")]
    public async Task What_nobody_is_called_finds_nothing(string typed)
    {
        Assert.That((await Find(typed)).Items, Is.Empty);
    }

    [Test]
    public async Task Control_characters_are_refused()
    {
        var result = await new FindAgencies(database.Database).Execute("so\0noi", null, new(), default);
        Assert.That(result.Problem?.Errors.Keys, Is.EqualTo(new[] { "q" }));
        Assert.That((await new FindAgencies(database.Database).Execute(null, null, new(Cursor: "x"), default)).Problem?.Slug, Is.EqualTo(PlatformProblems.InvalidCursor.Slug));
    }

    [Test]
    public async Task Pages_of_the_whole_directory_meet_without_gap_or_repeat()
    {
        var all = (await Find(null, 200)).Items.Select(a => a.Name).ToList();
        var paged = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await new FindAgencies(database.Database).Execute(null, null, new(7, cursor), default)).Value;
            paged.AddRange(page.Items.Select(a => a.Name));
            if ((cursor = page.NextCursor) is null)
                break;
        }
        Assert.That(paged, Is.EqualTo(all).And.Count.EqualTo(169));
    }

    [Test]
    public async Task A_symbol_is_answered_with_the_agencies_it_may_stand_for()
    {
        var found = (await new FindAgencies(database.Database).Execute(null, "1287/SXD-QLĐT", new(), default)).Value;
        Assert.That(found.Items.Select(a => a.Name), Is.EqualTo(new[] { "Sở Xây dựng" }));
    }

    private async Task<Page<AgencyView>> Find(string? typed, int limit = 50) =>
        (await new FindAgencies(database.Database).Execute(typed, null, new(limit), default)).Value;
}
