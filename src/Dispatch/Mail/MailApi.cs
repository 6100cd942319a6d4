using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Mail;

/// <summary>The routes of one's own mail.</summary>
internal static class MailApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var mail = api.MapGroup("/me/mail").WithTags("Account");

        mail.MapGet("", async (ReadMyMail read, Caller caller, CancellationToken ct) => (await read.Execute(caller, ct)).Ok(view => view.Version))
            .Needs(Permission.SignedIn).Produces<MyMailView>().WithSummary("Where one's mail goes, and which notices go by mail at once, in the digest, or not");

        mail.MapPut("", async (ChangeMyMailRequest request, ChangeMyMail change, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await change.Execute(request, ifMatch, caller, ct)).Ok(view => view.Version))
            .Needs(Permission.SignedIn).Produces<MyMailView>().WithSummary("Say where mail goes and what goes by mail")
            .WithExample(new { email = "h.lan@example.vn", language = "vi", channels = new { dueSoon = "digest", dueToday = "immediate", completed = "off" } });
    }
}
