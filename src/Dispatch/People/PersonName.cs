namespace Dispatch.People;

// Vietnamese names sort by the given name, which stands last: "Nguyễn Đức Thịnh" is found under "Thịnh Nguyễn Đức".
internal static class PersonName
{
    public static string ForSorting(string fullName)
    {
        var space = fullName.LastIndexOf(' ');
        return space < 0 ? fullName : $"{fullName[(space + 1)..]} {fullName[..space]}";
    }
}
