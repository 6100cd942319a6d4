-- What is overdue, and what is due soon, on paper: the office's own form.
insert into print_form (code, valid_from, title, columns, source) values
    ('overdueList', '2020-03-05', 'Danh sách văn bản quá hạn giải quyết',
     array['TT', 'Số đến', 'Tên loại, số, ký hiệu, ngày, tháng, cơ quan ban hành và trích yếu', 'Đơn vị hoặc người nhận', 'Thời hạn giải quyết', 'Quá hạn', 'Ghi chú'],
     'Mẫu của cơ quan'),
    ('dueSoonList', '2020-03-05', 'Danh sách văn bản sắp đến hạn giải quyết',
     array['TT', 'Số đến', 'Tên loại, số, ký hiệu, ngày, tháng, cơ quan ban hành và trích yếu', 'Đơn vị hoặc người nhận', 'Thời hạn giải quyết', 'Còn lại', 'Ghi chú'],
     'Mẫu của cơ quan');
