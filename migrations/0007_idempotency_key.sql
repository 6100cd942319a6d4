-- The result of a request with an Idempotency-Key, written in the transaction of its effect, so that a repeat is answered the same. Kept seven days.

create table idempotency_key (
    person_id    uuid        not null,
    key          text        not null,
    request_hash bytea       not null,
    -- the result as JSON; null only inside the transaction that will write it
    result       jsonb,
    created_at   timestamptz not null default clock_timestamp(),
    constraint idempotency_key_pk primary key (person_id, key)
);
-- the hourly job that forgets old keys
create index idempotency_key_created_idx on idempotency_key (created_at);
