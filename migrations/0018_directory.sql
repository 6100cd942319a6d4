-- The directory is edited, imported and cleaned of duplicates now. A code is kept in one form, the hierarchical one of Quyết định 20/2020
-- (H21, H21.07); the form of QCVN 102 (000.00.07.H21, levels from the right) is made from it when shown. A merged agency keeps its row.

alter table agency
    add column version integer not null default 1,
    add column merged_into uuid constraint agency_merged_into_fk references agency,
    add constraint agency_merged_is_ended check (merged_into is null or valid_to is not null),
    add constraint agency_merged_elsewhere check (merged_into <> id);

-- 000.00.07.H21 → H21.07: levels turned round, empty ones at the end dropped.
update agency
set code = regexp_replace(regexp_replace(code, '^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$', '\4.\3.\2.\1'), '(\.0+)+$', '')
where code ~ '^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$';

-- what was merged into an agency
create index agency_merged_into_idx on agency (merged_into) where merged_into is not null;
-- the same code twice among working agencies: import and edit ask; and autocomplete by code
create index agency_code_idx on agency (code) where code is not null;
-- merging: the documents of the agency that goes
create index document_issuer_idx on document (issuer_id) where issuer_id is not null;
create index incoming_sender_idx on incoming (sender_id) where sender_id is not null;

alter table document_type add column version integer not null default 1;
