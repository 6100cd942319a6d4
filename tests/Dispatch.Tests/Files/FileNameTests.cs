using System.Text;
using Dispatch.Files;

namespace Dispatch.Tests.Files;

internal sealed class FileNameTests
{
    [TestCase("15-QĐ-UBND.pdf", "15-QĐ-UBND.pdf")]
    [TestCase("  công văn.pdf ", "công văn.pdf")]
    [TestCase("..\\..\\a.pdf", "a.pdf")]
    [TestCase("C:\\Users\\Lan\\a.pdf", "a.pdf")]
    [TestCase("a/b.pdf", "b.pdf")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("khoảng\u200Btrắng\uFEFF.pdf", "khoảngtrắng.pdf")]
    [TestCase(".bashrc", ".bashrc")]
    public void Keeps_the_last_part_cleaned(string received, string name) =>
        Assert.That(FileName.Clean(received).Value, Is.EqualTo(name));

    [Test]
    public void Composes_names_of_macOS() =>
        Assert.That(FileName.Clean("Quyết định.pdf".Normalize(NormalizationForm.FormD)).Value, Is.EqualTo("Quyết định.pdf"));

    [TestCase("")]
    [TestCase("   ")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("a/")]
    [TestCase("\u200B")]
    [TestCase("a\0.pdf")]
    [TestCase("a\n.pdf")]
    [TestCase("a\u0085.pdf")]
    [TestCase("a\u007F.pdf")]
    [TestCase("fdp\u202Eexe.pdf")]
    [TestCase("a\u2066b.pdf")]
    [TestCase("a\u200Fb.pdf")]
    public void Refuses_empty_names_and_control_and_bidi_characters(string received) =>
        Assert.That(FileName.Clean(received).Problem, Is.EqualTo(FileProblems.NameInvalid));

    // Attributes cannot hold half a character.
    [Test]
    public void Refuses_half_characters([Values(0xD83D, 0xDCCE)] int half) =>
        Assert.That(FileName.Clean($"a{(char)half}.pdf").Problem, Is.EqualTo(FileProblems.NameInvalid));

    [Test]
    public void Cuts_long_names_between_letters_and_keeps_the_extension()
    {
        var name = FileName.Clean(new string('ế', 200) + ".pdf").Value;
        Assert.That(Encoding.UTF8.GetByteCount(name), Is.EqualTo(FileName.MaxBytes).Within(2).And.AtMost(FileName.MaxBytes));
        Assert.That(name, Does.Match("^ế+\\.pdf$"));

        var emoji = FileName.Clean(new string('a', 250) + "📎📎.docx").Value;
        Assert.That(emoji, Is.EqualTo(new string('a', 250) + ".docx"));
        Assert.That(Encoding.UTF8.GetByteCount(FileName.Clean(new string('a', 251)).Value), Is.EqualTo(251));
        Assert.That(Encoding.UTF8.GetByteCount(FileName.Clean("a." + new string('b', 300)).Value), Is.EqualTo(FileName.MaxBytes));
    }

    [Test]
    public void Sends_names_back_for_old_and_new_programs()
    {
        Assert.That(FileDisposition.Of("Quyết định 15.pdf", inline: false),
            Is.EqualTo("attachment; filename=\"Quyet dinh 15.pdf\"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%2015.pdf"));
        Assert.That(FileDisposition.Of("a\"b%.pdf", inline: true),
            Is.EqualTo("inline; filename=\"a_b_.pdf\"; filename*=UTF-8''a%22b%25.pdf"));
    }
}
