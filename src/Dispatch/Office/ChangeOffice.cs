using Dapper;
using Dispatch.Agencies;
using Dispatch.Journal;
using Dispatch.Platform;
using Dispatch.Platform.Http;

namespace Dispatch.Office;

/// <summary>The office's own data, whole.</summary>
public sealed record ChangeOfficeRequest
{
    /// <summary>Tên cơ quan. Required.</summary>
    public string? Name { get; init; }

    /// <summary>Tên cơ quan chủ quản trực tiếp.</summary>
    public string? SuperiorName { get; init; }

    /// <summary>Mã định danh, in either form.</summary>
    public string? Code { get; init; }

    /// <summary>Address.</summary>
    public string? Address { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>Mailbox of the registry.</summary>
    public string? Email { get; init; }
}

/// <summary>Use case: enter or change the office's name, superior body and address.</summary>
public sealed class ChangeOffice(Database database, OfficeClock clock, JournalWriter journal)
{
    private static readonly Guid JournalId = new("00000000-0000-7000-8000-0000000ff1ce");

    public async Task<Result<OfficeView>> Execute(ChangeOfficeRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var name = errors.Line("name", request.Name, IssuingBody.LongestName);
        var superior = errors.OptionalLine("superiorName", request.SuperiorName, IssuingBody.LongestName);
        var code = errors.AgencyCodeOf("code", request.Code);
        var address = errors.OptionalLine("address", request.Address, 300);
        var phone = errors.OptionalLine("phone", request.Phone, 50);
        var email = errors.OptionalLine("email", request.Email, 200);
        if (email is not null && (email.Count(c => c == '@') != 1 || email.StartsWith('@') || email.EndsWith('@') || email.Contains(' ', StringComparison.Ordinal)))
            errors.Add("email", "Nhập địa chỉ như vanthu@tinh.gov.vn", "Enter an address like office@example.gov.vn");
        if (!errors.None)
            return errors.ToProblem();

        await using var tx = await database.Begin(caller, ct);
        // One row or none: two who enter it first are served one after the other.
        await tx.Connection.ExecuteAsync(new CommandDefinition("lock table office in share row exclusive mode", cancellationToken: ct));
        var before = await ReadOffice.Of(tx.Connection, ct);
        if (ifMatch.Refuses(before?.Version ?? 0) is { } refused)
            return refused;
        var after = new OfficeView(name!, superior, code, address, phone, email, (before?.Version ?? 0) + 1);
        await tx.Connection.ExecuteAsync(new CommandDefinition("""
            insert into office (name, superior_name, code, address, phone, email, changed_at, changed_by, version)
            values (@Name, @SuperiorName, @Code, @Address, @Phone, @Email, @Now, @PersonId, @Version)
            on conflict on constraint office_pk do update
            set name = excluded.name, superior_name = excluded.superior_name, code = excluded.code, address = excluded.address, phone = excluded.phone,
                email = excluded.email, changed_at = excluded.changed_at, changed_by = excluded.changed_by, version = excluded.version
            """, new { after.Name, after.SuperiorName, after.Code, after.Address, after.Phone, after.Email, clock.Now, caller.PersonId, after.Version }, cancellationToken: ct));
        await journal.Write(tx, "office.changed", "office", JournalId, Changes.Between(before, after), ct);
        await tx.Commit(after, ct);
        return after;
    }
}
