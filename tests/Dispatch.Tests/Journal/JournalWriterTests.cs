using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Dispatch.Journal;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;

namespace Dispatch.Tests.Journal;

/// <summary>The journal's rows are what a seal can be made of later.</summary>
internal sealed class JournalWriterTests
{
    [Test]
    public async Task An_entry_says_who_what_when_and_its_bytes_agree_with_its_columns()
    {
        await using var office = await RegistryOffice.Open(); // 08:30 in the office, which is 01:30 UTC
        var hlan = await office.Client("hlan");
        await hlan.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter());
        await using var connection = await office.Connect();
        var row = await connection.QuerySingleAsync<(DateTimeOffset At, Guid Actor, byte[] Canonical, byte[] Personal, byte[] Salt, bool HasXid)>(
            "select at, actor_id, canonical, personal, salt, xid is not null from journal_entry where action = 'incoming.registered'");
        var canonical = JsonElement.Parse(row.Canonical);
        Assert.Multiple(() =>
        {
            Assert.That(row.At, Is.EqualTo(TestOffice.Morning));
            Assert.That(canonical.GetProperty("at").GetDateTimeOffset(), Is.EqualTo(row.At));
            Assert.That(canonical.GetProperty("actor").GetGuid(), Is.EqualTo(row.Actor));
            Assert.That(canonical.GetProperty("via").GetString(), Is.EqualTo("api"));
            Assert.That(canonical.GetProperty("changes").GetProperty("arrivalNumber")[1].GetInt32(), Is.EqualTo(4521));
            Assert.That(canonical.GetProperty("personal").GetBytesFromBase64(), Is.EqualTo(SHA256.HashData([.. row.Salt, .. row.Personal])));
            Assert.That(JsonElement.Parse(row.Personal).GetProperty("address").GetString(), Is.EqualTo("127.0.0.1"));
            Assert.That(canonical.ToString(), Does.Not.Contain("127.0.0.1"), "what names a device stands apart");
            Assert.That(canonical.EnumerateObject().Select(p => p.Name), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal), "canonical: members in order");
            Assert.That(row.HasXid, Is.True);
        });
    }

    [Test]
    public void Changes_hold_only_fields_that_differ()
    {
        var changes = Changes.Between(new { Subject = "a", Pages = 1 }, new { Subject = "b", Pages = 1 });
        Assert.That(changes.Fields, Is.EqualTo(new[] { "subject" }));
        Assert.That(Changes.Between(new { Subject = "a" }, new { Subject = "a" }).None, Is.True);
    }
}
