using Dispatch.Agencies;

namespace Dispatch.Tests.Agencies;

/// <summary>Both written forms of a mã định danh lead to one kept code (records-work §3.5).</summary>
public sealed class AgencyCodeTests
{
    [TestCase("H21", "H21", "000.00.00.H21")]
    [TestCase(" h21.07 ", "H21.07", "000.00.07.H21")]
    [TestCase("000.00.15.H51", "H51.15", "000.00.15.H51")]
    [TestCase("002.00.20.H13", "H13.20.00.002", "002.00.20.H13")]
    [TestCase("000.07.00.H21", "H21.00.07", "000.07.00.H21")]
    [TestCase("H21.00", "H21", "000.00.00.H21")]
    [TestCase("G22.05.01", "G22.05.01", "000.01.05.G22")]
    [TestCase("H21.05.01.02.03", "H21.05.01.02.03", null)]
    public void Both_forms_lead_to_one_code(string written, string kept, string? other)
    {
        Assert.That(AgencyCode.TryParse(written, out var code), Is.True);
        Assert.That(code, Is.EqualTo(kept));
        Assert.That(AgencyCode.OfQcvn102(code), Is.EqualTo(other));
        if (other is not null)
            Assert.That(AgencyCode.TryParse(other, out var again) ? again : null, Is.EqualTo(kept), "there and back");
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("21.H07")]
    [TestCase("H2")]
    [TestCase("H21.7")]
    [TestCase("000.00.H21")]
    [TestCase("H21.07.")]
    [TestCase("H21.01.01.01.01.01.01.01.01.01.01.01")]
    public void What_is_neither_form_is_refused(string? written) => Assert.That(AgencyCode.TryParse(written, out _), Is.False);
}
