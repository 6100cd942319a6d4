-- Lưu trữ: where the archived bytes of a document lie. The object is whole on disk before its row commits; what is changed afterwards is written as
-- a new version of the same object, never over the old one.

create table archive_object (
    document_id      uuid        not null constraint archive_object_pk primary key constraint archive_object_document_fk references document,
    -- below the archive's root
    path             text        not null constraint archive_object_path_unique unique,
    -- the object's newest version, and the SHA-512 of its inventory
    version          integer     not null,
    inventory_sha512 bytea       not null constraint archive_object_sha512_length check (length(inventory_sha512) = 64),
    files            integer     not null,
    bytes            bigint      not null,
    -- document.version as it was written: a greater one is written anew
    document_version integer     not null,
    archived_at      timestamptz not null,
    -- when all of it was read again, by whom (null: the job, as it wrote it), and what was found: null for nothing
    checked_at       timestamptz not null,
    checked_by       uuid        constraint archive_object_checked_by_fk references person,
    finding          text
);
-- objects that were found damaged
create index archive_object_finding_idx on archive_object (document_id) where finding is not null;

-- Documents that could not be archived: the rest of the batch goes on, these come again at next_attempt_at.
create table archive_failure (
    document_id     uuid        not null constraint archive_failure_pk primary key constraint archive_failure_document_fk references document,
    attempts        integer     not null,
    last_error      text        not null,
    next_attempt_at timestamptz not null
);
