namespace Dispatch.Host.Commands;

internal sealed class Help(IReadOnlyList<Command> commands) : Command
{
    public string Usage => "help";

    public string Does => "In trang này.";

    public Task Run(Arguments arguments, CancellationToken stop)
    {
        var lines = commands.Append(this).Select(command => $"  {command.Usage,-18}{command.Does}");
        CommandLine.Say($"""
            dispatch [lệnh] [tùy chọn]: hệ thống quản lý văn bản và điều hành.

            Lệnh
            {string.Join('\n', lines)}

            Tùy chọn
              --urls ĐỊA_CHỈ    hoặc ASPNETCORE_URLS; mặc định {OfficeSettings.DefaultUrls}
              --data THƯ_MỤC    hoặc DISPATCH_DATA: PostgreSQL riêng và các tệp; mặc định {OfficeSettings.DefaultDataFolder}

            Biến môi trường
              ConnectionStrings__Dispatch       máy chủ PostgreSQL có sẵn, thay cho PostgreSQL riêng
              ConnectionStrings__DispatchOwner  tài khoản sở hữu bảng, dùng khi nâng cấp lược đồ; mặc định như trên
              Dispatch__Roles                   web, worker hoặc web,worker (mặc định)
              ASPNETCORE_ENVIRONMENT            mặc định Development (dữ liệu mẫu) khi chỉ mở trên máy này và dùng PostgreSQL riêng, còn lại là Production
              DISPATCH_PG_BIN                   thư mục chương trình máy chủ PostgreSQL
              Backup__Folder                    thư mục sao lưu hằng đêm; không đặt thì không sao lưu tự động

            Mã thoát: 0 xong; 1 lỗi chương trình; 2 sai tham số; 3 cổng đang dùng; 4 thư mục dữ liệu không ghi được; 5 thư mục dữ liệu đang được dùng;
            6 PostgreSQL; 7 lược đồ; 8 môi trường .NET quá cũ; 9 sao lưu, kiểm chứng hoặc phục hồi không đạt.
            """);
        return Task.CompletedTask;
    }
}
