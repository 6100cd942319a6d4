using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Documents;

internal static class DocumentTypesApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/document-types", (FindDocumentTypes find, Paging paging, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(page, ct), Row))
            .WithTags("Documents").Needs(Permission.SignedIn).Produces<Page<DocumentTypeView>>().WithSummary("Document types in force");

    private static Dictionary<string, object?> Row(DocumentTypeView view) => new()
    {
        ["Mã"] = view.Code,
        ["Tên loại"] = view.Name,
        ["Viết tắt"] = view.Abbreviation,
        ["Nguồn"] = view.Source,
    };
}
