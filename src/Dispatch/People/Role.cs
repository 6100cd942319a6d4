namespace Dispatch.People;

/// <summary>What a person is in the office; a person may be several. The words of the law stand in the glossary.</summary>
public enum Role
{
    /// <summary>Văn thư cơ quan: receives, registers, keeps the books.</summary>
    Registry,

    /// <summary>Chánh Văn phòng: first distribution of incoming documents, answers for the books.</summary>
    OfficeChief,

    /// <summary>Người đứng đầu cơ quan.</summary>
    Head,

    /// <summary>Cấp phó.</summary>
    Deputy,

    /// <summary>Lãnh đạo đơn vị.</summary>
    UnitHead,

    /// <summary>Chuyên viên.</summary>
    Officer,

    /// <summary>Người theo dõi, đôn đốc.</summary>
    Monitor,

    /// <summary>Lưu trữ cơ quan.</summary>
    Archivist,

    /// <summary>Quản trị hệ thống: settings and accounts, no rights to contents.</summary>
    Administrator,
}
