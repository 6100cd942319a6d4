-- Reference data with its sources. Document types: Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III. Calendar of 2026: Bộ luật Lao động 2019
-- Điều 111, 112; Thông báo 9441/TB-BNV/2025; Nghị quyết 28/2026/QH16. A year counts as declared only when an administrator confirmed it.

insert into document_type (code, name, abbreviation, nd30, position, valid_from, source)
select code, name, nullif(abbreviation, '-'), true, position, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 7, Phụ lục III'
from (values
    ('NQ', 'Nghị quyết', 'NQ', 1), ('QĐ', 'Quyết định', 'QĐ', 2), ('CT', 'Chỉ thị', 'CT', 3), ('QC', 'Quy chế', 'QC', 4),
    ('QyĐ', 'Quy định', 'QyĐ', 5), ('TC', 'Thông cáo', 'TC', 6), ('TB', 'Thông báo', 'TB', 7), ('HD', 'Hướng dẫn', 'HD', 8),
    ('CTr', 'Chương trình', 'CTr', 9), ('KH', 'Kế hoạch', 'KH', 10), ('PA', 'Phương án', 'PA', 11), ('ĐA', 'Đề án', 'ĐA', 12),
    ('DA', 'Dự án', 'DA', 13), ('BC', 'Báo cáo', 'BC', 14), ('BB', 'Biên bản', 'BB', 15), ('TTr', 'Tờ trình', 'TTr', 16),
    ('HĐ', 'Hợp đồng', 'HĐ', 17), ('CV', 'Công văn', '-', 18), ('CĐ', 'Công điện', 'CĐ', 19), ('BGN', 'Bản ghi nhớ', 'BGN', 20),
    ('BTT', 'Bản thỏa thuận', 'BTT', 21), ('GUQ', 'Giấy uỷ quyền', 'GUQ', 22), ('GM', 'Giấy mời', 'GM', 23),
    ('GGT', 'Giấy giới thiệu', 'GGT', 24), ('GNP', 'Giấy nghỉ phép', 'GNP', 25), ('PG', 'Phiếu gửi', 'PG', 26),
    ('PC', 'Phiếu chuyển', 'PC', 27), ('PB', 'Phiếu báo', 'PB', 28), ('ThC', 'Thư công', '-', 29)
) as t (code, name, abbreviation, position);

-- Types that incoming books meet besides the 29 (extensible by the office).
insert into document_type (code, name, abbreviation, nd30, position, valid_from, source)
select code, name, abbreviation, false, position, '2020-03-05', 'Luật Ban hành văn bản quy phạm pháp luật; thông lệ sổ đăng ký văn bản đến'
from (values
    ('HP', 'Hiến pháp', 'HP', 101), ('BL', 'Bộ luật', 'BL', 102), ('L', 'Luật', 'L', 103), ('PL', 'Pháp lệnh', 'PL', 104),
    ('LCTN', 'Lệnh', 'LCTN', 105), ('NĐ', 'Nghị định', 'NĐ', 106), ('TT', 'Thông tư', 'TT', 107), ('TTLT', 'Thông tư liên tịch', 'TTLT', 108),
    ('NQLT', 'Nghị quyết liên tịch', 'NQLT', 109), ('SL', 'Sắc lệnh', 'SL', 110), ('VBHN', 'Văn bản hợp nhất', 'VBHN', 111),
    ('CH', 'Công hàm', 'CH', 112), ('ĐT', 'Đơn thư', 'ĐT', 113), ('HDLT', 'Hướng dẫn liên tịch', 'HDLT', 114), ('KHÁC', 'Văn bản khác', null, 199)
) as t (code, name, abbreviation, position);

insert into legal_length (field, length, valid_from, source)
select field, length, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần II, mục II'
from (values
    ('number', 11), ('notation', 30), ('issuer', 200), ('subject', 500), ('language', 30), ('notes', 500),
    ('signer.position', 100), ('signer.fullName', 50), ('toPlaces', 1000), ('dossier.notation', 20), ('dossier.agencyCode', 13)
) as t (field, length);

insert into legal_limit (code, working_days, minutes, valid_from, source) values
    ('T-IN-REG', 1, null, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 4 khoản 2c: chậm nhất trong ngày làm việc tiếp theo'),
    ('T-IN-REG-URGENT', null, 30, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 4 khoản 2c: văn bản khẩn vào sổ ngay; số phút là mức cơ quan đặt ra');

insert into weekly_rest (valid_from, days_of_week, source) values
    ('1999-10-02', '{0,6}', 'Quyết định 188/1999/QĐ-TTg: tuần làm việc 40 giờ, nghỉ thứ bảy và chủ nhật');

insert into calendar_year (year) values (2026);

insert into calendar_day (date, kind, reason, source) values
    ('2026-01-01', 'holiday', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-16', 'holiday', 'Tết Nguyên đán Bính Ngọ', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-17', 'holiday', 'Tết Nguyên đán Bính Ngọ', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-18', 'holiday', 'Tết Nguyên đán Bính Ngọ', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-19', 'holiday', 'Tết Nguyên đán Bính Ngọ', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-20', 'holiday', 'Tết Nguyên đán Bính Ngọ', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-04-27', 'compensatingOff', 'Nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch là Chủ nhật 26/4)', 'Bộ luật Lao động 2019, Điều 111 khoản 3, Điều 112'),
    ('2026-04-30', 'holiday', 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-05-01', 'holiday', 'Ngày Quốc tế lao động', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-08-22', 'swapWork', 'Làm bù cho thứ Hai 31/8', 'Thông báo 9441/TB-BNV/2025'),
    ('2026-08-31', 'swapOff', 'Hoán đổi với thứ Bảy 22/8', 'Thông báo 9441/TB-BNV/2025'),
    ('2026-09-01', 'holiday', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-09-02', 'holiday', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-11-24', 'holiday', 'Ngày Văn hóa Việt Nam', 'Nghị quyết 28/2026/QH16');
