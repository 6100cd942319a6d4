using System.Text.RegularExpressions;
using Dispatch.Platform;
using Dispatch.Testing;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Tests.Desk;

public sealed partial class TextsTests
{
    private static readonly string Source = Path.Combine(Repository.Folder, "src", "Dispatch.Web");

    [Test]
    public void Every_text_stands_in_both_languages() =>
        Assert.That(Texts.Read("en").Keys, Is.EquivalentTo(Texts.Read("vi").Keys));

    [Test]
    public void Both_languages_fill_the_same_places()
    {
        var (vietnamese, english) = (Texts.Read("vi"), Texts.Read("en"));
        Assert.That(vietnamese.Keys.Where(key => !Places(vietnamese[key]).SetEquals(Places(english[key]))), Is.Empty);
    }

    [Test]
    public void No_text_is_empty_or_decomposed()
    {
        foreach (var language in new[] { "vi", "en" })
            Assert.That(Texts.Read(language).Where(text => string.IsNullOrWhiteSpace(text.Value) || !text.Value.IsNormalized()), Is.Empty);
    }

    [Test]
    public void Every_text_is_used_and_every_used_text_is_there()
    {
        var code = string.Join('\n', Files("*.cshtml", "*.cs").Select(File.ReadAllText));
        var prefixes = Prefix().Matches(code).Select(match => match.Groups["prefix"].Value).ToHashSet();
        var used = Key().Matches(code).Select(match => match.Groups["key"].Value).ToHashSet();
        var texts = Texts.Read("vi").Keys.ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(texts.Where(key => !used.Contains(key) && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))), Is.Empty, "unused");
            Assert.That(Direct().Matches(code).Select(match => match.Groups["key"].Value).Where(key => !texts.Contains(key)), Is.Empty, "missing");
            Assert.That(prefixes.Where(prefix => !texts.Any(key => key.StartsWith(prefix, StringComparison.Ordinal))), Is.Empty, "prefixes without a text");
        });
    }

    [TestCase(typeof(Documents.Urgency), "urgency.")]
    [TestCase(typeof(Documents.Medium), "medium.")]
    [TestCase(typeof(Documents.AccessLevel), "access.")]
    [TestCase(typeof(Incoming.ReceivedVia), "via.")]
    [TestCase(typeof(Incoming.IncomingStatus), "status.")]
    [TestCase(typeof(Incoming.ReceivedItemStatus), "received.")]
    [TestCase(typeof(Incoming.ReceivedSource), "source.")]
    [TestCase(typeof(Notices.NoticeKind), "notice.kind.")]
    [TestCase(typeof(Registers.RegisterKind), "kind.")]
    [TestCase(typeof(People.Role), "role.")]
    [TestCase(typeof(Routing.AssignmentRole), "roleOf.")]
    [TestCase(typeof(Routing.AssignmentState), "line.")]
    [TestCase(typeof(Routing.HandlingResult), "result.")]
    [TestCase(typeof(Routing.SubmissionState), "submission.")]
    [TestCase(typeof(Routing.DirectionState), "direction.")]
    [TestCase(typeof(Routing.OpinionState), "opinion.")]
    [TestCase(typeof(Routing.CustodyReason), "custody.")]
    [TestCase(typeof(Routing.Box), "box.")]
    [TestCase(typeof(Routing.WorkKind), "handover.kind.")]
    [TestCase(typeof(Access.GrantReason), "because.")]
    [TestCase(typeof(DayOfWeek), "day.")]
    [TestCase(typeof(Calendar.TermKind), "term.")]
    [TestCase(typeof(Calendar.CountingChoice), "counting.")]
    [TestCase(typeof(Reminders.ReminderCode), "reminder.")]
    public void Every_choice_has_its_word(Type choices, string prefix)
    {
        var texts = Texts.Read("vi").Keys.ToHashSet();
        var names = Enum.GetNames(choices).Select(name => prefix + (choices == typeof(DayOfWeek) ? name : char.ToLowerInvariant(name[0]) + name[1..]));
        Assert.That(names.Where(name => !texts.Contains(name)), Is.Empty);
    }

    [Test]
    public void Every_act_in_the_journal_of_a_document_has_its_word()
    {
        var sources = new[] { "Incoming", "Files" }.SelectMany(feature => Directory.GetFiles(Path.Combine(Repository.Folder, "src", "Dispatch", feature), "*.cs")).Select(File.ReadAllText);
        var acts = sources.SelectMany(code => Act().Matches(code)).Select(match => "history." + match.Groups["act"].Value).Distinct().ToList();
        Assert.That(acts, Is.Not.Empty);
        Assert.That(acts.Except(Texts.Read("vi").Keys), Is.Empty);
    }

    [Test]
    public void No_page_says_anything_in_Vietnamese_by_itself()
    {
        var found = Files("*.cshtml", "*.cs", "*.js").SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Place: $"{Path.GetRelativePath(Source, file)}:{index + 1}", Said: Comment().Replace(line, "")))
            .Where(line => Vietnamese().IsMatch(line.Said)).Select(line => $"{line.Place}: {line.Said.Trim()}"));
        // A sample symbol in a placeholder is the same in every language.
        Assert.That(found.Where(line => !line.Contains("1287/SXD-QLĐT", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void An_unknown_field_of_the_journal_keeps_its_name() =>
        Assert.That(new Texts(Language.Vietnamese).FieldName("somethingNew"), Is.EqualTo("somethingNew"));

    private static IEnumerable<string> Files(params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.GetFiles(Source, pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    // Any literal that looks like a key counts as a use: labels and hints are passed by key.
    [GeneratedRegex(@"""(?<key>[a-z]+(\.[A-Za-z0-9]+)+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?:T|texts)\[""(?<key>[^""]+)""[\],]|Texts\.Both\(""(?<key>[^""]+)""\)|(?:label|hint)=""(?<key>[a-z]+\.[^""]+)""")]
    private static partial Regex Direct();

    [GeneratedRegex(@"(?:(?:T|texts|words)(?:\.GetValueOrDefault\(|\.Find\(|\[)|Choices(?:<\w+>)?\()""(?<prefix>[a-zA-Z]+\.(?:[a-zA-Z]+\.)*)""")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"""(?<act>(?:incoming|received|file)\.(?!register"")[A-Za-z]+)""")]
    private static partial Regex Act();

    [GeneratedRegex(@"^\s*///?.*$|\s//\s.*$|@\*.*\*@")]
    private static partial Regex Comment();

    [GeneratedRegex(@"[ĂÂĐÊÔƠƯăâđêôơưÀ-ÃÈÉÌÍÒ-ÕÙÚÝà-ãèéìíò-õùúýẠ-ỹ]")]
    private static partial Regex Vietnamese();
}
