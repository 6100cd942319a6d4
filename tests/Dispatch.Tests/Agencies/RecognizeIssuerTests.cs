using System.Text;
using Dapper;
using Dispatch.Agencies;
using Dispatch.Testing;

namespace Dispatch.Tests.Agencies;

public sealed class RecognizeIssuerTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Open() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [TestCase("Văn phòng Chính phủ", "Văn phòng Chính phủ")]
    [TestCase("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ")]
    [TestCase("  Văn  phòng CP ", "Văn phòng Chính phủ")]
    [TestCase("Uỷ ban nhân dân tỉnh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai")]
    [TestCase("UBND tỉnh", "Ủy ban nhân dân tỉnh Gia Lai")]
    [TestCase("Bộ Văn hoá - Thể thao và Du lịch", "Bộ Văn hóa, Thể thao và Du lịch")]
    [TestCase("Sở Xây dựng tỉnh Gia Lai", "Sở Xây dựng")]
    [TestCase("Bộ Giao thông vận tải", "Bộ Giao thông vận tải")]
    [TestCase("Hợp tác xã Nông nghiệp Ia Mơ Nông", null)]
    public async Task A_written_name_leads_to_its_agency(string written, string? name)
    {
        Assert.That(await NameOf(written), Is.EqualTo(name));
        Assert.That(await NameOf(written.Normalize(NormalizationForm.FormD) + " "), Is.EqualTo(name), "typed in NFD with a trailing blank");
    }

    [Test]
    public async Task The_office_of_the_assembly_is_not_the_office_of_the_government()
    {
        Assert.That(await NameOf("Văn phòng Quốc hội"), Is.Not.EqualTo(await NameOf("Văn phòng Chính phủ")));
    }

    [TestCase("1287/SXD-QLĐT", "Sở Xây dựng")]
    [TestCase("05/BC-SNV", "Sở Nội vụ")]
    [TestCase("15/2026/NĐ-CP", "Chính phủ")]
    [TestCase("9120/VPCP-KSTT", "Văn phòng Chính phủ")]
    [TestCase("14/CĐ-TTg", "Thủ tướng Chính phủ")]
    [TestCase("88/2025/QH15", "Quốc hội")]
    [TestCase("1600-CV/TU", "Tỉnh ủy Gia Lai")]
    public async Task A_symbol_proposes_its_issuer(string symbol, string name)
    {
        await using var connection = await database.Database.Open(default);
        var ids = await RecognizeIssuer.BySymbol(connection, symbol, default);
        Assert.That(ids, Has.Count.EqualTo(1));
        Assert.That(await connection.ExecuteScalarAsync<string>("select name from agency where id = @id", new { id = ids[0] }), Is.EqualTo(name));
    }

    [Test]
    public async Task A_symbol_that_many_share_or_nobody_has_proposes_no_single_one()
    {
        await using var connection = await database.Database.Open(default);
        Assert.That((await RecognizeIssuer.BySymbol(connection, "12/UBND-NNMT", default)).Count, Is.GreaterThan(30));
        Assert.That(await RecognizeIssuer.BySymbol(connection, "12/XYZ", default), Is.Empty);
        Assert.That(await RecognizeIssuer.BySymbol(connection, "12/QĐ", default), Is.Empty);
        Assert.That(await RecognizeIssuer.BySymbol(connection, "12/sxd-qlđt", default), Is.Empty, "abbreviations are exact");
    }

    private async Task<string?> NameOf(string written)
    {
        await using var connection = await database.Database.Open(default);
        return await connection.ExecuteScalarAsync<string?>("select name from agency where id = @id", new { id = await RecognizeIssuer.Named(connection, written, default) });
    }
}
