using Dispatch.Platform;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Operations;

internal static class OperationProblems
{
    public static readonly Problem NoSuchJob = new("job-not-found", StatusCodes.Status404NotFound,
        new("Không có việc nền này", "There is no such job"));
}
