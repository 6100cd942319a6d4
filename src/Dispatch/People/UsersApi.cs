using System.Text.Json;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.People;

internal static class UsersApi
{
    private static readonly string[] ExampleRoles = ["officer"];

    internal static void Map(IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");

        users.MapGet("", (string? q, string? unit, string? state, FindUsers find, Paging paging, HttpContext http, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var wanted = QueryEnum.Of<AccountState>(errors, "state", state);
                return ListAnswer.Of(http, paging, page => errors.None ? find.Execute(q, unit, wanted, page, ct) : Task.FromResult<Result<Page<UserView>>>(errors.ToProblem()), Row);
            })
            .Needs(Permission.ManagePeople).Produces<Page<UserView>>().WithSummary("People with an account, by given name");

        users.MapPost("", async (HirePersonRequest request, HirePerson hire, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => hire.Execute(request, caller, ct), ct)).Created(user => $"/api/v1/users/{user.Id}", user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>(201).WithSummary("Add a person; without a password a one-time link sets it")
            .WithExample(new { userName = "hoa.nt", fullName = "Nguyễn Thị Hoa", roles = ExampleRoles, title = "Chuyên viên", unitCode = "KGVX", from = "2026-09-01" });

        users.MapPost("/imports", async (string? mode, HttpContext http, ImportPeople import, Caller caller, CancellationToken ct) =>
            {
                var errors = new FieldErrors();
                var how = QueryEnum.Of<ImportMode>(errors, "mode", mode) ?? ImportMode.Check;
                return (errors.None ? await import.Execute(http.Request.Body, how, caller, ct) : errors.ToProblem()).Ok();
            })
            .Needs(Permission.ManagePeople).Produces<PeopleImport>().WithSummary("Take in people from a sheet: the body is an XLSX or CSV file")
            .WithDescription("?mode=check (default) says what each row would do, all writes all rows or none, good writes the rows without a problem. Columns as in GET /users/imports/template.");

        users.MapGet("/imports/template", async () => TypedResults.File(await ImportPeople.Template(), ListAnswer.Xlsx, "nguoi-dung-mau.xlsx"))
            .Needs(Permission.ManagePeople).Produces(200, contentType: ListAnswer.Xlsx).WithSummary("The sheet to fill");

        users.MapGet("/{id}", async (Id<Person> id, ReadUser read, CancellationToken ct) => (await read.Execute(id, ct)).Ok(user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("One person with their account and posts");

        users.MapPatch("/{id}", async (Id<Person> id, JsonElement patch, EditPerson edit, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
                (await edit.Execute(id, patch, ifMatch, caller, ct)).Ok(user => user.Version))
            .Accepts<EditPersonRequest>("application/merge-patch+json", "application/json")
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("Change names or roles (JSON Merge Patch)");

        users.MapPost("/{id}/posts", async (Id<Person> id, AddPostRequest request, AddPost add, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => add.Execute(id, request, caller, ct), ct)).Created(user => $"/api/v1/users/{user.Id}", user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>(201).WithSummary("Take up a post; the main one before it ends the day before")
            .WithExample(new { title = "Trưởng phòng", unitCode = "KGVX", from = "2026-12-01", source = "Quyết định 45/QĐ-VP" });

        users.MapPost("/{id}/posts/{postId}/end",
                async (Id<Person> id, Id<Post> postId, EndPostRequest request, EndPost end, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                    (await idempotency.Once(caller, () => end.Execute(id, postId, request, caller, ct), ct)).Ok(user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("Give a post its last day")
            .WithExample(new { on = "2026-11-30" });

        users.MapPost("/{id}/password-link", async (Id<Person> id, MakeOneTimeLink make, ReadUser read, Caller caller, CancellationToken ct) =>
            {
                // Without idempotency: a link is a secret and is kept nowhere, so a repeat makes a new one and the older is worthless.
                if (!(await read.Execute(id, ct)).Ok(out var user, out var problem))
                    return new ProblemResult(problem);
                return (await make.Execute(new(user.UserName), caller, ct)).Created(link => link.Path);
            })
            .Needs(Permission.ManagePeople).Produces<OneTimeLink>(201).WithSummary("A link that sets the password once; the older ones end");

        users.MapPost("/{id}/disablement", async (Id<Person> id, DisablePersonRequest request, DisablePerson disable, Idempotency idempotency, Caller caller, CancellationToken ct) =>
                (await idempotency.Once(caller, () => disable.Execute(id, request, caller, ct), ct)).Ok(user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("Disable the account; sessions, tokens and links end at once")
            .WithExample(new { reason = "Chuyển công tác" });

        users.MapDelete("/{id}/disablement", async (Id<Person> id, DisablePerson disable, Caller caller, CancellationToken ct) =>
                (await disable.Enable(id, caller, ct)).Ok(user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("Enable the account again");

        users.MapDelete("/{id}/lockout", async (Id<Person> id, UnlockPerson unlock, Caller caller, CancellationToken ct) =>
                (await unlock.Execute(id, caller, ct)).Ok(user => user.Version))
            .Needs(Permission.ManagePeople).Produces<UserDetail>().WithSummary("End a lockout after wrong passwords");

        users.MapGet("/{id}/sessions", (Id<Person> id, FindSessions find, Paging paging, CurrentSession session, HttpContext http, CancellationToken ct) =>
                ListAnswer.Of(http, paging, page => find.Of(id, page, session, ct), PeopleApi.Row))
            .Needs(Permission.ManagePeople).Produces<Page<SessionView>>().WithSummary("A person's sessions, newest first");

        users.MapDelete("/{id}/sessions", async (Id<Person> id, EndPersonSessions end, Caller caller, CancellationToken ct) =>
                (await end.Execute(id, null, caller, ct)).NoContent())
            .Needs(Permission.ManagePeople).Produces(204).WithSummary("End all of a person's sessions");

        users.MapDelete("/{id}/sessions/{sessionId}", async (Id<Person> id, Id<Session> sessionId, EndPersonSessions end, Caller caller, CancellationToken ct) =>
                (await end.Execute(id, sessionId, caller, ct)).NoContent())
            .Needs(Permission.ManagePeople).Produces(204).WithSummary("End one of a person's sessions");
    }

    private static Dictionary<string, object?> Row(UserView view) => new()
    {
        ["Họ và tên"] = view.FullName,
        ["Tên đăng nhập"] = view.UserName,
        ["Chức vụ"] = view.Title,
        ["Mã đơn vị"] = view.Unit?.Code,
        ["Vai trò"] = string.Join("; ", view.Roles.Select(EnumText.Of)),
        ["Tình trạng"] = EnumText.Of(view.State),
    };
}
