// Taking over the old book (nhập sổ cũ): the lines of a book kept elsewhere come in under their old numbers. Easy to get wrong: nothing may be
// unaccounted, so each row is taken over, skipped or refused with its reason, and each number of the book without a row gets a line that
// says why (Nghị định 30/2020, Đ22: one series, no gap); numbers the office itself has given are never touched; of a row marked secret
// nothing but its line number is ever written down.
using Dispatch.Platform;

namespace Dispatch.OldBooks;

/// <summary>An uploaded old book. The type marks its ids: <c>Id&lt;OldBook&gt;</c>.</summary>
public sealed class OldBook
{
    private OldBook() { }
}

/// <summary>What became of a row of an old book.</summary>
public enum OldBookRowState
{
    /// <summary>Not checked yet.</summary>
    Waiting,

    /// <summary>Checked, can be taken over.</summary>
    Ready,

    /// <summary>Cannot be taken over; its problem says why.</summary>
    Faulty,

    /// <summary>No line of the book (a heading, a sum), or in the book already.</summary>
    Skipped,

    /// <summary>Marked secret: nothing of it is kept.</summary>
    Secret,

    /// <summary>In the book.</summary>
    Imported,
}

/// <summary>An uploaded old book.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Register">Code of the book it goes into.</param>
/// <param name="Year">The year it goes into.</param>
/// <param name="FileName">The file's name; the file itself is not kept.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">SHA-256 of the file, so that what was taken over can be told from another version.</param>
/// <param name="Sheets">Its sheets.</param>
/// <param name="Sheet">The chosen sheet, from 0; proposed until somebody chose.</param>
/// <param name="Columns">Field → column from 0; proposed until somebody chose.</param>
/// <param name="Mapped">True when somebody chose.</param>
/// <param name="FirstNumber">First number on the old book's cover.</param>
/// <param name="LastNumber">Last number on its cover; null for the highest of the file.</param>
/// <param name="Rows">Rows of the chosen sheet by state.</param>
/// <param name="Gaps">Numbers of the book that no row has, up to 50 ranges; known after a check.</param>
/// <param name="CheckRun">The last check.</param>
/// <param name="TakeoverRun">The last takeover.</param>
/// <param name="Checked">True when the check of the present columns has come to its end.</param>
/// <param name="Busy">True while a check or a takeover runs.</param>
/// <param name="UploadedBy">Who sent it.</param>
/// <param name="UploadedAt">When.</param>
public sealed record OldBookView(
    Id<OldBook> Id, string Register, int Year, string FileName, long Size, string Sha256, IReadOnlyList<OldBookSheet> Sheets, int Sheet,
    IReadOnlyDictionary<string, int> Columns, bool Mapped, int FirstNumber, int? LastNumber, IReadOnlyDictionary<OldBookRowState, int> Rows,
    IReadOnlyList<NumberRange> Gaps, Guid? CheckRun, Guid? TakeoverRun, bool Checked, bool Busy, string UploadedBy, DateTimeOffset UploadedAt)
{
    /// <summary>Rows of a state.</summary>
    public int Count(OldBookRowState state) => Rows.GetValueOrDefault(state);
}

/// <summary>A sheet of an old book.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HeadLine">The line of the column heads.</param>
/// <param name="Rows">Rows below it that are not blank.</param>
/// <param name="Columns">The heads as written.</param>
public sealed record OldBookSheet(string Name, int HeadLine, int Rows, IReadOnlyList<string> Columns)
{
    /// <summary>What sheets with the same heads have in common.</summary>
    internal string Key => string.Join('|', Columns.Select(VietnameseText.Words));
}

/// <summary>Numbers from one to another, both included.</summary>
public sealed record NumberRange(int From, int To);

/// <summary>A row of an old book.</summary>
/// <param name="Line">Its line in the sheet.</param>
/// <param name="State">What became of it.</param>
/// <param name="Number">Its arrival number, where that could be read.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="DocumentId">The document it became.</param>
/// <param name="Cells">Its cells as written; none once it is taken over, and never of a secret one.</param>
public sealed record OldBookRowView(int Line, OldBookRowState State, int? Number, string? Problem, Guid? DocumentId, IReadOnlyList<string> Cells);
