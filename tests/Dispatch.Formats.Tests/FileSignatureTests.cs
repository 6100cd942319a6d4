using System.Text;
using CsCheck;

namespace Dispatch.Formats.Tests;

internal sealed class FileSignatureTests
{
    private const string OleHex = "D0CF11E0A1B11AE1";

    private static IEnumerable<TestCaseData> Documents()
    {
        yield return Case("a.pdf", "%PDF-1.4\n"u8, FileKind.Pdf);
        yield return Case("a.pdf", "\r\n\r\nFax 0269 382\r\n%PDF-1.4\n"u8, FileKind.Pdf);
        yield return Case("a.png", Hex("89504E470D0A1A0A0000000D"), FileKind.Png);
        yield return Case("a.jpg", Hex("FFD8FFE000104A464946"), FileKind.Jpeg);
        yield return Case("a.tif", "II*\0\b\0\0\0"u8, FileKind.Tiff);
        yield return Case("a.tif", "MM\0*\0\0\0\b"u8, FileKind.Tiff);
        yield return Case("a.gif", "GIF89a\u0001\0"u8, FileKind.Gif);
        yield return Case("a.webp", "RIFF\u0010\0\0\0WEBPVP8 "u8, FileKind.WebP);
        yield return Case("a.docx", SampleZip.Docx(), FileKind.Docx);
        yield return Case("a.xlsx", SampleZip.Names("[Content_Types].xml", "xl/workbook.xml"), FileKind.Xlsx);
        yield return Case("a.pptx", SampleZip.Names("[Content_Types].xml", "ppt/presentation.xml"), FileKind.Pptx);
        yield return Case("a.docm", SampleZip.Names("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), FileKind.Docm);
        yield return Case("a.odt", SampleZip.OpenDocument("application/vnd.oasis.opendocument.text"), FileKind.Odt);
        yield return Case("a.ods", SampleZip.OpenDocument("application/vnd.oasis.opendocument.spreadsheet"), FileKind.Ods);
        yield return Case("a.odp", SampleZip.OpenDocument("application/vnd.oasis.opendocument.presentation"), FileKind.Odp);
        yield return Case("a.zip", SampleZip.Names("a.txt"), FileKind.Zip);
        yield return Case("a.zip", "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8, FileKind.Zip);
        yield return Case("a.doc", SampleOle.Of("WordDocument"), FileKind.Doc);
        yield return Case("a.xls", SampleOle.Of("Workbook"), FileKind.Xls);
        yield return Case("a.xls", SampleOle.Of("Book"), FileKind.Xls);
        yield return Case("a.ppt", SampleOle.Of("PowerPoint Document"), FileKind.Ppt);
        yield return Case("a.msg", SampleOle.Of("__properties_version1.0"), FileKind.Msg);
        yield return Case("a.bin", SampleOle.Of("Something"), FileKind.Ole);
        yield return Case("a.rtf", "{\\rtf1\\ansi"u8, FileKind.Rtf);
        yield return Case("a.rar", "Rar!\x1A\x07\u0001\0"u8, FileKind.Rar);
        yield return Case("a.7z", Hex("377ABCAF271C0004"), FileKind.SevenZip);
        yield return Case("a.gz", Hex("1F8B0800000000"), FileKind.Gzip);
        yield return Case("a.eml", "From: a@b.vn\r\nTo: c@d.vn\r\nSubject: V/v\r\n\r\n<html>chào"u8, FileKind.Eml);
        yield return Case("a.eml", "Received: from x\r\n by y\r\nDate: Mon, 5 Oct 2026\r\nFrom: a@b.vn\r\n\r\n"u8, FileKind.Eml);
        yield return Case("a.edxml", "<?xml version=\"1.0\"?>\n<!-- trục -->\n<edXML:edXML xmlns:edXML=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\"/>"u8, FileKind.Xml);
        yield return Case("a.xml", "\uFEFF<báo_cáo>1</báo_cáo>"u8, FileKind.Xml);
        yield return Case("a.txt", "Kính gửi: Ủy ban nhân dân tỉnh\nV/v số hóa"u8, FileKind.Text);
        yield return Case("a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Kính gửi")], FileKind.Text);
        yield return Case("a.txt", [.. "K\u00EDnh g"u8, 0xF6, 0xF7], FileKind.Text);
        yield return Case("a.csv", "số,ký hiệu\n15,QĐ-UBND\n"u8, FileKind.Text);
        yield return Case("a.txt", "a < b và c > d, <script> ở giữa"u8, FileKind.Text);
        yield return Case("a.p7s", Hex("3082010006092A864886F70D010702A0820100"), FileKind.Pkcs7Signature);
        yield return Case("a.p7m", Hex("308006092A864886F70D010702A080"), FileKind.Pkcs7Message);
        yield return Case("a.p7s", "-----BEGIN PKCS7-----\nMIIB"u8, FileKind.Pkcs7Signature);
        yield return Case("a.bin", Hex("00010203FE"), FileKind.Unknown);
        yield return Case("a.pdf", [], FileKind.Empty);
    }

    private static IEnumerable<TestCaseData> Programs()
    {
        yield return Case("a.pdf", "MZ\u0090\0\u0003\0\0\0"u8, FileKind.Executable);
        yield return Case("a.pdf", [.. "MZ"u8, .. new byte[200], .. "%PDF-1.4"u8], FileKind.Executable);
        yield return Case("a.bin", "\x7F\u0045LF\u0002\u0001"u8, FileKind.Executable);
        yield return Case("a.bin", Hex("CFFAEDFE07000001"), FileKind.Executable);
        yield return Case("a.bin", Hex("FEEDFACE00000012"), FileKind.Executable);
        yield return Case("a.doc", Hex("CAFEBABE00000034"), FileKind.Executable);
        yield return Case("a.doc", Hex("4C0000000114020000000000C000000000000046"), FileKind.Executable);
        yield return Case("a.zip", SampleZip.Names("META-INF/MANIFEST.MF", "A.class"), FileKind.Executable);
        yield return Case("a.zip", SampleZip.Names("AndroidManifest.xml", "classes.dex"), FileKind.Executable);
        yield return Case("a.doc", SampleOle.Of("Property", new Guid("000c1084-0000-0000-c000-000000000046")), FileKind.Executable);
        yield return Case("a.txt", "#!/bin/sh\nrm -rf /\n"u8, FileKind.Script);
        yield return Case("a.txt", "<?php system($_GET[0]);"u8, FileKind.Script);
        yield return Case("a.txt", "<html><body>"u8, FileKind.Html);
        yield return Case("a.pdf", "  \n<!DOCTYPE HTML PUBLIC>"u8, FileKind.Html);
        yield return Case("a.pdf", "<script>alert(1)</script>\n%PDF-1.4"u8, FileKind.Html);
        yield return Case("a.txt", "<!-- chào --><SCRIPT>"u8, FileKind.Html);
        yield return Case("a.txt", [.. "<!--"u8, .. Enumerable.Repeat((byte)'x', 70_000), .. "--><script>"u8], FileKind.Html);
        yield return Case("a.xml", "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a '>'>]><html/>"u8, FileKind.Html);
        yield return Case("a.xml", "<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'/>"u8, FileKind.Html);
        yield return Case("a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<html>")], FileKind.Html);
        yield return Case("a.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"u8, FileKind.Svg);
        yield return Case("a.xml", "<?xml version='1.0'?>\n<!-- x --><s:svg xmlns:s='http://www.w3.org/2000/svg'/>"u8, FileKind.Svg);
        yield return Case("a.xml", "<!DOCTYPE svg><svg/>"u8, FileKind.Svg);
        foreach (var extension in (string[])["bat", "cmd", "ps1", "js", "vbs", "sh", "php", "wsf"])
            yield return Case($"báo cáo.{extension}", "echo chào\n"u8, FileKind.Script);
        foreach (var extension in (string[])["exe", "scr", "lnk", "msi", "jar", "apk", "com"])
            yield return Case($"báo cáo.pdf.{extension}", "chào\n"u8, FileKind.Executable);
        yield return Case("a.html", "chào"u8, FileKind.Html);
        yield return Case("a.SVG", "chào"u8, FileKind.Svg);
        yield return Case("a.exe. .", "chào"u8, FileKind.Executable);
        yield return Case("a.exe::$DATA", "chào"u8, FileKind.Executable);
        yield return Case("a.js", "%PDF-1.4"u8, FileKind.Script);
    }

    [TestCaseSource(nameof(Documents))]
    public void Takes_documents_for_what_they_are(string name, byte[] bytes, FileKind kind)
    {
        var signature = Of(bytes, name);
        Assert.That(signature.Kind, Is.EqualTo(kind));
        Assert.That(signature.Active, Is.False);
    }

    [TestCaseSource(nameof(Programs))]
    public void Sees_what_would_run(string name, byte[] bytes, FileKind kind)
    {
        var signature = Of(bytes, name);
        Assert.That(signature.Kind, Is.EqualTo(kind));
        Assert.That(signature.Active, Is.True);
    }

    [Test]
    public void Does_not_believe_the_name()
    {
        Assert.That(Of("%PDF-1.4"u8.ToArray(), "a.png").MediaType, Is.EqualTo("application/pdf"));
        Assert.That(Of(SampleZip.Docx(), "a.pdf").MediaType, Is.EqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document"));
    }

    [Test]
    public void Is_broken_when_the_bytes_are_nothing_of_what_the_name_promises()
    {
        Assert.That(Of([0, 1, 2, 3], "a.pdf").Broken, Is.True);
        Assert.That(Of([0, 1, 2, 3], "a.dat").Broken, Is.False);
        Assert.That(Of("1212<?xml version='1.0'?><a/>"u8.ToArray(), "a.edxml").Broken, Is.True);
        Assert.That(Of("1212"u8.ToArray(), "a.txt").Broken, Is.False);
        Assert.That(Of(SampleZip.Names("a.txt"), "a.xlsx").Broken, Is.True);
        Assert.That(Of(Hex(OleHex), "a.doc").Broken, Is.True);
        Assert.That(Of(SampleZip.Docx()[..100], "a.docx").Broken, Is.True);
    }

    [Test]
    public void Is_locked_when_an_office_document_or_archive_needs_a_password()
    {
        Assert.That(Of(SampleOle.Of("EncryptedPackage"), "a.docx").Locked, Is.True);
        Assert.That(Of(SampleZip.Encrypted(SampleZip.Names("a.txt")), "a.zip").Locked, Is.True);
        Assert.That(Of(SampleOle.Of("WordDocument"), "a.doc").Locked, Is.False);
    }

    [Test]
    public void Previews_only_what_every_browser_shows()
    {
        Assert.That(FileSignature.CanPreview("application/pdf"), Is.True);
        Assert.That(FileSignature.CanPreview("image/jpeg"), Is.True);
        Assert.That(FileSignature.CanPreview("image/svg+xml"), Is.False);
        Assert.That(FileSignature.CanPreview("text/html"), Is.False);
        Assert.That(FileSignature.CanPreview("application/xml"), Is.False);
    }

    [Test]
    public void Answers_for_every_mutation()
    {
        var seeds = Documents().Concat(Programs()).Select(c => (byte[])c.Arguments[1]!).Where(b => b.Length < 10_000).ToArray();
        Gen.Select(Mutation.Of(seeds), Gen.String[0, 12]).Sample((bytes, name) => Enum.IsDefined(Of(bytes, name).Kind), iter: 5000);
    }

    [Test]
    public void Answers_for_every_office_sample()
    {
        var wrong = new List<string>();
        foreach (var path in Samples.Files("office-files"))
        {
            using var file = File.OpenRead(path);
            var signature = FileSignature.Of(file, Path.GetFileName(path));
            var extension = Path.GetExtension(path)[1..];
            // The fuzzers' crops may be anything, an encrypted document is an OLE file of no further kind, and .xlsm is a name for macros, not their presence.
            if (extension != "xlsm" && !signature.Kind.ToString().Equals(extension, StringComparison.OrdinalIgnoreCase) && !signature.Locked && !signature.Broken)
                wrong.Add($"{Path.GetFileName(path)}: {signature}");
        }
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Answers_for_every_other_sample()
    {
        var wrong = new List<string>();
        foreach (var (folder, kind) in (ReadOnlySpan<(string, FileKind)>)[("pdfs", FileKind.Pdf), ("scans", FileKind.Pdf), ("signed-pdfs", FileKind.Pdf), ("zips", FileKind.Zip), ("edxml", FileKind.Xml)])
        {
            foreach (var path in Samples.Files(folder, folder == "edxml" ? "*.edxml" : "*"))
            {
                using var file = File.OpenRead(path);
                var signature = FileSignature.Of(file, Path.GetFileName(path));
                if (signature.Kind != kind && !signature.Broken)
                    wrong.Add($"{path}: {signature}");
            }
        }
        Assert.That(wrong, Is.Empty);
    }

    private static TestCaseData Case(string name, ReadOnlySpan<byte> bytes, FileKind kind) => new TestCaseData(name, bytes.ToArray(), kind).SetArgDisplayNames(name, kind.ToString(), $"{bytes.Length} bytes");

    private static FileSignature Of(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        return FileSignature.Of(stream, name);
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
