using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Tests.Files;

namespace Dispatch.Tests.Incoming;

/// <summary>Several documents in one envelope, papers without a number, and a paper that follows its electronic document.</summary>
internal sealed class EnvelopeTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task What_else_the_envelope_holds_stays_in_the_queue_with_the_files_not_taken()
    {
        var (first, second) = (await Upload("một"), await Upload("hai"));
        var item = await Receive(new { issuer = "Sở Nội vụ", urgency = "urgent", receivedAt = "2026-10-05T08:00:00+07:00", fileIds = new[] { first, second } });
        var answer = await Register(item, new { register = "DEN", symbol = "11/SNV", subject = "Thứ nhất", fileIds = new[] { first }, moreInEnvelope = true });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));

        var sibling = await office.Do<FindNextReceived, ReceivedItemView?>(find => find.Execute(new Id<ReceivedItem>(Guid.Parse(Id(item))), default));
        Assert.That(sibling!.EnvelopeOf!.Value.ToString(), Is.EqualTo(Id(item)));
        Assert.That(sibling.Issuer, Is.EqualTo("Sở Nội vụ"));
        Assert.That(sibling.Urgency, Is.EqualTo(Urgency.Urgent));
        Assert.That(sibling.ReceivedAt, Is.EqualTo(new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.FromHours(7))));
        Assert.That(sibling.RegisterBy, Is.EqualTo(sibling.ReceivedAt.AddMinutes(30)));
        Assert.That(sibling.Files.Select(f => f.Id), Is.EqualTo(new[] { second }));

        // The rest of the envelope bears no number, and is the last of it.
        var rest = await hlan.PostAsJsonAsync($"/api/v1/received-items/{sibling.Id}/registration", new { register = "DEN", unnumbered = true, subject = "Thứ hai" });
        var view = await rest.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(rest.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        Assert.That(view.GetProperty("symbol").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(view.GetProperty("files")[0].GetProperty("id").GetGuid(), Is.EqualTo(second));
    }

    [Test]
    public async Task A_registration_that_fails_leaves_no_sibling()
    {
        var item = await Receive(new { issuer = "Sở Y tế" });
        var before = await Waiting();
        var answer = await Register(item, new { register = "DEN", symbol = "", subject = "", moreInEnvelope = true });
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That(await Waiting(), Is.EqualTo(before));
        (await Register(item, new { register = "DEN", symbol = "77/SYT", subject = "A" })).EnsureSuccessStatusCode();
    }

    [Test]
    public async Task The_registration_without_an_item_knows_no_envelope()
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", new { register = "DEN", symbol = "1/ABC", subject = "A", issuer = "Sở Y tế", moreInEnvelope = true });
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task The_paper_of_an_electronic_document_leaves_the_queue_without_a_number()
    {
        var electronic = await hlan.PostAsJsonAsync("/api/v1/incoming-documents", new { register = "DEN", symbol = "5/STC", subject = "A", issuer = "Sở Tài chính", medium = "electronic" });
        var document = (await electronic.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var file = await Upload("giấy");
        var item = await Receive(new { issuer = "Sở Tài chính", fileIds = new[] { file } });
        var path = $"/api/v1/received-items/{Id(item)}/paper-copy";
        Assert.That((int)(await hlan.PostAsJsonAsync(path, new { })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await hlan.PostAsJsonAsync(path, new { documentId = Guid.Empty })).StatusCode, Is.EqualTo(404));
        var answer = await hlan.PostAsJsonAsync(path, new { documentId = document });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        Assert.That((view.GetProperty("medium").GetString(), view.GetProperty("files")[0].GetProperty("id").GetGuid()), Is.EqualTo(("both", file)));
        var closed = await hlan.GetFromJsonAsync<JsonElement>($"/api/v1/received-items/{Id(item)}");
        Assert.That((closed.GetProperty("status").GetString(), closed.GetProperty("documentId").GetGuid()), Is.EqualTo(("registered", document)));
        Assert.That((int)(await hlan.PostAsJsonAsync(path, new { documentId = document })).StatusCode, Is.EqualTo(409));
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private async Task<Guid> Upload(string salt)
    {
        using var form = Uploads.Form(Uploads.Pdf(salt), salt + ".pdf");
        var answer = await hlan.PostAsync("/api/v1/files", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> Receive(object item)
    {
        var answer = await hlan.PostAsJsonAsync("/api/v1/received-items", item);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> Register(JsonElement item, object body) => hlan.PostAsJsonAsync($"/api/v1/received-items/{Id(item)}/registration", body);

    private async Task<long> Waiting() => (await hlan.GetFromJsonAsync<JsonElement>("/api/v1/received-items?count=true")).GetProperty("count").GetInt64();
}
