using Dispatch.Documents;
using Dispatch.Platform;

namespace Dispatch.Sample;

/// <summary>
/// Sets a made-up letter on A4 as Nghị định 30/2020, Phụ lục I and III want it: national heading, issuer, number, place and date, subject, text, signature.
/// Liberation Serif stands in for Times New Roman; only the glyphs used are embedded, with their Unicode values, so that the text can be searched.
/// </summary>
internal static class SampleLetterPdf
{
    private const double Left = 85, Right = 552, Top = 800, Bottom = 60, LeftColumn = 178, RightColumn = 416;
    private static readonly TrueTypeFace Regular = Face("LiberationSerif-Regular.ttf");
    private static readonly TrueTypeFace Bold = Face("LiberationSerif-Bold.ttf");

    /// <summary>The letter as PDF; the same letter always gives the same bytes.</summary>
    public static byte[] Of(SampleLetter letter) => new Typesetter(letter).Set();

    private static TrueTypeFace Face(string file)
    {
        using var stream = typeof(SampleLetterPdf).Assembly.GetManifestResourceStream("fonts/" + file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(bytes);
    }

    private sealed class Typesetter
    {
        private readonly SampleLetter letter;
        private readonly PdfSheets sheets;
        private double y;

        public Typesetter(SampleLetter letter)
        {
            this.letter = letter;
            sheets = new(letter.Subject, letter.Issuer);
            NewPage();
        }

        public byte[] Set()
        {
            Heading();
            Title();
            foreach (var paragraph in letter.Paragraphs)
                Paragraph(paragraph);
            Signature();
            Annex();
            return sheets.ToBytes();
        }

        private void Heading()
        {
            var (left, right) = (Top, Top);
            if (letter.ParentBody is { } parent)
                left = Centered(parent.ToUpperInvariant(), LeftColumn, 206, left, 11.5, heavy: false);
            left = Centered(letter.Issuer.ToUpperInvariant(), LeftColumn, 200, left, 12, heavy: true);
            sheets.Rule(LeftColumn - 35, LeftColumn + 35, left + 9);
            left = Centered("Số: " + letter.Symbol, LeftColumn, 190, left - 8, 13, heavy: false);
            if (letter.TypeName is null)
                left = Centered(letter.Subject, LeftColumn, 180, left, 12, heavy: false);
            right = Centered("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RightColumn, 280, right, 12, heavy: true);
            right = Centered("Độc lập - Tự do - Hạnh phúc", RightColumn, 280, right, 13, heavy: true);
            sheets.Rule(RightColumn - 80, RightColumn + 80, right + 9);
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
            sheets.Color(0.8, 0, 0);
            sheets.Box(LeftColumn - width / 2, at - 7, width, 21);
            sheets.Text(mark, Bold, 13, LeftColumn - Width(mark, 13, true) / 2, at - 1);
            sheets.Color(0, 0, 0);
            return at - 26;
        }

        private void Title()
        {
            var middle = (Left + Right) / 2;
            if (letter.TypeName is { } type)
            {
                y = Centered(type.ToUpperInvariant(), middle, 440, y, 14, heavy: true);
                y = Centered(letter.Subject, middle, 400, y, 14, heavy: true);
                sheets.Rule(middle - 40, middle + 40, y + 10);
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
                sheets.Text(line, Regular, size, Left + (first ? indent : 0), y);
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
            sheets.Text("Nơi nhận:", Bold, 12, Left, y);
            var recipients = y - 14;
            foreach (var line in (string[])["- Như trên;", "- Lãnh đạo cơ quan (b/c);", "- Lưu: VT."])
            {
                sheets.Text(line, Regular, 11, Left, recipients);
                recipients -= 13;
            }
        }

        private void Annex()
        {
            if (letter.Annex.Count == 0)
                return;
            NewPage();
            var middle = (Left + Right) / 2;
            y = Centered("PHỤ LỤC", middle, 440, y, 14, heavy: true);
            y = Centered($"(Kèm theo văn bản số {letter.Symbol} {VietnameseText.DateInWords(letter.IssuedOn)})", middle, 440, y, 13, heavy: false) - 12;
            foreach (var line in letter.Annex)
                Paragraph(line);
        }

        private void Room(double needed)
        {
            if (y - needed < Bottom)
                NewPage();
        }

        private void NewPage()
        {
            sheets.Begin();
            sheets.Color(0.45, 0.45, 0.45);
            sheets.Text("Văn bản mẫu để dùng thử phần mềm, không có giá trị pháp lý", Regular, 9, Left, 30);
            sheets.Color(0, 0, 0);
            y = Top;
        }

        private double Centered(string text, double middle, double width, double at, double size, bool heavy)
        {
            foreach (var line in Lines(text, width, size, heavy, 0))
            {
                sheets.Text(line, heavy ? Bold : Regular, size, middle - Width(line, size, heavy) / 2, at);
                at -= size * 1.3;
            }
            return at;
        }

        private static IEnumerable<string> Lines(string text, double width, double size, bool heavy, double indent)
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

        private static double Width(string text, double size, bool heavy)
        {
            var face = heavy ? Bold : Regular;
            return text.Sum(character => face.WidthOf(face.GlyphOf(character))) * size / 1000;
        }
    }
}
