using System.IO.Compression;
using System.Text;

namespace Dispatch.Tests.Files;

/// <summary>Small files to send.</summary>
internal static class Uploads
{
    /// <summary>A one-page PDF; <paramref name="salt"/> makes its bytes its own.</summary>
    public static byte[] Pdf(string salt = "")
    {
        var body = $"%PDF-1.4\n%{salt}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n";
        return Encoding.UTF8.GetBytes(body);
    }

    public static byte[] LockedPdf() =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Pdf()).Replace("/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Adobe.PubSec >>", StringComparison.Ordinal));

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A form without parts, whose names go out in UTF-8 as browsers send them.</summary>
    public static MultipartFormDataContent Form() => new() { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    /// <summary>The form's part <c>file</c>; the name goes out as browsers write it.</summary>
    public static MultipartFormDataContent Form(byte[] bytes, string name, string part = "file")
    {
        var form = Form();
        form.Add(Part(new ByteArrayContent(bytes), name, part));
        return form;
    }

    public static HttpContent Part(HttpContent content, string name, string part = "file")
    {
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{part}\"; filename=\"{name}\"");
        content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        return content;
    }
}
