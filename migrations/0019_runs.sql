-- Long runs that a person starts (an import, a printed book): a row that says how far it is, worked by a job in short batches. A batch
-- commits together with the run's progress, and the row's lock is the claim: it goes when its worker dies, so nothing has to time out.
-- Asking for the end is a row apart, because the run's own row is locked while a batch is being worked.

create table run (
    id              uuid        not null constraint run_pk primary key,
    kind            text        not null,
    title_vi        text        not null constraint run_title_nfc check (title_vi is nfc normalized),
    title_en        text        not null,
    state           text        not null constraint run_state_known check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- null until the kind has counted
    total           integer,
    done            integer     not null default 0,
    failed          integer     not null default 0,
    skipped         integer     not null default 0,
    -- where the next batch goes on; the kind's own
    last_item       text,
    arguments       jsonb       not null,
    message_vi      text,
    message_en      text,
    result_file_id  uuid        constraint run_result_file_fk references stored_file,
    started_by      uuid        not null constraint run_started_by_fk references person,
    queued_at       timestamptz not null,
    started_at      timestamptz,
    worked_at       timestamptz,
    ended_at        timestamptz,
    -- batches that failed in a row, and when the next one may be tried
    attempts        integer     not null default 0,
    next_attempt_at timestamptz,
    version         integer     not null default 1,
    constraint run_counts_positive check (done >= 0 and failed >= 0 and skipped >= 0),
    constraint run_ended_whole check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
-- the sweep: what is to be worked, the longest waiting first
create index run_due_idx on run (worked_at nulls first, queued_at) where state in ('queued', 'running');
-- one's own runs, newest first
create index run_person_idx on run (started_by, id desc);

create table run_cancellation (
    run_id   uuid        not null constraint run_cancellation_pk primary key constraint run_cancellation_run_fk references run,
    asked_by uuid        not null constraint run_cancellation_person_fk references person,
    asked_at timestamptz not null
);

-- What went wrong with one item of a run.
create table run_fault (
    run_id     uuid    not null constraint run_fault_run_fk references run,
    -- the item's number: the line of a file
    item       integer not null,
    name       text,
    message_vi text    not null,
    message_en text    not null,
    -- also the list of a run's faults, in order
    constraint run_fault_pk primary key (run_id, item)
);
