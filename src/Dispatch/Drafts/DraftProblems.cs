using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Drafts;

internal static class DraftProblems
{
    public static readonly Problem TooLong = new("draft-too-long", StatusCodes.Status413PayloadTooLarge,
        new("Bản nháp dài quá, chưa lưu được", "The draft is too long to be kept"));

    public static readonly Problem SentAlready = new("draft-sent-already", StatusCodes.Status409Conflict,
        new("Văn bản này đã vào sổ, không còn bản nháp", "This form was sent already; it has no draft any more"));
}
