namespace Dispatch.Host;

/// <summary>What stands on the command line: words, and options as <c>--name value</c>, <c>--name=value</c> or a bare <c>--name</c>.</summary>
internal sealed class Arguments
{
    private static readonly string[] WithValue = ["urls", "data"];
    private static readonly string[] Bare = ["sample", "quick", "accept-damaged", "help", "version"];

    private readonly Dictionary<string, string> options = [];

    private Arguments(List<string> words) => Words = words;

    /// <summary>The words, in order; the first is the command.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The value of an option; null when it is not given.</summary>
    public string? this[string option] => options.GetValueOrDefault(option);

    /// <summary>True when a bare option is given.</summary>
    public bool Has(string option) => options.ContainsKey(option);

    /// <exception cref="CommandFailure">An option that is not known, or one without its value.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new Arguments([]);
        var words = (List<string>)parsed.Words;
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                words.Add(args[i]);
                continue;
            }
            var (name, value) = args[i].TrimStart('-').Split('=', 2) is [var left, var right] ? (left, right) : (args[i].TrimStart('-'), null);
            if (name == "h")
                name = "help";
            if (WithValue.Contains(name))
            {
                value ??= ++i < args.Count ? args[i] : null;
                if (string.IsNullOrWhiteSpace(value))
                    throw Refused($"--{name} cần một giá trị");
                parsed.options[name] = value;
            }
            else if (Bare.Contains(name) && value is null)
            {
                parsed.options[name] = "";
            }
            else
            {
                throw Refused($"Không có tùy chọn {args[i]}");
            }
        }
        return parsed;
    }

    public static CommandFailure Refused(string why) => new(CommandFailure.Arguments, $"{why}: xem `dispatch help`.");
}
