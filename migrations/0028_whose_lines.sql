-- Whose lines, in the order their lists have: each list of work is walked holder by holder along one of these indexes, however much lies behind it.

-- The person or unit that has the line, whichever it is.
alter table assignment add column holder_id uuid generated always as (coalesce(person_id, unit_id)) stored;
-- Copy of direction.author_id on the lines of the first level: in whose list of directed work they are.
alter table assignment add column directed_by uuid constraint assignment_directed_by_fk references person;
update assignment a set directed_by = n.author_id from direction n where n.id = a.direction_id and a.parent_id is null;
alter table assignment add constraint assignment_directed_by_first_level check ((parent_id is null) = (directed_by is not null));

drop index assignment_person_idx, assignment_unit_idx, assignment_ended_person_idx, assignment_ended_unit_idx;
-- all of one's lines, the nearest deadline first
create index assignment_holder_idx on assignment (holder_id, coalesce(due_on, date '9999-12-31'), (-urgency_rank), id);
-- one's open lines, in the same order
create index assignment_open_idx on assignment (holder_id, coalesce(due_on, date '9999-12-31'), (-urgency_rank), id)
    where state in ('pending', 'active', 'returnProposed');
-- done work, newest first
create index assignment_ended_idx on assignment (holder_id, ended_at desc, id desc) where ended_at is not null;
-- open lines of one's own directions
create index assignment_directed_idx on assignment (directed_by, coalesce(due_on, date '9999-12-31'), (-urgency_rank), id)
    where directed_by is not null and role <> 'inform' and state in ('pending', 'active', 'returnProposed');
