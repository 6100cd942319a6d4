using System.Net;
using Dispatch.People;

namespace Dispatch.Tests.People;

public sealed class BrowserRequestsTests
{
    private PeopleOffice office = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PeopleOffice.Open(sample: true);
        await office.Person("hlan");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_page_sends_a_stranger_to_sign_in_and_back()
    {
        using var client = office.Stranger();

        using var answer = await client.GetAsync("/van-ban-den?q=s%E1%BB%91");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/dang-nhap?returnUrl=%2Fvan-ban-den%3Fq%3Ds%25E1%25BB%2591"));
    }

    [Test]
    public async Task A_form_posted_too_late_leads_to_signing_in_without_a_way_back()
    {
        using var client = office.Stranger();

        using var answer = await client.PostAsync("/van-ban-den", null);

        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/dang-nhap"));
    }

    [Test]
    public async Task A_part_of_a_page_takes_the_whole_page_along()
    {
        using var client = office.Stranger();
        client.DefaultRequestHeaders.Add("HX-Request", "true");
        client.DefaultRequestHeaders.Add("HX-Current-URL", "http://localhost/van-ban-den");

        using var answer = await client.GetAsync("/van-ban-den?cursor=abc");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.GetValues("HX-Redirect"), Is.EqualTo(new[] { "/dang-nhap?returnUrl=%2Fvan-ban-den" }));
    }

    [TestCase("/van-ban-den?q=1", ExpectedResult = "/van-ban-den?q=1")]
    [TestCase(null, ExpectedResult = "/")]
    [TestCase("", ExpectedResult = "/")]
    [TestCase("https://evil.example/", ExpectedResult = "/")]
    [TestCase("//evil.example/", ExpectedResult = "/")]
    [TestCase("/\\evil.example/", ExpectedResult = "/")]
    [TestCase("/\t/evil.example/", ExpectedResult = "/")]
    [TestCase("~/van-ban-den", ExpectedResult = "/")]
    [TestCase("javascript:alert(1)", ExpectedResult = "/")]
    public string Goes_back_to_pages_of_this_office_only(string? returnUrl) => LocalUrl.OrHome(returnUrl);

    [Test]
    public async Task A_cookie_reads_but_does_not_write_at_the_API()
    {
        using var browser = await office.Browser("hlan");

        using var read = await browser.GetAsync("/api/v1/me");
        using var write = await browser.PostAsync("/api/v1/sign-out", null);

        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(write.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await write.Slug(), Is.EqualTo("cross-site-request"));
    }

    [TestCase("same-origin", true, ExpectedResult = HttpStatusCode.NoContent)]
    [TestCase("same-origin", false, ExpectedResult = HttpStatusCode.Forbidden)]
    [TestCase("same-site", true, ExpectedResult = HttpStatusCode.Forbidden)]
    [TestCase("cross-site", true, ExpectedResult = HttpStatusCode.Forbidden)]
    [TestCase(null, true, ExpectedResult = HttpStatusCode.Forbidden)]
    public async Task<HttpStatusCode> A_cookie_writes_at_the_API_from_our_own_page_only(string? site, bool withToken)
    {
        using var browser = await office.Browser("hlan");
        using var tokens = await browser.GetAsync("/forgery-token");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-out");
        var session = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        browser.DefaultRequestHeaders.Remove("Cookie");
        request.Headers.Add("Cookie", session + "; " + tokens.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (withToken)
            request.Headers.Add("RequestVerificationToken", await tokens.Content.ReadAsStringAsync());

        return (await browser.SendAsync(request)).StatusCode;
    }

    [Test]
    public async Task One_click_signs_in_at_the_sample_office_on_this_computer()
    {
        using var client = office.Stranger();

        using var answer = await client.PostAsync("/card/hlan", null);
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("dispatch=").And.EndsWith("; path=/; samesite=lax; httponly"));
        Assert.That((await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Over_HTTPS_the_cookie_is_bound_to_the_host()
    {
        using var client = office.Stranger();
        client.BaseAddress = new Uri("https://localhost/");

        using var answer = await client.PostAsync("/card/hlan", null);

        Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("__Host-dispatch=").And.EndsWith("; path=/; secure; samesite=lax; httponly"));
    }

    [TestCase("Test-Address", "10.0.0.7")]
    [TestCase("X-Forwarded-For", "127.0.0.1")]
    [TestCase("Forwarded", "for=127.0.0.1")]
    [TestCase("Host", "rebound.example")]
    public async Task One_click_is_refused_to_everybody_who_may_be_elsewhere(string header, string value)
    {
        using var client = office.Stranger();
        client.DefaultRequestHeaders.Add(header, value);

        using var answer = await client.PostAsync("/card/hlan", null);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
    }

    [Test]
    public async Task One_click_is_refused_in_a_real_office()
    {
        await using var real = await PeopleOffice.Open();
        await real.Person("hlan");
        using var client = real.Stranger();

        Assert.That((await client.PostAsync("/card/hlan", null)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
