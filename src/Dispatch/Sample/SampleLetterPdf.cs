using Dispatch.Documents;
using Dispatch.Platform;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Dispatch.Sample;

/// <summary>
/// Sets a made-up letter on A4 as Nghị định 30/2020, Phụ lục I and III want it: national heading, issuer, number, place and date, subject, text, signature.
/// Liberation Serif stands in for Times New Roman; only the glyphs used are embedded, with their Unicode values, so that the text can be searched.
/// </summary>
internal static class SampleLetterPdf
{
    private const double Left = 85, Right = 552, Top = 800, Bottom = 60, LeftColumn = 180, RightColumn = 415;
    private static readonly byte[] RegularFont = Font("LiberationSerif-Regular.ttf");
    private static readonly byte[] BoldFont = Font("LiberationSerif-Bold.ttf");

    /// <summary>The letter as PDF; the same letter always gives the same bytes.</summary>
    public static byte[] Of(SampleLetter letter)
    {
        using var document = new PdfDocumentBuilder();
        return new Typesetter(document, letter).Set();
    }

    private static byte[] Font(string file)
    {
        using var stream = typeof(SampleLetterPdf).Assembly.GetManifestResourceStream("fonts/" + file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Typesetter
    {
        private readonly SampleLetter letter;
        private readonly PdfDocumentBuilder document;
        private readonly PdfDocumentBuilder.AddedFont regular;
        private readonly PdfDocumentBuilder.AddedFont bold;
        private readonly Dictionary<(char, bool), double> widths = [];
        private PdfPageBuilder page;
        private double y;

        public Typesetter(PdfDocumentBuilder document, SampleLetter letter)
        {
            (this.document, this.letter) = (document, letter);
            document.DocumentInformation.Title = letter.Subject;
            document.DocumentInformation.Author = letter.Issuer;
            regular = document.AddTrueTypeFont(RegularFont);
            bold = document.AddTrueTypeFont(BoldFont);
            page = NewPage();
        }

        public byte[] Set()
        {
            Heading();
            Title();
            foreach (var paragraph in letter.Paragraphs)
                Paragraph(paragraph);
            Signature();
            Annex();
            return document.Build();
        }

        private void Heading()
        {
            var (left, right) = (Top, Top);
            if (letter.ParentBody is { } parent)
                left = Centered(parent.ToUpperInvariant(), LeftColumn, 190, left, 12, heavy: false);
            left = Centered(letter.Issuer.ToUpperInvariant(), LeftColumn, 190, left, 12, heavy: true);
            page.DrawLine(new PdfPoint(LeftColumn - 35, left + 9), new PdfPoint(LeftColumn + 35, left + 9), 0.7);
            left = Centered("Số: " + letter.Symbol, LeftColumn, 190, left - 8, 13, heavy: false);
            if (letter.TypeName is null)
                left = Centered(letter.Subject, LeftColumn, 180, left, 12, heavy: false);
            right = Centered("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RightColumn, 280, right, 12, heavy: true);
            right = Centered("Độc lập - Tự do - Hạnh phúc", RightColumn, 280, right, 13, heavy: true);
            page.DrawLine(new PdfPoint(RightColumn - 80, right + 9), new PdfPoint(RightColumn + 80, right + 9), 0.7);
            right = Centered($"{letter.Place}, {VietnameseText.DateInWords(letter.IssuedOn)}", RightColumn, 280, right - 8, 13, heavy: false);
            if (letter.Urgency != Urgency.Normal)
                left = Stamp(letter.Urgency, left - 6);
            y = Math.Min(left, right) - 16;
        }

        // The red mark of Phụ lục I, II.4d: below the number.
        private double Stamp(Urgency urgency, double at)
        {
            var mark = urgency switch
            {
                Urgency.Express => "HỎA TỐC",
                Urgency.VeryUrgent => "THƯỢNG KHẨN",
                _ => "KHẨN",
            };
            var width = Width(mark, 13, true) + 16;
            page.SetStrokeColor(200, 0, 0);
            page.DrawRectangle(new PdfPoint(LeftColumn - width / 2, at - 7), width, 21, 1.2);
            page.SetTextAndFillColor(200, 0, 0);
            page.AddText(mark, 13, new PdfPoint(LeftColumn - Width(mark, 13, true) / 2, at - 1), bold);
            page.ResetColor();
            return at - 26;
        }

        private void Title()
        {
            var middle = (Left + Right) / 2;
            if (letter.TypeName is { } type)
            {
                y = Centered(type.ToUpperInvariant(), middle, 440, y, 14, heavy: true);
                y = Centered(letter.Subject, middle, 400, y, 14, heavy: true);
                page.DrawLine(new PdfPoint(middle - 40, y + 10), new PdfPoint(middle + 40, y + 10), 0.7);
                y -= 14;
            }
            if (letter.AddressedTo.Length > 0)
                y = Centered("Kính gửi: " + letter.AddressedTo, middle, 420, y, 14, heavy: false) - 8;
        }

        private void Paragraph(string text)
        {
            const double size = 14, leading = 19, indent = 34;
            var first = true;
            foreach (var line in Lines(text, Right - Left, size, false, indent))
            {
                Room(leading);
                page.AddText(line, size, new PdfPoint(Left + (first ? indent : 0), y), regular);
                y -= leading;
                first = false;
            }
            y -= 5;
        }

        private void Signature()
        {
            Room(150);
            y -= 10;
            var at = y;
            foreach (var line in letter.SignatureLines)
                at = Centered(line, 430, 240, at, 13, heavy: true);
            at = Centered("(Đã ký)", 430, 240, at - 22, 12, heavy: false);
            Centered(letter.SignerName, 430, 240, at - 18, 14, heavy: true);
            page.AddText("Nơi nhận:", 12, new PdfPoint(Left, y), bold);
            var recipients = y - 14;
            foreach (var line in (string[])["- Như trên;", "- Lãnh đạo cơ quan (b/c);", "- Lưu: VT."])
            {
                page.AddText(line, 11, new PdfPoint(Left, recipients), regular);
                recipients -= 13;
            }
        }

        private void Annex()
        {
            if (letter.Annex.Count == 0)
                return;
            page = NewPage();
            var middle = (Left + Right) / 2;
            y = Centered("PHỤ LỤC", middle, 440, y, 14, heavy: true);
            y = Centered($"(Kèm theo văn bản số {letter.Symbol} {VietnameseText.DateInWords(letter.IssuedOn)})", middle, 440, y, 13, heavy: false) - 12;
            foreach (var line in letter.Annex)
                Paragraph(line);
        }

        private void Room(double needed)
        {
            if (y - needed < Bottom)
                page = NewPage();
        }

        private PdfPageBuilder NewPage()
        {
            var fresh = document.AddPage(PageSize.A4);
            y = Top;
            fresh.SetTextAndFillColor(110, 110, 110);
            fresh.AddText("Văn bản mẫu để dùng thử phần mềm, không có giá trị pháp lý", 9, new PdfPoint(Left, 30), regular);
            fresh.ResetColor();
            return fresh;
        }

        private double Centered(string text, double middle, double width, double at, double size, bool heavy)
        {
            foreach (var line in Lines(text, width, size, heavy, 0))
            {
                page.AddText(line, size, new PdfPoint(middle - Width(line, size, heavy) / 2, at), heavy ? bold : regular);
                at -= size * 1.3;
            }
            return at;
        }

        private IEnumerable<string> Lines(string text, double width, double size, bool heavy, double indent)
        {
            var line = "";
            var room = width - indent;
            foreach (var word in text.Split(' '))
            {
                var longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Width(longer, size, heavy) > room)
                {
                    yield return line;
                    (line, room) = (word, width);
                }
                else
                {
                    line = longer;
                }
            }
            yield return line;
        }

        private double Width(string text, double size, bool heavy) => text.Sum(letter => WidthOf(letter, heavy)) * size;

        private double WidthOf(char glyph, bool heavy)
        {
            if (!widths.TryGetValue((glyph, heavy), out var width))
            {
                width = page.MeasureText(glyph.ToString(), 1, new PdfPoint(0, 0), heavy ? bold : regular)[0].Width;
                widths[(glyph, heavy)] = width;
            }
            return width;
        }
    }
}
