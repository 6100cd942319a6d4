using System.Globalization;
using System.Net;
using System.Text.Json;
using Dispatch.Tests.Routing;

namespace Dispatch.Tests.Reports;

/// <summary>The numbers per unit, over HTTP, against what was done by hand.</summary>
internal sealed class UnitReportTests
{
    private RoutedOffice office = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RoutedOffice.Open();
        // KGVX: one done in time, one done late by its first deadline but not by its second, one open and overdue by then; NC: one given, done without a deadline.
        var (inTime, extended, _, undated) = (await Line("KGVX", "2026-10-06"), await Line("KGVX", "2026-10-06"), await Line("KGVX", "2026-10-06"), await Line("NC", null));
        await office.Did("dao", $"/assignments/{inTime}/completion", new { result = "reported" });
        await office.Did("lien", $"/assignments/{undated}/completion", new { result = "filed" });
        await office.Did("dao", $"/assignments/{extended}/extension-requests", new { dueOn = "2026-10-09", reason = "Chờ số liệu của các huyện" });
        await office.Did("thinh", $"/assignments/{extended}/extension-requests/1/decision", new { accept = true });
        await office.On(8, "dao", "thinh");
        await office.Did("dao", $"/assignments/{extended}/completion", new { result = "reported" });
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase("current", "KGVX 3 2 0 0 100.0 0 1")]
    [TestCase("original", "KGVX 3 1 1 0 50.0 0 1")]
    public async Task Counts_by_the_deadline_that_was_chosen_and_says_so(string by, string kgvx)
    {
        var report = await office.Get("thinh", $"/reports/units?by={by}");
        Assert.That((report.GetProperty("from").GetString(), report.GetProperty("to").GetString(), report.GetProperty("by").GetString()), Is.EqualTo(("2026-10-01", "2026-10-08", by)));
        Assert.That(Lines(report), Is.EqualTo(new[] { kgvx, "NC 1 0 0 1 - 0 0" }));
    }

    [Test]
    public async Task A_period_counts_what_was_given_and_what_was_done_in_it()
    {
        Assert.That(Lines(await office.Get("thinh", "/reports/units?from=2026-10-06&to=2026-10-08")), Is.EqualTo(new[] { "KGVX 0 1 0 0 100.0 0 1" }), "given on the 5th, one done on the 8th, one open");
    }

    [Test]
    public async Task Whoever_sees_less_counts_less()
    {
        await office.Registry.Fresh("lien");
        await office.Registry.Fresh("krong");
        Assert.That(Lines(await office.Get("lien", "/reports/units")), Is.EqualTo(new[] { "NC 1 0 0 1 - 0 0" }));
        Assert.That(Lines(await office.Get("krong", "/reports/units")), Is.Empty);
    }

    [TestCase("from=2026-10-09&to=2026-10-08")]
    [TestCase("from=2024-01-01&to=2026-10-08")]
    [TestCase("by=mine")]
    public async Task What_cannot_be_counted_is_refused(string query) => Assert.That(await office.Status("thinh", "/reports/units?" + query), Is.EqualTo(HttpStatusCode.UnprocessableEntity));

    [Test]
    public async Task As_a_table_it_says_by_which_deadline()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reports/units?by=original");
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");
        var text = await (await (await office.Client("thinh")).SendAsync(request)).Content.ReadAsStringAsync();
        Assert.That(text, Does.Contain("Phòng Khoa giáo - Văn xã").And.Contain("hạn ban đầu"));
    }

    private static IEnumerable<string> Lines(JsonElement report) => report.GetProperty("units").EnumerateArray().Select(unit => string.Create(CultureInfo.InvariantCulture,
        $"{unit.GetProperty("unit").GetString()} {unit.GetProperty("arrived").GetInt64()} {unit.GetProperty("onTime").GetInt64()} {unit.GetProperty("late").GetInt64()} {unit.GetProperty("undated").GetInt64()} {(unit.GetProperty("onTimeRate").ValueKind == JsonValueKind.Null ? "-" : unit.GetProperty("onTimeRate").GetDecimal().ToString("0.0", CultureInfo.InvariantCulture))} {unit.GetProperty("open").GetInt64()} {unit.GetProperty("overdue").GetInt64()}"));

    private async Task<string> Line(string unit, string? due) => (await office.Given(new { role = "lead", unit, dueOn = due }, unit)).Line;
}
