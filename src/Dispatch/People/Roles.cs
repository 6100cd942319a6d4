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
        [Role.Registry] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, RegisterIncoming, SubmitIncoming, ReadRegisters, ManageRegisters, AddAgencies],
        [Role.OfficeChief] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, SubmitIncoming, DirectIncoming, ManageRouting, ExplainAccess, ReadRegisters, ManageRegisters],
        [Role.Head] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, DirectIncoming, ReadRegisters],
        [Role.Deputy] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, DirectIncoming, ReadRegisters],
        [Role.Monitor] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, ReadRegisters],
        [Role.Archivist] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines, ReadRegisters],
        [Role.UnitHead] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines],
        [Role.Officer] = [SignedIn, ReadIncoming, HandleIncoming, ReadDeadlines],
        [Role.Administrator] = [SignedIn, ReadRegisters, ManageRegisters, ManageCalendar, ManagePeople, ManageReference, AddAgencies, ManageJobs,
            ManageRouting, ExplainAccess],
    };

    public static HashSet<string> PermissionsOf(IEnumerable<Role> roles) => [.. roles.SelectMany(role => Table[role])];

    /// <summary>Roles as the database lists them: names parted by spaces.</summary>
    public static Role[] Parse(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(EnumText.Parse<Role>).Order()];
}
