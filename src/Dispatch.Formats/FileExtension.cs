namespace Dispatch.Formats;

/// <summary>Extensions that decide how a clerk's computer opens a file, whatever its bytes are.</summary>
internal static class FileExtension
{
    public static readonly HashSet<string> Programs =
    [
        "exe", "dll", "com", "scr", "pif", "cpl", "sys", "drv", "ocx", "msi", "msp", "mst", "msix", "appx", "msixbundle", "appxbundle", "gadget",
        "so", "dylib", "elf", "app", "dmg", "deb", "rpm", "apk", "jar", "war", "class", "dex", "wasm", "swf", "xll", "chm", "lnk", "url", "scf", "inf", "reg",
        "msc", "application", "appref-ms", "settingcontent-ms", "library-ms", "search-ms", "jnlp", "hlp",
    ];

    public static readonly HashSet<string> Scripts =
    [
        "bat", "cmd", "ps1", "psm1", "psd1", "ps1xml", "js", "mjs", "cjs", "jse", "vbs", "vbe", "vb", "wsf", "wsh", "wsc", "sct", "sh", "bash", "zsh", "ksh", "csh",
        "py", "pyw", "pl", "rb", "php", "phtml", "asp", "aspx", "ashx", "jsp", "jspx", "cgi", "lua", "tcl", "applescript", "command",
    ];

    public static readonly HashSet<string> WebPages = ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "hta", "htc", "svg", "svgz", "xsl", "xslt"];

    public static readonly HashSet<string> Zips = ["zip", "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "odt", "ods", "odp"];

    public static readonly HashSet<string> Documents =
    [
        "pdf", "png", "jpg", "jpeg", "tif", "tiff", "gif", "webp", "bmp", "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "doc", "xls", "ppt", "msg",
        "odt", "ods", "odp", "rtf", "zip", "rar", "7z", "gz", "eml", "xml", "edxml", "txt", "csv", "p7s", "p7m",
    ];

    /// <summary>Lower case, without the dot; empty when there is none. Dots and spaces at the end are dropped, as Windows drops them.</summary>
    public static string Of(string name)
    {
        var trimmed = name.AsSpan().TrimEnd(". ");
        // "a.exe::$DATA" and "a.exe:x" open a.exe on Windows.
        var colon = trimmed.LastIndexOf('.') is >= 0 and var last ? trimmed[last..].IndexOf(':') : -1;
        if (colon > 0)
            trimmed = trimmed[..(trimmed.LastIndexOf('.') + colon)];
        var dot = trimmed.LastIndexOf('.');
        return dot < 0 ? "" : trimmed[(dot + 1)..].Trim().ToString().ToLowerInvariant();
    }
}
