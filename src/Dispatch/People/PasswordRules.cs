using System.Text;
using Dispatch.Platform;
using Microsoft.AspNetCore.Identity;

namespace Dispatch.People;

// Length is what makes a password strong; rules about kinds of characters only make people write them down (NIST SP 800-63B §3.1.1.2).
// Refused besides short ones: those everybody tries first.
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 200;

    // Whole passwords, after their digits and marks at both ends are cut off and case is ignored.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "password", "passwordpassword", "matkhau", "mật khẩu", "matkhaumoi", "matkhaumacdinh", "qwerty", "qwertyuiop", "qwertyuiopas",
        "qwertyuiopasdfgh", "asdfghjkl", "asdfghjklzxc", "zxcvbnm", "qazwsx", "qazwsxedc", "qazwsxedcrfv", "abc", "abcd", "abcdef",
        "abcdefgh", "abcdefghijkl", "admin", "administrator", "adminadmin", "adminadminadmin", "quantri", "quantrihethong", "vanthu", "vanphong",
        "welcome", "letmein", "iloveyou", "anhyeuem", "emyeuanh", "yeuem", "vietnam", "vietnamvodich", "hanoi", "saigon", "gialai", "pleiku",
        "ubnd", "ubndtinh", "vpubnd", "changeme", "changemenow", "secret", "p@ssw0rd", "p@ssword", "passw0rd", "1q2w3e4r5t", "1q2w3e4r5t6y",
        "q2w3e4r5t6y", "q2w3e4r5t", "monkey", "dragon", "football", "princess", "sunshine",
    };

    public static void Check(string password, string? userName, string field, FieldErrors errors)
    {
        var text = password.Normalize(NormalizationForm.FormC);
        if (text.Length < Shortest)
            errors.Add(field, $"Mật khẩu phải có ít nhất {Shortest} ký tự", $"The password needs at least {Shortest} characters");
        else if (text.Length > Longest)
            errors.Add(field, $"Mật khẩu dài nhất {Longest} ký tự", $"The password may have at most {Longest} characters");
        else if (IsCommon(text) || (userName is not null && Core(text).Equals(userName, StringComparison.OrdinalIgnoreCase)))
            errors.Add(field, "Mật khẩu này quá dễ đoán. Chọn mật khẩu khác", "This password is too easy to guess. Choose another");
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var errors = new FieldErrors();
        Check(password ?? "", user.UserName, "password", errors);
        return Task.FromResult(errors.None
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.ToProblem().Errors["password"].Select(e => new IdentityError { Code = "password", Description = e.English }).ToArray()));
    }

    private static bool IsCommon(string password) => password.Distinct().Count() < 5 || Common.Contains(Core(password)) || Common.Contains(password);

    private static string Core(string password) =>
        password.Trim([.. password.Where(c => !char.IsLetter(c))]);
}
