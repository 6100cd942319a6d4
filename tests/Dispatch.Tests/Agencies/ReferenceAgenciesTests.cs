using Dapper;
using Dispatch.Agencies;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Agencies;

public sealed class ReferenceAgenciesTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Open() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [Test]
    public async Task Folded_columns_are_what_the_program_makes_of_the_names()
    {
        await using var connection = await database.Database.Open(default);
        var agencies = (await connection.QueryAsync<(string Name, string Folded, string Initials)>("select name, name_folded, initials from agency")).ToList();
        var variants = (await connection.QueryAsync<(string Name, string Folded)>("select name, name_folded from agency_variant")).ToList();
        Assert.That((agencies.Count, variants.Count), Is.EqualTo((169, 289)));
        Assert.Multiple(() =>
        {
            foreach (var (name, folded, initials) in agencies)
                Assert.That((folded, initials), Is.EqualTo((Agency.Key(name), VietnameseText.Initials(name))), name);
            foreach (var (name, folded) in variants)
                Assert.That(folded, Is.EqualTo(Agency.Key(name)), name);
        });
    }

    [Test]
    public async Task No_spelling_is_the_name_of_another_working_agency()
    {
        await using var connection = await database.Database.Open(default);
        Assert.That(await connection.QueryAsync<string>("""
            select v.name
            from agency_variant v
            join agency a on a.name_folded = v.name_folded and a.valid_to is null
            """), Is.Empty);
    }

    [Test]
    public async Task Every_row_says_where_it_stands()
    {
        await using var connection = await database.Database.Open(default);
        var rows = (await connection.QueryAsync<(string Name, string Source, bool Ordered)>(
            "select name, source, coalesce(valid_from < valid_to, true) from agency")).ToList();
        Assert.That(rows, Has.All.Matches<(string Name, string Source, bool Ordered)>(row => row.Source.Length > 8 && row.Ordered));
    }
}
