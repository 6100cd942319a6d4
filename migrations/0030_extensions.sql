-- Gia hạn: asked for with a reason, decided by who gave the line; the first date stays readable beside the new one. A request past the unit's own
-- deadline is passed up: the unit's line asks in its turn, and both move together or not at all.

-- null while the deadline was never moved
alter table assignment add column original_due_on date;
alter table assignment add constraint assignment_original_due_whole check (original_due_on is null or due_on is not null);

create table extension_request (
    assignment_id   uuid        not null constraint extension_request_assignment_fk references assignment,
    number          integer     not null,
    -- the deadline when it was asked
    due_on          date        not null,
    wanted_due_on   date        not null,
    because         text        not null constraint extension_request_because_nfc check (because is nfc normalized),
    -- asked after the deadline had passed
    late            boolean     not null,
    requested_by    uuid        not null constraint extension_request_by_fk references person,
    acting_for      uuid        constraint extension_request_acting_for_fk references person,
    requested_at    timestamptz not null,
    -- the person, or the unit whose head, gave the line
    decider_id      uuid        not null,
    -- the request of a line below that stands or falls with this one
    for_assignment_id uuid,
    for_number      integer,
    state           text        not null constraint extension_request_state_known check (state in ('waiting', 'passedUp', 'granted', 'declined', 'withdrawn')),
    -- what was agreed to: of one passed up, by the unit's head
    granted_due_on  date,
    ended_at        timestamptz,
    ended_by        uuid        constraint extension_request_ended_by_fk references person,
    ended_because   text        constraint extension_request_ended_because_nfc check (ended_because is nfc normalized),
    constraint extension_request_pk primary key (assignment_id, number),
    constraint extension_request_for_fk foreign key (for_assignment_id, for_number) references extension_request,
    constraint extension_request_ended_whole check ((state in ('granted', 'declined', 'withdrawn')) = (ended_at is not null)),
    constraint extension_request_granted_whole check (granted_due_on is not null or state not in ('passedUp', 'granted'))
);
-- one request of a line at a time
create unique index extension_request_open_unique on extension_request (assignment_id) where state in ('waiting', 'passedUp');
-- the list "xin gia hạn" of who decides
create index extension_request_decider_idx on extension_request (decider_id) where state = 'waiting';
-- which request a request stands for
create index extension_request_for_idx on extension_request (for_assignment_id, for_number) where for_assignment_id is not null;
