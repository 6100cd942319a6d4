-- The office itself and the bodies whose letters it issues and whose books it keeps (records-work §9, D15: Ủy ban nhân dân tỉnh and its Văn
-- phòng, each with its own series and seal). What is printed at the head of a book comes from here, not from the program.

create table office (
    whole         boolean     not null default true constraint office_pk primary key constraint office_one_row check (whole),
    name          text        not null constraint office_name_nfc check (name is nfc normalized),
    -- tên cơ quan, tổ chức chủ quản trực tiếp, the line above the name
    superior_name text        constraint office_superior_name_nfc check (superior_name is nfc normalized),
    -- mã định danh, hierarchical form (Quyết định 20/2020/QĐ-TTg): H21.07
    code          text,
    address       text,
    phone         text,
    email         text,
    changed_at    timestamptz not null,
    changed_by    uuid        not null constraint office_changed_by_fk references person,
    version       integer     not null default 1
);

create table issuing_body (
    id            uuid    not null constraint issuing_body_pk primary key,
    name          text    not null constraint issuing_body_name_nfc check (name is nfc normalized),
    name_folded   text    not null,
    superior_name text    constraint issuing_body_superior_name_nfc check (superior_name is nfc normalized),
    -- what stands for it in symbols, case and marks kept: UBND of 12/UBND-NNMT
    abbreviation  text    not null,
    code          text,
    position      integer not null default 0,
    valid_from    date    not null,
    valid_to      date,
    source        text    not null,
    version       integer not null default 1,
    constraint issuing_body_from_before_to check (valid_to is null or valid_to >= valid_from)
);
-- a body has one row while it works
create unique index issuing_body_name_unique on issuing_body (name_folded) where valid_to is null;

-- Units are edited now, not only seeded.
alter table unit add column version integer not null default 1;
