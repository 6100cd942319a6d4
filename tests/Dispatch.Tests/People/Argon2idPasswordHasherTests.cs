using System.Text;
using Dispatch.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dispatch.Tests.People;

public sealed class Argon2idPasswordHasherTests
{
    private static readonly Account Nobody = new() { Id = default, UserName = "", NormalizedUserName = "", FullName = "", Title = "", SecurityStamp = "", CreatedAt = default };

    [Test]
    public void Costs_64_MiB_and_three_passes_unless_configured()
    {
        using var hasher = new Argon2idPasswordHasher(Options.Create(new SignInSettings()));

        var hash = hasher.HashPassword(Nobody, PeopleOffice.Password);

        Assert.That(hash, Does.StartWith("$argon2id$v=19$m=65536,t=3,p=1$"));
        Assert.That(hasher.VerifyHashedPassword(Nobody, hash, PeopleOffice.Password), Is.EqualTo(PasswordVerificationResult.Success));
        Assert.That(hasher.VerifyHashedPassword(Nobody, hash, PeopleOffice.Password + " "), Is.EqualTo(PasswordVerificationResult.Failed));
    }

    [Test]
    public void Reads_a_hash_of_another_program()
    {
        // Made with hash-wasm 4: password "correct horse", salt "somesaltsomesalt".
        const string theirs = "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$4BnlcpLz5MRq0Izs2E2zIqpIFISeK/m9DFKmAc7uq5Y";
        using var hasher = Cheap(1);

        Assert.That(hasher.VerifyHashedPassword(Nobody, theirs, "correct horse"), Is.EqualTo(PasswordVerificationResult.SuccessRehashNeeded));
    }

    [Test]
    public void Asks_for_a_new_hash_when_the_cost_changed()
    {
        using var before = Cheap(1);
        using var after = Cheap(2);

        var hash = before.HashPassword(Nobody, PeopleOffice.Password);

        Assert.That(after.VerifyHashedPassword(Nobody, hash, PeopleOffice.Password), Is.EqualTo(PasswordVerificationResult.SuccessRehashNeeded));
    }

    [Test]
    public void Knows_a_password_typed_on_a_keyboard_that_decomposes()
    {
        using var hasher = Cheap(1);
        var hash = hasher.HashPassword(Nobody, "Sổ văn bản đến 2026".Normalize(NormalizationForm.FormC));

        Assert.That(hasher.VerifyHashedPassword(Nobody, hash, "Sổ văn bản đến 2026".Normalize(NormalizationForm.FormD)), Is.EqualTo(PasswordVerificationResult.Success));
    }

    [TestCase("")]
    [TestCase("$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy")]
    [TestCase("$argon2id$v=19$m=99999999,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Fails_on_what_is_no_hash_of_ours(string kept)
    {
        using var hasher = Cheap(1);

        Assert.That(hasher.VerifyHashedPassword(Nobody, kept, ""), Is.EqualTo(PasswordVerificationResult.Failed));
    }

    [Test]
    public async Task Is_renewed_when_its_owner_signs_in_after_the_cost_changed()
    {
        await using var office = await PeopleOffice.Open();
        await office.Person("hlan");
        await using var connection = await office.Rows.OpenAsOwner();
        using var before = Cheap(7);
        await Dapper.SqlMapper.ExecuteAsync(connection, "update person set password_hash = @Hash where user_name = 'hlan'",
            new { Hash = before.HashPassword(Nobody, PeopleOffice.Password) });

        await office.SignIn("hlan", PeopleOffice.Password);

        var kept = await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "select password_hash from person where user_name = 'hlan'");
        Assert.That(kept, Does.StartWith("$argon2id$v=19$m=64,t=1,p=1$"));
        Assert.That((await office.SignIn("hlan", PeopleOffice.Password)).Problem, Is.Null);
    }

    private static Argon2idPasswordHasher Cheap(int passes) => new(Options.Create(new SignInSettings { HashMemoryKiB = 64, HashPasses = passes }));
}
