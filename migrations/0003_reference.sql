-- Legal facts are data: every row says where it comes from and from when it holds.

create table document_type (
    code         text not null constraint document_type_pk primary key,
    name         text not null constraint document_type_name_nfc check (name is nfc normalized),
    -- abbreviation as written in symbols; case and marks matter (ĐA is not DA); null for công văn and thư công
    abbreviation text,
    nd30         boolean not null,
    position     integer not null,
    valid_from   date not null,
    valid_to     date,
    source       text not null
);

-- Lengths of the input fields (Nghị định 30/2020, PL VI, part II): warned about, never enforced.
create table legal_length (
    field      text    not null,
    length     integer not null,
    valid_from date    not null,
    source     text    not null,
    constraint legal_length_pk primary key (field, valid_from)
);

-- Time limits of the law and of the office, by code (T-IN-REG …).
create table legal_limit (
    code         text not null,
    working_days integer,
    minutes      integer,
    valid_from   date not null,
    source       text not null,
    constraint legal_limit_pk primary key (code, valid_from)
);

create table agency (
    id           uuid    not null constraint agency_pk primary key,
    name         text    not null constraint agency_name_nfc check (name is nfc normalized),
    name_folded  text    not null,
    -- letters typed by clerks: snv → Sở Nội vụ
    initials     text    not null,
    code         text,
    -- abbreviation inside symbols: SXD of 1287/SXD-QLĐT
    abbreviation text,
    valid_from   date    not null,
    valid_to     date,
    source       text    not null
);
create unique index agency_name_unique on agency (name_folded) where valid_to is null;
-- autocomplete
create index agency_initials_idx on agency (initials text_pattern_ops);
create index agency_name_folded_idx on agency (name_folded text_pattern_ops);
-- issuer proposed from a symbol
create index agency_abbreviation_idx on agency (abbreviation);

-- Other spellings of an agency's name, folded; they lead to the same agency.
create table agency_variant (
    name_folded text not null constraint agency_variant_pk primary key,
    agency_id   uuid not null constraint agency_variant_agency_fk references agency,
    name        text not null
);
create index agency_variant_agency_idx on agency_variant (agency_id);

create table calendar_year (
    year        integer     not null constraint calendar_year_pk primary key,
    declared_at timestamptz,
    declared_by uuid        constraint calendar_year_person_fk references person,
    version     integer     not null default 1
);

create table calendar_day (
    date   date not null constraint calendar_day_pk primary key,
    year   integer generated always as (extract(year from date)::integer) stored
        constraint calendar_day_year_fk references calendar_year,
    kind   text not null constraint calendar_day_kind_known check (kind in ('holiday', 'compensatingOff', 'swapOff', 'swapWork')),
    reason text not null,
    source text not null
);

-- Weekly rest days of the office (0 = Sunday … 6 = Saturday) from a date on.
create table weekly_rest (
    valid_from   date      not null constraint weekly_rest_pk primary key,
    days_of_week integer[] not null,
    source       text      not null
);
