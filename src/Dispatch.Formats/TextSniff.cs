using System.Text;

namespace Dispatch.Formats;

/// <summary>Tells plain text, messages and markup apart by their beginning.</summary>
internal static class TextSniff
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    // The tags by which browsers recognise a page (WHATWG MIME Sniffing §7.1), and those that could start one.
    private static readonly HashSet<string> PageTags =
    [
        "html", "head", "body", "script", "iframe", "frame", "frameset", "h1", "h2", "h3", "div", "font", "table", "a", "style", "title", "b", "i", "br", "p", "img",
        "object", "embed", "applet", "form", "input", "button", "meta", "link", "base", "center", "span", "ul", "ol", "li", "video", "audio", "marquee", "template", "math",
    ];

    private static readonly HashSet<string> MessageHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "to", "cc", "subject", "date", "received", "return-path", "message-id", "mime-version", "content-type", "delivered-to", "reply-to", "sender", "dkim-signature",
    };

    /// <summary>The head as text: by its byte order mark, else byte by byte (Latin-1), which keeps every ASCII character in place.</summary>
    public static string Decode(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.Latin1.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => Encoding.Latin1.GetString(head),
    };

    /// <summary>HTML, SVG, script or XML when the text begins as markup; else null.</summary>
    public static FileKind? Markup(string text)
    {
        var at = SkipSpace(text, 0);
        var xml = false;
        while (at < text.Length && text[at] == '<')
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("<?php", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("<?=") || rest.StartsWith("<%"))
                return FileKind.Script;
            string closing;
            if (rest.StartsWith("<?"))
            {
                xml |= rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
                closing = "?>";
            }
            else if (rest.StartsWith("<!--"))
            {
                closing = "-->";
            }
            else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            {
                var name = Name(text, SkipSpace(text, at + "<!DOCTYPE".Length));
                if (Refused(name) is { } kind)
                    return kind;
                xml = true;
                closing = SubsetEnd(text, at);
            }
            else
            {
                return Root(text, at, xml);
            }
            var end = text.IndexOf(closing, at, StringComparison.Ordinal);
            // What stands behind so long a comment cannot be seen: not taken for harmless.
            if (end < 0)
                return text.Length > 1024 || xml ? FileKind.Html : null;
            at = SkipSpace(text, end + closing.Length);
        }
        return xml ? FileKind.Xml : null;
    }

    /// <summary>True for UTF-8 or UTF-16 without control characters; for old code pages only when the extension says text.</summary>
    public static bool IsText(ReadOnlySpan<byte> head, string text, string extension)
    {
        var marked = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        foreach (var c in text)
            if (c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\x1B'))
                return false;
        if (marked || extension is "txt" or "csv" or "eml" or "log")
            return true;
        for (var cut = 0; cut < 4 && cut < head.Length; cut++)
        {
            try
            {
                Strict.GetCharCount(head[..^cut]);
                return true;
            }
            catch (DecoderFallbackException)
            {
                // Perhaps the head ends inside a character.
            }
        }
        return false;
    }

    /// <summary>Message, XML or plain, of what is text.</summary>
    public static FileKind Kind(string text)
    {
        if (Markup(text) == FileKind.Xml)
            return FileKind.Xml;
        var known = 0;
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, 8192)).EnumerateLines())
        {
            if (line.IsEmpty)
                break;
            if (line[0] is ' ' or '\t')
                continue;
            var colon = line.IndexOf(':');
            // The first line may be mbox's "From someone Tue …".
            if (colon <= 0 && !(known == 0 && line.StartsWith("From ")))
                return FileKind.Text;
            if (colon > 0 && MessageHeaders.Contains(line[..colon].ToString()))
                known++;
        }
        return known >= 2 ? FileKind.Eml : FileKind.Text;
    }

    private static FileKind? Root(string text, int at, bool xml)
    {
        var name = Name(text, at + 1);
        if (name.Length == 0)
            return xml ? FileKind.Xml : null;
        if (Refused(name) is { } kind)
            return kind;
        var end = text.IndexOf('>', at);
        var tag = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
        if (tag.Contains("http://www.w3.org/2000/svg", StringComparison.OrdinalIgnoreCase))
            return FileKind.Svg;
        if (tag.Contains("http://www.w3.org/1999/xhtml", StringComparison.OrdinalIgnoreCase))
            return FileKind.Html;
        return xml || end >= 0 ? FileKind.Xml : null;
    }

    private static FileKind? Refused(string name)
    {
        var local = name[(name.LastIndexOf(':') + 1)..].ToLowerInvariant();
        return local == "svg" ? FileKind.Svg : PageTags.Contains(local) ? FileKind.Html : null;
    }

    private static string Name(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 100 && (char.IsLetterOrDigit(text[end]) || text[end] is ':' or '_' or '-' or '.'))
            end++;
        return text[at..end];
    }

    private static string SubsetEnd(string text, int at)
    {
        var close = text.IndexOf('>', at);
        var open = text.IndexOf('[', at);
        return open >= 0 && close >= 0 && open < close ? "]>" : ">";
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r' or '\f' or '\0')
            at++;
        return at;
    }
}
