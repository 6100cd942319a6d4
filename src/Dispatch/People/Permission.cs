namespace Dispatch.People;

/// <summary>What a person may do. Roles give permissions (People/Roles.cs); endpoints and pages declare the one they need.</summary>
public static class Permission
{
    /// <summary>Any signed-in person: own account, reference lists.</summary>
    public const string SignedIn = "signedIn";

    /// <summary>Read the incoming documents that are granted to one, their files and history. Which ones, the grants say (Access).</summary>
    public const string ReadIncoming = "incoming.read";

    /// <summary>Receive, register, correct, annul, transfer incoming documents; upload files.</summary>
    public const string RegisterIncoming = "incoming.register";

    /// <summary>Work on documents: directions, lines, notes, opinions. What exactly, Access/DocumentPolicy says.</summary>
    public const string HandleIncoming = "incoming.handle";

    /// <summary>Read the days and numbers of one's deadlines: all that the key in a calendar's address may.</summary>
    public const string ReadDeadlines = "deadlines.read";

    /// <summary>Submit documents to whoever directs them, and type directions for leaders.</summary>
    public const string SubmitIncoming = "incoming.submit";

    /// <summary>Direct documents that were submitted to nobody yet.</summary>
    public const string DirectIncoming = "incoming.direct";

    /// <summary>Keep fields of work, stock sentences and list templates of the office.</summary>
    public const string ManageRouting = "routing.manage";

    /// <summary>Ask why somebody sees a document, without seeing it.</summary>
    public const string ExplainAccess = "access.explain";

    /// <summary>Read the books.</summary>
    public const string ReadRegisters = "registers.read";

    /// <summary>Open, create and close books (a reopening needs a second person with this permission).</summary>
    public const string ManageRegisters = "registers.manage";

    /// <summary>Change and declare the calendar.</summary>
    public const string ManageCalendar = "calendar.manage";

    /// <summary>People, units, roles.</summary>
    public const string ManagePeople = "people.manage";

    /// <summary>The agency directory and document types.</summary>
    public const string ManageReference = "reference.manage";

    /// <summary>Take an agency or a spelling that nobody knew into the directory, while registering its letter.</summary>
    public const string AddAgencies = "agencies.add";

    /// <summary>Background jobs' dashboard and status.</summary>
    public const string ManageJobs = "jobs.manage";
}
