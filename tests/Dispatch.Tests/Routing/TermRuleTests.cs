using System.Net;

namespace Dispatch.Tests.Routing;

/// <summary>The office's own rules propose a term and a first receiver; the one that asks for most counts.</summary>
internal sealed class TermRuleTests
{
    private RoutedOffice office = null!;

    [SetUp]
    public async Task Open() => office = await RoutedOffice.Open();

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_rule_that_asks_for_most_proposes_term_and_receiver_with_its_article()
    {
        var letter = await office.Letter();
        Assert.That(await Proposed(letter), Is.EqualTo(("thinh", (string?)null, (string?)null, (string?)null)), "no rule, no term");
        await office.Did("thinh", "/term-rules", new { workingDays = 10, source = "Quy chế làm việc, Điều 10" });
        Assert.That(await Proposed(letter), Is.EqualTo(("thinh", "10 workingDays", "2026-10-19", "Quy chế làm việc, Điều 10")), "AC-10: ten working days from 05/10");
        await office.Did("thinh", "/term-rules", new { documentType = "CV", workingDays = 5, receiver = "nam", source = "Quy chế làm việc, Điều 12" });
        Assert.That(await Proposed(letter), Is.EqualTo(("nam", "5 workingDays", "2026-10-12", "Quy chế làm việc, Điều 12")));
        await office.Did("thinh", "/term-rules", new { documentType = "CV", urgency = "express", workingDays = 1, source = "Quy chế làm việc, Điều 13" });
        await office.Did("thinh", "/term-rules", new { documentType = "QĐ", workingDays = 2, source = "Quy chế làm việc, Điều 14" });
        Assert.That((await Proposed(letter)).Term, Is.EqualTo("5 workingDays"), "not express, no decision");
    }

    [Test]
    public async Task A_rule_holds_from_its_day_until_it_is_ended_and_is_never_edited()
    {
        var letter = await office.Letter();
        var coming = (await office.Did("thinh", "/term-rules", new { workingDays = 7, validFrom = "2026-10-06", source = "Điều 10" })).GetProperty("id").GetString();
        Assert.That((await Proposed(letter)).Term, Is.Null, "from tomorrow");
        var now = (await office.Did("thinh", "/term-rules", new { workingDays = 4, source = "Điều 11" })).GetProperty("id").GetString();
        Assert.That((await Proposed(letter)).Term, Is.EqualTo("4 workingDays"));
        Assert.That((await office.Send("thinh", HttpMethod.Delete, $"/term-rules/{coming}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await office.Send("thinh", HttpMethod.Delete, $"/term-rules/{coming}")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await office.Send("thinh", HttpMethod.Delete, $"/term-rules/{now}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Proposed(letter)).Term, Is.EqualTo("4 workingDays"), "until the end of the day");
        await office.On(6, "hlan");
        Assert.That((await Proposed(letter)).Term, Is.Null);
        Assert.That((await office.Get("hlan", "/term-rules")).GetProperty("items").GetArrayLength(), Is.EqualTo(2), "both stay readable");
    }

    [Test]
    public async Task What_is_no_rule_is_refused_field_by_field()
    {
        await office.Refused("thinh", "/term-rules", new { source = "Điều 10" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/term-rules", new { workingDays = 0, source = "Điều 10" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/term-rules", new { workingDays = 5, term = "30 days", source = "Điều 10" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/term-rules", new { term = "before 2026-10-16", source = "Điều 10" }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/term-rules", new { workingDays = 5 }, HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("thinh", "/term-rules", new { workingDays = 5, documentType = "KHONGCO", field = "KHONGCO", issuer = "KHONGCO", receiver = "khongco", validFrom = "2026-10-04", source = "Điều 10" },
            HttpStatusCode.UnprocessableEntity, "invalid-fields");
        await office.Refused("quan", "/term-rules", new { workingDays = 5, source = "Điều 10" }, HttpStatusCode.Forbidden, "not-permitted");
    }

    private async Task<(string? To, string? Term, string? Due, string? Rule)> Proposed(string letter)
    {
        var proposal = await office.Get("hlan", $"/incoming-documents/{letter}/submission/proposal");
        return (proposal.GetProperty("to").GetString(), proposal.GetProperty("term").GetString(), proposal.GetProperty("dueOn").GetString(), proposal.GetProperty("rule").GetString());
    }
}
