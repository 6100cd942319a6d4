using System.Globalization;
using System.Text;
using Dispatch.Documents;
using Dispatch.Incoming;
using Dispatch.Platform;
using Dispatch.Registers;

namespace Dispatch.Web.Tests;

/// <summary>A book filled for the printer, and what must stand on paper for each entry, written down from what was asked for and not from what is printed.</summary>
internal sealed class PrintOffice : IAsyncDisposable
{
    private readonly Random random;
    private readonly List<Expected> book = [];

    private PrintOffice(DeskOffice desk, int seed) => (Desk, random) = (desk, new Random(seed));

    public DeskOffice Desk { get; }

    /// <summary>The entries in the order of their numbers.</summary>
    public IReadOnlyList<Expected> Book => book;

    /// <summary>The ten cells of an entry. Cells of several hand-overs stand one below the other.</summary>
    public sealed record Expected(int Number, bool Annulled, IReadOnlyList<string> Cells);

    /// <summary>The sizes of acceptance scenario 21: October 2026, four of them annulled.</summary>
    public static Task<PrintOffice> October(int entries = 640) => Fill(entries, [7, 100, 311, entries - 1], 21, firstNumber: 4521, plain: true);

    /// <summary>Entries of every shape: one word or a hundred, no number or a long one, none to three hand-overs, corrected, annulled.</summary>
    public static Task<PrintOffice> OfEveryShape(int entries, int seed) => Fill(entries, [], seed, firstNumber: 1, plain: false);

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    private static async Task<PrintOffice> Fill(int entries, int[] annulled, int seed, int firstNumber, bool plain)
    {
        var office = new PrintOffice(await DeskOffice.Start(empty: true), seed);
        office.Desk.Office.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 31, 17, 0, 0, TimeSpan.FromHours(7)));
        var clerk = await office.Desk.CallerOf(DeskOffice.Clerk);
        await office.Desk.Use<OpenRegister, RegisterView>(open => open.Execute(
            new() { Code = DeskOffice.Book, Kind = RegisterKind.Incoming, Name = "Sổ văn bản đến UBND tỉnh", IssuingBody = "Ủy ban nhân dân tỉnh Gia Lai" }, clerk, default));
        await office.Desk.Use<OpenYear, YearView>(open => open.Execute(
            DeskOffice.Book, new() { Year = 2026, FirstNumber = firstNumber, Because = "Tiếp sổ giấy đang dùng" }, clerk, default));
        clerk = await office.Desk.CallerOf(DeskOffice.Clerk); // the book's desk from now on
        for (var i = 0; i < entries; i++)
            await office.Enter(new DateOnly(2026, 10, 1 + i * 31 / entries), plain, plain ? annulled.Contains(i) : office.random.Next(12) == 0, clerk);
        return office;
    }

    private async Task Enter(DateOnly arrivedOn, bool plain, bool annul, Caller clerk)
    {
        var letter = Desk.NextLetter();
        var urgency = plain || random.Next(4) > 0 ? Urgency.Normal : (Urgency)random.Next(1, 4);
        var subject = plain ? letter.Subject : Words(random.Next(1, 90));
        var symbol = plain ? letter.Symbol : random.Next(15) == 0 ? null : $"{random.Next(1, 9999)}/{(random.Next(3) == 0 ? "BC" : "CV")}-{Letters(random.Next(2, 5))}-{Letters(random.Next(2, 9))}";
        var issuer = plain ? letter.Issuer : Words(random.Next(1, 14));
        var notes = plain || random.Next(5) > 0 ? null : Words(random.Next(1, 8));
        var view = await Desk.Use<RegisterIncoming, IncomingView>(register => register.Execute(new RegisterIncomingRequest
        {
            Register = DeskOffice.Book,
            ArrivedOn = arrivedOn,
            Issuer = issuer,
            Symbol = symbol,
            Unnumbered = symbol is null ? true : null,
            IssuedOn = plain || random.Next(9) > 0 ? arrivedOn.AddDays(-random.Next(0, 9)) : null,
            DocumentType = plain ? "CV" : random.Next(3) switch { 0 => "BC", 1 => "QĐ", _ => "CV" },
            Subject = subject,
            Urgency = urgency,
            Notes = notes,
            AcceptDuplicateBecause = "dữ liệu thử",
        }, clerk, default));

        var transfers = new List<(string To, DateOnly On, string? SignedBy)>();
        for (var i = plain ? random.Next(2) : random.Next(4); i > 0; i--)
            transfers.Add((plain ? "Phòng Tổng hợp" : Words(random.Next(1, 6)), arrivedOn.AddDays(transfers.Count), random.Next(3) == 0 ? "Nguyễn Văn Á" : null));
        transfers.RemoveAll(transfer => transfer.On > DateOnly.FromDateTime(new DateTime(2026, 10, 31, 0, 0, 0, DateTimeKind.Unspecified)));
        foreach (var (to, on, signedBy) in transfers)
            await Desk.Use<TransferIncoming, IncomingView>(transfer => transfer.Execute(view.Id, new() { TransferredOn = on, To = to, ReceiptSignedBy = signedBy }, new(false, null, false), clerk, default));
        var marks = new List<string>();
        if (urgency != Urgency.Normal)
            marks.Add(urgency switch { Urgency.Urgent => "KHẨN", Urgency.VeryUrgent => "THƯỢNG KHẨN", _ => "HỎA TỐC" });
        var corrected = !plain && random.Next(10) == 0;
        if (corrected)
        {
            subject = Words(random.Next(1, 30));
            var patch = System.Text.Json.JsonSerializer.SerializeToElement(new { subject, because = "Gõ nhầm trích yếu" });
            await Desk.Use<CorrectIncoming, IncomingView>(correct => correct.Execute(view.Id, patch, new(true, null, true), clerk, default));
        }
        if (annul)
        {
            await Desk.Use<AnnulIncoming, IncomingView>(use => use.Execute(view.Id, new() { Reason = "Vào nhầm sổ của đơn vị khác" }, new(false, null, false), clerk, default));
            marks.Add("Hủy số: Vào nhầm sổ của đơn vị khác");
        }
        if (notes is not null)
            marks.Add(notes);
        if (corrected)
            marks.Add("Đã sửa ngày 31/10/2026");
        var type = view.DocumentType == "CV" || subject.StartsWith(view.DocumentTypeName, StringComparison.OrdinalIgnoreCase) ? "" : view.DocumentTypeName + ": ";
        book.Add(new(view.ArrivalNumber, annul,
        [
            Day(arrivedOn), view.ArrivalNumber.ToString(CultureInfo.InvariantCulture), issuer, symbol ?? "", view.IssuedOn is { } issued ? Day(issued) : "", type + subject,
            string.Join(' ', transfers.Select(transfer => transfer.To)), string.Join(' ', transfers.Select(transfer => Day(transfer.On))),
            string.Join(' ', transfers.Select(transfer => transfer.SignedBy).Where(name => name is not null)), string.Join("; ", marks),
        ]));
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "ABCDĐEGHKLMNPQSTUVX"[random.Next(19)]));

    private static readonly string[] Syllables =
    [
        "Về", "việc", "triển", "khai", "kế", "hoạch", "đường", "vành", "đai", "Ngọc", "Ánh", "Đắk", "Lắk", "Krông", "Pa", "H'Lan", "thủy", "hòa", "quyết", "nghị", "(lần", "2)",
        "2026–2030", "“số", "hóa”", "1.204", "93,4%", "UBND", "xã", "Ia", "Grai", "fi", "ffi", "office", "phưởng", "nghiễm", "ượng", "ẵm", "ỗi", "ỹ", "Ẩm", "Ữ", "&", "<b>", "a/b", "đ/c",
        "thửa", "khuếch", "nguyễn", "Ƀ", "trợ", "cấp;", "hỗ", "trợ:", "bão", "số", "5", "-", "Quỹ", "…", "Tây", "Nguyên",
    ];

    private string Words(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(i > 0 ? " " : "").Append(Syllables[random.Next(Syllables.Length)]);
        return text.ToString();
    }
}
