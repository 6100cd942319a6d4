using System.Net;
using System.Text;

namespace Dispatch.Tests.People;

public sealed class IdempotencyKeyTests
{
    private PeopleOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PeopleOffice.Open();
        await office.Person("hlan");
        hlan = await office.Client("hlan");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        hlan.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Comes_with_a_hash_of_what_was_asked()
    {
        var one = await Echo("k", "{\"a\":1}");
        var same = await Echo("k", "{\"a\":1}");
        var other = await Echo("k", "{\"a\":2}");

        Assert.That(one, Does.StartWith("{\"a\":1} k "));
        Assert.That(same, Is.EqualTo(one));
        Assert.That(other.Split(' ')[^1], Is.Not.EqualTo(one.Split(' ')[^1]));
    }

    [Test]
    public async Task Is_not_needed() => Assert.That(await Echo(null, "{}"), Is.EqualTo("{} no key"));

    [TestCase("has space")]
    [TestCase("khóa")]
    public async Task Is_refused_when_not_visible_ASCII(string key)
    {
        using var answer = await Send(key, "{}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await answer.Slug(), Is.EqualTo("idempotency-key-invalid"));
    }

    [Test]
    public async Task Is_refused_when_too_long()
    {
        using var longest = await Send(new string('k', 255), "{}");
        using var tooLong = await Send(new string('k', 256), "{}");

        Assert.That((longest.StatusCode, tooLong.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity)));
    }

    [Test]
    public async Task A_body_above_a_mebibyte_is_refused_with_it()
    {
        using var answer = await Send("big", "\"" + new string('x', 1024 * 1024) + "\"");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await answer.Slug(), Is.EqualTo("too-large"));
    }

    private async Task<string> Echo(string? key, string body)
    {
        using var answer = await Send(key, body);
        return System.Text.Json.JsonSerializer.Deserialize<string>(await answer.Content.ReadAsStringAsync() is ['"', ..] json ? json : "null")
            ?? await answer.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> Send(string? key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/echo") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return hlan.SendAsync(request);
    }
}
