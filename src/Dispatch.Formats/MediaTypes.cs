namespace Dispatch.Formats;

/// <summary>Media types as registered with IANA, by kind.</summary>
internal static class MediaTypes
{
    public static string Of(FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Png => "image/png",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Tiff => "image/tiff",
        FileKind.Gif => "image/gif",
        FileKind.WebP => "image/webp",
        FileKind.Bmp => "image/bmp",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        FileKind.Docm => "application/vnd.ms-word.document.macroEnabled.12",
        FileKind.Xlsm => "application/vnd.ms-excel.sheet.macroEnabled.12",
        FileKind.Pptm => "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        FileKind.Doc => "application/msword",
        FileKind.Xls => "application/vnd.ms-excel",
        FileKind.Ppt => "application/vnd.ms-powerpoint",
        FileKind.Msg => "application/vnd.ms-outlook",
        FileKind.Ole => "application/x-ole-storage",
        FileKind.Odt => "application/vnd.oasis.opendocument.text",
        FileKind.Ods => "application/vnd.oasis.opendocument.spreadsheet",
        FileKind.Odp => "application/vnd.oasis.opendocument.presentation",
        FileKind.Rtf => "application/rtf",
        FileKind.Zip => "application/zip",
        FileKind.Rar => "application/vnd.rar",
        FileKind.SevenZip => "application/x-7z-compressed",
        FileKind.Gzip => "application/gzip",
        FileKind.Eml => "message/rfc822",
        FileKind.Xml => "application/xml",
        FileKind.Text => "text/plain",
        FileKind.Pkcs7Signature => "application/pkcs7-signature",
        FileKind.Pkcs7Message => "application/pkcs7-mime",
        FileKind.Html => "text/html",
        FileKind.Svg => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
