-- The people of the office, their units and roles, and how they sign in. Sessions and tokens are rows (only their SHA-256 is kept),
-- so that ending one takes effect at once and a stolen backup opens no door.

create table unit (
    id        uuid not null constraint unit_pk primary key,
    code      text not null constraint unit_code_unique unique,
    name      text not null constraint unit_name_nfc check (name is nfc normalized),
    position  integer not null default 0,
    closed_on date
);

create table person (
    id                    uuid        not null constraint person_pk primary key,
    full_name             text        not null constraint person_full_name_nfc check (full_name is nfc normalized),
    -- "Nguyễn Đức Thịnh" → "Thịnh Nguyễn Đức": persons sort by given name
    sort_name             text        not null,
    title                 text        not null default '',
    unit_id               uuid        constraint person_unit_fk references unit,
    user_name             text        not null,
    normalized_user_name  text        not null constraint person_user_name_unique unique,
    password_hash         text,
    security_stamp        text        not null,
    must_change_password  boolean     not null default false,
    access_failed_count   integer     not null default 0,
    locked_until          timestamptz,
    disabled_at           timestamptz,
    created_at            timestamptz not null,
    version               integer     not null default 1
);
-- people of one unit, by name
create index person_unit_idx on person (unit_id, sort_name collate "vi-x-icu");

create table person_role (
    person_id uuid not null constraint person_role_person_fk references person,
    role      text not null constraint person_role_known check (role in
        ('registry', 'officeChief', 'head', 'deputy', 'unitHead', 'officer', 'monitor', 'archivist', 'administrator')),
    constraint person_role_pk primary key (person_id, role)
);

-- A browser's session or a bearer token from sign-in.
create table session (
    token_hash   bytea       not null constraint session_pk primary key,
    id           uuid        not null constraint session_id_unique unique,
    person_id    uuid        not null constraint session_person_fk references person,
    kind         text        not null constraint session_kind_known check (kind in ('browser', 'bearer')),
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    address      text,
    program      text
);
-- a person's sessions: listing and ending them
create index session_person_idx on session (person_id);
-- expired sessions: the nightly tidy-up
create index session_expires_idx on session (expires_at);

-- A personal token for programs, with scopes (permissions) and an end.
create table api_token (
    token_hash   bytea       not null constraint api_token_pk primary key,
    id           uuid        not null constraint api_token_id_unique unique,
    person_id    uuid        not null constraint api_token_person_fk references person,
    name         text        not null,
    scopes       text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
-- a person's own tokens
create index api_token_person_idx on api_token (person_id);

-- A link that sets a password once: the first administrator's, and `user reset`.
create table one_time_link (
    token_hash bytea       not null constraint one_time_link_pk primary key,
    person_id  uuid        not null constraint one_time_link_person_fk references person,
    expires_at timestamptz not null,
    used_at    timestamptz
);

-- Keys of ASP.NET Core Data Protection (antiforgery), shared by all nodes.
create table data_protection_key (
    id   integer generated always as identity constraint data_protection_key_pk primary key,
    name text not null,
    xml  text not null
);

-- Jobs and start-up act under this row.
insert into person (id, full_name, sort_name, title, user_name, normalized_user_name, security_stamp, disabled_at, created_at)
values ('00000000-0000-7000-8000-000000000001', 'Hệ thống', 'Hệ thống', '', 'system', 'SYSTEM', '', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
