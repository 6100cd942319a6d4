namespace Dispatch.Formats;

/// <summary>What a file is by its bytes (and, for scripts, which have none of their own, by its extension).</summary>
public enum FileKind
{
    /// <summary>Nothing this program knows.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>Portable Document Format, ISO 32000; also with up to 1,024 bytes of junk before its header.</summary>
    Pdf,

    /// <summary>PNG image.</summary>
    Png,

    /// <summary>JPEG image.</summary>
    Jpeg,

    /// <summary>TIFF image, as scanners and fax machines write it; also BigTIFF.</summary>
    Tiff,

    /// <summary>GIF image.</summary>
    Gif,

    /// <summary>WebP image.</summary>
    WebP,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>Word document, OOXML.</summary>
    Docx,

    /// <summary>Excel workbook, OOXML.</summary>
    Xlsx,

    /// <summary>PowerPoint presentation, OOXML.</summary>
    Pptx,

    /// <summary>Word document with macros, OOXML.</summary>
    Docm,

    /// <summary>Excel workbook with macros, OOXML.</summary>
    Xlsm,

    /// <summary>PowerPoint presentation with macros, OOXML.</summary>
    Pptm,

    /// <summary>Word 97–2003 document.</summary>
    Doc,

    /// <summary>Excel workbook up to 2003.</summary>
    Xls,

    /// <summary>PowerPoint 97–2003 presentation.</summary>
    Ppt,

    /// <summary>Outlook message.</summary>
    Msg,

    /// <summary>Another OLE2 compound file, or an encrypted OOXML document.</summary>
    Ole,

    /// <summary>OpenDocument text.</summary>
    Odt,

    /// <summary>OpenDocument spreadsheet.</summary>
    Ods,

    /// <summary>OpenDocument presentation.</summary>
    Odp,

    /// <summary>Rich Text Format.</summary>
    Rtf,

    /// <summary>Zip archive that is none of the above.</summary>
    Zip,

    /// <summary>RAR archive.</summary>
    Rar,

    /// <summary>7-Zip archive.</summary>
    SevenZip,

    /// <summary>gzip, also .tar.gz.</summary>
    Gzip,

    /// <summary>Internet message, RFC 5322.</summary>
    Eml,

    /// <summary>XML, edXML among it.</summary>
    Xml,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Detached signature, CMS.</summary>
    Pkcs7Signature,

    /// <summary>Signed or enveloped message, CMS.</summary>
    Pkcs7Message,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>SVG image: a document that can carry scripts.</summary>
    Svg,

    /// <summary>Source that an operating system or a browser runs.</summary>
    Script,

    /// <summary>Machine or virtual-machine code, installers and shortcuts.</summary>
    Executable,
}
