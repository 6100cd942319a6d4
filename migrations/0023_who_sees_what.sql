-- Who sees what is rows. A grant says that a principal (a person, a unit's leader, a book's desk, a circle) may see a document, and because of
-- what; lists are driven from the grants, so that an officer who may see 150 of a million documents waits no longer than a leader who sees all.
-- Absences say who stands in for whom, from which day to which.

-- The order of arrival in one number: day, urgency, number. Lists of everybody run along it.
alter table incoming add column arrival_key bigint not null
    generated always as (((arrived_on - date '2000-01-01')::bigint << 34) | (urgency_rank::bigint << 32) | arrival_number::bigint) stored;

create table document_grant (
    document_id  uuid   not null constraint document_grant_document_fk references document,
    -- a person, a unit (held by who leads it), a register (held by its desk), or a circle (Access/Circle.cs)
    principal_id uuid   not null,
    because      text   not null constraint document_grant_because_known check (because in
        ('register', 'oversight', 'public', 'submission', 'direction', 'assignment', 'unitMember', 'opinion', 'share', 'handOver')),
    -- the row that gave it: the submission, the line, the opinion, the share; the document itself for books and circles
    source_id    uuid   not null,
    -- a copy of incoming.arrival_key, kept by the use cases that change it
    arrival_key  bigint not null,
    constraint document_grant_pk primary key (document_id, principal_id, because, source_id)
);
-- every list, in the order of arrival
create index document_grant_arrival_idx on document_grant (principal_id, arrival_key desc, document_id desc);

insert into document_grant (document_id, principal_id, because, source_id, arrival_key)
select i.document_id, i.register_id, 'register', i.document_id, i.arrival_key from incoming i
union all
select i.document_id, '00000000-0000-7000-8000-0000000000a2', 'oversight', i.document_id, i.arrival_key
from incoming i join document d on d.id = i.document_id where d.access_level <> 'restricted'
union all
select i.document_id, '00000000-0000-7000-8000-0000000000a1', 'public', i.document_id, i.arrival_key
from incoming i join document d on d.id = i.document_id where d.access_level = 'public';

create table absence (
    id            uuid        not null constraint absence_pk primary key,
    person_id     uuid        not null constraint absence_person_fk references person,
    substitute_id uuid        not null constraint absence_substitute_fk references person,
    from_on       date        not null,
    to_on         date        not null,
    because       text        not null constraint absence_because_nfc check (because is nfc normalized),
    entered_at    timestamptz not null,
    entered_by    uuid        not null constraint absence_entered_by_fk references person,
    -- taken back before its last day
    ended_at      timestamptz,
    ended_by      uuid        constraint absence_ended_by_fk references person,
    constraint absence_from_before_to check (to_on >= from_on),
    constraint absence_not_oneself check (substitute_id <> person_id),
    constraint absence_ended_whole check ((ended_at is null) = (ended_by is null))
);
-- whom does this person stand in for today (asked by every request)
create index absence_substitute_idx on absence (substitute_id) where ended_at is null;
-- a person's absences, newest first
create index absence_person_idx on absence (person_id, from_on desc);
