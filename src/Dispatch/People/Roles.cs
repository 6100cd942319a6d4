using Dispatch.Platform;
using static Dispatch.People.Permission;

namespace Dispatch.People;

// Who may do what, in one table. A person with several roles may do what any of them may. The administrator runs the system and reads
// no document: whoever gives out rights must not be the one who uses them (separation of duties, records-work rules on roles).
// The office chief manages books as the second person of a reopening.
internal static class Roles
{
    public static readonly IReadOnlyDictionary<Role, string[]> Table = new Dictionary<Role, string[]>
    {
        [Role.Registry] = [SignedIn, ReadIncoming, RegisterIncoming, ReadRegisters, ManageRegisters, AddAgencies],
        [Role.OfficeChief] = [SignedIn, ReadIncoming, ReadRegisters, ManageRegisters],
        [Role.Head] = [SignedIn, ReadIncoming, ReadRegisters],
        [Role.Deputy] = [SignedIn, ReadIncoming, ReadRegisters],
        [Role.Monitor] = [SignedIn, ReadIncoming, ReadRegisters],
        [Role.Archivist] = [SignedIn, ReadRegisters],
        [Role.UnitHead] = [SignedIn],
        [Role.Officer] = [SignedIn],
        [Role.Administrator] = [SignedIn, ReadRegisters, ManageRegisters, ManageCalendar, ManagePeople, ManageReference, AddAgencies, ManageJobs],
    };

    public static HashSet<string> PermissionsOf(IEnumerable<Role> roles) => [.. roles.SelectMany(role => Table[role])];

    /// <summary>Roles as the database lists them: names parted by spaces.</summary>
    public static Role[] Parse(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(EnumText.Parse<Role>).Order()];
}
