using System.Net.Http.Json;
using System.Text.Json;
using CsCheck;
using Dispatch.Testing;
using Dispatch.Tests.Incoming;

namespace Dispatch.Tests.Registers;

/// <summary>
/// Clerks register, annul and look at the book at the same time: every history they see must be one that a single clerk, working alone, could have
/// made in some order. The model is a list of lines; it knows nothing of the program.
/// </summary>
internal sealed class NumbersAreLinearizableTests
{
    private const int Seed = 20261125;

    [Test]
    public async Task Concurrent_histories_of_register_annul_and_read_have_an_order_that_explains_them()
    {
        await using var office = await RegistryOffice.Open();
        var clerks = new[] { await office.Client("hlan"), await office.Client("ngoc") };
        var random = new Random(Seed);
        var symbol = 0;
        for (var round = 0; round < 25; round++)
        {
            var before = await Book(clerks[0]);
            var history = new List<Act>();
            var start = new TaskCompletionSource();
            var workers = Enumerable.Range(0, 3).Select(async worker =>
            {
                var plan = Enumerable.Range(0, 2).Select(_ => random.Next(3)).ToArray();
                await start.Task;
                foreach (var what in plan)
                {
                    var act = await Do(clerks[worker % 2], what, () => Interlocked.Increment(ref symbol), before);
                    lock (history)
                        history.Add(act);
                }
            }).ToArray();
            start.SetResult();
            await Task.WhenAll(workers);
            Assert.That(HasAnOrder(before, history), Is.True, $"seed {Seed}, round {round}: {string.Join("; ", history)}");
        }
    }

    [Test]
    public void The_search_for_an_order_refuses_histories_that_have_none() =>
        Gen.Int[2, 4].Sample(n =>
        {
            var book = new Lines(100, []);
            // The same number twice, a number skipped, a number that a finished read did not show, an annulment forgotten.
            var twice = Enumerable.Repeat(0, n).Select(i => new Act("register", i, i + 10, 101, null)).ToList();
            var skipped = new List<Act> { new("register", 0, 1, 101 + n, null) };
            var unseen = new List<Act> { new("register", 0, 1, 101, null), new("read", 2, 3, 0, new Lines(100, [])) };
            var forgotten = new List<Act> { new("register", 0, 1, 101, null), new("annul", 2, 3, 101, null), new("read", 4, 5, 0, new Lines(101, [])) };
            return !HasAnOrder(book, twice) && !HasAnOrder(book, skipped) && !HasAnOrder(book, unseen) && !HasAnOrder(book, forgotten)
                && HasAnOrder(book, [new("register", 0, 9, 102, null), new("register", 1, 8, 101, null), new("read", 2, 7, 0, new Lines(101, []))]);
        }, seed: "0000000000000", iter: 20);

    private static long tick;

    private static async Task<Act> Do(HttpClient clerk, int what, Func<int> next, Lines before)
    {
        var from = Interlocked.Increment(ref tick);
        if (what == 2)
        {
            var seen = await Book(clerk);
            return new("read", from, Interlocked.Increment(ref tick), 0, seen);
        }
        var answer = await clerk.PostAsJsonAsync("/api/v1/incoming-documents", RegisterIncomingTests.Letter($"{next()}/TT-{before.Last}"));
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var number = view.GetProperty("arrivalNumber").GetInt32();
        if (what == 0)
            return new("register", from, Interlocked.Increment(ref tick), number, null);
        // Two acts of one clerk in a row, told as one that takes a number already annulled: nobody else can have touched it.
        var annulled = await clerk.PostAsJsonAsync($"/api/v1/incoming-documents/{view.GetProperty("id").GetString()}/annulment", new { reason = "Vào nhầm sổ của đơn vị khác" });
        annulled.EnsureSuccessStatusCode();
        return new("registerThenAnnul", from, Interlocked.Increment(ref tick), number, null);
    }

    private static async Task<Lines> Book(HttpClient clerk)
    {
        var proof = await clerk.GetFromJsonAsync<JsonElement>("/api/v1/registers/DEN/2026/completeness");
        Assert.That(proof.GetProperty("missing").GetArrayLength(), Is.Zero, "a number taken but not written is visible to nobody");
        return new(proof.GetProperty("last").GetInt32(), [.. proof.GetProperty("annulled").EnumerateArray().Select(a => a.GetProperty("number").GetInt32())]);
    }

    // Wing and Gong's search: try every act that no other finished before, undo, try the next.
    private static bool HasAnOrder(Lines book, List<Act> left)
    {
        // An annulment after a registration is two steps in the model.
        var acts = left.SelectMany(a => a.What == "registerThenAnnul"
            ? new[] { a with { What = "register" }, a with { What = "annul" } }
            : [a]).ToList();
        return Search(book, acts);
    }

    private static bool Search(Lines book, List<Act> left)
    {
        if (left.Count == 0)
            return true;
        var firstEnd = left.Min(a => a.To);
        foreach (var act in left.Where(a => a.From <= firstEnd))
        {
            if (book.After(act) is { } next && Search(next, [.. left.Where(other => !ReferenceEquals(other, act))]))
                return true;
        }
        return false;
    }

    private sealed record Act(string What, long From, long To, int Number, Lines? Seen);

    private sealed record Lines(int Last, HashSet<int> Annulled)
    {
        /// <summary>The book after an act; null when a lone clerk could not have seen that.</summary>
        public Lines? After(Act act) => act.What switch
        {
            "register" => act.Number == Last + 1 ? this with { Last = act.Number } : null,
            "annul" => act.Number <= Last && !Annulled.Contains(act.Number) ? this with { Annulled = [.. Annulled, act.Number] } : null,
            _ => act.Seen!.Last == Last && act.Seen.Annulled.SetEquals(Annulled) ? this : null,
        };
    }
}
