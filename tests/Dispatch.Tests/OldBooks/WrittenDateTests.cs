using Dispatch.OldBooks;

namespace Dispatch.Tests.OldBooks;

/// <summary>Dates as real books have them.</summary>
internal sealed class WrittenDateTests
{
    [TestCase("22/08/2025", "2025-08-22")]
    [TestCase("22.8.25", "2025-08-22")]
    [TestCase("22-8-2025", "2025-08-22")]
    [TestCase("2025-08-22", "2025-08-22")]
    [TestCase("2025-08-22 09:15:00", "2025-08-22")]
    [TestCase("22/8", "2025-08-22")]
    [TestCase(" 22 / 8 / 2025 ", "2025-08-22")]
    [TestCase("22/08/2025 00:00:00", "2025-08-22")]
    [TestCase("45891", "2025-08-22")]
    [TestCase("45891.375", "2025-08-22")]
    [TestCase("ngày 22 tháng 8 năm 2025", "2025-08-22")]
    [TestCase("22 tháng 8", "2025-08-22")]
    [TestCase("1/1/99", "1999-01-01")]
    [TestCase("29/2/2024", "2024-02-29")]
    public void Is_read(string written, string date)
    {
        Assert.That(WrittenDate.TryRead(written, (_, _) => 2025, out var read), Is.True);
        Assert.That(read, Is.EqualTo(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase("8/22/2025")]
    [TestCase("31/02/2025")]
    [TestCase("29/2/2025")]
    [TestCase("0/5")]
    [TestCase("12345")]
    [TestCase("99999")]
    [TestCase("hôm qua")]
    [TestCase("22/8/1890")]
    [TestCase("22//8")]
    [TestCase("12345678901234567890")]
    public void Is_nobodys_date(string written) => Assert.That(WrittenDate.TryRead(written, (_, _) => 2025, out _), Is.False);
}
