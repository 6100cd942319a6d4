namespace Dispatch.People;

/// <summary>Marks the identity of a unit of the office (phòng, ban): <c>Id&lt;Unit&gt;</c>.</summary>
public sealed class Unit
{
    private Unit() { }
}

/// <summary>A unit, as views show it.</summary>
/// <param name="Code">Short code, for example <c>KGVX</c>.</param>
/// <param name="Name">Full name.</param>
public sealed record UnitView(string Code, string Name);
