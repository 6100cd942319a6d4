using Markdig;
using Microsoft.AspNetCore.Html;

namespace Dispatch.Web.Desk;

/// <summary>The user's guide as it lies in <c>Guides/su-dung.md</c>, as a part of a page. It is ours and has no HTML of its own.</summary>
internal static class Guide
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();
    private static readonly Lazy<HtmlString> Once = new(Read);

    public static HtmlString ForUsers => Once.Value;

    private static HtmlString Read()
    {
        using var stream = typeof(Guide).Assembly.GetManifestResourceStream("guides/su-dung.md")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        // The page has a heading of its own.
        return new HtmlString(Markdown.ToHtml(text[text.IndexOf('\n', StringComparison.Ordinal)..], Plain));
    }
}
