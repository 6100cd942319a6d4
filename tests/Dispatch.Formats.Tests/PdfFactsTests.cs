using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;

namespace Dispatch.Formats.Tests;

internal sealed class PdfFactsTests
{
    private static readonly byte[] Id = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    [Test]
    public void Counts_the_pages_through_a_table([Values(1, 2, 300)] int pages) =>
        Assert.That(Read(SamplePdf.OfPages(pages).WithTable()), Is.EqualTo(new PdfFacts(pages, PdfCondition.Readable)));

    [Test]
    public void Counts_the_pages_through_compressed_streams([Values(1, 2, 300)] int pages) =>
        Assert.That(Read(SamplePdf.OfPages(pages).WithStreams()), Is.EqualTo(new PdfFacts(pages, PdfCondition.Readable)));

    [Test]
    public void Finds_the_objects_of_a_file_that_lost_its_cross_references() =>
        Assert.That(Read(SamplePdf.OfPages(3).WithoutXref()), Is.EqualTo(new PdfFacts(3, PdfCondition.Readable)));

    [Test]
    public void Finds_the_objects_when_the_cross_references_point_elsewhere()
    {
        var text = Encoding.Latin1.GetString(SamplePdf.OfPages(3).WithTable());
        Assert.That(Read(text.Replace("%PDF-1.7\n", "%PDF-1.7\n%shifted by a mail gateway\n", StringComparison.Ordinal)), Is.EqualTo(new PdfFacts(3, PdfCondition.Readable)));
    }

    [Test]
    public void Reads_compressed_objects_after_the_cross_reference_stream_was_cut_off()
    {
        var text = Encoding.Latin1.GetString(SamplePdf.OfPages(4).WithStreams());
        var cut = text[..text.IndexOf("startxref", StringComparison.Ordinal)];
        Assert.That(Read(cut), Is.EqualTo(new PdfFacts(4, PdfCondition.Readable)));
    }

    [Test]
    public void Allows_junk_before_the_header() =>
        Assert.That(Read([.. "Received from fax 3\r\n"u8, .. SamplePdf.OfPages(2).WithTable()]), Is.EqualTo(new PdfFacts(2, PdfCondition.Readable)));

    [Test]
    public void Is_locked_when_a_password_is_needed()
    {
        var pdf = SamplePdf.OfPages(2);
        pdf.TrailerExtra = SamplePdf.Encryption("mật khẩu"[..3], Id);
        Assert.That(Read(pdf.WithTable()), Is.EqualTo(new PdfFacts(null, PdfCondition.Locked)));
    }

    [Test]
    public void Is_readable_when_only_printing_is_forbidden()
    {
        var pdf = SamplePdf.OfPages(2);
        pdf.TrailerExtra = SamplePdf.Encryption("", Id);
        Assert.That(Read(pdf.WithTable()), Is.EqualTo(new PdfFacts(2, PdfCondition.Readable)));
    }

    [Test]
    public void Is_locked_when_encrypted_for_certificates()
    {
        var pdf = SamplePdf.OfPages(2);
        pdf.TrailerExtra = "/Encrypt << /Filter /Adobe.PubSec /V 4 >>";
        Assert.That(Read(pdf.WithTable()).Condition, Is.EqualTo(PdfCondition.Locked));
    }

    [TestCase("")]
    [TestCase("%PDF-1.4")]
    [TestCase("%PDF-1.4\nstartxref\n0\n%%EOF")]
    [TestCase("%PDF-1.4\nstartxref\n99999999999999999999\n%%EOF")]
    [TestCase("no pdf at all")]
    public void Is_broken_when_there_is_nothing_to_read(string text) =>
        Assert.That(Read(text), Is.EqualTo(new PdfFacts(null, PdfCondition.Broken)));

    [Test]
    public void Is_broken_when_cut_before_its_pages()
    {
        var whole = SamplePdf.OfPages(5).WithTable();
        Assert.That(Read(whole[..60]).Condition, Is.EqualTo(PdfCondition.Broken));
    }

