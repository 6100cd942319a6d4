-- Books and their number series. A number is a row: `series_year` is the counter, locked and increased inside the registering transaction;
-- `register_entry` is the line of the book. Nothing here is ever deleted: an annulled number keeps its line.

create table register (
    id           uuid        not null constraint register_pk primary key,
    code         text        not null constraint register_code_unique unique,
    kind         text        not null constraint register_kind_known check (kind in ('incoming', 'outgoing')),
    name         text        not null constraint register_name_nfc check (name is nfc normalized),
    issuing_body text        not null,
    series_rule  text        not null constraint register_series_rule_known check (series_rule in ('one', 'perType')),
    year_span    integer     not null default 1 constraint register_year_span_known check (year_span between 1 and 5),
    created_at   timestamptz not null,
    version      integer     not null default 1
);

-- One series per register, or one per document type in it.
create table series (
    id                 uuid not null constraint series_pk primary key,
    register_id        uuid not null constraint series_register_fk references register,
    document_type_code text constraint series_document_type_fk references document_type,
    constraint series_unique unique nulls not distinct (register_id, document_type_code)
);

create table series_year (
    series_id                uuid        not null constraint series_year_series_fk references series,
    year                     integer     not null,
    first_number             integer     not null constraint series_year_first_positive check (first_number >= 1),
    last_number              integer     not null,
    opened_because           text        not null,
    opened_at                timestamptz not null,
    opened_by                uuid        not null constraint series_year_opened_by_fk references person,
    closed_at                timestamptz,
    closed_by                uuid        constraint series_year_closed_by_fk references person,
    reopening_asked_by       uuid        constraint series_year_reopening_fk references person,
    constraint series_year_pk primary key (series_id, year),
    constraint series_year_not_before_first check (last_number >= first_number - 1),
    constraint series_year_closed_whole check ((closed_at is null) = (closed_by is null))
) with (fillfactor = 20);

create table register_entry (
    series_id   uuid        not null,
    year        integer     not null,
    number      integer     not null,
    suffix      text        not null default '',
    document_id uuid,
    state       text        not null constraint register_entry_state_known check (state in ('used', 'reserved', 'annulled', 'returned')),
    entered_on  date        not null,
    entered_by  uuid        not null constraint register_entry_person_fk references person,
    reason      text,
    constraint register_entry_pk primary key (series_id, year, number, suffix),
    constraint register_entry_series_year_fk foreign key (series_id, year) references series_year,
    constraint register_entry_reason_given check (state = 'used' or reason is not null)
);
-- the line of a document
create index register_entry_document_idx on register_entry (document_id);

create function refuse_in_closed_book() returns trigger language plpgsql as $$
begin
    if exists (select from series_year where series_id = new.series_id and year = new.year and closed_at is not null) then
        raise exception 'the book of % is closed', new.year using errcode = 'check_violation', constraint = 'series_year_closed';
    end if;
    return new;
end $$;

create trigger register_entry_closed before insert or update on register_entry
    for each row execute function refuse_in_closed_book();

-- The counter only goes up, and not in a closed book.
create function guard_counter() returns trigger language plpgsql as $$
begin
    if new.last_number < old.last_number or new.first_number <> old.first_number then
        raise exception 'a counter never goes back' using errcode = 'check_violation', constraint = 'series_year_only_up';
    end if;
    if old.closed_at is not null and new.last_number <> old.last_number then
        raise exception 'the book of % is closed', old.year using errcode = 'check_violation', constraint = 'series_year_closed';
    end if;
    return new;
end $$;

create trigger series_year_guard before update on series_year for each row execute function guard_counter();

create trigger register_entry_kept before delete or truncate on register_entry for each statement execute function refuse_change();
create trigger series_year_kept before delete or truncate on series_year for each statement execute function refuse_change();
create trigger series_kept before delete or truncate on series for each statement execute function refuse_change();
create trigger register_kept before delete or truncate on register for each statement execute function refuse_change();
