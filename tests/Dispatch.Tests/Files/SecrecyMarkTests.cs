using System.Text;
using Dispatch.Files;

namespace Dispatch.Tests.Files;

public sealed class SecrecyMarkTests
{
    [TestCase("MẬT.pdf")]
    [TestCase("MẬT_15-QĐ-UBND.pdf")]
    [TestCase("15-QĐ-UBND (MẬT).pdf")]
    [TestCase("[TỐI MẬT] ke hoach.pdf")]
    [TestCase("ke-hoach-TỐI-MẬT.pdf")]
    [TestCase("TUYỆT_MẬT.scan.pdf")]
    [TestCase("cv.MẬT.pdf")]
    [TestCase("công văn MẬT")]
    [TestCase("QUY CHẾ BẢO (MẬT).pdf")]
    [TestCase("BẢO MẬT - MẬT.pdf")]
    [TestCase("M\u200bẬT.pdf")]
    [TestCase("\u041cẬ\u0422.pdf")]
    [TestCase("hs/2026/MẬT/15.pdf")]
    public void A_marked_file_name_is_refused(string name)
    {
        Assert.That(SecrecyMark.In(name), Is.True);
        Assert.That(SecrecyMark.In(name.Normalize(NormalizationForm.FormD)), Is.True);
    }

    [TestCase("Quy chế bảo mật.pdf")]
    [TestCase("bao mat.pdf")]
    [TestCase("BAO MAT.pdf")]
    [TestCase("MAT.pdf")]
    [TestCase("Mật ong.pdf")]
    [TestCase("mật.pdf")]
    [TestCase("Mật.pdf")]
    [TestCase("MẶT TRẬN TỔ QUỐC.pdf")]
    [TestCase("BẢO MẬT.pdf")]
    [TestCase("QUY_CHẾ_BẢO_MẬT_THÔNG_TIN.pdf")]
    [TestCase("BẢO VỆ BÍ MẬT NHÀ NƯỚC.pdf")]
    [TestCase("MẬT ĐỘ DÂN SỐ.pdf")]
    [TestCase("ĐỔI MẬT KHẨU.pdf")]
    [TestCase("SẢN PHẨM MẬT ONG.pdf")]
    [TestCase("MẬTMÃ.pdf")]
    [TestCase("MẬT2.pdf")]
    [TestCase("15-QĐ-UBND.pdf")]
    [TestCase("")]
    public void A_harmless_file_name_is_not(string name)
    {
        Assert.That(SecrecyMark.In(name), Is.False);
        Assert.That(SecrecyMark.In(name.Normalize(NormalizationForm.FormD)), Is.False);
    }

    [TestCase("mat")]
    [TestCase("secret")]
    [TestCase("topSecret")]
    [TestCase("Mật")]
    [TestCase("không rõ")]
    public void Any_level_but_none_is_refused(string level) =>
        Assert.That(SecrecyMark.IsSecretLevel(level), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("none")]
    [TestCase("None")]
    public void No_level_is_harmless(string? level) => Assert.That(SecrecyMark.IsSecretLevel(level), Is.False);

    [Test]
    public void The_refusal_says_where_to_go()
    {
        Assert.That(FileProblems.SecretDocument.Status, Is.EqualTo(422));
        Assert.That(FileProblems.SecretDocument.Detail!.Value.Vietnamese,
            Does.Contain("Sổ bí mật nhà nước").And.Contain("máy độc lập").And.Contain("117/2025/QH15").And.Contain("63/2026/NĐ-CP"));
    }
}
