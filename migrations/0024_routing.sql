-- Leaders direct, units assign, officers handle. A submission waits at somebody, with the office's proposal as data; a direction has one line
-- per unit or person, each with its own deadline; the table of a line's moves stands here and in Routing/AssignmentMoves.cs, and both refuse others.

-- Lĩnh vực: who usually gets a letter of it first, and which unit leads.
create table work_field (
    id                uuid    not null constraint work_field_pk primary key,
    code              text    not null constraint work_field_code_unique unique,
    name              text    not null constraint work_field_name_nfc check (name is nfc normalized),
    first_receiver_id uuid    constraint work_field_receiver_fk references person,
    lead_unit_id      uuid    constraint work_field_unit_fk references unit,
    position          integer not null default 0,
    valid_from        date    not null,
    valid_to          date,
    source            text    not null,
    version           integer not null default 1
);
alter table incoming add column field_id uuid constraint incoming_field_fk references work_field;
-- the field a letter of the same issuer had last
create index incoming_field_idx on incoming (field_id) where field_id is not null;

-- Stock sentences and list templates: the office's (owner null) or a person's own.
create table stock_sentence (
    id         uuid        not null constraint stock_sentence_pk primary key,
    owner_id   uuid        constraint stock_sentence_owner_fk references person,
    text       text        not null constraint stock_sentence_nfc check (text is nfc normalized),
    position   integer     not null default 0,
    created_at timestamptz not null
);
-- the sentences a person may pick
create index stock_sentence_owner_idx on stock_sentence (owner_id, position);

create table list_template (
    id         uuid        not null constraint list_template_pk primary key,
    owner_id   uuid        constraint list_template_owner_fk references person,
    name       text        not null constraint list_template_name_nfc check (name is nfc normalized),
    created_at timestamptz not null
);
-- the templates a person may pick
create index list_template_owner_idx on list_template (owner_id);
create table list_template_line (
    template_id  uuid    not null constraint list_template_line_template_fk references list_template on delete cascade,
    position     integer not null,
    role         text    not null constraint list_template_line_role_known check (role in ('lead', 'support', 'inform')),
    unit_id      uuid    constraint list_template_line_unit_fk references unit,
    person_id    uuid    constraint list_template_line_person_fk references person,
    working_days integer,
    constraint list_template_line_pk primary key (template_id, position),
    constraint list_template_line_one_assignee check (num_nonnulls(unit_id, person_id) = 1)
);

-- The states an incoming document goes through after it was registered (records-work §6.3).
alter table incoming drop constraint incoming_state_known;
alter table incoming add constraint incoming_state_known
    check (state in ('registered', 'submitted', 'assigned', 'inProgress', 'completed', 'annulled'));
alter table incoming add column completed_at timestamptz;
alter table incoming add constraint incoming_completed_whole check ((state = 'completed') = (completed_at is not null));

create table submission (
    id            uuid        not null constraint submission_pk primary key,
    document_id   uuid        not null constraint submission_document_fk references document,
    to_person_id  uuid        not null constraint submission_to_fk references person,
    submitted_by  uuid        not null constraint submission_by_fk references person,
    acting_for    uuid        constraint submission_acting_for_fk references person,
    at            timestamptz not null,
    -- waiting: at the leader; directed; passedOn: submitted further; sentBack: to the office, with a reason; setAside: nothing to do; withdrawn
    state         text        not null constraint submission_state_known check (state in ('waiting', 'directed', 'passedOn', 'sentBack', 'setAside', 'withdrawn')),
    -- the office's proposal (đề xuất): what the leader could write; its lines are proposal_line
    proposal      text        constraint submission_proposal_nfc check (proposal is nfc normalized),
    ended_at      timestamptz,
    ended_by      uuid        constraint submission_ended_by_fk references person,
    ended_because text,
    version       integer     not null default 1,
    constraint submission_ended_whole check ((state = 'waiting') = (ended_at is null))
);
-- a document waits at one person at most
create unique index submission_waiting_unique on submission (document_id) where state = 'waiting';
-- the list "chờ cho ý kiến"
create index submission_to_idx on submission (to_person_id, at, id) where state = 'waiting';
-- a document's submissions
create index submission_document_idx on submission (document_id);
create table proposal_line (
    submission_id uuid    not null constraint proposal_line_submission_fk references submission,
    position      integer not null,
    role          text    not null constraint proposal_line_role_known check (role in ('lead', 'support', 'inform')),
    unit_id       uuid    constraint proposal_line_unit_fk references unit,
    person_id     uuid    constraint proposal_line_person_fk references person,
    due_on        date,
    working_days  integer,
    constraint proposal_line_pk primary key (submission_id, position),
    constraint proposal_line_one_assignee check (num_nonnulls(unit_id, person_id) = 1)
);
-- one lead in a proposal, too
create unique index proposal_line_one_lead on proposal_line (submission_id) where role = 'lead';

