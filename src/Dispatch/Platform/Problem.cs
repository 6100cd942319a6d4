namespace Dispatch.Platform;

/// <summary>
/// Something that can go wrong as expected, as a value (RFC 9457). A feature names its own in <c>XProblems.cs</c>.
/// </summary>
/// <param name="Slug">Last part of <c>urn:dispatch:problem:{slug}</c>; never changes once published.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What went wrong, in both languages.</param>
public sealed record Problem(string Slug, int Status, TwoLanguages Title)
{
    /// <summary>What to do about it; null when the title says enough.</summary>
    public TwoLanguages? Detail { get; init; }

    /// <summary>Errors by field, the field named as on the wire (<c>issuedOn</c>, <c>signer.fullName</c>).</summary>
    public IReadOnlyDictionary<string, TwoLanguages[]> Errors { get; init; } = Empty;

    /// <summary>Extra members of the answer, for example <c>existing</c> of a likely duplicate.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; init; } = NoMembers;

    /// <summary>Seconds for the <c>Retry-After</c> header; null for none.</summary>
    public int? RetryAfter { get; init; }

    private static readonly Dictionary<string, TwoLanguages[]> Empty = [];
    private static readonly Dictionary<string, object?> NoMembers = [];

    /// <summary>The same problem with a detail.</summary>
    public Problem Saying(string vietnamese, string english) => this with { Detail = new(vietnamese, english) };

    /// <summary>The same problem with one extra member.</summary>
    public Problem With(string member, object? value) =>
        this with { Members = new Dictionary<string, object?>(Members) { [member] = value } };
}

/// <summary>Collects the errors of a request, field by field; the request is refused whole with 422.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<TwoLanguages>> byField = [];

    /// <summary>True when nothing was found wrong.</summary>
    public bool None => byField.Count == 0;

    /// <summary>True when <paramref name="field"/> has an error already.</summary>
    public bool Has(string field) => byField.ContainsKey(field);

    /// <summary>Adds an error beside <paramref name="field"/>.</summary>
    public void Add(string field, string vietnamese, string english)
    {
        if (!byField.TryGetValue(field, out var list))
            byField[field] = list = [];
        list.Add(new(vietnamese, english));
    }

    /// <summary>The 422 problem <c>invalid-fields</c>.</summary>
    public Problem ToProblem() => PlatformProblems.InvalidFields with
    {
        Errors = byField.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
    };
}
