-- Chờ vào sổ as a room of its own: where each item came from, which envelope it shares with another, when the office chief was told that an
-- urgent one waits; and the scan station's folder, each of whose files is taken exactly once whatever crash comes between.

-- scan (the scan station's folder) | upload | typed (noted by hand)
alter table received_item add column source text not null default 'typed'
    constraint received_item_source_known check (source in ('scan', 'upload', 'typed'));
update received_item set source = 'upload' where exists (select from received_item_file f where f.received_item_id = received_item.id);
-- several documents in one envelope: the item whose registration left this one
alter table received_item add column envelope_of uuid constraint received_item_envelope_fk references received_item;
alter table received_item add column alerted_at timestamptz;

-- GET ?status=refused|handedOver|registered, newest first
create index received_item_closed_idx on received_item (state, closed_at desc, id desc) where state <> 'received';
-- the sweep that marks items whose limit passed
create index received_item_late_idx on received_item (register_by) where state = 'received' and overdue_at is null;
-- the sweep that alerts the office chief
create index received_item_alert_idx on received_item (register_by) where state = 'received' and alerted_at is null and urgency_rank > 0;
-- what else came in this envelope
create index received_item_envelope_idx on received_item (envelope_of) where envelope_of is not null;

-- One file of the scan station's folder, taken. The row commits with the item made of it: a file that was taken and could not be moved away
-- any more (a crash, a full disk) is known again by its name, its bytes and its time, and only moved.
create table intake_file (
    name             text        not null,
    sha256           bytea       not null constraint intake_file_sha256_length check (length(sha256) = 32),
    modified_at      timestamptz not null,
    -- claimed before the item is written
    received_item_id uuid        not null constraint intake_file_item_fk references received_item deferrable initially deferred,
    taken_at         timestamptz not null,
    constraint intake_file_pk primary key (name, sha256, modified_at)
);

-- A file of that folder that was not taken, and why (a problem's name). Never a secret one: of those nothing is kept but their number.
create table intake_refusal (
    id          uuid        not null constraint intake_refusal_pk primary key,
    name        text        not null constraint intake_refusal_name_nfc check (name is nfc normalized),
    size        bigint      not null,
    modified_at timestamptz not null,
    problem     text        not null,
    refused_at  timestamptz not null,
    constraint intake_refusal_unique unique (name, size, modified_at)
);
-- the page's newest refusals
create index intake_refusal_newest_idx on intake_refusal (refused_at desc, id desc);

-- How the folder stood at the last sweep: one row.
create table intake_state (
    whole        boolean     not null default true constraint intake_state_pk primary key constraint intake_state_one_row check (whole),
    swept_at     timestamptz not null,
    -- files whose names bear a secrecy mark: they were not opened and must leave this networked machine
    secret_files integer     not null
);