    [Test]
    public void Counts_each_page_once_in_a_tree_that_loops()
    {
        var pdf = new SamplePdf()
            .Add(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .Add(2, "<< /Type /Pages /Kids [3 0 R 4 0 R 3 0 R 2 0 R] >>")
            .Add(3, "<< /Type /Page >>")
            .Add(4, "<< /Type /Pages /Kids [2 0 R 4 0 R] >>");
        Assert.That(Read(pdf.WithTable()), Is.EqualTo(new PdfFacts(1, PdfCondition.Readable)));
    }

    [Test]
    public void Is_broken_when_the_page_tree_is_larger_than_any_reader_should_walk()
    {
        var pdf = new SamplePdf()
            .Add(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .Add(2, $"<< /Type /Pages /Kids [{string.Concat(Enumerable.Repeat("3 0 R ", 5000))}] >>")
            .Add(3, "<< /Type /Page >>");
        Assert.That(Read(pdf.WithTable(), new PdfLimits { PageNodes = 4999 }).Condition, Is.EqualTo(PdfCondition.Broken));
        Assert.That(Read(pdf.WithTable(), new PdfLimits { PageNodes = 5000 }).Pages, Is.EqualTo(1));
    }

    [TestCase("[")]
    [TestCase("<<")]
    [TestCase("<</A")]
    [TestCase("[<</A[")]
    public void Survives_values_nested_a_million_times(string opening)
    {
        var nested = string.Concat(Enumerable.Repeat(opening, 1_000_000 / opening.Length));
        var pdf = new SamplePdf().Add(1, "<< /Type /Catalog /Pages 2 0 R >>").Add(2, nested);
        Assert.That(Read(pdf.WithTable()).Condition, Is.EqualTo(PdfCondition.Broken));
        Assert.That(Read("%PDF-1.7\n" + nested).Condition, Is.EqualTo(PdfCondition.Broken));
    }

    [Test]
    public void Survives_references_that_only_lead_to_each_other()
    {
        var pdf = new SamplePdf().Add(1, "2 0 R").Add(2, "1 0 R");
        Assert.That(Read(pdf.WithTable()).Condition, Is.EqualTo(PdfCondition.Broken));
    }

    [Test]
    public void Survives_an_object_stream_whose_length_stands_in_itself()
    {
        const string text = "%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 6 0 R >>\nstream\n6 0 99\nendstream\nendobj\n"
            + "7 0 obj\n<< /Type /XRef /W [1 2 1] /Index [1 1 5 2] /Root 6 0 R /Size 8 /Length 12 >>\nstream\n"
            + "\u0001\u0000\u0009\u0000\u0001\u0000\u0009\u0000\u0002\u0000\u0005\u0000\nendstream\nendobj\nstartxref\n";
        var at = text.IndexOf("7 0 obj", StringComparison.Ordinal);
        Assert.That(Read(text + at.ToString(CultureInfo.InvariantCulture) + "\n%%EOF").Condition, Is.EqualTo(PdfCondition.Broken));
    }

    [TestCase("[1 -4 2]")]
    [TestCase("[99999999 1 1]")]
    [TestCase("[2147483647 2147483647 2147483647]")]
    [TestCase("[0 0 0]")]
    [TestCase("[1]")]
    public void Survives_cross_reference_streams_with_impossible_columns(string widths)
    {
        var text = "%PDF-1.7\n7 0 obj\n<< /Type /XRef /W " + widths + " /Size 8 /Root 1 0 R /Length 12 >>\nstream\nabcdefghijkl\nendstream\nendobj\nstartxref\n9\n%%EOF";
        Assert.That(Read(text).Condition, Is.EqualTo(PdfCondition.Broken));
    }

    [Test]
    public void Stops_unpacking_a_stream_that_never_ends()
    {
        using var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Optimal))
            for (var i = 0; i < 256; i++)
                deflater.Write(new byte[1024 * 1024]);
        var bomb = Encoding.Latin1.GetString(packed.ToArray());
        var text = "%PDF-1.7\n7 0 obj\n<< /Type /XRef /W [1 2 1] /Size 8 /Root 1 0 R /Filter /FlateDecode /Length " + bomb.Length.ToString(CultureInfo.InvariantCulture)
            + " >>\nstream\n" + bomb + "\nendstream\nendobj\nstartxref\n9\n%%EOF";
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Read(text).Condition, Is.EqualTo(PdfCondition.Broken));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 * 1024 * 1024));
    }

    [Test]
    public void Takes_little_memory_for_a_large_file()
    {
        using var file = new HugePdf(SamplePdf.OfPages(3).WithTable(), 200L * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(PdfFacts.Read(file), Is.EqualTo(new PdfFacts(3, PdfCondition.Readable)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 * 1024 * 1024));
    }

    [Test]
    public void Stops_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using var pdf = new MemoryStream(SamplePdf.OfPages(2000).WithTable());
        Assert.That(() => PdfFacts.Read(pdf, null, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Answers_for_every_mutation_of_a_good_file()
    {
        byte[][] seeds = [SamplePdf.OfPages(3).WithTable(), SamplePdf.OfPages(3).WithStreams(), SamplePdf.OfPages(3).WithoutXref(), Encrypted()];
        Mutation.Of(seeds).Sample(bytes => Read(bytes, new PdfLimits { Time = TimeSpan.FromSeconds(2) }) is not null, iter: 3000);
    }

    [Test]
    public void Answers_for_every_sample()
    {
        var files = Samples.Files("pdfs", "*.pdf");
        var manifest = Samples.Manifest("pdfs");
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var row = manifest[Path.GetFileName(file)];
            var expected = row["expected"].StartsWith("ENCRYPTED", StringComparison.Ordinal) ? PdfCondition.Locked
                : row["expected"].StartsWith("BROKEN", StringComparison.Ordinal) ? PdfCondition.Broken
                : PdfCondition.Readable;
            using var pdf = File.OpenRead(file);
            var facts = PdfFacts.Read(pdf);
            var pages = expected == PdfCondition.Readable ? int.Parse(row["pages"], CultureInfo.InvariantCulture) : (int?)null;
            // One page tree loops: other readers count what its /Count claims.
            if (facts.Condition != expected || (facts.Pages != pages && row["why"] != "page tree loop"))
                wrong.Add($"{row["file"]}: {facts}, expected {expected} {pages}");
        }
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("scans")]
    [TestCase("signed-pdfs")]
    public void Answers_for_every_signed_sample(string folder)
    {
        foreach (var file in Samples.Files(folder, "*.pdf"))
        {
            using var pdf = File.OpenRead(file);
            var facts = PdfFacts.Read(pdf);
            Assert.That(facts.Pages > 0, Is.EqualTo(facts.Condition == PdfCondition.Readable), file);
        }
    }

    private static byte[] Encrypted()
    {
        var pdf = SamplePdf.OfPages(2);
        pdf.TrailerExtra = SamplePdf.Encryption("", Id);
        return pdf.WithStreams();
    }

    private static PdfFacts Read(string latin1, PdfLimits? limits = null) => Read(Encoding.Latin1.GetBytes(latin1), limits);

    private static PdfFacts Read(byte[] bytes, PdfLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes);
        return PdfFacts.Read(stream, limits);
    }

    /// <summary>A small PDF moved to the end of a large file: what stands before it is one long stream of a scan.</summary>
    private sealed class HugePdf : Stream
    {
        private readonly byte[] head;
        private readonly byte[] tail;

        public HugePdf(byte[] pdf, long length)
        {
            var filler = length - 2 * pdf.Length;
            var text = Encoding.Latin1.GetString(pdf);
            var xref = text.IndexOf("xref\n", StringComparison.Ordinal);
            var start = text.LastIndexOf("startxref", StringComparison.Ordinal);
            head = Encoding.Latin1.GetBytes(text[..xref] + "8 0 obj\n<< /Length 0 >>\nstream\n");
            var end = "\nendstream\nendobj\n";
            tail = Encoding.Latin1.GetBytes(end + text[xref..start] + $"startxref\n{head.Length + filler + end.Length}\n%%EOF\n");
            Length = head.Length + filler + tail.Length;
        }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length { get; }

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, Length - Position);
            for (var i = 0; i < read; i++, Position++)
                buffer[offset + i] = Position < head.Length ? head[Position] : Position >= Length - tail.Length ? tail[Position - (Length - tail.Length)] : (byte)(Position * 31 >> 3);
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