create table direction (
    id            uuid        not null constraint direction_pk primary key,
    document_id   uuid        not null constraint direction_document_fk references document,
    submission_id uuid        constraint direction_submission_fk references submission,
    -- whose direction it is, and who typed it for them (null: the author)
    author_id     uuid        not null constraint direction_author_fk references person,
    typed_by      uuid        constraint direction_typed_by_fk references person,
    instruction   text        not null constraint direction_instruction_nfc check (instruction is nfc normalized),
    given_at      timestamptz not null,
    -- withdrawn before anybody read it; recalled after, with a trace; replaced by the changed one
    state         text        not null constraint direction_state_known check (state in ('given', 'withdrawn', 'recalled', 'replaced')),
    ended_at      timestamptz,
    ended_by      uuid        constraint direction_ended_by_fk references person,
    ended_because text,
    version       integer     not null default 1,
    constraint direction_ended_whole check ((state = 'given') = (ended_at is null))
);
-- one direction counts at a time
create unique index direction_given_unique on direction (document_id) where state = 'given';
-- a document's directions
create index direction_document_idx on direction (document_id, given_at);
-- the list "đã cho ý kiến"
create index direction_author_idx on direction (author_id, given_at desc);

create table assignment (
    id                 uuid        not null constraint assignment_pk primary key,
    document_id        uuid        not null constraint assignment_document_fk references document,
    direction_id       uuid        not null constraint assignment_direction_fk references direction,
    -- second level: the unit's line a person's line belongs to
    parent_id          uuid        constraint assignment_parent_fk references assignment,
    -- the line this one took over
    forwarded_from_id  uuid        constraint assignment_forwarded_from_fk references assignment,
    role               text        not null constraint assignment_role_known check (role in ('lead', 'support', 'inform')),
    unit_id            uuid        constraint assignment_unit_fk references unit,
    person_id          uuid        constraint assignment_person_fk references person,
    state              text        not null constraint assignment_state_known
        check (state in ('pending', 'active', 'forwarded', 'returnProposed', 'returned', 'done', 'withdrawn')),
    due_on             date,
    working_days       integer,
    instruction        text        constraint assignment_instruction_nfc check (instruction is nfc normalized),
    -- a copy of incoming.urgency_rank at the time, for the order of lists
    urgency_rank       integer     not null,
    assigned_by        uuid        not null constraint assignment_by_fk references person,
    acting_for         uuid        constraint assignment_acting_for_fk references person,
    assigned_at        timestamptz not null,
    read_at            timestamptz,
    read_by            uuid        constraint assignment_read_by_fk references person,
    accepted_at        timestamptz,
    accepted_by        uuid        constraint assignment_accepted_by_fk references person,
    -- who asked to give it back, why
    return_proposed_by uuid        constraint assignment_return_by_fk references person,
    return_because     text        constraint assignment_return_nfc check (return_because is nfc normalized),
    ended_at           timestamptz,
    ended_by           uuid        constraint assignment_ended_by_fk references person,
    ended_because      text,
    result             text        constraint assignment_result_known check (result in ('answered', 'reported', 'noted', 'filed', 'noAction', 'other')),
    result_note        text        constraint assignment_result_note_nfc check (result_note is nfc normalized),
    answer_document_id uuid        constraint assignment_answer_fk references document,
    answer_symbol      text        constraint assignment_answer_nfc check (answer_symbol is nfc normalized),
    version            integer     not null default 1,
    constraint assignment_one_assignee check (num_nonnulls(unit_id, person_id) = 1),
    constraint assignment_ended_whole check ((state in ('forwarded', 'returned', 'done', 'withdrawn')) = (ended_at is not null)),
    constraint assignment_result_whole check ((state = 'done') = (result is not null)),
    constraint assignment_read_whole check ((read_at is null) = (read_by is null)),
    constraint assignment_second_level_person check (parent_id is null or person_id is not null)
);
-- exactly one lead: never two (here), never none (direction_has_lead below)
create unique index assignment_one_lead on assignment (direction_id) where role = 'lead' and parent_id is null and state not in ('forwarded', 'returned', 'withdrawn');
create unique index assignment_one_lead_below on assignment (parent_id) where role = 'lead' and parent_id is not null and state not in ('forwarded', 'returned', 'withdrawn');
-- nobody has two lines at once in one direction on one level
create unique index assignment_once on assignment (direction_id, coalesce(parent_id, direction_id), coalesce(unit_id, person_id))
    where state not in ('forwarded', 'returned', 'withdrawn');
