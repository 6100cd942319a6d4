using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Documents;

/// <summary>What can go wrong with document types.</summary>
internal static class DocumentTypeProblems
{
    public static readonly Problem NotFound = new("document-type-not-found", StatusCodes.Status404NotFound,
        new("Không có loại văn bản này", "There is no such document type"));

    public static readonly Problem CodeTaken = new("document-type-exists", StatusCodes.Status409Conflict,
        new("Đã có loại văn bản mang mã này", "A document type with this code exists"));

    public static readonly Problem AbbreviationTaken = new("document-type-abbreviation-taken", StatusCodes.Status409Conflict,
        new("Viết tắt này đã là của loại văn bản khác", "Another document type has this abbreviation"));

    public static readonly Problem Fixed = new("document-type-fixed", StatusCodes.Status409Conflict,
        new("29 loại của Nghị định 30/2020 không sửa được", "The 29 types of Decree 30/2020 cannot be edited"));
}
