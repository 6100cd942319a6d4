// The office itself (cơ quan) and the bodies it issues for: Ủy ban nhân dân tỉnh and its Văn phòng, each with its own books, series and seal
// (records-work §9, D15). Easy to get wrong: a body that was renamed or dissolved keeps its row and its last day, because its closed books
// are printed under the old name.
using Dispatch.Agencies;
using Dispatch.Platform;

namespace Dispatch.Office;

/// <summary>A body the office issues for (cơ quan ban hành). The type marks its ids.</summary>
public sealed class IssuingBody
{
    internal const int LongestName = 200;

    private IssuingBody() { }
}

/// <summary>A body the office issues for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in full, as printed.</param>
/// <param name="SuperiorName">The line above the name (cơ quan chủ quản trực tiếp); null for none.</param>
/// <param name="Abbreviation">What stands for it in symbols: <c>UBND</c> of 12/UBND-NNMT.</param>
/// <param name="Code">Mã định danh, hierarchical form: <c>H21</c>.</param>
/// <param name="Position">Place in lists.</param>
/// <param name="ValidFrom">The day it holds from.</param>
/// <param name="ValidTo">Its last day; null while it works.</param>
/// <param name="Source">The document that says so.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record IssuingBodyView(
    Id<IssuingBody> Id, string Name, string? SuperiorName, string Abbreviation, string? Code, int Position, DateOnly ValidFrom, DateOnly? ValidTo, string Source, int Version)
{
    /// <summary>The same code in the form of QCVN 102: <c>000.00.00.H21</c>; null when there is none.</summary>
    public string? Code102 => AgencyCode.OfQcvn102(Code);
}