-- a person's inbox, the nearest deadline first
create index assignment_person_idx on assignment (person_id, coalesce(due_on, date '9999-12-31'), urgency_rank desc, id)
    where person_id is not null and state in ('pending', 'active', 'returnProposed');
-- a unit's inbox
create index assignment_unit_idx on assignment (unit_id, coalesce(due_on, date '9999-12-31'), urgency_rank desc, id)
    where unit_id is not null and state in ('pending', 'active', 'returnProposed');
-- done work, newest first
create index assignment_ended_person_idx on assignment (person_id, ended_at desc, id desc) where person_id is not null and ended_at is not null;
create index assignment_ended_unit_idx on assignment (unit_id, ended_at desc, id desc) where unit_id is not null and ended_at is not null;
-- a document's lines
create index assignment_document_idx on assignment (document_id);
-- the lines below a line
create index assignment_parent_idx on assignment (parent_id) where parent_id is not null;
-- returns that wait for a decision
create index assignment_return_idx on assignment (direction_id) where state = 'returnProposed';

create table assignment_move (
    from_state text not null,
    to_state   text not null,
    constraint assignment_move_pk primary key (from_state, to_state)
);
insert into assignment_move (from_state, to_state) values
    ('pending', 'active'), ('pending', 'forwarded'), ('pending', 'returnProposed'), ('pending', 'done'), ('pending', 'withdrawn'),
    ('active', 'forwarded'), ('active', 'returnProposed'), ('active', 'done'), ('active', 'withdrawn'),
    ('returnProposed', 'returned'), ('returnProposed', 'active'), ('returnProposed', 'withdrawn'), ('returnProposed', 'done'),
    ('forwarded', 'active'),
    ('done', 'active');

create function refuse_illegal_move() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'pending' then
            raise exception 'a line begins as pending, not as %', new.state using errcode = 'check_violation', constraint = 'assignment_move_known';
        end if;
    elsif new.state <> old.state and not exists (select from assignment_move where from_state = old.state and to_state = new.state) then
        raise exception 'a line never goes from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'assignment_move_known';
    end if;
    return new;
end $$;
create trigger assignment_moves before insert or update of state on assignment for each row execute function refuse_illegal_move();

create function require_lead() returns trigger language plpgsql as $$
begin
    if not exists (select from assignment where direction_id = new.id and parent_id is null and role = 'lead') then
        raise exception 'a direction names one lead' using errcode = 'check_violation', constraint = 'direction_has_lead';
    end if;
    return null;
end $$;
create constraint trigger direction_has_lead after insert on direction deferrable initially deferred for each row execute function require_lead();

-- Where is it, who has it, since when: one open row per document, the end of one is the beginning of the next. Without a person and a unit: the registry.
create table custody (
    document_id   uuid        not null constraint custody_document_fk references document,
    position      integer     not null,
    person_id     uuid        constraint custody_person_fk references person,
    unit_id       uuid        constraint custody_unit_fk references unit,
    because       text        not null constraint custody_because_known check (because in
        ('registered', 'submitted', 'sentBack', 'directed', 'assigned', 'forwarded', 'returned', 'withdrawn', 'completed', 'reopened', 'handedOver')),
    from_at       timestamptz not null,
    to_at         timestamptz,
    constraint custody_pk primary key (document_id, position),
    constraint custody_one_holder check (num_nonnulls(person_id, unit_id) <= 1),
    constraint custody_from_before_to check (to_at is null or to_at >= from_at)
);
-- one holder at a time
create unique index custody_open_unique on custody (document_id) where to_at is null;
insert into custody (document_id, position, because, from_at) select document_id, 1, 'registered', registered_at from incoming;

-- Who holds the paper: whoever said last "đã nhận bản giấy"; the registry until somebody does.
create table paper_custody (
    id          uuid        not null constraint paper_custody_pk primary key,
    document_id uuid        not null constraint paper_custody_document_fk references document,
    person_id   uuid        not null constraint paper_custody_person_fk references person,
    at          timestamptz not null
);
-- a document's paper, newest first
create index paper_custody_document_idx on paper_custody (document_id, at desc);

