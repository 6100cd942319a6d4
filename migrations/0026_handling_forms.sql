-- Two more printed forms of the decree: the handling slip (Phiếu giải quyết văn bản đến) and the follow-up book (Sổ theo dõi giải quyết văn bản đến).
insert into print_form (code, valid_from, title, columns, source) values
    ('handlingSlip', '2020-03-05', 'Phiếu giải quyết văn bản đến',
     array['Ý kiến của lãnh đạo cơ quan, tổ chức', 'Ý kiến của lãnh đạo đơn vị', 'Ý kiến đề xuất của người giải quyết'],
     'Nghị định 30/2020/NĐ-CP, Phụ lục IV'),
    ('followUpBook', '2020-03-05', 'Sổ theo dõi giải quyết văn bản đến',
     array['Số đến', 'Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản', 'Đơn vị hoặc người nhận', 'Thời hạn giải quyết', 'Tiến độ giải quyết',
           'Số, ký hiệu văn bản trả lời', 'Ghi chú'],
     'Nghị định 30/2020/NĐ-CP, Phụ lục IV');
