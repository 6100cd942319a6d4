-- Posts (chức vụ) with their dates: who held what, from when to when. The main post that holds today is what lists show; person.title and
-- person.unit_id are its copy, written by the same use cases and by the job of midnight, so that no list has to ask for a date.

create table post (
    id         uuid        not null constraint post_pk primary key,
    person_id  uuid        not null constraint post_person_fk references person,
    title      text        not null constraint post_title_nfc check (title is nfc normalized),
    unit_id    uuid        constraint post_unit_fk references unit,
    main       boolean     not null,
    valid_from date        not null,
    valid_to   date,
    -- the decision that appointed
    source     text,
    entered_at timestamptz not null,
    entered_by uuid        not null constraint post_entered_by_fk references person,
    constraint post_from_before_to check (valid_to is null or valid_to >= valid_from)
);
-- the posts of a person; and one beginning of a main post a day
create index post_person_idx on post (person_id, valid_from desc);
create unique index post_main_from_unique on post (person_id, valid_from) where main;

insert into post (id, person_id, title, unit_id, main, valid_from, entered_at, entered_by)
select gen_random_uuid(), id, title, unit_id, true, (created_at at time zone 'Asia/Ho_Chi_Minh')::date, created_at, '00000000-0000-7000-8000-000000000001'
from person
where id <> '00000000-0000-7000-8000-000000000001' and (title <> '' or unit_id is not null);