create table document_note (
    id            uuid        not null constraint document_note_pk primary key,
    document_id   uuid        not null constraint document_note_document_fk references document,
    assignment_id uuid        constraint document_note_assignment_fk references assignment,
    author_id     uuid        not null constraint document_note_author_fk references person,
    acting_for    uuid        constraint document_note_acting_for_fk references person,
    text          text        not null constraint document_note_nfc check (text is nfc normalized),
    -- the handler's proposal (ý kiến đề xuất của người giải quyết) stands on the slip as part 3
    proposal      boolean     not null default false,
    at            timestamptz not null
);
-- a document's notes
create index document_note_document_idx on document_note (document_id, at);
create table document_note_file (
    note_id  uuid    not null constraint document_note_file_note_fk references document_note,
    file_id  uuid    not null constraint document_note_file_file_fk references stored_file,
    position integer not null,
    constraint document_note_file_pk primary key (note_id, file_id)
);
-- which note a file belongs to
create index document_note_file_file_idx on document_note_file (file_id);

create table opinion (
    id            uuid        not null constraint opinion_pk primary key,
    document_id   uuid        not null constraint opinion_document_fk references document,
    assignment_id uuid        not null constraint opinion_assignment_fk references assignment,
    unit_id       uuid        constraint opinion_unit_fk references unit,
    person_id     uuid        constraint opinion_person_fk references person,
    question      text        not null constraint opinion_question_nfc check (question is nfc normalized),
    due_on        date,
    asked_by      uuid        not null constraint opinion_asked_by_fk references person,
    asked_at      timestamptz not null,
    state         text        not null constraint opinion_state_known check (state in ('asked', 'answered', 'withdrawn')),
    answer        text        constraint opinion_answer_nfc check (answer is nfc normalized),
    answered_by   uuid        constraint opinion_answered_by_fk references person,
    answered_at   timestamptz,
    version       integer     not null default 1,
    constraint opinion_one_assignee check (num_nonnulls(unit_id, person_id) = 1),
    constraint opinion_answered_whole check ((state = 'answered') = (answer is not null and answered_by is not null and answered_at is not null))
);
-- a document's opinions
create index opinion_document_idx on opinion (document_id);
-- what a person or unit is asked
create index opinion_person_idx on opinion (person_id) where state = 'asked';
create index opinion_unit_idx on opinion (unit_id) where state = 'asked';

create table document_share (
    id          uuid        not null constraint document_share_pk primary key,
    document_id uuid        not null constraint document_share_document_fk references document,
    unit_id     uuid        constraint document_share_unit_fk references unit,
    person_id   uuid        constraint document_share_person_fk references person,
    note        text        constraint document_share_note_nfc check (note is nfc normalized),
    shared_by   uuid        not null constraint document_share_by_fk references person,
    shared_at   timestamptz not null,
    ended_at    timestamptz,
    ended_by    uuid        constraint document_share_ended_by_fk references person,
    constraint document_share_one_receiver check (num_nonnulls(unit_id, person_id) = 1)
);
-- a document's shares
create index document_share_document_idx on document_share (document_id);

create table document_follow (
    person_id   uuid        not null constraint document_follow_person_fk references person,
    document_id uuid        not null constraint document_follow_document_fk references document,
    at          timestamptz not null,
    constraint document_follow_pk primary key (document_id, person_id)
);

-- Bàn giao: all open work of somebody who leaves or moves, to named persons, with minutes.
create table work_handover (
    id        uuid        not null constraint work_handover_pk primary key,
    person_id uuid        not null constraint work_handover_person_fk references person,
    because   text        not null constraint work_handover_because_nfc check (because is nfc normalized),
    made_at   timestamptz not null,
    made_by   uuid        not null constraint work_handover_made_by_fk references person
);
-- a person's hand-overs
create index work_handover_person_idx on work_handover (person_id, made_at desc);
create table work_handover_line (
    handover_id  uuid    not null constraint work_handover_line_handover_fk references work_handover,
    position     integer not null,
    document_id  uuid    not null constraint work_handover_line_document_fk references document,
    -- the line, submission or opinion that changed hands
    kind         text    not null constraint work_handover_line_kind_known check (kind in ('assignment', 'submission', 'opinion')),
    source_id    uuid    not null,
    to_person_id uuid    not null constraint work_handover_line_to_fk references person,
    constraint work_handover_line_pk primary key (handover_id, position)
);
