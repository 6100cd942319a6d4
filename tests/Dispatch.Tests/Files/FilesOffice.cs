using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Files;

/// <summary>People of a test office, signed in over the API.</summary>
internal static class FilesOffice
{
    private const string Password = "một mật khẩu thử dài";

    /// <summary>Adds a person with one role and signs them in at <paramref name="client"/>.</summary>
    public static async Task SignIn(this HttpClient client, TestOffice office, string userName, Role role)
    {
        await using (var scope = office.Services.CreateAsyncScope())
        {
            var added = await scope.ServiceProvider.GetRequiredService<AddPerson>().Execute(
                new AddPersonRequest(userName, userName, "", null, [role], Password), Caller.System("command"), CancellationToken.None);
            _ = added.Value;
        }
        await client.SignIn(userName);
    }

    /// <summary>Signs a person in who is there already.</summary>
    public static async Task SignIn(this HttpClient client, string userName)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new SignInRequest(userName, Password));
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<SignInAnswer>())!.Token;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
