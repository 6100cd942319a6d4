using Dispatch.Web.Desk;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dispatch.Web.TagHelpers;

/// <summary>
/// <c>&lt;field name="subject" label="reg.subject" value="…" /&gt;</c>: a label, its control, a hint and the error beside it, tied together for screen readers.
/// The name is the field's name on the wire, so that a use case's errors find their place. A select by <c>options</c>, a text area by <c>rows</c>,
/// otherwise a text box; other attributes go to the control.
/// </summary>
public sealed class FieldTagHelper(Texts texts) : TagHelper
{
    /// <summary>Name of the control and of its errors (<c>signer.fullName</c>).</summary>
    public required string Name { get; set; }

    /// <summary>Key of the label's text.</summary>
    public required string Label { get; set; }

    /// <summary>What stands in the control.</summary>
    public string? Value { get; set; }

    /// <summary>Key of the hint's text; null for none.</summary>
    public string? Hint { get; set; }

    /// <summary>Further wire names whose errors belong here, separated by commas.</summary>
    public string? Also { get; set; }

    /// <summary>Choices: makes a select.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Lines: makes a text area.</summary>
    public int Rows { get; set; }

    /// <summary>CSS class of the whole field, its width in the form.</summary>
    public string? Wide { get; set; }

    /// <summary>The value of the document before, for Ctrl+D.</summary>
    public string? Last { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var id = IdOf(Name);
        var error = (View.ViewData.Model as DeskPage)?.ErrorOf([Name, .. Also?.Split(',') ?? []]);
        var control = Control(id, error);
        foreach (var attribute in output.Attributes)
            control.Attributes[attribute.Name] = attribute.Value is HtmlString html ? html.Value : attribute.Value?.ToString();
        var described = new List<string>();

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", string.Join(' ', new[] { "field", Wide, error is null ? null : "wrong" }.Where(c => c is not null)));

        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(texts[Label]);
        output.Content.AppendHtml(label);
        if (error is not null)
            output.Content.AppendHtml(Note("p", "error", id + "-error", error, described));
        output.Content.AppendHtml(control);
        if (Hint is not null)
            output.Content.AppendHtml(Note("p", "hint", id + "-hint", texts[Hint], described));
        if (described.Count > 0)
            control.Attributes["aria-describedby"] = string.Join(' ', described);
        output.Content.AppendHtml(await output.GetChildContentAsync());
    }

    /// <summary>The control's id: a dot would have to be escaped in every selector.</summary>
    internal static string IdOf(string name) => name.Replace('.', '-');

    private TagBuilder Control(string id, string? error)
    {
        var control = new TagBuilder(Options is not null ? "select" : Rows > 0 ? "textarea" : "input");
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        if (Last is not null)
            control.Attributes["data-last"] = Last;
        if (error is not null)
            control.Attributes["aria-invalid"] = "true";
        if (Options is not null)
        {
            foreach (var choice in Options)
            {
                var option = new TagBuilder("option");
                option.Attributes["value"] = choice.Value;
                if (choice.Value == (Value ?? ""))
                    option.Attributes["selected"] = "selected";
                option.InnerHtml.Append(choice.Text);
                control.InnerHtml.AppendHtml(option);
            }
        }
        else if (Rows > 0)
        {
            control.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
            // The parser drops one newline after <textarea>; without this a text that begins with one would lose it.
            control.InnerHtml.AppendHtml("\n").Append(Value ?? "");
        }
        else
        {
            control.TagRenderMode = TagRenderMode.SelfClosing;
            control.Attributes["type"] = "text";
            control.Attributes["value"] = Value ?? "";
            control.Attributes["autocomplete"] = "off";
        }
        return control;
    }

    private static TagBuilder Note(string tag, string css, string id, string words, List<string> described)
    {
        var note = new TagBuilder(tag);
        note.AddCssClass(css);
        note.Attributes["id"] = id;
        note.InnerHtml.Append(words);
        described.Add(id);
        return note;
    }
}
