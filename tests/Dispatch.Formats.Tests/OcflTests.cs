using System.Text;
using Dispatch.Formats.Ocfl;

namespace Dispatch.Formats.Tests;

/// <summary>What of OCFL 1.1 we write and read again; the paths of the extension's own examples.</summary>
public sealed class OcflTests
{
    private static readonly Inventory Two = new("urn:uuid:0199b0d0-0000-7000-8000-000000000001",
    [
        new(new(2026, 10, 5, 8, 30, 0, TimeSpan.FromHours(7)), "Chuyển kho lưu trữ", "job", new Uri("urn:uuid:0199b0d0-0000-7000-8000-000000000002"),
            new Dictionary<string, string> { ["goc/01-công văn.pdf"] = "aa", ["goc/02-công văn.pdf"] = "aa" }),
        new(new(2026, 10, 6, 22, 30, 0, TimeSpan.FromHours(7)), "Chuyển kho lưu trữ", "job", new Uri("urn:uuid:0199b0d0-0000-7000-8000-000000000002"),
            new Dictionary<string, string> { ["goc/01-công văn.pdf"] = "aa", ["metadata/xu-ly.json"] = "bb" }),
    ], new Dictionary<string, string> { ["aa"] = "v1/content/goc/01-công văn.pdf", ["bb"] = "v2/content/metadata/xu-ly.json" },
    new Dictionary<string, string> { ["v1/content/goc/01-công văn.pdf"] = "cc", ["v2/content/metadata/xu-ly.json"] = "dd" });

    // The examples of extension 0003 with its default settings.
    [TestCase("object-01", "3c0/ff4/240/object-01")]
    [TestCase("..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id")]
    public void An_object_lies_where_the_extension_says(string id, string path) => Assert.That(NTupleLayout.PathOf(id), Is.EqualTo(path));

    [Test]
    public void An_inventory_reads_back_as_it_was_written()
    {
        var read = Inventory.Read(Two.Write());
        Assert.That(read.Write(), Is.EqualTo(Two.Write()));
        Assert.That((read.Head, read.Id, read.Versions[0].State.Count, read.Versions[1].State["metadata/xu-ly.json"]), Is.EqualTo((2, Two.Id, 2, "bb")));
        Assert.That(Encoding.UTF8.GetString(Two.Write()), Does.Contain("công văn").And.Contain("\"2026-10-05T08:30:00+07:00\"").And.Contain("\"head\": \"v2\""));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("{\"digestAlgorithm\":\"sha256\",\"head\":\"v1\"}")]
    [TestCase("{\"digestAlgorithm\":\"sha512\",\"head\":\"vx\"}")]
    [TestCase("{\"digestAlgorithm\":\"sha512\",\"head\":\"v1\",\"versions\":{}}")]
    public void What_is_no_inventory_of_ours_is_said_so(string text) => Assert.That(() => Inventory.Read(Encoding.UTF8.GetBytes(text)), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void However_it_is_damaged_it_is_read_or_said_to_be_unreadable()
    {
        var (random, whole, unreadable) = (new Random(20261126), Two.Write(), 0);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Inventory.Read(bytes);
            }
            catch (InvalidDataException)
            {
                unreadable++;
            }
        }
        Assert.That(unreadable, Is.GreaterThan(100));
    }
}
