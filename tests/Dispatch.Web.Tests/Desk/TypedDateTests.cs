using System.Globalization;
using Dispatch.Calendar;
using Dispatch.Platform;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Tests.Desk;

[Parallelizable(ParallelScope.All)]
public sealed class TypedDateTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [TestCase("21/11", "2026-11-21")]
    [TestCase("2111", "2026-11-21")]
    [TestCase("211126", "2026-11-21")]
    [TestCase("21112026", "2026-11-21")]
    [TestCase("21/11/2026", "2026-11-21")]
    [TestCase("21/11/26", "2026-11-21")]
    [TestCase("21-11-2026", "2026-11-21")]
    [TestCase("21.11", "2026-11-21")]
    [TestCase("21 11", "2026-11-21")]
    [TestCase(" 1 / 3 ", "2026-03-01")]
    [TestCase("2026-11-21", "2026-11-21")]
    [TestCase("hôm nay", "2026-11-23")]
    [TestCase("HÔM NAY", "2026-11-23")]
    [TestCase("hom nay", "2026-11-23")]
    [TestCase("hn", "2026-11-23")]
    [TestCase("hq", "2026-11-22")]
    [TestCase("031126", "2026-11-03")]
    [TestCase("hôm qua", "2026-11-22")]
    [TestCase("mai", "2026-11-24")]
    [TestCase("21", "2026-11-21")]
    public void Reads_a_date_as_clerks_type_it(string typed, string expected)
    {
        Assert.That(TypedDate.TryParse(typed, Today, Lean.Back, out var date));
        Assert.That(date, Is.EqualTo(new TypedDate(DateOnly.Parse(expected, CultureInfo.InvariantCulture), null)));
    }

    [Test]
    public void Reads_words_typed_in_decomposed_letters()
    {
        Assert.That(TypedDate.TryParse("hôm nay".Normalize(System.Text.NormalizationForm.FormD), Today, Lean.Back, out var date));
        Assert.That(date.Date, Is.EqualTo(Today));
    }

    [TestCase("24/11", Lean.Back, "2025-11-24")]
    [TestCase("24/11", Lean.Ahead, "2026-11-24")]
    [TestCase("22/11", Lean.Ahead, "2027-11-22")]
    [TestCase("23/11", Lean.Back, "2026-11-23")]
    [TestCase("23/11", Lean.Ahead, "2026-11-23")]
    [TestCase("29/2", Lean.Back, "2024-02-29")]
    [TestCase("29/2", Lean.Ahead, "2028-02-29")]
    [TestCase("24", Lean.Back, "2026-10-24")]
    [TestCase("22", Lean.Ahead, "2026-12-22")]
    [TestCase("31", Lean.Ahead, "2026-12-31")]
    public void Without_a_year_it_leans_the_way_the_field_does(string typed, object lean, string expected)
    {
        Assert.That(TypedDate.TryParse(typed, Today, (Lean)lean, out var date));
        Assert.That(date.Date, Is.EqualTo(DateOnly.Parse(expected, CultureInfo.InvariantCulture)));
    }

    [TestCase("+5", 5)]
    [TestCase("+ 10", 10)]
    [TestCase("+366", 366)]
    public void A_plus_counts_working_days(string typed, int days)
    {
        Assert.That(TypedDate.TryParse(typed, Today, Lean.Ahead, out var date));
        Assert.That(date, Is.EqualTo(new TypedDate(null, Term.WorkingDays(days))));
    }

    [TestCase("30 ngày", "30 days")]
    [TestCase("+30 ngay", "30 days")]
    [TestCase("5 ngày làm việc", "5 workingDays")]
    [TestCase("2 tháng", "2 months")]
    [TestCase("2t", "2 months")]
    [TestCase("45 phút", "45 minutes")]
    [TestCase("+45p", "45 minutes")]
    [TestCase("45 minutes", "45 minutes")]
    [TestCase("trước 16/12", "before 2026-12-16")]
    [TestCase("Trước ngày 16/12/2026", "before 2026-12-16")]
    [TestCase("truoc 1612", "before 2026-12-16")]
    public void A_term_is_typed_as_it_is_said_and_written_so_that_it_can_be_typed(string typed, string term)
    {
        Assert.That(TypedDate.TryParse(typed, Today, Lean.Ahead, out var date));
        Assert.That(date.Term?.ToString(), Is.EqualTo(term));
        foreach (var language in Enum.GetValues<Language>())
            Assert.That(TypedDate.TryParse(TermWords.Typed(new Texts(language), term), Today, Lean.Ahead, out var again) && again == date, $"{language}");
    }

    [TestCase("5", "5 workingDays")]
    [TestCase("+5", "5 workingDays")]
    [TestCase("60 phút", "60 minutes")]
    public void Where_a_term_is_asked_for_a_number_alone_is_working_days(string typed, string term) =>
        Assert.That(TypedDate.TryParseTerm(typed, Today, out var read) ? read.ToString() : null, Is.EqualTo(term));

    [TestCase("16/12")]
    [TestCase("trước 16/12")]
    [TestCase("0")]
    [TestCase("")]
    [TestCase(null)]
    public void A_day_is_no_term(string? typed) => Assert.That(TypedDate.TryParseTerm(typed, Today, out _), Is.False);

    [TestCase("")]
    [TestCase(null)]
    [TestCase("   ")]
    [TestCase("31/11")]
    [TestCase("29/02/2026")]
    [TestCase("0/1")]
    [TestCase("1/13")]
    [TestCase("32")]
    [TestCase("211")]
    [TestCase("21/11/202")]
    [TestCase("21/11/0026")]
    [TestCase("+0")]
    [TestCase("+2001")]
    [TestCase("0 phút")]
    [TestCase("200 tháng")]
    [TestCase("trước mai sau")]
    [TestCase("+5.5")]
    [TestCase("-5")]
    [TestCase("١٢/١١")]
    [TestCase("tuần sau")]
    [TestCase("21/11 22/11")]
    public void Refuses_what_can_mean_no_date(string? typed) =>
        Assert.That(TypedDate.TryParse(typed, Today, Lean.Back, out _), Is.False);
}
