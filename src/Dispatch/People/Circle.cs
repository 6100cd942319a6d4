namespace Dispatch.People;

/// <summary>Principals that are no person, unit or book: everybody who belongs to them sees what is granted to them.</summary>
public static class Circle
{
    /// <summary>Everybody in the office whose roles let them read documents: public documents are granted to it.</summary>
    public static readonly Guid Office = new("00000000-0000-7000-8000-0000000000a1");

    /// <summary>Heads, deputies, the office chief, who monitors: they oversee every document that is not restricted.</summary>
    public static readonly Guid Oversight = new("00000000-0000-7000-8000-0000000000a2");
}
