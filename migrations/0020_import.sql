-- Taking over the old book: a file of the office's former program or of Excel, read into rows, mapped, checked and then taken into a book. The
-- file itself is not kept, since any row of it may be marked secret: of such a row only its line stays. A book that was opened in the
-- middle of its year may get its earlier part: its first number may go down from now on, never up.

create table old_book (
    id              uuid        not null constraint old_book_pk primary key,
    register_id     uuid        not null constraint old_book_register_fk references register,
    year            integer     not null,
    file_name       text        not null constraint old_book_file_name_nfc check (file_name is nfc normalized),
    sha256          bytea       not null constraint old_book_sha256_length check (length(sha256) = 32),
    size            bigint      not null,
    -- [{"name","headLine","rows","columns":[…],"key"}]
    sheets          jsonb       not null,
    -- chosen by a person: the sheet, which column is which field, the first and last number on the old book's cover
    sheet           integer,
    columns         jsonb,
    heading_key     text,
    mapped_at       timestamptz,
    first_number    integer,
    last_number     integer,
    -- the numbers this takeover accounts for, settled when it begins
    takes_from      integer,
    takes_to        integer,
    check_run_id    uuid        constraint old_book_check_run_fk references run,
    takeover_run_id uuid        constraint old_book_takeover_run_fk references run,
    uploaded_by     uuid        not null constraint old_book_person_fk references person,
    uploaded_at     timestamptz not null
);
-- the files of one book's year, newest first
create index old_book_register_idx on old_book (register_id, year, id desc);
-- what the columns of a file with the same head row were last taken for
create index old_book_heading_idx on old_book (heading_key, mapped_at desc) where columns is not null;
-- the page a run goes back to
create index old_book_check_run_idx on old_book (check_run_id);
create index old_book_takeover_run_idx on old_book (takeover_run_id);

create table old_book_row (
    old_book_id uuid    not null constraint old_book_row_book_fk references old_book,
    sheet       integer not null,
    line        integer not null,
    -- as written; null once the row is taken over, and always for a secret one
    cells       text[],
    state       text    not null constraint old_book_row_state_known check (state in ('waiting', 'ready', 'faulty', 'skipped', 'secret', 'imported')),
    number      integer,
    arrived_on  date,
    problem_vi  text,
    problem_en  text,
    document_id uuid    constraint old_book_row_document_fk references document,
    constraint old_book_row_pk primary key (old_book_id, sheet, line),
    constraint old_book_row_secret_empty check (state <> 'secret' or cells is null)
);
-- two lines with one number; which line a gap belongs to
create index old_book_row_number_idx on old_book_row (old_book_id, sheet, number);
-- the rows of one state, in order
create index old_book_row_state_idx on old_book_row (old_book_id, sheet, state, line);

create or replace function guard_counter() returns trigger language plpgsql as $$
begin
    if new.last_number < old.last_number or new.first_number > old.first_number then
        raise exception 'a counter never goes back' using errcode = 'check_violation', constraint = 'series_year_only_up';
    end if;
    if old.closed_at is not null and (new.last_number <> old.last_number or new.first_number <> old.first_number) then
        raise exception 'the book of % is closed', old.year using errcode = 'check_violation', constraint = 'series_year_closed';
    end if;
    return new;
end $$;
