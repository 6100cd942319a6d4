// Books and their number series (sổ, dãy số). One series for paper and electronic (Nghị định 30/2020, Đ22); the year is the year of the
// legal arrival date. A number is taken inside the registering transaction from the locked counter row, is never reused, and an annulled
// one keeps its line. A running book is taken over once, at any number, with a reason: completeness starts there.
namespace Dispatch.Registers;

/// <summary>A book (sổ đăng ký). The type marks its ids: <c>Id&lt;Register&gt;</c>.</summary>
public sealed class Register
{
    private Register() { }
}

/// <summary>A number series (dãy số) of a book. The type marks its ids.</summary>
public sealed class Series
{
    private Series() { }
}

/// <summary>What a book holds.</summary>
public enum RegisterKind { Incoming, Outgoing }

/// <summary>One counter for the whole book, or one per document type.</summary>
public enum SeriesRule { One, PerType }

/// <summary>What became of a number.</summary>
public enum EntryState { Used, Reserved, Annulled, Returned }
