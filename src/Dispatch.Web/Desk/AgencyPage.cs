using Dispatch.Agencies;
using Dispatch.Platform;

namespace Dispatch.Web.Desk;

/// <summary>A page with the form of an agency.</summary>
public abstract class AgencyPage : AdministrationPage
{
    public AgencyForm Form { get; protected set; } = new();

    // Errors of one spelling stand beside the box that holds them all.
    public override string FieldOf(string name) => name.StartsWith("variants[", StringComparison.Ordinal) ? "variants" : name;

    /// <summary>The problem with errors of single spellings gathered under the one box.</summary>
    protected static Problem Gathered(Problem problem) => problem.Errors.Keys.Any(key => key.StartsWith("variants[", StringComparison.Ordinal))
        ? problem with
        {
            Errors = problem.Errors.GroupBy(error => error.Key.StartsWith("variants[", StringComparison.Ordinal) ? "variants" : error.Key)
                .ToDictionary(group => group.Key, group => group.SelectMany(error => error.Value).Distinct().ToArray()),
        }
        : problem;

    /// <summary>The form as typed.</summary>
    public sealed class AgencyForm
    {
        public int Version { get; set; }

        public string? Name { get; set; }

        public string? Abbreviation { get; set; }

        public string? Code { get; set; }

        public string? ValidFrom { get; set; }

        public string? ValidTo { get; set; }

        public string? Source { get; set; }

        /// <summary>One spelling a line.</summary>
        public string? Variants { get; set; }

        internal IReadOnlyList<string> VariantLines => (Variants ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        internal static AgencyForm Of(AgencyView agency) => new()
        {
            Version = agency.Version,
            Name = agency.Name,
            Abbreviation = agency.Abbreviation,
            Code = agency.Code,
            ValidFrom = Written(agency.ValidFrom),
            ValidTo = Written(agency.ValidTo),
            Source = agency.Source,
            Variants = string.Join('\n', agency.Variants),
        };
    }
}
