-- Printed books: Nghị định 30/2020, Đ22 k3b wants the electronic register on paper, with every column of the form, signed for and bound.
-- The forms are rows with source and date, so that a new decree is a row; who printed which range when is kept for good.

create table print_form (
    code       text   not null,
    valid_from date   not null,
    title      text   not null constraint print_form_title_nfc check (title is nfc normalized),
    columns    text[] not null,
    source     text   not null,
    constraint print_form_pk primary key (code, valid_from)
);

insert into print_form (code, valid_from, title, columns, source) values
    ('incomingBook', '2020-03-05', 'Sổ đăng ký văn bản đến',
     array['Ngày đến', 'Số đến', 'Tác giả', 'Số, ký hiệu văn bản', 'Ngày tháng văn bản', 'Tên loại và trích yếu nội dung văn bản',
           'Đơn vị hoặc người nhận', 'Ngày chuyển', 'Ký nhận', 'Ghi chú'],
     'Nghị định 30/2020/NĐ-CP, Phụ lục IV'),
    ('transferSlip', '2020-03-05', 'Sổ chuyển giao văn bản đến',
     array['Ngày chuyển', 'Số đến', 'Số, ký hiệu văn bản', 'Tác giả, tên loại và trích yếu nội dung văn bản', 'Ký nhận', 'Ghi chú'],
     'Mẫu của cơ quan (ký nhận theo Nghị định 30/2020/NĐ-CP, Điều 23)');

create table book_print (
    id           uuid        not null constraint book_print_pk primary key,
    register_id  uuid        not null constraint book_print_register_fk references register,
    year         integer     not null,
    form         text        not null,
    from_on      date        not null,
    to_on        date        not null,
    first_number integer     not null,
    last_number  integer     not null,
    volume       text,
    entries      integer     not null,
    -- of a PDF: its pages, and the file whose SHA-256 proves it; null for paper from the browser
    pages        integer,
    file_id      uuid                 constraint book_print_file_fk references stored_file,
    printed_at   timestamptz not null,
    printed_by   uuid        not null constraint book_print_person_fk references person
);
-- the last prints of a book, newest first
create index book_print_book_idx on book_print (register_id, year, printed_at desc, id desc);

create trigger book_print_append_only before update or delete or truncate on book_print for each statement execute function refuse_change();

-- which lines of a period were corrected, and when: the note in column 10
create index journal_entry_corrected_idx on journal_entry (object_id, id) where action = 'incoming.corrected';
-- what was handed over on a day: Sổ chuyển giao
create index incoming_transfer_day_idx on incoming_transfer (transferred_on, document_id);
