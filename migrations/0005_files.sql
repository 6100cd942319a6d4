-- Files: the bytes lie on disk under their SHA-256, fsynced before any row names them; `stored_file` is one received file with its name.
-- A file belongs to its uploader until a document takes it.

create table stored_file (
    id           uuid        not null constraint stored_file_pk primary key,
    sha256       bytea       not null constraint stored_file_sha256_length check (length(sha256) = 32),
    size         bigint      not null,
    name         text        not null constraint stored_file_name_nfc check (name is nfc normalized),
    media_type   text        not null,
    pages        integer,
    -- readable | locked (needs a password) | broken (kept as received, cannot be shown)
    condition    text        not null constraint stored_file_condition_known check (condition in ('readable', 'locked', 'broken')),
    uploaded_by  uuid        not null constraint stored_file_person_fk references person,
    uploaded_at  timestamptz not null,
    attached_at  timestamptz
);
-- the orphan sweep asks whether any row still names these bytes
create index stored_file_sha256_idx on stored_file (sha256);
-- uploads that no document took
create index stored_file_unattached_idx on stored_file (uploaded_at) where attached_at is null;

-- Bytes found on disk that no row names, seen in a first pass; the second pass, a day later, moves them to the trash.
create table orphan_file (
    sha256     bytea       not null constraint orphan_file_pk primary key,
    first_seen timestamptz not null,
    trashed_at timestamptz
);

create trigger stored_file_kept before delete or truncate on stored_file for each statement execute function refuse_change();
