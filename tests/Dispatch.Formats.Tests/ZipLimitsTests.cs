using System.IO.Compression;
using System.Security.Cryptography;
using CsCheck;

namespace Dispatch.Formats.Tests;

internal sealed class ZipLimitsTests
{
    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(200_000);

    [Test]
    public void Lets_ordinary_archives_through() =>
        Assert.That(Check(SampleZip.Of(("Quyết định.pdf", Noise), ("thư mục/phụ lục.xlsx", Noise))), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Lets_an_empty_archive_through() => Assert.That(Check(SampleZip.Of()), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Lets_a_page_of_blanks_through_however_well_it_packs() =>
        Assert.That(Check(SampleZip.Of(("blank.txt", new byte[1024 * 1024]))), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Refuses_an_entry_that_unpacks_to_more_than_a_hundred_times_its_size() =>
        Assert.That(Check(SampleZip.Of(("zeros", new byte[10_000_000]))), Is.EqualTo(ZipVerdict.TooDense));

    [Test]
    public void Counts_what_really_comes_out_when_the_directory_lies() =>
        Assert.That(Check(SampleZip.Lying(SampleZip.Of(("zeros", new byte[10_000_000])), 1000)), Is.EqualTo(ZipVerdict.TooDense));

    [Test]
    public void Refuses_more_bytes_than_allowed_in_all()
    {
        var zip = SampleZip.Of(("a", Noise), ("b", Noise));
        Assert.That(Check(zip, new ZipLimits { TotalBytes = 399_999 }), Is.EqualTo(ZipVerdict.TooLarge));
        Assert.That(Check(zip, new ZipLimits { TotalBytes = 400_000 }), Is.EqualTo(ZipVerdict.Fine));
    }

    [Test]
    public void Refuses_more_bytes_than_allowed_also_when_the_directory_lies() =>
        Assert.That(Check(SampleZip.Lying(SampleZip.Of(("a", Noise)), 10), new ZipLimits { TotalBytes = 199_999 }), Is.EqualTo(ZipVerdict.TooLarge));

    [Test]
    public void Refuses_more_entries_than_allowed()
    {
        var zip = SampleZip.Names([.. Enumerable.Range(0, 5001).Select(i => $"{i}")]);
        Assert.That(Check(zip), Is.EqualTo(ZipVerdict.TooManyEntries));
        Assert.That(Check(SampleZip.Names([.. Enumerable.Range(0, 5000).Select(i => $"{i}")])), Is.EqualTo(ZipVerdict.Fine));
    }

    [TestCase("../a.txt")]
    [TestCase("a/../../b.txt")]
    [TestCase("..\\a.txt")]
    [TestCase("/etc/passwd")]
    [TestCase("\\\\server\\share")]
    [TestCase("C:\\a.txt")]
    [TestCase("a\u0007.txt")]
    public void Refuses_names_that_lead_out_of_the_archive(string name) =>
        Assert.That(Check(SampleZip.Names(name)), Is.EqualTo(ZipVerdict.UnsafeName));

    [TestCase("a..b.txt")]
    [TestCase("thư mục/...txt")]
    [TestCase("./a.txt")]
    public void Lets_names_with_dots_through(string name) => Assert.That(Check(SampleZip.Names(name)), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Refuses_links() => Assert.That(Check(SampleZip.Link()), Is.EqualTo(ZipVerdict.Link));

    [Test]
    public void Lets_one_archive_in_an_archive_through_but_no_more()
    {
        var one = SampleZip.Of(("a.txt", Noise));
        var two = SampleZip.Of(("inner.zip", one));
        var three = SampleZip.Of(("inner.zip", two));
        Assert.That(Check(two), Is.EqualTo(ZipVerdict.Fine));
        Assert.That(Check(three), Is.EqualTo(ZipVerdict.TooDeep));
    }

    [Test]
    public void Lets_office_documents_in_archives_in_an_archive_through() =>
        Assert.That(Check(SampleZip.Of(("inner.zip", SampleZip.Of(("a.docx", SampleZip.Docx()))))), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Counts_the_bytes_of_inner_archives()
    {
        var bomb = SampleZip.Of(CompressionLevel.NoCompression, ("inner.zip", SampleZip.Of(("zeros", new byte[10_000_000]))));
        Assert.That(Check(bomb), Is.EqualTo(ZipVerdict.TooDense));
    }

    [Test]
    public void Leaves_no_scratch_behind()
    {
        var open = new List<MemoryStream>();
        using var zip = new MemoryStream(SampleZip.Of(("inner.zip", SampleZip.Of(("a", Noise)))));
        new ZipLimits().Check(zip, () =>
        {
            open.Add(new MemoryStream());
            return open[^1];
        });
        Assert.That(open, Has.Count.EqualTo(1));
        Assert.That(open[0].CanRead, Is.False);
    }

    [Test]
    public void Is_broken_without_a_directory() => Assert.That(Check(SampleZip.Of(("a", Noise))[..1000]), Is.EqualTo(ZipVerdict.Broken));

    [Test]
    public void Is_broken_when_an_entry_does_not_unpack_to_what_was_promised() =>
        Assert.That(Check(SampleZip.Lying(SampleZip.Of(("a", Noise)), 10)), Is.EqualTo(ZipVerdict.Broken));

    [Test]
    public void Finds_the_directory_behind_junk() =>
        Assert.That(Check([.. Noise, .. SampleZip.Of(("a", Noise))]), Is.EqualTo(ZipVerdict.Fine));

    [Test]
    public void Answers_for_every_mutation_of_a_good_archive()
    {
        byte[][] seeds = [SampleZip.Docx(), SampleZip.Of(("inner.zip", SampleZip.Docx()), ("b", Noise[..500])), SampleZip.Link(), SampleZip.OpenDocument("application/vnd.oasis.opendocument.text")];
        Mutation.Of(seeds).Sample(bytes => Enum.IsDefined(Check(bytes)), iter: 3000);
    }

    [Test]
    public void Answers_for_every_sample()
    {
        foreach (var file in Samples.Files("zips", "*.zip").Concat(Samples.Files("office-files")))
        {
            using var zip = File.OpenRead(file);
            Assert.That(Check(zip), Is.Not.EqualTo(ZipVerdict.TooDeep), file);
        }
    }

    private static ZipVerdict Check(byte[] bytes, ZipLimits? limits = null)
    {
        using var zip = new MemoryStream(bytes);
        return Check(zip, limits);
    }

    private static ZipVerdict Check(Stream zip, ZipLimits? limits = null) => (limits ?? new ZipLimits()).Check(zip, () => new MemoryStream());
}
