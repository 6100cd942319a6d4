using System.Text;
using Dapper;
using Dispatch.Platform;
using Dispatch.Testing;
using Npgsql;

namespace Dispatch.Tests.Platform;

/// <summary>What the program makes of text, PostgreSQL takes, and finds.</summary>
internal sealed class VietnameseTextInPostgresTests
{
    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        database = await TestDatabase.Create();
        connection = await database.Database.Open(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    [TestCase("V/v đẩy mạnh số hóa hồ sơ", "so hoa", true)]
    [TestCase("V/v đẩy mạnh số hóa hồ sơ", "HỒ SỐ H", true)]
    [TestCase("V/v đẩy mạnh số hóa hồ sơ", "ho so gia", false)]
    [TestCase("V/v đẩy mạnh số hóa hồ sơ", "o", false)]
    [TestCase("Hoà Bình", "Hòa B", true)]
    [TestCase("Sở Xây dựng 1287/SXD-QLĐT", "1287 qldt", true)]
    [TestCase("Sở Xây dựng 1287/SXD-QLĐT", "287", false)]
    [TestCase("Rơ Châm H'Lan", "h’lan", true)]
    public async Task Finds_by_all_words_in_any_order_the_last_a_prefix(string text, string query, bool found) =>
        Assert.That(await Finds(text, query), Is.EqualTo(found));

    [Test]
    public async Task Takes_whatever_is_typed_and_finds_it_again()
    {
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var text = Anything(random);
            var query = VietnameseText.TsQuery(text);
            if (VietnameseText.Words(text).Length == 0)
                Assert.That(query, Is.Null);
            else if (!await Finds(text, text))
                Assert.Fail($"Not found by itself: {text}");
        }
        Assert.That(await Finds(new string('ă', 9000), new string('ă', 9000)), Is.True);
    }

    [Test]
    public async Task Agrees_with_PostgreSQL_on_what_is_normalized()
    {
        var random = new Random(8);
        var cleaned = 0;
        for (var i = 0; i < 400; i++)
        {
            if (!VietnameseText.TryCleanText(Anything(random), out var clean))
                continue;
            cleaned++;
            if (!await connection.ExecuteScalarAsync<bool>("select @clean is nfc normalized", new { clean }))
                Assert.Fail($"Not normalized: {string.Join(' ', clean.EnumerateRunes().Select(rune => $"{rune.Value:x}"))}");
        }
        Assert.That(cleaned, Is.GreaterThan(100));
    }

    [Test]
    public async Task Sorts_persons_by_given_name()
    {
        string[] inOrder = ["Trần Văn An", "Lê Đức Anh", "Nguyễn Thị Ánh", "Rơ Châm Dũng", "Phạm Thu Đào", "Ksor H'Lan"];
        var sorted = await connection.QueryAsync<string>("""
            select name from unnest(@names, @keys) as t (name, key) order by key collate "vi-x-icu"
            """, new { names = inOrder.Reverse().ToArray(), keys = inOrder.Reverse().Select(VietnameseText.SortName).ToArray() });
        Assert.That(sorted, Is.EqualTo(inOrder));
    }

    private Task<bool> Finds(string text, string query) =>
        connection.ExecuteScalarAsync<bool>("select array_to_tsvector(string_to_array(@words, ' ')) @@ @query::tsquery",
            new { words = VietnameseText.Words(text), query = VietnameseText.TsQuery(query) });

    // Vietnamese in both forms, quotes and operators of every sort, and letters from all over.
    private static string Anything(Random random)
    {
        string[] pieces = ["Quyết định", "số", "hóa", "Đ", "\u0301", "\u0323", "'", "''", "\\", "&", "|", "!", ":*", "(", ")", "<->", "%", "_", "\"", " ", "\u00a0", "\u200b", "\n", "15/QĐ-UBND", "中文", "ß", "😀", "ﬃ", "\u1100\u1161", "ก\u0e33"];
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var piece = random.Next(4) == 0 ? new Rune(random.Next(0xa0, 0xd7ff)).ToString() : pieces[random.Next(pieces.Length)];
            text.Append(random.Next(3) == 0 ? piece.Normalize(NormalizationForm.FormD) : piece);
        }
        return text.ToString();
    }
}
