-- Tạm dừng thời hạn: where a rule allows it, a term stands still while others are waited for. A paused line has no due date, so no list and no
-- reminder speaks of it; the working days that were left count on from the day it goes on.

alter table assignment add column paused_on date;
alter table assignment add constraint assignment_paused_without_due check (paused_on is null or due_on is null);
alter table assignment drop constraint assignment_original_due_whole;
alter table assignment add constraint assignment_original_due_whole check (original_due_on is null or due_on is not null or paused_on is not null);

create table deadline_pause (
    assignment_id  uuid        not null constraint deadline_pause_assignment_fk references assignment,
    number         integer     not null,
    -- the day itself still counts
    from_on        date        not null,
    -- the deadline then, and the working days that were left after from_on
    due_on         date        not null,
    days_left      integer     not null,
    because        text        not null constraint deadline_pause_because_nfc check (because is nfc normalized),
    -- the rule that allows it
    source         text        not null constraint deadline_pause_source_nfc check (source is nfc normalized),
    -- the unit's line it was paused with; null when it was paused itself
    with_id        uuid        constraint deadline_pause_with_fk references assignment,
    paused_by      uuid        not null constraint deadline_pause_by_fk references person,
    paused_at      timestamptz not null,
    -- the last day that does not count, and the deadline from then on
    through_on     date,
    resumed_due_on date,
    resumed_by     uuid        constraint deadline_pause_resumed_by_fk references person,
    resumed_at     timestamptz,
    constraint deadline_pause_pk primary key (assignment_id, number),
    constraint deadline_pause_resumed_whole check (num_nulls(through_on, resumed_due_on, resumed_by, resumed_at) in (0, 4))
);
-- one pause of a line at a time
create unique index deadline_pause_open_unique on deadline_pause (assignment_id) where resumed_at is null;
-- the lines that were paused with a unit's
create index deadline_pause_with_idx on deadline_pause (with_id) where with_id is not null;
