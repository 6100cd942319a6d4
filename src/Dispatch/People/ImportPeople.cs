using Dispatch.Journal;
using Dispatch.Platform;
using MiniExcelLibs;

namespace Dispatch.People;

/// <summary>What an import of people did, or would do.</summary>
/// <param name="Rows">Rows of the file, without its heading.</param>
/// <param name="Good">Rows without a problem.</param>
/// <param name="Added">People added; 0 for a check.</param>
/// <param name="Problems">Every problem, by line.</param>
public sealed record PeopleImport(int Rows, int Good, int Added, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Use case: take in people from a spreadsheet (họ và tên, tên đăng nhập, chức vụ, mã đơn vị, vai trò, từ ngày, quyết định). Each row goes through the same
/// rules as the form, all in one transaction: a check is the real thing undone, and there is no half state.
/// </summary>
public sealed class ImportPeople(Database database, HirePerson hire, JournalWriter journal)
{
    /// <summary>The most people at once.</summary>
    public const int MostRows = 2_000;

    private static readonly string[] Headings = ["Họ và tên", "Tên đăng nhập", "Chức vụ", "Mã đơn vị", "Vai trò", "Từ ngày", "Quyết định"];

    // What people write in the sheet; codes of the API are taken too.
    private static readonly Dictionary<string, Role> RolesByName = new(StringComparer.Ordinal)
    {
        ["van thu"] = Role.Registry,
        ["chanh van phong"] = Role.OfficeChief,
        ["nguoi dung dau"] = Role.Head,
        ["cap pho"] = Role.Deputy,
        ["lanh dao don vi"] = Role.UnitHead,
        ["chuyen vien"] = Role.Officer,
        ["theo doi don doc"] = Role.Monitor,
        ["luu tru"] = Role.Archivist,
        ["quan tri he thong"] = Role.Administrator,
        ["quan tri"] = Role.Administrator,
    };

    /// <summary>An empty sheet with the headings and one line that shows how.</summary>
    public static async Task<byte[]> Template()
    {
        using var stream = new MemoryStream();
        var example = Headings.Zip(["Nguyễn Thị Hoa", "hoa.nt", "Chuyên viên", "KGVX", "Chuyên viên", "01/09/2026", "QĐ 12/QĐ-VP"])
            .ToDictionary(pair => pair.First, pair => (object?)pair.Second);
        await stream.SaveAsAsync(new List<IDictionary<string, object?>> { example });
        return stream.ToArray();
    }

    public async Task<Result<PeopleImport>> Execute(Stream content, ImportMode mode, Caller caller, CancellationToken ct)
    {
        List<TableRow> rows;
        try
        {
            rows = await TableRows.Read(content, ct).Skip(1).Take(MostRows + 1).ToListAsync(ct);
        }
        catch (InvalidDataException)
        {
            return PeopleProblems.SheetUnreadable;
        }
        if (rows.Count is 0 or > MostRows)
            return PeopleProblems.SheetUnreadable.Saying($"Cần 1 đến {MostRows} dòng dưới dòng tiêu đề", $"Between 1 and {MostRows} rows below the heading are needed");

        await using var tx = await database.Begin(caller, ct);
        var (problems, good) = (new List<RowProblem>(), 0);
        foreach (var row in rows)
        {
            if ((await Add(tx, row, ct)).Ok(out _, out var problem))
                good++;
            else if (problem.Errors.Count == 0)
                problems.Add(new(row.Line, "userName", problem.Title.In(caller.Language)));
            else
                problems.AddRange(problem.Errors.SelectMany(error => error.Value.Select(text => new RowProblem(row.Line, error.Key, text.In(caller.Language)))));
        }
        var writes = mode == ImportMode.Good ? good > 0 : mode == ImportMode.All && problems.Count == 0;
        var view = new PeopleImport(rows.Count, good, writes ? good : 0, problems);
        if (mode == ImportMode.All && problems.Count > 0)
            return PeopleProblems.RowsRefused.With("import", view);
        if (writes)
        {
            await journal.Write(tx, "account.imported", "import", Id<PeopleImport>.New().Value, new Changes().New("rows", rows.Count).New("added", good), ct);
            await tx.Commit(view, ct);
        }
        return view;
    }

    // A refused row has written nothing: every rule is asked before its first statement.
    private async Task<Result<Id<Person>>> Add(OfficeTransaction tx, TableRow row, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var from = errors.DayOf("from", row[5]);
        var roles = new List<Role>();
        foreach (var name in (row[4] ?? "").Split([';', ',', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (RolesByName.TryGetValue(VietnameseText.Words(name), out var role) || EnumText.TryParse(name, out role))
                roles.Add(role);
            else
                errors.Add("roles", $"Không có vai trò “{name}”", $"There is no role “{name}”");
        }
        return await hire.Within(tx, new()
        {
            FullName = row[0],
            UserName = row[1]?.ToLowerInvariant(),
            Title = row[2],
            UnitCode = row[3],
            Roles = roles,
            From = from,
            Source = row[6],
        }, errors, ct);
    }
}
