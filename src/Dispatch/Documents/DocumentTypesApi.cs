using System.Text.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Documents;

internal static class DocumentTypesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var types = api.MapGroup("/document-types").WithTags("Documents");

        types.MapGet("", (FindDocumentTypes find, Paging paging, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Execute(page, ct), Row))
            .Needs(Permission.SignedIn).Produces<Page<DocumentTypeView>>().WithSummary("Document types in force");

        types.MapPost("", async (AddDocumentTypeRequest request, AddDocumentType add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(request, caller, ct), ct)).Created(view => $"/api/v1/document-types/{Uri.EscapeDataString(view.Code)}", view => view.Version))
            .Needs(Permission.ManageReference).Produces<DocumentTypeDetail>(201).WithSummary("Add a type of the office's own")
            .WithExample(new { code = "PĐN", name = "Phiếu đề nghị", abbreviation = "PĐN", source = "Quyết định 15/QĐ-VP" });

        types.MapPatch("/{code}", async (string code, JsonElement patch, EditDocumentType edit, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await edit.Execute(code, patch, ifMatch, caller, ct)).Ok(view => view.Version))
            .Accepts<EditDocumentTypeRequest>("application/merge-patch+json", "application/json")
            .Needs(Permission.ManageReference).Produces<DocumentTypeDetail>().WithSummary("Rename or close a type of the office's own (JSON Merge Patch)");
    }

    private static Dictionary<string, object?> Row(DocumentTypeView view) => new()
    {
        ["Mã"] = view.Code,
        ["Tên loại"] = view.Name,
        ["Viết tắt"] = view.Abbreviation,
        ["Nguồn"] = view.Source,
    };
}
