using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Platform.Http;
using Dispatch.Registers;
using Dispatch.Web.Desk;

namespace Dispatch.Web.Pages.Registers;

/// <summary>The books: where each stands, and the proof that no number of it is missing.</summary>
[Needs(Permission.ReadRegisters)]
public sealed class BooksModel(FindRegisters find, ProveComplete prove) : DeskPage
{
    private readonly Dictionary<(Id<Register>, int), Completeness> proofs = [];

    public IReadOnlyList<RegisterView> Books { get; private set; } = [];

    public async Task OnGet(CancellationToken ct)
    {
        Books = (await find.Execute(ct)).Items;
        // The present book and the one before it are what people look at; older ones are closed and certified.
        foreach (var book in Books.Where(book => book.SeriesRule == SeriesRule.One))
        {
            foreach (var year in book.Years.Take(2))
            {
                if ((await prove.Execute(book.Code, year.Year, null, ct)).Ok(out var proof, out _))
                    proofs[(book.Id, year.Year)] = proof;
            }
        }
    }

    /// <summary>Null where the book has a counter per type, or is old.</summary>
    public Completeness? ProofOf(RegisterView book, YearView year) => proofs.GetValueOrDefault((book.Id, year.Year));
}
