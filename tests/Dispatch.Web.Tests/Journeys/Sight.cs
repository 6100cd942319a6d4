namespace Dispatch.Web.Tests.Journeys;

/// <summary>What a page must have to show before it is looked at.</summary>
public enum Shown { Data, Empty, Error }

/// <summary>One page in one state, as somebody sees it.</summary>
/// <param name="Name">Its name, and that of its picture.</param>
/// <param name="Route">The page's route, as the route table has it.</param>
/// <param name="Address">Where it is opened; <c>{letter}</c> and the like are filled from <see cref="EveryPageJourneys"/>.</param>
public sealed record Sight(string Name, string Route, string Address)
{
    /// <summary>Who looks; null for a stranger.</summary>
    public string? By { get; init; } = DeskOffice.Clerk;

    /// <summary>The state it is in.</summary>
    public Shown Shown { get; init; } = Shown.Data;

    /// <summary>Looked at in the office that has nothing yet.</summary>
    public bool InEmptyOffice { get; init; }

    /// <summary>The status it answers with.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Pressed before looking: a form sent as it is.</summary>
    public string? Press { get; init; }

    public override string ToString() => Name;

    /// <summary>Every page there is, with data, and empty and in error where it can be so.</summary>
    public static readonly List<Sight> All =
    [
        new("sign-in", "/dang-nhap", "/dang-nhap") { By = null },
        new("sign-in-error", "/dang-nhap", "/dang-nhap") { By = null, Shown = Shown.Error, Press = "form.sign button" },
        new("password", "/dat-mat-khau", "/dat-mat-khau?ma=khong-con-dung-duoc") { By = null, Shown = Shown.Error, Status = 410 },
        new("lost-403", "/loi/{code:int}", "/van-ban-den/vao-so") { By = "nam", Shown = Shown.Error, Status = 403 },
        new("lost-404", "/loi/{code:int}", "/khong-co-trang-nay") { Shown = Shown.Error, Status = 404 },
        new("home", "/", "/") { By = "quan", InEmptyOffice = true, Shown = Shown.Empty },
        new("list", "/van-ban-den", "/van-ban-den"),
        new("list-empty", "/van-ban-den", "/van-ban-den") { InEmptyOffice = true, Shown = Shown.Empty },
        new("list-nothing-found", "/van-ban-den", "/van-ban-den?tu-khoa=khongcogi") { Shown = Shown.Empty },
        new("list-error", "/van-ban-den", "/van-ban-den?tu=35%2F13") { Shown = Shown.Error, Status = 422 },
        new("entry-beside", "/van-ban-den", "/van-ban-den?id={letter}"),
        new("register", "/van-ban-den/vao-so", "/van-ban-den/vao-so"),
        new("register-error", "/van-ban-den/vao-so", "/van-ban-den/vao-so") { Shown = Shown.Error, Press = "#book button.primary" },
        new("register-empty", "/van-ban-den/vao-so", "/van-ban-den/vao-so") { InEmptyOffice = true, Shown = Shown.Empty },
        new("entry", "/van-ban-den/{id:guid}", "/van-ban-den/{letter}"),
        new("entry-annul", "/van-ban-den/{id:guid}", "/van-ban-den/{letter}?hoi=huy-so"),
        new("entry-annul-error", "/van-ban-den/{id:guid}", "/van-ban-den/{letter}?hoi=huy-so") { Shown = Shown.Error, Press = "#annul button.danger" },
        new("correct", "/van-ban-den/{id:guid}/sua", "/van-ban-den/{letter}/sua"),
        new("correct-annulled", "/van-ban-den/{id:guid}/sua", "/van-ban-den/{annulled}/sua") { Shown = Shown.Empty },
        new("scans", "/van-ban-den/{id:guid}/tep", "/van-ban-den/{letter}/tep"),
        new("runs", "/cong-viec", "/cong-viec"),
        new("runs-empty", "/cong-viec", "/cong-viec") { InEmptyOffice = true, Shown = Shown.Empty },
        new("run", "/cong-viec/{id:guid}", "/cong-viec/{run}"),
        new("palette", "/bang-lenh", "/bang-lenh?q=4520"),
        new("palette-empty", "/bang-lenh", "/bang-lenh?q=khongcogi") { Shown = Shown.Empty },
        new("guide", "/huong-dan", "/huong-dan"),
        new("tour", "/huong-dan", "/huong-dan?buoc=2"),
        new("tour-admin", "/huong-dan", "/huong-dan?buoc=6") { By = "admin" },
        new("queue", "/cho-vao-so", "/cho-vao-so"),
        new("queue-empty", "/cho-vao-so", "/cho-vao-so") { InEmptyOffice = true, Shown = Shown.Empty },
        new("receive", "/cho-vao-so/moi", "/cho-vao-so/moi"),
        new("receive-error", "/cho-vao-so/moi", "/cho-vao-so/moi") { Shown = Shown.Error, Press = "form.arrival button.primary" },
        new("item", "/cho-vao-so/{id:guid}", "/cho-vao-so/{item}"),
        new("item-none", "/cho-vao-so/{id:guid}", "/cho-vao-so/00000000-0000-0000-0000-000000000000") { Shown = Shown.Error, Status = 404 },
        new("register-item", "/van-ban-den/vao-so", "/van-ban-den/vao-so?muc={item}"),
        new("notices", "/thong-bao", "/thong-bao") { By = "thinh" },
        new("notices-empty", "/thong-bao", "/thong-bao") { InEmptyOffice = true, Shown = Shown.Empty },
        new("home-tiles", "/", "/") { By = "dao" },
        new("waiting", "/cho-y-kien", "/cho-y-kien") { By = "thinh" },
        new("waiting-empty", "/cho-y-kien", "/cho-y-kien") { By = "thinh", InEmptyOffice = true, Shown = Shown.Empty },
        new("waiting-error", "/cho-y-kien", "/cho-y-kien") { By = "thinh", Shown = Shown.Error, Press = "#bulk button.primary" },
        new("direct", "/cho-y-kien/{id:guid}", "/cho-y-kien/{waiting}") { By = "thinh" },
        new("direct-error", "/cho-y-kien/{id:guid}", "/cho-y-kien/{waitingBare}") { By = "nam", Shown = Shown.Error, Press = "#direction button.primary" },
        new("direct-not-now", "/cho-y-kien/{id:guid}", "/cho-y-kien/{directed}") { By = "thinh", Shown = Shown.Empty },
        new("given", "/cho-y-kien/da-cho", "/cho-y-kien/da-cho") { By = "thinh" },
        new("given-empty", "/cho-y-kien/da-cho", "/cho-y-kien/da-cho") { By = "thinh", InEmptyOffice = true, Shown = Shown.Empty },
        new("work", "/viec", "/viec?hop=cho-phan-cong") { By = "dao" },
        new("work-support", "/viec", "/viec?hop=phoi-hop") { By = "tuan" },
        new("work-empty", "/viec", "/viec") { By = "quan", InEmptyOffice = true, Shown = Shown.Empty },
        new("month", "/lich-han", "/lich-han?nam=2026&thang=10") { By = "dao" },
        new("month-empty", "/lich-han", "/lich-han?nam=2026&thang=2") { By = "dao", Shown = Shown.Empty },
        new("month-error", "/lich-han", "/lich-han?nam=2026&thang=13") { By = "dao", Shown = Shown.Error, Status = 422 },
        new("month-day", "/lich-han/{day}", "/lich-han/2026-10-14") { By = "dao" },
        new("month-day-empty", "/lich-han/{day}", "/lich-han/2026-02-03") { By = "dao", Shown = Shown.Empty },
        new("month-day-error", "/lich-han/{day}", "/lich-han/2026-10-14?sau=hong") { By = "dao", Shown = Shown.Error, Status = 400 },
        new("handle-assign", "/viec/{id:guid}", "/viec/{unitLine}?hop=cho-phan-cong") { By = "dao" },
        new("handle", "/viec/{id:guid}", "/viec/{personLine}?hop=cho-xu-ly") { By = "quan" },
        new("handle-error", "/viec/{id:guid}", "/viec/{personLine}?hop=cho-xu-ly") { By = "quan", Shown = Shown.Error, Press = "#complete button" },
        new("opinion", "/viec/y-kien/{id:guid}", "/viec/y-kien/{opinion}") { By = "tuan" },
        new("opinion-error", "/viec/y-kien/{id:guid}", "/viec/y-kien/{opinion}") { By = "tuan", Shown = Shown.Error, Press = "form.stack button.primary" },
        new("process", "/van-ban-den/{id:guid}/xu-ly", "/van-ban-den/{letter}/xu-ly"),
        new("process-directed", "/van-ban-den/{id:guid}/xu-ly", "/van-ban-den/{directed}/xu-ly") { By = "thinh" },
        new("handling-slip", "/van-ban-den/{id:guid}/phieu-giai-quyet", "/van-ban-den/{directed}/phieu-giai-quyet") { By = "thinh" },
        new("follow-up-book", "/so/{code}/{year:int}/theo-doi", "/so/DEN/2026/theo-doi") { By = "thinh" },
        new("report", "/bao-cao", "/bao-cao?tu=01%2F10%2F2026") { By = "thinh" },
        new("report-empty", "/bao-cao", "/bao-cao") { By = "thinh", InEmptyOffice = true, Shown = Shown.Empty },
        new("report-error", "/bao-cao", "/bao-cao?tu=35%2F13") { By = "thinh", Shown = Shown.Error, Status = 422 },
        new("handover", "/quan-tri/nguoi-dung/{id:guid}/ban-giao", "/quan-tri/nguoi-dung/{person}/ban-giao") { By = "admin" },
        new("handover-error", "/quan-tri/nguoi-dung/{id:guid}/ban-giao", "/quan-tri/nguoi-dung/{person}/ban-giao") { By = "admin", Shown = Shown.Error, Press = "main form.stack button.primary" },
        new("handover-made", "/quan-tri/ban-giao/{id:guid}", "/quan-tri/ban-giao/{handover}") { By = "admin" },
        new("weekly-rest", "/quan-tri/nghi-tuan", "/quan-tri/nghi-tuan") { By = "admin" },
        new("weekly-rest-error", "/quan-tri/nghi-tuan", "/quan-tri/nghi-tuan") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("reminder-rules", "/quan-tri/nhac-han", "/quan-tri/nhac-han") { By = "admin" },
        new("reminder-rules-error", "/quan-tri/nhac-han", "/quan-tri/nhac-han") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("due-list", "/viec/danh-sach", "/viec/danh-sach?hop=sap-den-han") { By = "thinh" },
        new("due-list-empty", "/viec/danh-sach", "/viec/danh-sach") { By = "thinh", InEmptyOffice = true, Shown = Shown.Empty },
        new("term-rules", "/quan-tri/quy-tac-han", "/quan-tri/quy-tac-han") { By = "admin" },
        new("term-rules-error", "/quan-tri/quy-tac-han", "/quan-tri/quy-tac-han") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("routing-data", "/quan-tri/linh-vuc", "/quan-tri/linh-vuc") { By = "admin" },
        new("routing-data-error", "/quan-tri/linh-vuc", "/quan-tri/linh-vuc") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("access", "/quan-tri/quyen-xem", "/quan-tri/quyen-xem?van-ban={directed}&nguoi=krong") { By = "admin" },
        new("access-error", "/quan-tri/quyen-xem", "/quan-tri/quyen-xem?van-ban=DEN/2026/999999&nguoi=krong") { By = "admin", Shown = Shown.Error, Status = 404 },
        new("old-book-send", "/so/nhap", "/so/nhap"),
        new("old-book-send-error", "/so/nhap", "/so/nhap") { Shown = Shown.Error, Press = "form.stack button.primary" },
        new("old-book", "/so/nhap/{id:guid}", "/so/nhap/{oldBook}"),
        new("agencies", "/quan-tri/danh-ba", "/quan-tri/danh-ba") { By = "admin" },
        new("agencies-none", "/quan-tri/danh-ba", "/quan-tri/danh-ba?tu-khoa=khongcogi") { By = "admin", Shown = Shown.Empty },
        new("agencies-error", "/quan-tri/danh-ba", "/quan-tri/danh-ba?them=1") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("agency", "/quan-tri/danh-ba/{id:guid}", "/quan-tri/danh-ba/{agency}") { By = "admin" },
        new("agencies-import", "/quan-tri/danh-ba/nhap", "/quan-tri/danh-ba/nhap") { By = "admin" },
        new("types", "/quan-tri/loai-van-ban", "/quan-tri/loai-van-ban") { By = "admin" },
        new("types-error", "/quan-tri/loai-van-ban", "/quan-tri/loai-van-ban") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("series", "/quan-tri/so", "/quan-tri/so") { By = "admin" },
        new("series-empty", "/quan-tri/so", "/quan-tri/so") { By = "admin", InEmptyOffice = true, Shown = Shown.Empty },
        new("series-error", "/quan-tri/so", "/quan-tri/so?them=1") { By = "admin", Shown = Shown.Error, Press = "form[action$=Book] button.primary" },
        new("calendar", "/quan-tri/lich/{year:int}", "/quan-tri/lich/2026") { By = "admin" },
        new("calendar-empty", "/quan-tri/lich/{year:int}", "/quan-tri/lich/2027") { By = "admin", Shown = Shown.Empty },
        new("calendar-today", "/quan-tri/lich", "/quan-tri/lich") { By = "admin" },
        new("slip", "/van-ban-den/{id:guid}/phieu", "/van-ban-den/{letter}/phieu"),
        new("label", "/van-ban-den/{id:guid}/nhan", "/van-ban-den/{letter}/nhan"),
        new("stamp", "/van-ban-den/{id:guid}/dau-den", "/van-ban-den/{letter}/dau-den"),
        new("book", "/so/{code}/{year:int}", "/so/DEN/2026"),
        new("book-none", "/so/{code}/{year:int}", "/so/DEN/1999") { Shown = Shown.Error, Status = 404 },
        new("book-print", "/so/{code}/{year:int}/in", "/so/DEN/2026/in?tu=03/10/2026&den=05/10/2026"),
        new("book-print-empty", "/so/{code}/{year:int}", "/so/DEN/2026/in?tu=01/01/2026&den=02/01/2026") { Shown = Shown.Error, Status = 422 },
        new("hand-over-print", "/so/{code}/{year:int}/chuyen-giao", "/so/DEN/2026/chuyen-giao?ngay=05/10/2026"),
        new("permalink", "/so/{code}/{year:int}/{number:int}", "/so/DEN/2026/4520"),
        new("permalink-none", "/so/{code}/{year:int}/{number:int}", "/so/DEN/2026/9999") { Shown = Shown.Error, Status = 404 },
        new("account", "/tai-khoan", "/tai-khoan"),
        new("account-token", "/tai-khoan", "/tai-khoan") { Press = "main details summary" },
        new("account-feed", "/tai-khoan", "/tai-khoan") { Press = "form[action*='handler=Calendar'] button" },
        new("own-password", "/tai-khoan/mat-khau", "/tai-khoan/mat-khau"),
        new("own-password-error", "/tai-khoan/mat-khau", "/tai-khoan/mat-khau") { Shown = Shown.Error, Press = "form.fields button.primary" },
        new("set-up", "/quan-tri", "/quan-tri") { By = "admin" },
        new("set-up-empty", "/quan-tri", "/quan-tri") { By = "admin", InEmptyOffice = true, Shown = Shown.Empty },
        new("office", "/quan-tri/co-quan", "/quan-tri/co-quan") { By = "admin" },
        new("office-error", "/quan-tri/co-quan", "/quan-tri/co-quan?them=1") { By = "admin", Shown = Shown.Error, Press = "form[action$=Body] button.primary" },
        new("units", "/quan-tri/don-vi", "/quan-tri/don-vi") { By = "admin" },
        new("units-error", "/quan-tri/don-vi", "/quan-tri/don-vi") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("users", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung") { By = "admin" },
        new("users-error", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung?them=1") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("user", "/quan-tri/nguoi-dung/{id:guid}", "/quan-tri/nguoi-dung/{person}") { By = "admin" },
        new("user-none", "/quan-tri/nguoi-dung/{id:guid}", "/quan-tri/nguoi-dung/00000000-0000-0000-0000-000000000000") { By = "admin", Shown = Shown.Error, Status = 404 },
        new("users-import", "/quan-tri/nguoi-dung/nhap", "/quan-tri/nguoi-dung/nhap") { By = "admin" },
        new("limits", "/quan-tri/thoi-han", "/quan-tri/thoi-han") { By = "admin" },
        new("limits-error", "/quan-tri/thoi-han", "/quan-tri/thoi-han") { By = "admin", Shown = Shown.Error, Press = "form.fields button.primary" },
        new("system", "/tinh-trang", "/tinh-trang") { By = "admin" },
        new("books", "/so", "/so"),
        new("books-empty", "/so", "/so") { InEmptyOffice = true, Shown = Shown.Empty },
    ];

    /// <summary>Routes that are no page to look at: they answer a form and send the browser on.</summary>
    public static readonly IReadOnlyList<string> NotLookedAt = ["/dang-xuat", "/ngon-ngu"];
}
