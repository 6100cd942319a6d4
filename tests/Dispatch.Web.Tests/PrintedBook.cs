using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dispatch.Web.Tests;

/// <summary>
/// A printed book as a person with a pair of scissors reads it: words with their places on the paper (poppler's pdftotext), cut into the columns of the
/// decree's widths and into rows where column 2 has a number. Knows nothing of how the page was made.
/// </summary>
internal sealed class PrintedBook
{
    private const double Millimetre = 72 / 25.4;
    private static readonly double[] Widths = [6.5, 5.5, 12, 11, 7, 26, 12, 6.5, 7, 6.5];

    /// <summary>Each page's words.</summary>
    public required IReadOnlyList<IReadOnlyList<Word>> Pages { get; init; }

    /// <summary>Each page's size in points.</summary>
    public required IReadOnlyList<(double Width, double Height)> Sizes { get; init; }

    /// <summary>Everything as text, page by page, as copied out.</summary>
    public required IReadOnlyList<string> Text { get; init; }

    public sealed record Word(double Left, double Top, double Right, double Bottom, string Text);

    /// <summary>An entry: its number, and the lines of text of each of its ten cells.</summary>
    public sealed record Entry(int Page, string Number, IReadOnlyList<IReadOnlyList<string>> Cells)
    {
        /// <summary>True when the cell says exactly <paramref name="text"/>: words parted by one space, a line ending where a space or nothing stands.</summary>
        public bool Says(int column, string text) => Regex.IsMatch(text, "^" + string.Join(" ?", Cells[column].Select(Regex.Escape)) + "$");
    }

    public static bool CanRead => File.Exists("/usr/bin/pdftotext");

    public static async Task<PrintedBook> Read(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("printed-book-").FullName;
        try
        {
            var file = Path.Combine(folder, "book.pdf");
            await File.WriteAllBytesAsync(file, pdf);
            var html = XDocument.Parse(Regex.Replace(await Run("-bbox", file, "-"), "<!DOCTYPE[^>]*>|xmlns=\"[^\"]*\"|[\x00-\x08\x0b\x0c\x0e-\x1f]", ""));
            return new()
            {
                Pages = [.. html.Descendants("page").Select(page => (IReadOnlyList<Word>)[.. page.Elements("word").Select(word =>
                    new Word(Place(word, "xMin"), Place(word, "yMin"), Place(word, "xMax"), Place(word, "yMax"), word.Value))])],
                Sizes = [.. html.Descendants("page").Select(page => (Place(page, "width"), Place(page, "height")))],
                Text = [.. (await Run("-layout", file, "-")).Split('\f', StringSplitOptions.RemoveEmptyEntries)],
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The entries, in the order of the paper.</summary>
    public IEnumerable<Entry> Entries()
    {
        foreach (var (index, page) in Pages.Index().Skip(1))
        {
            var ordinals = page.Where(word => word.Text == "(10)").Select(word => word.Bottom).FirstOrDefault(-1);
            if (ordinals < 0)
                continue;
            // Below the table stands the sum, which begins in column 1 with a word that is no date; below everything the page number.
            var body = page.Where(word => word.Top > ordinals - 1 && word.Bottom < (210 - 13) * Millimetre).ToList();
            var end = body.Where(word => Column(word) == 0 && !Regex.IsMatch(word.Text, @"^\d\d/\d\d/\d{4}$")).Select(word => word.Top).DefaultIfEmpty(double.MaxValue).Min();
            body.RemoveAll(word => word.Top >= end - 1);
            var starts = body.Where(word => Column(word) == 1).OrderBy(word => word.Top).ToList();
            for (var row = 0; row < starts.Count; row++)
            {
                var (from, to) = (starts[row].Top - 3, row + 1 < starts.Count ? starts[row + 1].Top - 3 : double.MaxValue);
                var words = body.Where(word => word.Top >= from && word.Top < to).ToLookup(Column);
                yield return new(index, starts[row].Text, [.. Enumerable.Range(0, 10).Select(column => Lines(words[column]))]);
            }
        }
    }

    private static int Column(Word word)
    {
        var edge = 15 * Millimetre;
        for (var column = 0; column < Widths.Length; column++)
        {
            edge += Widths[column] / 100 * 270 * Millimetre;
            if (word.Left < edge - .5)
                return column;
        }
        return Widths.Length - 1;
    }

    private static IReadOnlyList<string> Lines(IEnumerable<Word> words)
    {
        var lines = new List<List<Word>>();
        foreach (var word in words.OrderBy(word => word.Top).ThenBy(word => word.Left))
        {
            if (lines.Count > 0 && Math.Abs(lines[^1][0].Bottom - word.Bottom) < 4)
                lines[^1].Add(word);
            else
                lines.Add([word]);
        }
        return [.. lines.Select(line => string.Join(' ', line.OrderBy(word => word.Left).Select(word => word.Text)))];
    }

    private static double Place(XElement word, string side) => double.Parse(word.Attribute(side)!.Value, CultureInfo.InvariantCulture);

    private static async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/pdftotext", arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, string.Join(' ', arguments));
        return text;
    }
}
