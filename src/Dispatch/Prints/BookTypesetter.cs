namespace Dispatch.Prints;

/// <summary>Lays a part of a book out as one HTML file that needs nothing beside it: a true seam, the desk's pages do it.</summary>
#pragma warning disable CA1715 // Seams are named for what they are.
public interface BookTypesetter
{
    /// <summary>Writes the sheets, as on the screen, to <paramref name="html"/>.</summary>
    Task Write(BookPrint print, IAsyncEnumerable<BookLine> lines, string maker, bool compact, TextWriter html, CancellationToken ct);
}
#pragma warning restore CA1715
