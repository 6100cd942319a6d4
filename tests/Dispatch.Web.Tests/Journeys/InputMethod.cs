using Microsoft.Playwright;

namespace Dispatch.Web.Tests.Journeys;

/// <summary>
/// Vietnamese input methods as a page meets them. Compositions come over Chromium's own input pipeline (<c>Input.imeSetComposition</c>: compositionstart,
/// compositionupdate and input events with <c>isComposing</c>, as macOS, IBus and Windows' own Telex send); Unikey and EVKey send a Backspace and the
/// composed letter as ordinary keys.
/// </summary>
internal sealed class InputMethod(ICDPSession session, IPage page)
{
    // What the keys of a word show one after the other; only the syllables' last states matter to the page, all of them pass through it.
    private static readonly Dictionary<char, (char Base, string Keys)> Marks = Letters();

    public static async Task<InputMethod> Of(IPage page) => new(await page.Context.NewCDPSessionAsync(page), page);

    /// <summary>Types word by word through compositions, key 229 before each change; a space commits.</summary>
    public async Task Compose(string text)
    {
        var words = text.Split(' ');
        for (var w = 0; w < words.Length; w++)
        {
            foreach (var state in States(words[w]))
            {
                await session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["windowsVirtualKeyCode"] = 229, ["key"] = "Process", ["code"] = "" });
                await session.SendAsync("Input.imeSetComposition", new() { ["text"] = state, ["selectionStart"] = state.Length, ["selectionEnd"] = state.Length });
                await session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["windowsVirtualKeyCode"] = 229, ["key"] = "Process", ["code"] = "" });
            }
            await session.SendAsync("Input.insertText", new() { ["text"] = words[w] });
            if (w + 1 < words.Length)
                await page.Keyboard.PressAsync("Space");
        }
    }

    /// <summary>Types as Unikey does: plain letters, and where a mark changes a letter already there, Backspaces and what stands there now.</summary>
    public async Task Replace(string text)
    {
        foreach (var word in text.Split(' ').Select((word, i) => i == 0 ? word : " " + word))
        {
            var there = "";
            foreach (var state in States(word))
            {
                var same = there.Zip(state).TakeWhile(pair => pair.First == pair.Second).Count();
                for (var i = same; i < there.Length; i++)
                    await page.Keyboard.PressAsync("Backspace");
                if (state.Length > same)
                    await page.Keyboard.TypeAsync(state[same..]);
                there = state;
            }
        }
    }

    /// <summary>How many keys a Telex typist presses for <paramref name="text"/>.</summary>
    public static int Keys(string text) => text.Sum(letter => Marks.TryGetValue(char.ToLowerInvariant(letter), out var mark) ? 1 + mark.Keys.Length : 1);

    /// <summary>What stands in the field after each key: <c>Đặng</c> → D, Đ, Đa, Đă, Đăn, Đăng, Đặng.</summary>
    internal static IEnumerable<string> States(string word)
    {
        var there = "";
        foreach (var letter in word)
        {
            foreach (var step in Steps(letter))
            {
                there = step.Fresh ? there + step.Letter : there[..^1] + step.Letter;
                yield return there;
            }
        }
    }

    // ặ: a, ă, ặ.
    private static IEnumerable<(char Letter, bool Fresh)> Steps(char letter)
    {
        var lower = char.ToLowerInvariant(letter);
        char Cased(char c) => char.IsUpper(letter) ? char.ToUpperInvariant(c) : c;
        if (lower == 'đ')
            return [(Cased('d'), true), (letter, false)];
        var parts = letter.ToString().Normalize(System.Text.NormalizationForm.FormD);
        return Enumerable.Range(1, parts.Length).Select(length => (parts[..length].Normalize()[0], length == 1));
    }

    private static Dictionary<char, (char, string)> Letters()
    {
        var letters = new Dictionary<char, (char, string)> { ['đ'] = ('d', "d") };
        foreach (var letter in "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ")
        {
            var parts = letter.ToString().Normalize(System.Text.NormalizationForm.FormD);
            letters[letter] = (parts[0], new string('x', parts.Length - 1));
        }
        return letters;
    }
}
