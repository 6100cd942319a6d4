// Agencies (cơ quan, tổ chức): who issues and sends documents. A clerk writes a name as it stands on the paper; the directory leads every
// spelling to one agency, so that a duplicate is found whoever typed it. Easy to get wrong: a name nobody knows stays a name on its
// document; registering never adds to the directory by itself (that is a decision of the administrator). An agency that was dissolved keeps
// its row and its end date, because its old papers still arrive.
using Dispatch.Platform;

namespace Dispatch.Agencies;

/// <summary>An agency of the directory. The type marks its ids: <c>Id&lt;Agency&gt;</c>.</summary>
public sealed class Agency
{
    /// <summary>The most characters of a name (Nghị định 30/2020, PL VI: tên cơ quan ban hành).</summary>
    internal const int LongestName = 200;

    private Agency() { }

    /// <summary>What names are matched by: their folded words, so that neither NFD nor a trailing blank nor a comma for a dash makes a difference.</summary>
    internal static string Key(string writtenName) => VietnameseText.Words(writtenName);
}

/// <summary>An agency as the directory has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, as issuers are written.</param>
/// <param name="Abbreviation">What stands for it in symbols: <c>SXD</c> of 1287/SXD-QLĐT; null when none is known.</param>
/// <param name="Code">Mã định danh, hierarchical form: <c>H21.07</c>; null when none is known.</param>
/// <param name="ValidFrom">The day it holds from.</param>
/// <param name="ValidTo">Its last day; null while it works.</param>
/// <param name="Source">Where this stands.</param>
/// <param name="Variants">Other spellings that lead to it.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
/// <param name="MergedInto">The agency it was a duplicate of; null for most.</param>
public sealed record AgencyView(
    Id<Agency> Id, string Name, string? Abbreviation, string? Code, DateOnly ValidFrom, DateOnly? ValidTo, string Source, IReadOnlyList<string> Variants,
    int Version = 1, Id<Agency>? MergedInto = null)
{
    /// <summary>The same code in the form of QCVN 102: <c>000.00.07.H21</c>; null when there is none.</summary>
    public string? Code102 => AgencyCode.OfQcvn102(Code);
}
