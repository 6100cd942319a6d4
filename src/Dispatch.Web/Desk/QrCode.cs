using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Dispatch.Web.Desk;

/// <summary>A QR code as one SVG path: nothing for the content security policy to refuse.</summary>
internal static class QrCode
{
    public static IHtmlContent Of(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new HtmlString($"""<svg role="img" aria-label="{System.Net.WebUtility.HtmlEncode(label)}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path d="{path}"/></svg>""");
    }
}
