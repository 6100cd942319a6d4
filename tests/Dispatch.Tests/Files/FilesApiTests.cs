using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.Files;
using Dispatch.People;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dispatch.Tests.Files;

internal sealed class FilesApiTests
{
    private const string Files = "/api/v1/files";

    private TestOffice office = null!;
    private HttpClient clerk = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        office = await TestOffice.Start(services: services => services.Replace(ServiceDescriptor.Singleton(provider =>
            new FileSettings(provider.GetRequiredService<Dispatch.Host.DataFolder>().Files, MaxBytes: 1_000_000))));
        clerk = office.Stranger();
        await clerk.SignIn(office, "hlan", Role.Registry);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        clerk.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Answers_201_with_the_file_and_where_it_is()
    {
        using var answer = await clerk.PostAsync(Files, Uploads.Form(Uploads.Pdf("201"), "Quyết định 15.pdf"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var file = await Json(answer);
        Assert.That(file.EnumerateObject().Select(member => member.Name),
            Is.EqualTo(new[] { "id", "name", "mediaType", "size", "sha256", "pages", "condition" }));
        Assert.That(file.GetProperty("name").GetString(), Is.EqualTo("Quyết định 15.pdf"));
        Assert.That(file.GetProperty("pages").GetInt32(), Is.EqualTo(1));
        Assert.That(file.GetProperty("condition").GetString(), Is.EqualTo("readable"));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"{Files}/{file.GetProperty("id").GetString()}"));

        var read = await Json(await clerk.GetAsync(answer.Headers.Location));
        Assert.That(read.GetRawText(), Is.EqualTo(file.GetRawText()));
    }

    [Test]
    public async Task Sends_the_bytes_back_never_to_be_run()
    {
        var id = await Upload(Uploads.Pdf("back"), "Quyết định 15.pdf");
        using var answer = await clerk.GetAsync($"{Files}/{id}/content");
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(Uploads.Pdf("back")));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/pdf"));
        Assert.That(Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(Header(answer, "Content-Security-Policy"), Is.EqualTo("sandbox; default-src 'none'"));
        Assert.That(answer.Content.Headers.GetValues("Content-Disposition").Single(),
            Is.EqualTo("inline; filename=\"Quyet dinh 15.pdf\"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%2015.pdf"));

        var text = await Upload("chào"u8.ToArray(), "a.pdf");
        using var download = await clerk.GetAsync($"{Files}/{text}/content");
        Assert.That(download.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That(download.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
    }

    [Test]
    public async Task Sends_ranges_and_says_when_nothing_changed()
    {
        var bytes = Uploads.Pdf("ranges");
        var id = await Upload(bytes, "a.pdf");
        using var whole = await clerk.GetAsync($"{Files}/{id}/content");
        var tag = whole.Headers.ETag!;
        Assert.That(tag.Tag, Is.EqualTo($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}\""));
        Assert.That(tag.IsWeak, Is.False);

        using var part = await Send(HttpMethod.Get, id, r => r.Headers.Range = new RangeHeaderValue(5, 9));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[5..10]));
        Assert.That(part.Content.Headers.ContentRange?.ToString(), Is.EqualTo($"bytes 5-9/{bytes.Length}"));

