using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Files;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Files;

/// <summary>Pages of received PDFs as pictures, over HTTP.</summary>
internal sealed class PageImagesTests
{
    private RegistryOffice office = null!;
    private HttpClient hlan = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        hlan = await office.Client("hlan");
        if (!office.Office.Services.GetRequiredService<PageImages>().Available)
            Assert.Ignore("poppler-utils is not here: no page can be drawn.");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_page_is_a_JPEG_that_never_changes_and_is_drawn_once()
    {
        var file = await Upload(Uploads.Pdf("vẽ"));
        using var answer = await hlan.GetAsync($"/api/v1/files/{Id(file)}/pages/1");
        var picture = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), Encoding.UTF8.GetString(picture));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(picture[..3], Is.EqualTo(new byte[] { 0xFF, 0xD8, 0xFF }));
        Assert.That(SizeOf(picture), Is.EqualTo((909, 1286)), "A4 at 110 dpi");
        Assert.That(answer.Headers.CacheControl!.ToString(), Does.Contain("private").And.Contain("max-age=31536000").And.Contain("immutable"));
        var kept = Directory.GetFiles(Path.Combine(office.Office.DataFolder, "page-images"), $"{file.GetProperty("sha256").GetString()}-1.jpg", SearchOption.AllDirectories);
        Assert.That(kept, Has.Length.EqualTo(1));
        // What is answered from now on is the kept picture, not a new one.
        await File.WriteAllBytesAsync(kept[0], [0xFF, 0xD8, 0xFF, 1]);
        Assert.That(await hlan.GetByteArrayAsync($"/api/v1/files/{Id(file)}/pages/1"), Has.Length.EqualTo(4));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/files/{Id(file)}/pages/1");
        again.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.Tag);
        Assert.That((await hlan.SendAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Who_may_not_see_the_file_sees_no_page_of_it()
    {
        var file = await Upload(Uploads.Pdf("riêng"));
        var ngoc = await office.Client("ngoc");
        Assert.That((await ngoc.GetAsync($"/api/v1/files/{Id(file)}/pages/1")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "not hers until a document takes it");
        var letter = RegisterIncomingTests.Letter("55/SXD-TRANG", "Sở Xây dựng");
        letter["fileIds"] = new System.Text.Json.Nodes.JsonArray(Id(file));
        (await hlan.PostAsJsonAsync("/api/v1/incoming-documents", letter)).EnsureSuccessStatusCode();
        Assert.That((await ngoc.GetAsync($"/api/v1/files/{Id(file)}/pages/1")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await (await office.Client("quan")).GetAsync($"/api/v1/files/{Id(file)}/pages/1")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var stranger = office.Office.Stranger();
        Assert.That((await stranger.GetAsync($"/api/v1/files/{Id(file)}/pages/1")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("2")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("99999999999")]
    [TestCase("x")]
    public async Task A_page_that_is_not_there_is_not_found(string page) =>
        Assert.That((await hlan.GetAsync($"/api/v1/files/{Id(await Upload(Uploads.Pdf(page)))}/pages/{page}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task What_is_no_PDF_has_no_pages()
    {
        var file = await Upload(Uploads.Zip(("a.txt", "chữ"u8.ToArray())), "a.zip");
        Assert.That((await hlan.GetAsync($"/api/v1/files/{Id(file)}/pages/1")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    // A page a mile wide, a page that draws itself for ever, and one that is no page: each ends in a picture of bounded size or in a problem.
    [TestCase("[0 0 900000000 900000000]", "")]
    [TestCase("[0 0 1 900000000]", "")]
    [TestCase("[0 0 -5 nan]", "")]
    [TestCase("[0 0 595 842]", "q /X Do Q")]
    public async Task A_hostile_page_harms_nobody(string box, string content)
    {
        var pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
            + $"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>\nendobj\n"
            + $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + "5 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 16 >>\nstream\nq /X Do /X Do Q  \nendstream\nendobj\n"
            + "trailer\n<< /Root 1 0 R >>\n";
        var file = await Upload(Encoding.ASCII.GetBytes(pdf));
        using var answer = await hlan.GetAsync($"/api/v1/files/{Id(file)}/pages/1");
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            var (width, height) = SizeOf(await answer.Content.ReadAsByteArrayAsync());
            Assert.That(Math.Max(width, height), Is.LessThanOrEqualTo(PageImages.LongSide));
        }
        else
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(422));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("page-not-drawn"));
        }
        Assert.That(Directory.GetFiles(Path.Combine(office.Office.DataFolder, "page-images"), ".*", SearchOption.AllDirectories), Is.Empty, "no half-drawn page is left");
    }

    [Test]
    public async Task A_locked_PDF_cannot_be_drawn_and_says_so()
    {
        var file = await Upload(Uploads.LockedPdf());
        using var answer = await hlan.GetAsync($"/api/v1/files/{Id(file)}/pages/1");
        Assert.That((int)answer.StatusCode, Is.EqualTo(422), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Without_poppler_the_answer_says_what_to_install()
    {
        await using var bare = await RegistryOffice.Open(services: services => services.AddSingleton(new PageImageSettings(RunFolder.New("pages"), "/khong/co/pdftoppm")));
        var clerk = await bare.Client("hlan");
        using var form = Uploads.Form(Uploads.Pdf(), "a.pdf");
        var file = await (await clerk.PostAsync("/api/v1/files", form)).Content.ReadFromJsonAsync<JsonElement>();
        using var answer = await clerk.GetAsync($"/api/v1/files/{Id(file)}/pages/1");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotImplemented));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("page-images-unavailable").And.Contain("poppler-utils"));
    }

    private async Task<JsonElement> Upload(byte[] bytes, string name = "quet.pdf")
    {
        using var form = Uploads.Form(bytes, name);
        using var answer = await hlan.PostAsync("/api/v1/files", form);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        return view;
    }

    private static string Id(JsonElement file) => file.GetProperty("id").GetString()!;

    // Width and height stand in the frame header of a JPEG.
    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        for (var i = 2; i + 9 < jpeg.Length; i += 2 + (jpeg[i + 2] << 8 | jpeg[i + 3]))
        {
            if (jpeg[i + 1] is 0xC0 or 0xC1 or 0xC2)
                return (jpeg[i + 7] << 8 | jpeg[i + 8], jpeg[i + 5] << 8 | jpeg[i + 6]);
        }
        throw new AssertionException("No frame header.");
    }
}
