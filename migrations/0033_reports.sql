-- Reports per unit: lines of the first level that were given or ended in a period. What is open now has its index already (assignment_open_idx).

-- given in a period
create index assignment_unit_given_idx on assignment (assigned_at) where unit_id is not null and parent_id is null;
-- ended in a period
create index assignment_unit_ended_idx on assignment (ended_at) where unit_id is not null and parent_id is null and ended_at is not null;
