-- Lists as people keep them: a view is a name for a list's address (its filters), one's own or the unit's; the views everybody has are rows too.
-- The columns a person chose for a list are remembered.

create table saved_view (
    id         uuid        not null constraint saved_view_pk primary key,
    list       text        not null constraint saved_view_list_known check (list in ('incoming')),
    name       text        not null constraint saved_view_name_nfc check (name is nfc normalized),
    query      text        not null,
    -- null: everybody's, laid out with the program
    owner_id   uuid                 constraint saved_view_owner_fk references person,
    -- the unit that shares it; null: the owner's alone
    unit_id    uuid                 constraint saved_view_unit_fk references unit,
    created_at timestamptz not null,
    constraint saved_view_shared_by_somebody check (unit_id is null or owner_id is not null)
);
-- one's own views of a list
create index saved_view_owner_idx on saved_view (owner_id, list);
-- the unit's views of a list
create index saved_view_unit_idx on saved_view (unit_id, list) where unit_id is not null;

insert into saved_view (id, list, name, query, created_at) values
    ('00000000-0000-7000-8000-0000000a0001', 'incoming', 'Hôm nay', 'tu=hom-nay', '2026-11-26T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000a0002', 'incoming', 'Khẩn', 'khan=gap', '2026-11-26T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000a0003', 'incoming', 'Chưa chuyển', 'chuyen=chua', '2026-11-26T00:00:00Z');

create table list_columns (
    person_id uuid   not null constraint list_columns_person_fk references person,
    list      text   not null,
    columns   text[] not null,
    constraint list_columns_pk primary key (person_id, list)
);
