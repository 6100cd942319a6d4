using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Runs;
using Dispatch.Testing;

namespace Dispatch.Tests.OldBooks;

/// <summary>An old book's way over HTTP: sent, mapped, checked, taken over.</summary>
internal sealed class OldBookOffice(RegistryOffice office, HttpClient clerk)
{
    private static readonly string[] Fields =
        ["arrivedOn", "arrivalNumber", "issuer", "symbol", "issuedOn", "subject", "toPlaces", "transferredOn", "receiptSignedBy", "notes", "secrecy"];

    /// <summary>The columns of <see cref="OldBookFile.Heads"/>.</summary>
    public static Dictionary<string, int> Columns => Fields.Index().ToDictionary(known => known.Item, known => known.Index);

    public static async Task<HttpResponseMessage> Send(HttpClient client, byte[] bytes, string name = "so-cu.csv", string book = "DEN", int year = 2025)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await client.PostAsync($"/api/v1/registers/{book}/{year}/old-books", content);
    }

    public async Task<JsonElement> Sent(byte[] bytes, string name = "so-cu.csv", int year = 2025)
    {
        var answer = await Send(clerk, bytes, name, year: year);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), view.ToString());
        return view;
    }

    /// <summary>A CSV with the heads of the form and these rows.</summary>
    public static byte[] Csv(params string[][] rows) => Encoding.UTF8.GetBytes(string.Join("\r\n",
        rows.Prepend(OldBookFile.Heads).Select(row => string.Join(',', row.Select(cell => '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')))));

    /// <summary>A row that can be taken over.</summary>
    public static string[] Row(string number, string arrivedOn = "22/08/2025", string symbol = "1287/SXD-QLĐT", string issuer = "Sở Xây dựng", string subject = "V/v thẩm định",
        string issuedOn = "", string to = "", string transferredOn = "", string signedBy = "", string notes = "", string secrecy = "") =>
        [arrivedOn, number, issuer, symbol, issuedOn, subject, to, transferredOn, signedBy, notes, secrecy];

    public async Task Map(string id, int firstNumber = 1, int? lastNumber = null, Dictionary<string, int>? columns = null)
    {
        var answer = await clerk.PutAsJsonAsync($"/api/v1/old-books/{id}/mapping", new { sheet = 0, columns = columns ?? Columns, firstNumber, lastNumber });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Check(string id)
    {
        var run = await Started($"/api/v1/old-books/{id}/check", null);
        await Work();
        return await clerk.GetFromJsonAsync<JsonElement>(run);
    }

    public async Task<JsonElement> TakeOver(string id, object? request = null)
    {
        var run = await Started($"/api/v1/old-books/{id}/takeover", request ?? new { });
        await Work();
        return await clerk.GetFromJsonAsync<JsonElement>(run);
    }

    /// <summary>Sent, mapped, checked and taken over at one go.</summary>
    public async Task<JsonElement> All(byte[] bytes, string name = "so-cu.csv", int year = 2025, int firstNumber = 1, int? lastNumber = null, object? takeover = null)
    {
        var id = (await Sent(bytes, name, year)).GetProperty("id").GetString()!;
        await Map(id, firstNumber, lastNumber);
        await Check(id);
        return await TakeOver(id, takeover);
    }

    public async Task<string> Started(string path, object? request)
    {
        var answer = request is null ? await clerk.PostAsync(path, null) : await clerk.PostAsJsonAsync(path, request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString;
    }

    public async Task Work() => await office.Do<WorkRuns, bool>(async work =>
    {
        await work.Run(default);
        return true;
    });

    public async Task<JsonElement> Proof(int year = 2025) => await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/registers/DEN/{year}/completeness");

    public async Task<List<JsonElement>> Entries(int year = 2025) =>
        [.. (await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/registers/DEN/{year}/entries?limit=200")).GetProperty("items").EnumerateArray()];

    public async Task<List<JsonElement>> Rows(string id, string state) =>
        [.. (await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/old-books/{id}/rows?state={state}&limit=200")).GetProperty("items").EnumerateArray()];

}
