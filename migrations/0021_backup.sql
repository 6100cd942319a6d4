-- Backups and their proofs: each time the office was copied away (backup) or a copy was restored into a throw-away PostgreSQL and compared
-- (verify). The status page reads "last backup, last proved restore" here, and the clearing of old backups touches only folders that a row
-- of ours names. These rows are about the machine, not the office's records: they may be changed.

create table backup_run (
    id             uuid        not null constraint backup_run_pk primary key,
    kind           text        not null constraint backup_run_kind_known check (kind in ('backup', 'verify')),
    -- who asked: the schedule or a person at the command line
    via            text        not null constraint backup_run_via_known check (via in ('job', 'command')),
    folder         text        not null,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    -- good | damaged (finished, but a stored file is broken or missing) | failed | interrupted (killed: found by the next run)
    state          text        not null constraint backup_run_state_known check (state in ('running', 'good', 'damaged', 'failed', 'interrupted')),
    database_bytes bigint,
    files          bigint,
    files_bytes    bigint,
    message_vi     text,
    message_en     text,
    -- the folder was cleared away by the keeping rule
    removed_at     timestamptz,
    constraint backup_run_ended_whole check ((state = 'running') = (ended_at is null))
);
-- the last one of a kind; the ones still kept
create index backup_run_kind_idx on backup_run (kind, started_at desc);
