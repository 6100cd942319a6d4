-- Half-filled forms (bản nháp), so that a reload, a crash, a signed-out or an expired session costs a clerk no letter. A draft is a person's own
-- scratch paper, not a record: never journaled (an unchangeable journal must not keep what somebody threw away, least of all a secret begun by
-- mistake), and removed by registering or discarding.

create table draft (
    person_id      uuid        not null constraint draft_person_fk references person,
    -- which form, 'incoming'
    form           text        not null,
    body           jsonb       not null,
    -- the form's idempotency key: a form that was sent leaves no draft behind, however late its last autosave comes
    key            text        not null,
    -- who wrote it last, and what the next save must have seen to be its continuation
    window_id      uuid        not null,
    stamp          uuid        not null,
    saved_at       timestamptz not null,
    -- what another window had typed when this one took the place: laid aside, never lost silently
    aside_body     jsonb,
    aside_key      text,
    aside_saved_at timestamptz,
    constraint draft_pk primary key (person_id, form),
    constraint draft_aside_whole check (num_nulls(aside_body, aside_key, aside_saved_at) in (0, 3))
);
