namespace Dispatch.Sample;

/// <summary>
/// What the sample letters are about, by issuer. Subjects are made up; {xã}, {quý}, {tháng}, {đợt} and {năm sau} are filled in for each letter.
/// </summary>
internal static class SampleTopics
{
    private const string Province = "Ủy ban nhân dân tỉnh Gia Lai";
    private static readonly string[] Minister = ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"];
    private static readonly string[] Director = ["GIÁM ĐỐC"];
    private static readonly string[] Deputy = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"];

    public static IReadOnlyList<SampleIssuer> Issuers { get; } =
    [
        new("Văn phòng Chính phủ", null, "VPCP", "Hà Nội", ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"], "Phó Chủ nhiệm", 8600, 14,
        [
            new("CV", "KSTT", "HCTC", "V/v rà soát, cắt giảm thành phần hồ sơ trùng lặp trong giải quyết thủ tục hành chính {đợt}", 12),
            new("CV", "CN", "KTTH", "V/v tháo gỡ vướng mắc các dự án điện gió, điện mặt trời đã hoàn thành đầu tư tại khu vực Tây Nguyên", 15),
            new("CV", "NN", "KTTH", "V/v bảo đảm nguồn nước phục vụ sản xuất và sinh hoạt mùa khô {năm sau}", 10),
            new("CV", "KGVX", "KGVX", "V/v tổ chức các hoạt động hưởng ứng Ngày Văn hóa Việt Nam 24 tháng 11", null),
            new("TB", "VPCP", "KTTH", "Ý kiến kết luận của Phó Thủ tướng tại cuộc họp về tiến độ giải ngân vốn đầu tư công {quý}", null),
            new("CV", "QHĐP", "NC", "V/v báo cáo tình hình vận hành chính quyền địa phương hai cấp {tháng}", 7),
            new("GM", "VPCP", "HCTC", "Hội nghị trực tuyến Chính phủ với các địa phương {tháng}", null),
        ]),
        new("Thủ tướng Chính phủ", null, "TTg", "Hà Nội", ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"], "Phó Thủ tướng", 1850, 6,
        [
            new("CĐ", "TTg", "KTTH", "Về việc chủ động ứng phó mưa lũ, sạt lở đất và ngập lụt tại các tỉnh miền Trung, Tây Nguyên", null),
            new("CĐ", "TTg", "KTTH", "Về việc tập trung phòng cháy, chữa cháy rừng trong mùa khô {năm sau}", null),
            new("QĐ", "TTg", "KTTH", "Về việc bổ sung kinh phí từ nguồn dự phòng ngân sách trung ương cho các địa phương khắc phục hậu quả thiên tai {đợt}", null),
            new("CT", "TTg", "NC", "Về việc tăng cường kỷ luật, kỷ cương hành chính trong xử lý công việc của người dân, doanh nghiệp", null),
        ]),
        new("Chính phủ", null, "CP", "Hà Nội", ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"], "Phó Thủ tướng", 310, 3,
        [
            new("NQ", "CP", "KTTH", "Phiên họp Chính phủ thường kỳ {tháng}", null),
            new("NQ", "CP", "HCTC", "Về đơn giản hóa thủ tục hành chính gắn với dữ liệu dân cư {đợt}", null),
        ]),
        new("Bộ Nội vụ", null, "BNV", "Hà Nội", Minister, "Thứ trưởng", 7900, 9,
        [
            new("CV", "CCVC", "NC", "V/v rà soát biên chế công chức, viên chức của tỉnh sau sắp xếp tổ chức bộ máy", 10),
            new("CV", "TCBC", "NC", "V/v báo cáo kết quả bố trí cán bộ không chuyên trách cấp xã {quý}", 8),
            new("HD", "BNV", "HCTC", "Thống kê công tác văn thư, lưu trữ {năm sau}", 20),
            new("CV", "VL", "KGVX", "V/v báo cáo tình hình lao động, việc làm và tiền lương {quý}", 9),
        ]),
        new("Bộ Tài chính", null, "BTC", "Hà Nội", Minister, "Thứ trưởng", 16400, 12,
        [
            new("CV", "NSNN", "KTTH", "V/v xây dựng dự toán ngân sách nhà nước {năm sau} và kế hoạch tài chính ba năm", 14),
            new("CV", "ĐT", "KTTH", "V/v đôn đốc giải ngân kế hoạch vốn đầu tư công các tháng cuối năm", 6),
            new("CV", "QLCS", "KTTH", "V/v xử lý trụ sở, tài sản công dôi dư sau sắp xếp đơn vị hành chính {đợt}", 10),
            new("TT", "BTC", "KTTH", "Quy định về quản lý, thanh toán vốn đầu tư công thuộc ngân sách địa phương", null),
        ]),
        new("Bộ Xây dựng", null, "BXD", "Hà Nội", Minister, "Thứ trưởng", 11200, 8,
        [
            new("CV", "KCHT", "KTTH", "V/v góp ý hồ sơ điều chỉnh quy hoạch cảng hàng không Pleiku", 12),
            new("CV", "QLN", "KTTH", "V/v báo cáo kết quả phát triển nhà ở xã hội {quý}", 7),
            new("CV", "CĐB", "KTTH", "V/v công tác giải phóng mặt bằng dự án đường bộ cao tốc Quy Nhơn - Pleiku {đợt}", 8),
        ]),
        new("Bộ Nông nghiệp và Môi trường", null, "BNNMT", "Hà Nội", Minister, "Thứ trưởng", 9700, 10,
        [
            new("CV", "ĐĐ", "KTTH", "V/v hoàn thiện cơ sở dữ liệu đất đai và kết nối với cơ sở dữ liệu quốc gia về dân cư", 12),
            new("CV", "TS", "KTTH", "V/v triển khai đợt cao điểm chống khai thác thủy sản bất hợp pháp tại các xã, phường ven biển", 5),
            new("CV", "LN", "KTTH", "V/v kiểm tra hồ sơ chuyển mục đích sử dụng rừng của dự án trên địa bàn {xã}", 10),
            new("CV", "CNTY", "KTTH", "V/v tăng cường phòng, chống bệnh dịch tả lợn Châu Phi {quý}", null),
        ]),
        new("Bộ Khoa học và Công nghệ", null, "BKHCN", "Hà Nội", Minister, "Thứ trưởng", 6100, 6,
        [
            new("CV", "CĐSQG", "KGVX", "V/v đánh giá chỉ số chuyển đổi số cấp tỉnh {năm sau}", 15),
            new("CV", "TDTT", "KGVX", "V/v phủ sóng thông tin di động tại các thôn, làng lõm sóng {đợt}", 10),
        ]),
        new("Bộ Giáo dục và Đào tạo", null, "BGDĐT", "Hà Nội", Minister, "Thứ trưởng", 6900, 6,
        [
            new("CV", "GDPT", "KGVX", "V/v chuẩn bị cơ sở vật chất dạy học hai buổi một ngày tại các xã biên giới", 12),
            new("CV", "KHTC", "KGVX", "V/v tiến độ xây dựng trường phổ thông nội trú liên cấp tại các xã biên giới {đợt}", 8),
        ]),
        new("Bộ Y tế", null, "BYT", "Hà Nội", Minister, "Thứ trưởng", 8050, 6,
        [
            new("CV", "PB", "KGVX", "V/v tăng cường giám sát, phòng chống bệnh sốt xuất huyết và bạch hầu {quý}", 7),
            new("CV", "KCB", "KGVX", "V/v triển khai bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh", 15),
        ]),
        new("Bộ Công Thương", null, "BCT", "Hà Nội", Minister, "Thứ trưởng", 8800, 7,
        [
            new("CV", "ĐL", "KTTH", "V/v rà soát tiến độ các dự án nguồn điện và lưới điện trong Quy hoạch điện trên địa bàn tỉnh", 10),
            new("CV", "TTTN", "KTTH", "V/v bình ổn thị trường, bảo đảm cung cầu hàng hóa dịp cuối năm", null),
        ]),
        new("Bộ Tư pháp", null, "BTP", "Hà Nội", Minister, "Thứ trưởng", 6300, 6,
        [
            new("CV", "KTVB", "NC", "V/v kết quả kiểm tra văn bản quy phạm pháp luật do địa phương ban hành {đợt}", 10),
            new("CV", "HTQTCT", "NC", "V/v số hóa sổ hộ tịch và liên thông dữ liệu khai sinh, khai tử {quý}", 12),
        ]),
        new("Bộ Dân tộc và Tôn giáo", null, "BDTTG", "Hà Nội", Minister, "Thứ trưởng", 2400, 4,
        [
            new("CV", "CTMTQG", "NC", "V/v báo cáo kết quả thực hiện chương trình phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi {quý}", 10),
        ]),
        new("Thanh tra Chính phủ", null, "TTCP", "Hà Nội", ["KT. TỔNG THANH TRA", "PHÓ TỔNG THANH TRA"], "Phó Tổng Thanh tra", 2700, 3,
        [
            new("CV", "BTCDTW", "NC", "V/v phối hợp giải quyết các vụ việc khiếu nại, tố cáo đông người, phức tạp {đợt}", 10),
            new("CV", "KHTH", "NC", "V/v báo cáo công tác tiếp công dân, giải quyết khiếu nại, tố cáo {quý}", 7),
        ]),
        new("Văn phòng Quốc hội", null, "VPQH", "Hà Nội", ["KT. CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"], "Phó Chủ nhiệm", 3900, 3,
        [
            new("CV", "DNGS", "NC", "V/v chuyển kiến nghị của cử tri tỉnh Gia Lai gửi tới kỳ họp Quốc hội", 15),
        ]),
        new("Kiểm toán nhà nước", null, "KTNN", "Hà Nội", ["KT. TỔNG KIỂM TOÁN NHÀ NƯỚC", "PHÓ TỔNG KIỂM TOÁN NHÀ NƯỚC"], "Phó Tổng Kiểm toán nhà nước", 1450, 2,
        [
            new("CV", "TH", "KTTH", "V/v báo cáo tình hình thực hiện kết luận, kiến nghị kiểm toán {quý}", 10),
        ]),
        new("Tỉnh ủy Gia Lai", "Đảng Cộng sản Việt Nam", "TU", "Gia Lai", ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "Phó Bí thư", 1600, 4,
        [
            new("CV", "VPTU", "NC", "V/v chuẩn bị nội dung phiên họp Ban Thường vụ Tỉnh ủy {tháng}", 5),
            new("TB", "TU", "KTTH", "Kết luận của Ban Thường vụ Tỉnh ủy về nhiệm vụ phát triển kinh tế - xã hội {quý}", null),
        ]),
        new("Hội đồng nhân dân tỉnh Gia Lai", null, "HĐND", "Gia Lai", ["TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch", 1120, 4,
        [
            new("CV", "VP", "HCTC", "V/v chuẩn bị nội dung trình kỳ họp thường lệ cuối năm của Hội đồng nhân dân tỉnh", 10),
            new("NQ", "HĐND", "KTTH", "Về việc điều chỉnh, bổ sung kế hoạch đầu tư công trung hạn nguồn ngân sách tỉnh {đợt}", null),
        ]),
        Department("Sở Nội vụ", "SNV", 5100, 9,
        [
            new("TTr", "SNV", "NC", "Về việc phê duyệt danh mục vị trí việc làm của các đơn vị sự nghiệp công lập {đợt}", 10),
            new("CV", "CCVC", "NC", "V/v cử cán bộ, công chức tham gia lớp bồi dưỡng ngạch chuyên viên chính {đợt}", 5),
            new("BC", "SNV", "NC", "Công tác cải cách hành chính {quý}", null),
            new("CV", "VTLT", "HCTC", "V/v thu thập hồ sơ, tài liệu của các cơ quan cấp huyện đã kết thúc hoạt động {đợt}", 12),
            new("TTr", "SNV", "NC", "Về việc tặng Bằng khen của Chủ tịch UBND tỉnh cho các tập thể, cá nhân có thành tích trong phong trào thi đua {quý}", 7),
        ]),
        Department("Sở Tài chính", "STC", 7300, 12,
        [
            new("TTr", "STC", "KTTH", "Về việc phân bổ kinh phí sự nghiệp thực hiện các chương trình mục tiêu quốc gia {đợt}", 7),
            new("CV", "NS", "KTTH", "V/v thẩm định dự toán kinh phí sửa chữa trụ sở Ủy ban nhân dân {xã}", 6),
            new("BC", "STC", "KTTH", "Tình hình giải ngân vốn đầu tư công {tháng}", null),
            new("TTr", "STC", "KTTH", "Về chủ trương đầu tư dự án hạ tầng cụm công nghiệp trên địa bàn {xã}", 10),
            new("CV", "GCS", "KTTH", "V/v phương án xử lý trụ sở cũ của Ủy ban nhân dân {xã}", 8),
        ]),
        Department("Sở Xây dựng", "SXD", 1050, 9,
        [
            new("TTr", "SXD", "KTTH", "Về việc phê duyệt nhiệm vụ quy hoạch chung {xã} đến năm 2045", 10),
            new("CV", "QLĐT", "KTTH", "V/v ý kiến đối với hồ sơ cấp phép xây dựng công trình tại {xã}", 5),
            new("CV", "KCHT", "KTTH", "V/v sửa chữa các vị trí hư hỏng trên đường tỉnh đi qua {xã}", 7),
            new("BC", "SXD", "KTTH", "Tiến độ các dự án giao thông trọng điểm {tháng}", null),
        ]),
        Department("Sở Nông nghiệp và Môi trường", "SNNMT", 8400, 12,
        [
            new("TTr", "SNNMT", "KTTH", "Về việc chuyển mục đích sử dụng đất để thực hiện dự án tại {xã}", 10),
            new("BC", "SNNMT", "KTTH", "Thiệt hại do mưa lũ và kết quả khắc phục {đợt}", null),
            new("CV", "TL", "KTTH", "V/v vận hành các hồ chứa thủy lợi và tích nước phục vụ vụ Đông Xuân", null),
            new("CV", "QLĐĐ", "KTTH", "V/v cấp giấy chứng nhận quyền sử dụng đất cho các hộ đồng bào dân tộc thiểu số tại {xã}", 12),
            new("TTr", "SNNMT", "KTTH", "Về việc công bố hiện trạng rừng của tỉnh {năm sau}", 9),
        ]),
        Department("Sở Giáo dục và Đào tạo", "SGDĐT", 3900, 7,
        [
            new("TTr", "SGDĐT", "KGVX", "Về kế hoạch tuyển dụng giáo viên mầm non, phổ thông {đợt}", 10),
            new("BC", "SGDĐT", "KGVX", "Kết quả duy trì sĩ số học sinh dân tộc thiểu số {quý}", null),
            new("CV", "KHTC", "KGVX", "V/v đề xuất xây dựng nhà bán trú cho học sinh tại {xã}", 8),
        ]),
        Department("Sở Y tế", "SYT", 4700, 8,
        [
            new("TTr", "SYT", "KGVX", "Về việc sắp xếp trạm y tế xã, phường sau khi tổ chức chính quyền hai cấp {đợt}", 10),
            new("BC", "SYT", "KGVX", "Tình hình dịch bệnh truyền nhiễm {tháng}", null),
            new("CV", "NVY", "KGVX", "V/v hỗ trợ bác sĩ luân phiên cho trạm y tế {xã}", 6),
        ]),
        Department("Sở Khoa học và Công nghệ", "SKHCN", 2300, 6,
        [
            new("CV", "CĐS", "KGVX", "V/v kết nối hệ thống quản lý văn bản của các xã, phường với trục liên thông của tỉnh {đợt}", 7),
            new("TTr", "SKHCN", "KGVX", "Về việc ban hành Kế hoạch chuyển đổi số của tỉnh {năm sau}", 10),
            new("BC", "SKHCN", "KGVX", "Mức độ hoàn thành dịch vụ công trực tuyến {quý}", null),
        ]),
        Department("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", 3100, 6,
        [
            new("KH", "SVHTTDL", "KGVX", "Tổ chức Festival Cồng chiêng Tây Nguyên tại tỉnh Gia Lai", null),
            new("TTr", "SVHTTDL", "KGVX", "Về việc xếp hạng di tích lịch sử cấp tỉnh trên địa bàn {xã}", 12),
            new("CV", "QLDL", "KGVX", "V/v phát triển du lịch cộng đồng tại {xã}", 9),
        ]),
        Department("Sở Công Thương", "SCT", 2900, 6,
        [
            new("CV", "QLNL", "KTTH", "V/v kiểm tra an toàn đập, hồ chứa thủy điện trước mùa mưa lũ {đợt}", 5),
            new("BC", "SCT", "KTTH", "Tình hình sản xuất công nghiệp và thương mại {tháng}", null),
            new("TTr", "SCT", "KTTH", "Về việc thành lập cụm công nghiệp tại {xã}", 10),
        ]),
        Department("Sở Tư pháp", "STP", 2100, 5,
        [
            new("BC", "STP", "NC", "Thẩm định dự thảo Quyết định quy định đơn giá bồi thường cây trồng, vật nuôi", null),
            new("CV", "PBGDPL", "NC", "V/v hưởng ứng Ngày Pháp luật Việt Nam tại các xã, phường", 4),
        ]),
        Department("Sở Dân tộc và Tôn giáo", "SDTTG", 1300, 4,
        [
            new("BC", "SDTTG", "NC", "Tình hình vùng đồng bào dân tộc thiểu số {quý}", null),
            new("TTr", "SDTTG", "NC", "Về việc công nhận người có uy tín trong đồng bào dân tộc thiểu số {năm sau}", 10),
        ]),
        Department("Sở Ngoại vụ", "SNgV", 1500, 4,
        [
            new("CV", "HTQT", "NC", "V/v đón đoàn công tác của các tỉnh Đông Bắc Campuchia {đợt}", 5),
        ]),
        new("Thanh tra tỉnh Gia Lai", Province, "TTT", "Gia Lai", ["KT. CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA"], "Phó Chánh Thanh tra", 1180, 4,
        [
            new("BC", "TTT", "NC", "Kết quả xác minh đơn khiếu nại của công dân tại {xã}", null),
            new("TB", "TTT", "NC", "Kết luận thanh tra việc quản lý, sử dụng đất đai tại {xã}", null),
        ]),
        new("Ban Quản lý Khu kinh tế tỉnh Gia Lai", Province, "BQLKKT", "Gia Lai", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], "Phó Trưởng ban", 1700, 4,
        [
            new("TTr", "BQLKKT", "KTTH", "Về việc chấp thuận chủ trương đầu tư dự án trong Khu kinh tế Nhơn Hội {đợt}", 10),
            new("BC", "BQLKKT", "KTTH", "Tình hình hoạt động Khu kinh tế cửa khẩu quốc tế Lệ Thanh {quý}", null),
        ]),
        new("Công an tỉnh Gia Lai", "Bộ Công an", "CAT", "Gia Lai", Deputy, "Phó Giám đốc", 4300, 5,
        [
            new("CV", "PV01", "NC", "V/v phối hợp bảo đảm trật tự, an toàn giao thông dịp cuối năm", null),
            new("BC", "CAT", "NC", "Kết quả thực hiện Đề án 06 {tháng}", null),
        ]),
        new("Bộ Chỉ huy Quân sự tỉnh Gia Lai", "Quân khu 5", "BCH", "Gia Lai", ["KT. CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG"], "Phó Chỉ huy trưởng", 3200, 4,
        [
            new("TTr", "BCH", "NC", "Về kế hoạch tuyển chọn, gọi công dân nhập ngũ {năm sau}", 10),
        ]),
        new("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Gia Lai", null, "MTTQ", "Gia Lai", ["TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch", 900, 3,
        [
            new("CV", "BTT", "NC", "V/v phối hợp tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư", 5),
            new("BC", "MTTQ", "NC", "Kết quả giám sát việc hỗ trợ nhà ở cho hộ nghèo tại {xã}", null),
        ]),
        new("Tòa án nhân dân tỉnh Gia Lai", null, "TAT", "Gia Lai", ["KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN"], "Phó Chánh án", 640, 2,
        [
            new("CV", "HC", "NC", "V/v cử người đại diện tham gia tố tụng vụ án hành chính liên quan đến đất đai tại {xã}", 7),
        ]),
        Commune("xã Chư Sê", 1450), Commune("xã Đak Đoa", 1320), Commune("xã Ia Grai", 1210), Commune("phường Pleiku", 2650), Commune("phường Quy Nhơn", 3120),
        Commune("xã Kbang", 980), Commune("xã Tuy Phước", 1510), Commune("phường An Khê", 1120),
        new("Ủy ban nhân dân tỉnh Đắk Lắk", null, "UBND", "Đắk Lắk", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch", 12800, 6,
        [
            new("CV", "NNMT", "KTTH", "V/v phối hợp quản lý rừng vùng giáp ranh giữa hai tỉnh {đợt}", 10),
        ]),
        new("Ủy ban nhân dân tỉnh Quảng Ngãi", null, "UBND", "Quảng Ngãi", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch", 9400, 5,
        [
            new("CV", "KTTH", "KTTH", "V/v thống nhất phương án khai thác vật liệu xây dựng cho dự án cao tốc đi qua hai tỉnh", 8),
        ]),
        new("Công ty Điện lực Gia Lai", null, "PCGL", "Gia Lai", Deputy, "Phó Giám đốc", 5600, 5,
        [
            new("CV", "KT", "KTTH", "V/v cấp điện cho các thôn, làng chưa có điện lưới tại {xã}", 10),
        ]),
    ];

    /// <summary>Communes and wards that subjects name.</summary>
    public static IReadOnlyList<string> Communes { get; } =
    [
        "xã Chư Prông", "xã Ia Dom", "xã Kông Chro", "xã Mang Yang", "xã Phú Thiện", "xã Đức Cơ", "xã Ia Pa", "xã Tây Sơn", "xã Phù Cát", "xã Phù Mỹ",
        "xã Hoài Ân", "xã Vĩnh Thạnh", "xã Vân Canh", "xã An Lão", "xã Đak Pơ", "xã Chư Păh", "xã Biển Hồ", "phường Hội Phú", "phường Diên Hồng",
        "phường Ayun Pa", "phường An Nhơn", "phường Bồng Sơn", "phường Tam Quan", "phường Quy Nhơn Nam",
    ];

    /// <summary>Names of signers; nobody in particular.</summary>
    public static IReadOnlyList<string> Signers { get; } =
    [
        "Nguyễn Văn Thạch", "Trần Đình Khải", "Lê Thị Minh Phương", "Phan Hữu Tài", "Rah Lan Thương", "Đoàn Ngọc Hải", "Huỳnh Thị Xuân Mai", "Bùi Quang Dũng",
        "Ksor Thiêm", "Vũ Thanh Sơn", "Mai Xuân Lộc", "Hồ Thị Kim Oanh", "Cao Bá Vinh", "Siu Hương", "Tô Hoài Nam", "Đinh Y Nhớ", "Lương Thế Trung",
        "Dương Khánh Ly", "Kpă Thuyên", "Ngô Trường Giang",
    ];

    private static SampleIssuer Department(string name, string abbreviation, int number, int weight, IReadOnlyList<SampleTopic> topics) =>
        new(name, Province, abbreviation, "Gia Lai", number % 2 == 0 ? Director : Deputy, number % 2 == 0 ? "Giám đốc" : "Phó Giám đốc", number, weight, topics);

    private static SampleIssuer Commune(string name, int number) =>
        new("Ủy ban nhân dân " + name, null, "UBND", char.ToUpperInvariant(name[0]) + name[1..], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch", number, 3,
        [
            new("TTr", "UBND", "KTTH", $"Về việc hỗ trợ kinh phí khắc phục các công trình hạ tầng hư hỏng do mưa lũ trên địa bàn {name}", 10),
            new("BC", "UBND", "NC", $"Tình hình kinh tế - xã hội, quốc phòng, an ninh {{tháng}} của {name}", null),
            new("CV", "KT", "KTTH", $"V/v đề nghị bổ sung danh mục công trình nông thôn mới của {name}", 8),
            new("CV", "VHXH", "KGVX", $"V/v đề nghị hỗ trợ gạo cứu đói giáp hạt cho các hộ nghèo {name}", 5),
        ]);
}

/// <summary>An issuer and what it writes about.</summary>
/// <param name="Name">As written.</param>
/// <param name="Parent">The body above it in the heading.</param>
/// <param name="Abbreviation">In symbols.</param>
/// <param name="Place">Where it issues.</param>
/// <param name="SignatureLines">Above the signer's name.</param>
/// <param name="SignerPosition">Chức vụ.</param>
/// <param name="Number">About where its numbers stand in the autumn.</param>
/// <param name="Weight">How often it writes.</param>
/// <param name="Topics">What about.</param>
internal sealed record SampleIssuer(
    string Name, string? Parent, string Abbreviation, string Place, string[] SignatureLines, string SignerPosition, int Number, int Weight,
    IReadOnlyList<SampleTopic> Topics);

/// <summary>One kind of letter.</summary>
/// <param name="Type">Code of the document type.</param>
/// <param name="Field">The last group of a công văn's notation; for other types the issuer's abbreviation.</param>
/// <param name="Unit">The unit that will handle it.</param>
/// <param name="Subject">Trích yếu with places to fill.</param>
/// <param name="ReplyWithin">Days until the reply it asks for; null when it asks for none.</param>
internal sealed record SampleTopic(string Type, string Field, string Unit, string Subject, int? ReplyWithin);
