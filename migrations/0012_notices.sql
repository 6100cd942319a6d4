-- Thông báo: what a person is told in the system (the bell). One event tells one person once, however often the sweep that tells it runs.

create table notice (
    id          uuid        not null constraint notice_pk primary key,
    person_id   uuid        not null constraint notice_person_fk references person,
    kind        text        not null,
    object_type text        not null,
    object_id   uuid        not null,
    -- the object in its own words, to be read without opening it
    about       text        not null constraint notice_about_nfc check (about is nfc normalized),
    at          timestamptz not null,
    read_at     timestamptz,
    constraint notice_once unique (person_id, kind, object_id)
);
-- a person's notices, newest first
create index notice_list_idx on notice (person_id, at desc, id desc);
-- the bell's number
create index notice_unread_idx on notice (person_id) where read_at is null;
