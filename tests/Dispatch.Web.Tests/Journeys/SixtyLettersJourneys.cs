using System.Diagnostics;
using System.Globalization;
using Dispatch.Incoming;
using Dispatch.Platform;
using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>The morning's post by keyboard alone: what was typed stands in the book, letter for letter, and how many keys it took.</summary>
public sealed class SixtyLettersJourneys
{
    private const int Seed = 20261126;
    private const int MostKeys = 60;

    private static readonly (string Notation, string Issuer)[] Senders =
    [
        ("SXD-QLĐT", "Sở Xây dựng"), ("STC-NS", "Sở Tài chính"), ("STP-XDVB", "Sở Tư pháp"), ("SCT-QLNL", "Sở Công Thương"), ("SYT-NVY", "Sở Y tế"), ("KH-CCHC", "Sở Nội vụ"),
    ];

    private static readonly string[] Openings = ["Báo cáo", "Đề nghị", "Góp ý", "Rà soát", "Trả lời", "Xin ý kiến"];
    private static readonly string[] Matters = ["kế hoạch vốn", "dự thảo quyết định", "hồ sơ tồn đọng", "việc bổ nhiệm", "thủ tục cấp phép", "quy hoạch khu"];
    private static readonly string[] Ends = ["quý bốn", "đợt hai", "Đắk Đoa", "năm tới", "Chư Sê", "Ia Grai"];

    [Test]
    public Task Five_letters_by_keyboard_alone_stand_in_the_book_as_typed() => Register(5, telex: false);

    [Test]
    public Task Three_letters_through_Telex_stand_in_the_book_as_typed() => Register(3, telex: true);

    [Test, Explicit("The full figures: sixty letters, twice.")]
    public async Task Sixty_letters_plain_and_through_Telex()
    {
        await Register(60, telex: false);
        await Register(60, telex: true);
    }

    private static async Task Register(int count, bool telex)
    {
        await using var desk = await DeskOffice.Start();
        await using var screen = await Screen.Open(desk);
        var page = screen.Page;
        await screen.SignIn();
        await page.Keyboard.PressAsync("n");
        await page.Arrived("**/van-ban-den/vao-so");
        var letters = Letters(count);
        var method = await InputMethod.Of(page);
        var first = int.Parse(await page.InnerTextAsync("#expected"), CultureInfo.InvariantCulture);
        var (keys, composed) = (0, 0);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var letter = letters[i];
            Assert.That(await Focused(page), Is.EqualTo("symbol"));
            await Type(letter.Symbol);
            await Press("Enter");
            await Type(letter.IssuedOn.ToString("ddMM", CultureInfo.InvariantCulture));
            await Press("Enter");
            Assert.That(await Focused(page), Is.EqualTo("issuer"));
            // The clerk's eyes: what the symbol proposed, or initials when it proposed nothing.
            if (letter.Notation == "KH-CCHC")
            {
                if (await page.InputValueAsync("#issuer") != letter.Issuer)
                {
                    await Type("snv");
                    await page.Locator("[role=option]", new() { HasText = letter.Issuer }).First.WaitForAsync();
                }
            }
            else
                await page.WaitForFunctionAsync("name => document.querySelector('#issuer').value === name", letter.Issuer);
            await Press("Enter");
            Assert.That(await Focused(page), Is.EqualTo("subject"));
            if (!telex)
                await Type(letter.Subject);
            else
            {
                // Both kinds of input method, letter by letter in turn.
                await (i % 2 == 0 ? method.Compose(letter.Subject) : method.Replace(letter.Subject));
                keys += InputMethod.Keys(letter.Subject);
            }
            composed += letter.Subject.Length;
            await page.Keyboard.PressAsync("Control+Enter");
            keys += 2;
            await page.Locator("#given .big", new() { HasText = (first + i).ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        }
        clock.Stop();
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} letters {(telex ? "through Telex" : "plain")}, seed {Seed}: {(double)keys / count:F1} keys and {clock.Elapsed.TotalSeconds / count:F2} s a letter, subjects of {(double)composed / count:F1} letters"));

        var clerk = await desk.CallerOf(DeskOffice.Clerk);
        var lines = await desk.Use<FindIncoming, Page<IncomingLine>>(find => find.Execute(
            new IncomingFilter { Register = DeskOffice.Book, Sort = IncomingSort.NumberDescending }, new Paging(count), clerk, CancellationToken.None));
        var registered = lines.Items.Reverse().Select(line => (line.ArrivalNumber, line.Symbol, line.Issuer, line.IssuedOn, line.Subject));
        Assert.That(registered, Is.EqualTo(letters.Select((letter, i) => (first + i, (string?)letter.Symbol, letter.Issuer, (DateOnly?)letter.IssuedOn, letter.Subject))));
        if (!telex)
            Assert.That((double)keys / count, Is.LessThanOrEqualTo(MostKeys));
        Assert.That(screen.Complaints, Is.Empty);

        async Task Type(string text)
        {
            await page.Keyboard.TypeAsync(text);
            keys += text.Length;
        }

        async Task Press(string key)
        {
            await page.Keyboard.PressAsync(key);
            keys++;
        }
    }

    private static List<Letter> Letters(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (notation, issuer) = Senders[random.Next(Senders.Length)];
            var subject = $"{Openings[random.Next(Openings.Length)]} {Matters[random.Next(Matters.Length)]} {Ends[random.Next(Ends.Length)]} số {i + 1}";
            return new Letter($"{random.Next(10, 90) + (100 * i)}/{notation}", notation, issuer, DeskOffice.Today.AddDays(-random.Next(1, 20)), subject);
        })];
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");

    private sealed record Letter(string Symbol, string Notation, string Issuer, DateOnly IssuedOn, string Subject);
}
