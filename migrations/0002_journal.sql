-- The journal: who did what, when, from where, with old and new values (Nghị định 30/2020, PL VI, III.5a). Written in the transaction of
-- the change; never changed afterwards. Shaped for sealing later: rows are ordered by (xid, id), `canonical` are the bytes a leaf is made
-- of, and what identifies a person's device stands apart in `personal`, tied in by a salted digest, so that it can be erased alone.

create table journal_entry (
    id          bigint      generated always as identity constraint journal_entry_pk primary key,
    xid         xid8        not null default pg_current_xact_id(),
    epoch       integer     not null default 1,
    at          timestamptz not null,
    actor_id    uuid        not null,
    acting_for  uuid,
    action      text        not null,
    object_type text        not null,
    object_id   uuid        not null,
    canonical   bytea       not null,
    personal    bytea,
    salt        bytea
);
-- history of one object, oldest first
create index journal_entry_object_idx on journal_entry (object_id, id);
-- sealing in commit order
create index journal_entry_xid_idx on journal_entry (xid, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % is not allowed: rows stay as they were written', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger journal_entry_append_only before update or delete or truncate on journal_entry
    for each statement execute function refuse_change();
