-- Reminders exactly once: the row (line, rule, due date, day) is the reminder, written with the notice in one transaction. Rules are dated rows;
-- their source is the office's own regulation (records-work §5.4). E-mail goes through an outbox with one message id for each mail.

create table reminder_rule (
    code         text    not null constraint reminder_rule_code_known check (code in ('soon', 'dueDay', 'overdue', 'escalateHead', 'escalateChief')),
    -- working days from the deadline: -2 when two are left, 0 on the day itself, 1 on the first working day after
    working_days integer not null,
    -- not before this time of day
    at_time      time    not null,
    active       boolean not null default true,
    valid_from   date    not null,
    source       text    not null,
    constraint reminder_rule_pk primary key (code, valid_from)
);
insert into reminder_rule (code, working_days, at_time, valid_from, source) values
    ('soon',          -2, '07:15', '2026-01-01', 'Quy định của cơ quan'),
    ('dueDay',         0, '08:00', '2026-01-01', 'Quy định của cơ quan'),
    ('overdue',        1, '07:15', '2026-01-01', 'Quy định của cơ quan'),
    ('escalateHead',   1, '07:15', '2026-01-01', 'Quy định của cơ quan'),
    ('escalateChief',  3, '07:15', '2026-01-01', 'Quy định của cơ quan');

create table reminder (
    assignment_id uuid        not null constraint reminder_assignment_fk references assignment,
    rule          text        not null constraint reminder_rule_known check (rule in ('soon', 'dueDay', 'overdue', 'escalateHead', 'escalateChief')),
    -- the deadline it reminds of: a changed one is reminded of anew
    due_on        date        not null,
    -- the day it is for, of a rule that comes again each working day; otherwise the deadline
    for_on        date        not null,
    -- null: there was nobody besides who had the line anyway
    person_id     uuid        constraint reminder_person_fk references person,
    told_at       timestamptz not null,
    -- a stronger one of the same moment that was told instead, after an outage
    told_as       text        constraint reminder_told_as_known check (told_as in ('soon', 'dueDay', 'overdue', 'escalateHead', 'escalateChief')),
    constraint reminder_once unique nulls not distinct (assignment_id, rule, due_on, for_on, person_id)
);

-- Lines whose reminder failed: the rest of the batch goes on, these come again at next_attempt_at.
create table reminder_failure (
    assignment_id   uuid        not null constraint reminder_failure_pk primary key constraint reminder_failure_assignment_fk references assignment,
    attempts        integer     not null,
    last_error      text        not null,
    next_attempt_at timestamptz not null
);

-- the sweep: open lines due up to a day, whatever the number of others
create index assignment_due_idx on assignment (due_on, id) where due_on is not null and state in ('pending', 'active', 'returnProposed');

-- Where a person gets mail, since when, and in which language.
alter table person add column email text;
alter table person add column email_since timestamptz;
alter table person add column mail_language text not null default 'vi' constraint person_mail_language_known check (mail_language in ('vi', 'en'));
alter table person add constraint person_email_whole check ((email is null) = (email_since is null));
-- the sweep of people who get mail
create index person_email_idx on person (id) where email is not null and disabled_at is null;

-- Only what differs from the usual channel of a kind (Mail/MailChannel.cs).
create table mail_channel (
    person_id uuid not null constraint mail_channel_person_fk references person,
    kind      text not null,
    channel   text not null constraint mail_channel_known check (channel in ('immediate', 'digest', 'off')),
    constraint mail_channel_pk primary key (person_id, kind)
);

create table mail_outbox (
    id              uuid        not null constraint mail_outbox_pk primary key,
    person_id       uuid        not null constraint mail_outbox_person_fk references person,
    -- the same for every attempt: a receiver who gets it twice keeps one
    message_id      text        not null constraint mail_outbox_message_unique unique,
    kind            text        not null constraint mail_outbox_kind_known check (kind in ('digest', 'immediate')),
    digest_on       date,
    address         text        not null,
    subject         text        not null,
    body            text        not null,
    state           text        not null constraint mail_outbox_state_known check (state in ('waiting', 'sent', 'failed')),
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text,
    created_at      timestamptz not null,
    sent_at         timestamptz,
    constraint mail_outbox_digest_whole check ((kind = 'digest') = (digest_on is not null)),
    constraint mail_outbox_sent_whole check ((state = 'sent') = (sent_at is not null))
);
-- one digest a person and working day
create unique index mail_outbox_digest_unique on mail_outbox (person_id, digest_on) where kind = 'digest';
-- the sweep that sends
create index mail_outbox_waiting_idx on mail_outbox (next_attempt_at, id) where state = 'waiting';
-- the last week, for the status page
create index mail_outbox_created_idx on mail_outbox (created_at);

-- The mail a notice went into; told anew, it waits for a mail again.
alter table notice add column mail_id uuid constraint notice_mail_fk references mail_outbox;
-- what a person has not read and not got by mail
create index notice_unmailed_idx on notice (person_id, at) where mail_id is null and read_at is null;
