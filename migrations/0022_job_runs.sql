-- What ran by the clock, when, and with what result: Hangfire forgets after a day, and its words are a programmer's. Kept for 90 days.

create table job_run (
    id         uuid        not null constraint job_run_pk primary key,
    name       text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    -- interrupted: the process was killed; the next run of the same job finds it
    outcome    text        not null constraint job_run_outcome_known check (outcome in ('running', 'done', 'failed', 'interrupted')),
    -- how many things the job dealt with, for jobs that count
    counted    integer,
    message_vi text,
    message_en text,
    -- who pressed "run now"; null when the clock did
    asked_by   uuid        constraint job_run_person_fk references person,
    constraint job_run_ended_whole check ((outcome = 'running') = (ended_at is null))
);
-- the last run of each job
create index job_run_name_idx on job_run (name, started_at desc);
-- the sweep of old rows
create index job_run_started_idx on job_run (started_at);
