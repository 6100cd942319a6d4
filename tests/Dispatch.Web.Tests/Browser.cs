using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dispatch.Web.Tests;

/// <summary>A browser without JavaScript: keeps cookies, follows redirects, sends forms as their buttons would.</summary>
internal sealed class Browser(Uri address) : IDisposable
{
    private static readonly HtmlParser Parser = new(new HtmlParserOptions(), BrowsingContext.New());

    private readonly HttpClient client = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = address };

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>The answer it came with.</summary>
    public HttpResponseMessage Answer { get; private set; } = null!;

    /// <summary>The address it has after redirects.</summary>
    public Uri Address => Answer.RequestMessage!.RequestUri!;

    public string Text(string selector) => Page.QuerySelector(selector)?.TextContent.Trim() ?? throw new AssertionException($"No {selector} in:\n{Page.Body?.TextContent.Trim()}");

    public async Task<IHtmlDocument> Open(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Read(await client.SendAsync(request));
    }

    public Task<IHtmlDocument> Follow(string selector) => Open(Page.QuerySelector(selector)?.GetAttribute("href") ?? throw new AssertionException($"No link {selector}."));

    /// <summary>Goes on with a page that a script would not have left.</summary>
    public void Keep(IHtmlDocument page) => Page = page;

    /// <summary>Types into a field of the page, or chooses in it.</summary>
    public void Type(string name, string value)
    {
        switch (Page.QuerySelector($"[name='{name}']:not(button)"))
        {
            case IHtmlInputElement { Type: "checkbox" } box:
                box.IsChecked = value == "true";
                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = value;
                break;
            default:
                throw new AssertionException($"No field {name}.");
        }
    }

    /// <summary>Presses a button: its form is sent with everything in it.</summary>
    public async Task<IHtmlDocument> Press(string selector, params (string Name, string FileName, byte[] Bytes)[] files)
    {
        var button = Page.QuerySelector<IHtmlButtonElement>(selector) ?? throw new AssertionException($"No button {selector}.");
        var form = button.Form ?? throw new AssertionException($"{selector} is in no form.");
        var fields = Page.QuerySelectorAll("input, select, textarea").Where(field => Owner(field) == form && field is not IHtmlInputElement { Type: "file" })
            .SelectMany(Values).ToList();
        if (button.Name is { Length: > 0 } name)
            fields.Add((name, button.Value));
        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? Address.PathAndQuery;
        if (form.Method == "get")
            return await Open(action + "?" + string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")));
        HttpContent content;
        if (form.Enctype == "multipart/form-data")
        {
            var parts = new MultipartFormDataContent();
            foreach (var (field, value) in fields)
                parts.Add(new StringContent(value), $"\"{field}\"");
            foreach (var (field, fileName, bytes) in files)
                parts.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } }, field, fileName);
            content = parts;
        }
        else
            content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Read(await client.PostAsync(action, content));
    }

    /// <summary>A page as it comes, not kept.</summary>
    public async Task<Stream> Stream(string path) => await (await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead)).Content.ReadAsStreamAsync();

    public void Dispose() => client.Dispose();

    private static IHtmlFormElement? Owner(IElement field) => field switch
    {
        IHtmlInputElement input => input.Form,
        IHtmlSelectElement select => select.Form,
        IHtmlTextAreaElement area => area.Form,
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> Values(IElement field) => field switch
    {
        { } when field.GetAttribute("name") is null or "" || field.HasAttribute("disabled") => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement input => [(input.Name!, input.Value)],
        IHtmlTextAreaElement area => [(area.Name!, area.Value)],
        IHtmlSelectElement select => [(select.Name!, select.Value ?? "")],
        _ => [],
    };

    private async Task<IHtmlDocument> Read(HttpResponseMessage answer)
    {
        Answer = answer;
        return Page = Parser.ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
