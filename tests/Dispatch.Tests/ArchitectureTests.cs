using System.Text.RegularExpressions;
using Dispatch.Testing;

namespace Dispatch.Tests;

/// <summary>The house stays the house: who may use whom, as one table. A new arrow is a reviewed one-line change here.</summary>
internal sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Platform"] = [],
        ["Journal"] = ["Platform"],
        ["People"] = ["Platform", "Journal"],
        ["Notices"] = ["Platform", "Journal", "People"],
        ["Files"] = ["Platform", "Journal", "People"],
        ["Runs"] = ["Platform", "Journal", "People", "Files"],
        ["Drafts"] = ["Platform", "People", "Files"],
        ["Calendar"] = ["Platform", "Journal", "People"],
        ["Agencies"] = ["Platform", "Journal", "People"],
        ["Office"] = ["Platform", "Journal", "People", "Agencies"],
        ["Registers"] = ["Platform", "Journal", "People"],
        ["Documents"] = ["Platform", "Journal", "People"],
        ["Access"] = ["Platform", "Journal", "People", "Documents"],
        ["Incoming"] = ["Platform", "Journal", "People", "Access", "Notices", "Files", "Calendar", "Agencies", "Registers", "Documents"],
        ["Routing"] = ["Platform", "Journal", "People", "Access", "Notices", "Files", "Calendar", "Registers", "Documents", "Incoming"],
        ["Archive"] = ["Platform", "Journal", "People", "Access", "Files", "Documents", "Incoming"],
        ["Reports"] = ["Platform", "Journal", "People", "Access", "Documents"],
        ["Reminders"] = ["Platform", "Journal", "People", "Access", "Notices", "Calendar", "Mail", "Documents", "Routing"],
        ["Mail"] = ["Platform", "Journal", "People", "Notices", "Calendar"],
        ["Prints"] = ["Platform", "Journal", "People", "Access", "Files", "Runs", "Calendar", "Registers", "Documents"],
        ["Views"] = ["Platform", "Journal", "People"],
        ["Operations"] = ["Platform", "Journal", "People", "Files", "Calendar", "Registers", "Prints", "Mail"],
        ["OldBooks"] = ["Platform", "Journal", "People", "Files", "Runs", "Calendar", "Agencies", "Registers", "Documents", "Incoming"],
        ["Sample"] = ["Platform", "Journal", "People", "Files", "Calendar", "Agencies", "Office", "Registers", "Documents", "Incoming", "Routing"],
    };

    private static string Office => Path.Combine(Repository.Folder, "src", "Dispatch");

    [Test]
    public void A_feature_uses_only_what_the_table_allows()
    {
        var arrows = from file in Sources(Office)
                     let feature = Path.GetRelativePath(Office, file).Split(Path.DirectorySeparatorChar)[0]
                     where MayUse.ContainsKey(feature)
                     from Match use in UsedFeature().Matches(File.ReadAllText(file))
                     let other = use.Groups[1].Value
                     where other != feature && MayUse.ContainsKey(other) && !MayUse[feature].Contains(other)
                     select $"{Path.GetRelativePath(Office, file)} uses {other}";
        Assert.That(arrows.Distinct(), Is.Empty);
    }

    [Test]
    public void Every_folder_of_the_office_stands_in_the_table() =>
        Assert.That(Directory.GetDirectories(Office).Select(Path.GetFileName).Where(d => d is not ("bin" or "obj")), Is.EquivalentTo(MayUse.Keys));

    [Test]
    public void Projects_depend_in_one_direction()
    {
        var references = Directory.GetFiles(Path.Combine(Repository.Folder, "src"), "*.csproj", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => ProjectReference().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).ToArray());
        Assert.That(references["Dispatch.Formats"], Is.Empty);
        Assert.That(references["Dispatch"], Is.EqualTo(new[] { "Dispatch.Formats" }));
        Assert.That(references["Dispatch.Web"], Is.EqualTo(new[] { "Dispatch" }));
        Assert.That(references["Dispatch.Host"], Is.EqualTo(new[] { "Dispatch.Web" }));
    }

    [Test]
    public void Statements_read_no_star_skip_no_rows_and_take_time_as_a_parameter()
    {
        var offences = from file in Sources(Path.Combine(Repository.Folder, "src"))
                       from Match sql in RawString().Matches(File.ReadAllText(file))
                       from Match offence in SqlOffence().Matches(sql.Value)
                       select $"{Path.GetFileName(file)}: {offence.Value}";
        Assert.That(offences, Is.Empty);
    }

    [Test]
    public void No_file_is_a_junk_drawer()
    {
        var junk = Sources(Path.Combine(Repository.Folder, "src")).Concat(Sources(Path.Combine(Repository.Folder, "tests")))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => JunkName().IsMatch(name));
        Assert.That(junk, Is.Empty);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"\bDispatch\.([A-Z]\w+)\b")]
    private static partial Regex UsedFeature();

    [GeneratedRegex("""ProjectReference Include="[^"]*/([\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"")]
    private static partial Regex RawString();

    [GeneratedRegex(@"select \*|\boffset \d|\bnow\(\)|\bcurrent_(date|timestamp)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SqlOffence();

    [GeneratedRegex("((?<!Tag)Helper|Manager|Utils|Utilities|Common|Extensions)$")]
    private static partial Regex JunkName();
}