        using var tail = await Send(HttpMethod.Get, id, r => r.Headers.Range = new RangeHeaderValue(null, 4));
        Assert.That(await tail.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[^4..]));

        using var beyond = await Send(HttpMethod.Get, id, r => r.Headers.Range = new RangeHeaderValue(1_000_000, null));
        Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));

        using var same = await Send(HttpMethod.Get, id, r => r.Headers.IfNoneMatch.Add(tag));
        Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));

        using var ifRange = await Send(HttpMethod.Get, id, r =>
        {
            r.Headers.Range = new RangeHeaderValue(0, 0);
            r.Headers.IfRange = new RangeConditionHeaderValue("\"other\"");
        });
        Assert.That(ifRange.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using var head = await Send(HttpMethod.Head, id, _ => { });
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(bytes.Length));
        Assert.That(head.Headers.ETag, Is.EqualTo(tag));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task Other_people_see_a_file_only_once_a_document_took_it()
    {
        using var leader = office.Stranger();
        await leader.SignIn(office, "nam", Role.Deputy);
        var id = await Upload(Uploads.Pdf("seen"), "a.pdf");
        Assert.That((await leader.GetAsync($"{Files}/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await leader.GetAsync($"{Files}/{id}/content")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        await using (var connection = await office.Database.OpenAsOwner())
            await Given.GrantedDocument(connection, Guid.Parse(id), await connection.ExecuteScalarAsync<Guid>("select id from person where user_name = 'nam'"));
        Assert.That((await leader.GetAsync($"{Files}/{id}/content")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Only_who_handles_documents_may_upload()
    {
        using var stranger = office.Stranger();
        Assert.That((await stranger.PostAsync(Files, Uploads.Form(Uploads.Pdf(), "a.pdf"))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await stranger.GetAsync($"{Files}/{Guid.Empty}/content")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));

        using var administrator = office.Stranger();
        await administrator.SignIn(office, "admin", Role.Administrator);
        Assert.That((await administrator.PostAsync(Files, Uploads.Form(Uploads.Pdf(), "a.pdf"))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Names_what_was_wrong_and_keeps_nothing()
    {
        var before = OnDisk();
        await Refused(Uploads.Form("MZ\0\0"u8.ToArray(), "a.pdf"), 415, "file-type-refused");
        await Refused(Uploads.Form(Uploads.Zip(("zeros", new byte[20_000_000])), "a.zip"), 422, "zip-bomb");
        await Refused(Uploads.Form(Uploads.Pdf(), "a\u202Efdp.pdf"), 422, "file-name-invalid");
        await Refused(Uploads.Form(Uploads.Pdf(), ""), 422, "file-name-invalid");
        await Refused(Uploads.Form(Uploads.Pdf(), "CV MẬT.pdf"), 422, "secret-document");
        await Refused(Uploads.Form([], "a.pdf"), 422, "file-empty");
        await Refused(Uploads.Form(new byte[1_000_001], "a.pdf"), 413, "too-large");
        Assert.That(OnDisk(), Is.EqualTo(before));
    }

    [Test]
    public async Task Takes_exactly_one_part()
    {
        var before = OnDisk();
        await Refused(Uploads.Form(), 422, "invalid-fields");
        await Refused(Uploads.Form(Uploads.Pdf(), "a.pdf", part: "scan"), 422, "invalid-fields");
        var behind = Uploads.Form(Uploads.Pdf("behind"), "a.pdf");
        behind.Add(new StringContent("x"), "comment");
        await Refused(behind, 422, "invalid-fields");
        var ahead = Uploads.Form();
        ahead.Add(new StringContent("x"), "comment");
        ahead.Add(Uploads.Part(new ByteArrayContent(Uploads.Pdf("ahead")), "a.pdf"));
        await Refused(ahead, 422, "invalid-fields");
        var two = Uploads.Form(Uploads.Pdf("two"), "a.pdf");
        two.Add(Uploads.Part(new ByteArrayContent(Uploads.Pdf("two")), "b.pdf"));
        await Refused(two, 422, "invalid-fields");
        Assert.That(OnDisk(), Is.EqualTo(before));
    }

    [Test]
    public async Task Refuses_bodies_that_are_no_form()
    {
        await Refused(new StringContent("{}", Encoding.UTF8, "application/json"), 415, "unsupported-media-type");
        var noBoundary = new ByteArrayContent(Uploads.Pdf());
        noBoundary.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");
        await Refused(noBoundary, 400, "malformed-request");
        var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        await Refused(cut, 400, "malformed-request");
    }

    [Test]
    public async Task Keeps_nothing_of_an_upload_whose_sender_goes_away()
    {
        var before = OnDisk();
        using (var socket = new TcpClient(office.Address.Host, office.Address.Port))
        {
            var start = $"POST {Files} HTTP/1.1\r\nHost: x\r\nAuthorization: {clerk.DefaultRequestHeaders.Authorization}\r\nContent-Length: 900000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
            // It has begun to be received …
            Assert.That(OnDisk, Has.Length.EqualTo(before.Length + 1).After(20_000, 20));
            socket.Client.LingerState = new LingerOption(true, 0);
        }
        // … and is gone when the connection is.
        Assert.That(OnDisk, Is.EqualTo(before).After(20_000, 20));
    }

    [Test]
    public async Task The_same_key_takes_a_file_once()
    {
        async Task<HttpResponseMessage> Send(byte[] bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Files) { Content = Uploads.Form(bytes, "a.pdf"), Headers = { { "Idempotency-Key", "scan-1" } } };
            return await clerk.SendAsync(request);
        }

        var first = await Json(await Send(Uploads.Pdf("key")));
        var again = await Json(await Send(Uploads.Pdf("key")));
        Assert.That(again.GetRawText(), Is.EqualTo(first.GetRawText()));
        using var other = await Send(Uploads.Pdf("another"));
        Assert.That((await Json(other)).GetProperty("type").GetString(), Is.EqualTo("urn:dispatch:problem:idempotency-key-reused"));
    }

    private async Task Refused(HttpContent content, int status, string slug)
    {
        using var answer = await clerk.PostAsync(Files, content);
        var problem = await Json(answer);
        Assert.That(((int)answer.StatusCode, problem.GetProperty("type").GetString()), Is.EqualTo((status, $"urn:dispatch:problem:{slug}")));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    private async Task<string> Upload(byte[] bytes, string name)
    {
        using var answer = await clerk.PostAsync(Files, Uploads.Form(bytes, name));
        return (await Json(answer)).GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string id, Action<HttpRequestMessage> adjust)
    {
        using var request = new HttpRequestMessage(method, $"{Files}/{id}/content");
        adjust(request);
        return await clerk.SendAsync(request);
    }

    private string[] OnDisk() => [.. Directory.EnumerateFiles(Path.Combine(office.DataFolder, "files"), "*", SearchOption.AllDirectories).Order()];

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
