-- The office's own rules: which documents get which term and go to whom first. Dated rows with the article that says so; they propose, people decide.
create table term_rule (
    id                uuid        not null constraint term_rule_pk primary key,
    -- what a document must have; null for any
    document_type     text        constraint term_rule_type_fk references document_type,
    urgency           text        constraint term_rule_urgency_known check (urgency in ('normal', 'urgent', 'veryUrgent', 'express')),
    field_id          uuid        constraint term_rule_field_fk references work_field,
    issuer_id         uuid        constraint term_rule_issuer_fk references agency,
    working_days      integer     constraint term_rule_days_positive check (working_days between 1 and 2000),
    first_receiver_id uuid        constraint term_rule_receiver_fk references person,
    valid_from        date        not null,
    -- the last day; null while it lasts
    valid_to          date,
    source            text        not null constraint term_rule_source_nfc check (source is nfc normalized),
    added_by          uuid        not null constraint term_rule_added_by_fk references person,
    added_at          timestamptz not null,
    constraint term_rule_says_something check (working_days is not null or first_receiver_id is not null)
);
