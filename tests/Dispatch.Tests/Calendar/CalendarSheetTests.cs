using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Testing;

namespace Dispatch.Tests.Calendar;

/// <summary>A year's table as a file: out, in, and what cannot be read.</summary>
internal sealed class CalendarSheetTests
{
    private RegistryOffice office = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        admin = await office.Client("admin");
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task The_sheet_of_a_year_can_be_read_back_whole()
    {
        var sheet = await admin.GetByteArrayAsync("/api/v1/calendar/2026/sheet");
        var year = await admin.GetFromJsonAsync<JsonElement>("/api/v1/calendar/2026");
        var check = await Check(sheet);
        Assert.That(check.GetProperty("problems").GetArrayLength(), Is.Zero);
        Assert.That(check.GetProperty("rows").EnumerateArray().Select(Day), Is.EqualTo(year.GetProperty("days").EnumerateArray().Select(Day)).And.Not.Empty);
    }

    [TestCase("01/01/2027\tNghỉ lễ, tết\tTết Dương lịch\tBộ luật Lao động 2019")]
    [TestCase("1/1/2027,\"nghi le, tet\",Tết Dương lịch,Bộ luật Lao động 2019")]
    [TestCase("Ngày;Loại;Lý do;Văn bản\r\n2027-01-01;holiday;Tết Dương lịch;Bộ luật Lao động 2019")]
    public async Task What_a_spreadsheet_copies_is_read(string text)
    {
        var check = await Check(Encoding.UTF8.GetBytes(text));
        Assert.That(check.GetProperty("rows").EnumerateArray().Select(Day), Is.EqualTo(new[] { "2027-01-01 holiday Tết Dương lịch Bộ luật Lao động 2019" }), check.ToString());
    }

    [Test]
    public async Task What_cannot_be_read_is_said_by_line_and_nothing_is_written()
    {
        var before = await admin.GetFromJsonAsync<JsonElement>("/api/v1/calendar/2027");
        var check = await Check("31/02/2027,Nghỉ bù,A,B\n01/05/2027,Nghỉ chơi,A,B\n"u8.ToArray());
        Assert.That(check.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("line").GetInt32()} {p.GetProperty("field").GetString()}"), Is.EqualTo(new[] { "1 date", "2 kind" }));
        Assert.That(JsonElement.DeepEquals(await admin.GetFromJsonAsync<JsonElement>("/api/v1/calendar/2027"), before));
        Assert.That((int)(await admin.PostAsync("/api/v1/calendar/checks", new ByteArrayContent([65, 0xff, 0xfe]))).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await (await office.Client("hlan")).PostAsync("/api/v1/calendar/checks", new ByteArrayContent([65]))).StatusCode, Is.EqualTo(403));
    }

    private static string Day(JsonElement day) => string.Join(' ', new[] { "date", "kind", "reason", "source" }.Select(name => day.GetProperty(name).GetString()));

    private async Task<JsonElement> Check(byte[] content)
    {
        var answer = await admin.PostAsync("/api/v1/calendar/checks", new ByteArrayContent(content));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), body.ToString());
        return body;
    }
}
