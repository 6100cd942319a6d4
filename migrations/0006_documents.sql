-- The trunk (document) and its first facet (incoming). Text is NFC; `search_words` are the folded words of subject, issuer and symbol,
-- written by the program (VietnameseText.Words), and `symbol_folded` is what symbols are matched by.

create table document (
    id               uuid        not null constraint document_pk primary key,
    kind             text        not null constraint document_kind_known check (kind in ('incoming', 'outgoing')),
    issuer_id        uuid        constraint document_issuer_fk references agency,
    issuer_name      text        not null constraint document_issuer_name_nfc check (issuer_name is nfc normalized),
    issuer_folded    text        not null,
    code_number      text,
    code_notation    text,
    -- as written; null only for a paper that bears none
    symbol           text        constraint document_symbol_nfc check (symbol is nfc normalized),
    symbol_folded    text,
    -- false when the symbol could not be parted into number and notation: kept as written, marked for a person to look at
    symbol_parsed    boolean     not null default true,
    issued_on        date,
    document_type    text        not null constraint document_type_fk references document_type,
    subject          text        not null constraint document_subject_nfc check (subject is nfc normalized),
    search_words     text        not null,
    search           tsvector    generated always as (array_to_tsvector(string_to_array(search_words, ' '))) stored,
    language         text        not null default 'Tiếng Việt',
    page_count       integer,
    copy_count       integer,
    signer_position  text,
    signer_name      text,
    urgency          text        not null constraint document_urgency_known check (urgency in ('normal', 'urgent', 'veryUrgent', 'express')),
    access_level     text        not null constraint document_access_level_known check (access_level in ('public', 'internal', 'restricted')),
    notes            text,
    -- mã hồ sơ (PL VI II.1) and the ordinal in it, as far as known at registration; parts kept apart
    dossier_agency   text,
    dossier_year     integer,
    dossier_notation text,
    dossier_ordinal  integer,
    version          integer     not null default 1,
    created_at       timestamptz not null,
    constraint document_id_kind_unique unique (id, kind)
);
-- GET ?q=words
create index document_search_idx on document using gin (search);
-- GET ?q=15/… and the duplicate check
create index document_symbol_idx on document (symbol_folded text_pattern_ops);

create table incoming (
    document_id       uuid        not null constraint incoming_pk primary key,
    kind              text        not null default 'incoming' constraint incoming_kind check (kind = 'incoming'),
    register_id       uuid        not null constraint incoming_register_fk references register,
    series_id         uuid        not null,
    year              integer     not null,
    arrival_number    integer     not null,
    arrived_on        date        not null,
    received_at       timestamptz not null,
    registered_at     timestamptz not null,
    registered_by     uuid        not null constraint incoming_registered_by_fk references person,
    sender_id         uuid        constraint incoming_sender_fk references agency,
    sender_name       text        not null,
    received_via      text        not null constraint incoming_received_via_known check (received_via in ('axis', 'post', 'hand', 'fax', 'email')),
    medium            text        not null constraint incoming_medium_known check (medium in ('paper', 'electronic', 'both')),
    -- urgency as a number, so that the list's index can sort by it: 0 normal … 3 express
    urgency_rank      integer     not null,
    reply_due_on      date,
    due_on            date,
    register_by       timestamptz,
    registered_late   boolean,
    reply_overdue_at  timestamptz,
    to_places         text,
    distribution      text,
    duplicate_because text,
    state             text        not null constraint incoming_state_known check (state in ('registered', 'annulled')),
    annulled_because  text,
    constraint incoming_document_fk foreign key (document_id, kind) references document (id, kind),
    constraint incoming_entry_unique unique (series_id, year, arrival_number)
);
-- the desk's list: newest day first, urgent first within the day
create index incoming_list_idx on incoming (arrived_on desc, urgency_rank desc, arrival_number desc, document_id desc);
-- the book's list, by number
create index incoming_number_idx on incoming (register_id, year, arrival_number desc);
-- ?due= lists
create index incoming_due_idx on incoming (due_on, document_id) where due_on is not null and state = 'registered';
-- the sweep that marks late registrations
create index incoming_late_unmarked_idx on incoming (document_id) where registered_late is null;
-- the sweep that marks passed reply dates
create index incoming_reply_due_idx on incoming (reply_due_on) where reply_overdue_at is null and state = 'registered';

-- Which files a document has: replaced ones stay readable.
create table document_file (
    document_id uuid        not null constraint document_file_document_fk references document,
    file_id     uuid        not null constraint document_file_file_fk references stored_file,
    position    integer     not null,
    attached_at timestamptz not null,
    attached_by uuid        not null constraint document_file_person_fk references person,
    replaced_at timestamptz,
    constraint document_file_pk primary key (document_id, file_id)
);
-- which document opens this file
create index document_file_file_idx on document_file (file_id);

-- Columns 7 to 9 of the book: handed to whom, when, who signed for it.
create table incoming_transfer (
    id                uuid        not null constraint incoming_transfer_pk primary key,
    document_id       uuid        not null constraint incoming_transfer_document_fk references incoming,
    transferred_on    date        not null,
    transferred_to    text        not null constraint incoming_transfer_to_nfc check (transferred_to is nfc normalized),
    receipt_signed_by text,
    entered_at        timestamptz not null,
    entered_by        uuid        not null constraint incoming_transfer_person_fk references person
);
-- transfers of one document
create index incoming_transfer_document_idx on incoming_transfer (document_id, transferred_on, id);

-- Arrived, but not yet in a book (Chờ vào sổ), or refused, or handed over unopened.
create table received_item (
    id             uuid        not null constraint received_item_pk primary key,
    received_at    timestamptz not null,
    received_by    uuid        not null constraint received_item_person_fk references person,
    urgency        text        not null constraint received_item_urgency_known check (urgency in ('normal', 'urgent', 'veryUrgent', 'express')),
    urgency_rank   integer     not null,
    issuer_name    text        constraint received_item_issuer_nfc check (issuer_name is nfc normalized),
    addressed_to   text,
    register_by    timestamptz,
    state          text        not null constraint received_item_state_known check (state in ('received', 'registered', 'refused', 'handedOver')),
    overdue_at     timestamptz,
    document_id    uuid        constraint received_item_document_fk references document,
    closed_at      timestamptz,
    closed_by      uuid        constraint received_item_closed_by_fk references person,
    closed_because text,
    version        integer     not null default 1,
    constraint received_item_closed_whole check ((state = 'received') = (closed_at is null)),
    constraint received_item_document_given check ((state = 'registered') = (document_id is not null))
);
-- the queue: urgent first, then longest waiting
create index received_item_queue_idx on received_item (urgency_rank desc, received_at, id) where state = 'received';

create table received_item_file (
    received_item_id uuid    not null constraint received_item_file_item_fk references received_item,
    file_id          uuid    not null constraint received_item_file_file_fk references stored_file,
    position         integer not null,
    constraint received_item_file_pk primary key (received_item_id, file_id)
);
create index received_item_file_file_idx on received_item_file (file_id);

create trigger document_kept before delete or truncate on document for each statement execute function refuse_change();
create trigger incoming_kept before delete or truncate on incoming for each statement execute function refuse_change();
