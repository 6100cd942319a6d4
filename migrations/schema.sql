-- Generated from the migrations, for reading; a test keeps it true. See README.md.

CREATE DOMAIN public.term AS text
	CONSTRAINT term_known CHECK ((VALUE ~ '^([0-9]{1,5} (workingDays|days|months|minutes)|before [0-9]{4}-[0-9]{2}-[0-9]{2})$'::text));

CREATE FUNCTION public.guard_counter() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.last_number < old.last_number or new.first_number > old.first_number then
        raise exception 'a counter never goes back' using errcode = 'check_violation', constraint = 'series_year_only_up';
    end if;
    if old.closed_at is not null and (new.last_number <> old.last_number or new.first_number <> old.first_number) then
        raise exception 'the book of % is closed', old.year using errcode = 'check_violation', constraint = 'series_year_closed';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception '% of % is not allowed: rows stay as they were written', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

CREATE FUNCTION public.refuse_illegal_move() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'pending' then
            raise exception 'a line begins as pending, not as %', new.state using errcode = 'check_violation', constraint = 'assignment_move_known';
        end if;
    elsif new.state <> old.state and not exists (select from assignment_move where from_state = old.state and to_state = new.state) then
        raise exception 'a line never goes from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'assignment_move_known';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_in_closed_book() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select from series_year where series_id = new.series_id and year = new.year and closed_at is not null) then
        raise exception 'the book of % is closed', new.year using errcode = 'check_violation', constraint = 'series_year_closed';
    end if;
    return new;
end $$;

CREATE FUNCTION public.require_lead() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not exists (select from assignment where direction_id = new.id and parent_id is null and role = 'lead') then
        raise exception 'a direction names one lead' using errcode = 'check_violation', constraint = 'direction_has_lead';
    end if;
    return null;
end $$;

CREATE TABLE public.absence (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    substitute_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    because text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by uuid NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT absence_because_nfc CHECK ((because IS NFC NORMALIZED)),
    CONSTRAINT absence_ended_whole CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT absence_from_before_to CHECK ((to_on >= from_on)),
    CONSTRAINT absence_not_oneself CHECK ((substitute_id <> person_id))
);

CREATE TABLE public.agency (
    id uuid NOT NULL,
    name text NOT NULL,
    name_folded text NOT NULL,
    initials text NOT NULL,
    code text,
    abbreviation text,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    merged_into uuid,
    CONSTRAINT agency_merged_elsewhere CHECK ((merged_into <> id)),
    CONSTRAINT agency_merged_is_ended CHECK (((merged_into IS NULL) OR (valid_to IS NOT NULL))),
    CONSTRAINT agency_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.agency_variant (
    name_folded text NOT NULL,
    agency_id uuid NOT NULL,
    name text NOT NULL
);

CREATE TABLE public.api_token (
    token_hash bytea NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);

CREATE TABLE public.archive_failure (
    document_id uuid NOT NULL,
    attempts integer NOT NULL,
    last_error text NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL
);

CREATE TABLE public.archive_object (
    document_id uuid NOT NULL,
    path text NOT NULL,
    version integer NOT NULL,
    inventory_sha512 bytea NOT NULL,
    files integer NOT NULL,
    bytes bigint NOT NULL,
    document_version integer NOT NULL,
    archived_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    checked_by uuid,
    finding text,
    CONSTRAINT archive_object_sha512_length CHECK ((length(inventory_sha512) = 64))
);

CREATE TABLE public.assignment (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    direction_id uuid NOT NULL,
    parent_id uuid,
    forwarded_from_id uuid,
    role text NOT NULL,
    unit_id uuid,
    person_id uuid,
    state text NOT NULL,
    due_on date,
    working_days integer,
    instruction text,
    urgency_rank integer NOT NULL,
    assigned_by uuid NOT NULL,
    acting_for uuid,
    assigned_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    read_by uuid,
    accepted_at timestamp with time zone,
    accepted_by uuid,
    return_proposed_by uuid,
    return_because text,
    ended_at timestamp with time zone,
    ended_by uuid,
    ended_because text,
    result text,
    result_note text,
    answer_document_id uuid,
    answer_symbol text,
    version integer DEFAULT 1 NOT NULL,
    holder_id uuid GENERATED ALWAYS AS (COALESCE(person_id, unit_id)) STORED,
    directed_by uuid,
    original_due_on date,
    paused_on date,
    term public.term,
    counted_from timestamp with time zone,
    due_at timestamp with time zone,
    CONSTRAINT assignment_answer_nfc CHECK ((answer_symbol IS NFC NORMALIZED)),
    CONSTRAINT assignment_directed_by_first_level CHECK (((parent_id IS NULL) = (directed_by IS NOT NULL))),
    CONSTRAINT assignment_due_at_whole CHECK (((due_at IS NULL) OR (due_on IS NOT NULL))),
    CONSTRAINT assignment_ended_whole CHECK (((state = ANY (ARRAY['forwarded'::text, 'returned'::text, 'done'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT assignment_instruction_nfc CHECK ((instruction IS NFC NORMALIZED)),
    CONSTRAINT assignment_one_assignee CHECK ((num_nonnulls(unit_id, person_id) = 1)),
    CONSTRAINT assignment_original_due_whole CHECK (((original_due_on IS NULL) OR (due_on IS NOT NULL) OR (paused_on IS NOT NULL))),
    CONSTRAINT assignment_paused_without_due CHECK (((paused_on IS NULL) OR (due_on IS NULL))),
    CONSTRAINT assignment_read_whole CHECK (((read_at IS NULL) = (read_by IS NULL))),
    CONSTRAINT assignment_result_known CHECK ((result = ANY (ARRAY['answered'::text, 'reported'::text, 'noted'::text, 'filed'::text, 'noAction'::text, 'other'::text]))),
    CONSTRAINT assignment_result_note_nfc CHECK ((result_note IS NFC NORMALIZED)),
    CONSTRAINT assignment_result_whole CHECK (((state = 'done'::text) = (result IS NOT NULL))),
    CONSTRAINT assignment_return_nfc CHECK ((return_because IS NFC NORMALIZED)),
    CONSTRAINT assignment_role_known CHECK ((role = ANY (ARRAY['lead'::text, 'support'::text, 'inform'::text]))),
    CONSTRAINT assignment_second_level_person CHECK (((parent_id IS NULL) OR (person_id IS NOT NULL))),
    CONSTRAINT assignment_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'forwarded'::text, 'returnProposed'::text, 'returned'::text, 'done'::text, 'withdrawn'::text]))),
    CONSTRAINT assignment_term_whole CHECK (((term IS NULL) = (counted_from IS NULL)))
);

CREATE TABLE public.assignment_move (
    from_state text NOT NULL,
    to_state text NOT NULL
);

CREATE TABLE public.backup_run (
    id uuid NOT NULL,
    kind text NOT NULL,
    via text NOT NULL,
    folder text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    state text NOT NULL,
    database_bytes bigint,
    files bigint,
    files_bytes bigint,
    message_vi text,
    message_en text,
    removed_at timestamp with time zone,
    CONSTRAINT backup_run_ended_whole CHECK (((state = 'running'::text) = (ended_at IS NULL))),
    CONSTRAINT backup_run_kind_known CHECK ((kind = ANY (ARRAY['backup'::text, 'verify'::text]))),
    CONSTRAINT backup_run_state_known CHECK ((state = ANY (ARRAY['running'::text, 'good'::text, 'damaged'::text, 'failed'::text, 'interrupted'::text]))),
    CONSTRAINT backup_run_via_known CHECK ((via = ANY (ARRAY['job'::text, 'command'::text])))
);

CREATE TABLE public.book_print (
    id uuid NOT NULL,
    register_id uuid NOT NULL,
    year integer NOT NULL,
    form text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    first_number integer NOT NULL,
    last_number integer NOT NULL,
    volume text,
    entries integer NOT NULL,
    pages integer,
    file_id uuid,
    printed_at timestamp with time zone NOT NULL,
    printed_by uuid NOT NULL
);

CREATE TABLE public.calendar_day (
    date date NOT NULL,
    year integer GENERATED ALWAYS AS ((EXTRACT(year FROM date))::integer) STORED,
    kind text NOT NULL,
    reason text NOT NULL,
    source text NOT NULL,
    CONSTRAINT calendar_day_kind_known CHECK ((kind = ANY (ARRAY['holiday'::text, 'compensatingOff'::text, 'swapOff'::text, 'swapWork'::text])))
);

CREATE TABLE public.calendar_year (
    year integer NOT NULL,
    declared_at timestamp with time zone,
    declared_by uuid,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.counting_rule (
    code text NOT NULL,
    choice text NOT NULL,
    valid_from date NOT NULL,
    source text NOT NULL,
    doubt text,
    CONSTRAINT counting_rule_doubt_known CHECK ((doubt = ANY (ARRAY['unconfirmed'::text, 'conflict'::text]))),
    CONSTRAINT counting_rule_known CHECK (((((((code = 'before'::text) AND (choice = 'previousWorkingDay'::text)) OR ((code = 'before'::text) AND (choice = 'previousDay'::text))) OR ((code = 'before'::text) AND (choice = 'sameDay'::text))) OR ((code = 'restDay'::text) AND (choice = 'nextWorkingDay'::text))) OR ((code = 'restDay'::text) AND (choice = 'stays'::text)))),
    CONSTRAINT counting_rule_source_nfc CHECK ((source IS NFC NORMALIZED))
);

CREATE TABLE public.custody (
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    person_id uuid,
    unit_id uuid,
    because text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone,
    CONSTRAINT custody_because_known CHECK ((because = ANY (ARRAY['registered'::text, 'submitted'::text, 'sentBack'::text, 'directed'::text, 'assigned'::text, 'forwarded'::text, 'returned'::text, 'withdrawn'::text, 'completed'::text, 'reopened'::text, 'handedOver'::text]))),
    CONSTRAINT custody_from_before_to CHECK (((to_at IS NULL) OR (to_at >= from_at))),
    CONSTRAINT custody_one_holder CHECK ((num_nonnulls(person_id, unit_id) <= 1))
);

CREATE TABLE public.data_protection_key (
    id integer NOT NULL,
    name text NOT NULL,
    xml text NOT NULL
);

ALTER TABLE public.data_protection_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.data_protection_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deadline_pause (
    assignment_id uuid NOT NULL,
    number integer NOT NULL,
    from_on date NOT NULL,
    due_on date NOT NULL,
    days_left integer NOT NULL,
    because text NOT NULL,
    source text NOT NULL,
    with_id uuid,
    paused_by uuid NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    through_on date,
    resumed_due_on date,
    resumed_by uuid,
    resumed_at timestamp with time zone,
    CONSTRAINT deadline_pause_because_nfc CHECK ((because IS NFC NORMALIZED)),
    CONSTRAINT deadline_pause_resumed_whole CHECK ((num_nulls(through_on, resumed_due_on, resumed_by, resumed_at) = ANY (ARRAY[0, 4]))),
    CONSTRAINT deadline_pause_source_nfc CHECK ((source IS NFC NORMALIZED))
);

CREATE TABLE public.direction (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    submission_id uuid,
    author_id uuid NOT NULL,
    typed_by uuid,
    instruction text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    ended_because text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT direction_ended_whole CHECK (((state = 'given'::text) = (ended_at IS NULL))),
    CONSTRAINT direction_instruction_nfc CHECK ((instruction IS NFC NORMALIZED)),
    CONSTRAINT direction_state_known CHECK ((state = ANY (ARRAY['given'::text, 'withdrawn'::text, 'recalled'::text, 'replaced'::text])))
);

CREATE TABLE public.document (
    id uuid NOT NULL,
    kind text NOT NULL,
    issuer_id uuid,
    issuer_name text NOT NULL,
    issuer_folded text NOT NULL,
    code_number text,
    code_notation text,
    symbol text,
    symbol_folded text,
    symbol_parsed boolean DEFAULT true NOT NULL,
    issued_on date,
    document_type text NOT NULL,
    subject text NOT NULL,
    search_words text NOT NULL,
    search tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search_words, ' '::text))) STORED,
    language text DEFAULT 'Tiếng Việt'::text NOT NULL,
    page_count integer,
    copy_count integer,
    signer_position text,
    signer_name text,
    urgency text NOT NULL,
    access_level text NOT NULL,
    notes text,
    dossier_agency text,
    dossier_year integer,
    dossier_notation text,
    dossier_ordinal integer,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT document_access_level_known CHECK ((access_level = ANY (ARRAY['public'::text, 'internal'::text, 'restricted'::text]))),
    CONSTRAINT document_issuer_name_nfc CHECK ((issuer_name IS NFC NORMALIZED)),
    CONSTRAINT document_kind_known CHECK ((kind = ANY (ARRAY['incoming'::text, 'outgoing'::text]))),
    CONSTRAINT document_subject_nfc CHECK ((subject IS NFC NORMALIZED)),
    CONSTRAINT document_symbol_nfc CHECK ((symbol IS NFC NORMALIZED)),
    CONSTRAINT document_urgency_known CHECK ((urgency = ANY (ARRAY['normal'::text, 'urgent'::text, 'veryUrgent'::text, 'express'::text])))
);

CREATE TABLE public.document_file (
    document_id uuid NOT NULL,
    file_id uuid NOT NULL,
    "position" integer NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    attached_by uuid NOT NULL,
    replaced_at timestamp with time zone
);

CREATE TABLE public.document_follow (
    person_id uuid NOT NULL,
    document_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.document_grant (
    document_id uuid NOT NULL,
    principal_id uuid NOT NULL,
    because text NOT NULL,
    source_id uuid NOT NULL,
    arrival_key bigint NOT NULL,
    CONSTRAINT document_grant_because_known CHECK ((because = ANY (ARRAY['register'::text, 'oversight'::text, 'public'::text, 'submission'::text, 'direction'::text, 'assignment'::text, 'unitMember'::text, 'opinion'::text, 'share'::text, 'handOver'::text])))
);

CREATE TABLE public.document_note (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    assignment_id uuid,
    author_id uuid NOT NULL,
    acting_for uuid,
    text text NOT NULL,
    proposal boolean DEFAULT false NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT document_note_nfc CHECK ((text IS NFC NORMALIZED))
);

CREATE TABLE public.document_note_file (
    note_id uuid NOT NULL,
    file_id uuid NOT NULL,
    "position" integer NOT NULL
);

CREATE TABLE public.document_share (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    unit_id uuid,
    person_id uuid,
    note text,
    shared_by uuid NOT NULL,
    shared_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT document_share_note_nfc CHECK ((note IS NFC NORMALIZED)),
    CONSTRAINT document_share_one_receiver CHECK ((num_nonnulls(unit_id, person_id) = 1))
);

CREATE TABLE public.document_type (
    code text NOT NULL,
    name text NOT NULL,
    abbreviation text,
    nd30 boolean NOT NULL,
    "position" integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT document_type_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.draft (
    person_id uuid NOT NULL,
    form text NOT NULL,
    body jsonb NOT NULL,
    key text NOT NULL,
    window_id uuid NOT NULL,
    stamp uuid NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    aside_body jsonb,
    aside_key text,
    aside_saved_at timestamp with time zone,
    CONSTRAINT draft_aside_whole CHECK ((num_nulls(aside_body, aside_key, aside_saved_at) = ANY (ARRAY[0, 3])))
);

CREATE TABLE public.extension_request (
    assignment_id uuid NOT NULL,
    number integer NOT NULL,
    due_on date NOT NULL,
    wanted_due_on date NOT NULL,
    because text NOT NULL,
    late boolean NOT NULL,
    requested_by uuid NOT NULL,
    acting_for uuid,
    requested_at timestamp with time zone NOT NULL,
    decider_id uuid NOT NULL,
    for_assignment_id uuid,
    for_number integer,
    state text NOT NULL,
    granted_due_on date,
    ended_at timestamp with time zone,
    ended_by uuid,
    ended_because text,
    CONSTRAINT extension_request_because_nfc CHECK ((because IS NFC NORMALIZED)),
    CONSTRAINT extension_request_ended_because_nfc CHECK ((ended_because IS NFC NORMALIZED)),
    CONSTRAINT extension_request_ended_whole CHECK (((state = ANY (ARRAY['granted'::text, 'declined'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT extension_request_granted_whole CHECK (((granted_due_on IS NOT NULL) OR (state <> ALL (ARRAY['passedUp'::text, 'granted'::text])))),
    CONSTRAINT extension_request_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'passedUp'::text, 'granted'::text, 'declined'::text, 'withdrawn'::text])))
);

CREATE TABLE public.idempotency_key (
    person_id uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    result jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.incoming (
    document_id uuid NOT NULL,
    kind text DEFAULT 'incoming'::text NOT NULL,
    register_id uuid NOT NULL,
    series_id uuid NOT NULL,
    year integer NOT NULL,
    arrival_number integer NOT NULL,
    arrived_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by uuid NOT NULL,
    sender_id uuid,
    sender_name text NOT NULL,
    received_via text NOT NULL,
    medium text NOT NULL,
    urgency_rank integer NOT NULL,
    reply_due_on date,
    due_on date,
    register_by timestamp with time zone,
    registered_late boolean,
    reply_overdue_at timestamp with time zone,
    to_places text,
    distribution text,
    duplicate_because text,
    state text NOT NULL,
    annulled_because text,
    arrival_key bigint GENERATED ALWAYS AS ((((((arrived_on - '2000-01-01'::date))::bigint << 34) | ((urgency_rank)::bigint << 32)) | (arrival_number)::bigint)) STORED NOT NULL,
    field_id uuid,
    completed_at timestamp with time zone,
    submit_alerted_at timestamp with time zone,
    CONSTRAINT incoming_completed_whole CHECK (((state = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT incoming_kind CHECK ((kind = 'incoming'::text)),
    CONSTRAINT incoming_medium_known CHECK ((medium = ANY (ARRAY['paper'::text, 'electronic'::text, 'both'::text]))),
    CONSTRAINT incoming_received_via_known CHECK ((received_via = ANY (ARRAY['axis'::text, 'post'::text, 'hand'::text, 'fax'::text, 'email'::text]))),
    CONSTRAINT incoming_state_known CHECK ((state = ANY (ARRAY['registered'::text, 'submitted'::text, 'assigned'::text, 'inProgress'::text, 'completed'::text, 'annulled'::text])))
);

CREATE TABLE public.incoming_transfer (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    transferred_on date NOT NULL,
    transferred_to text NOT NULL,
    receipt_signed_by text,
    entered_at timestamp with time zone NOT NULL,
    entered_by uuid NOT NULL,
    CONSTRAINT incoming_transfer_to_nfc CHECK ((transferred_to IS NFC NORMALIZED))
);

CREATE TABLE public.intake_file (
    name text NOT NULL,
    sha256 bytea NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    received_item_id uuid NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT intake_file_sha256_length CHECK ((length(sha256) = 32))
);

CREATE TABLE public.intake_refusal (
    id uuid NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    problem text NOT NULL,
    refused_at timestamp with time zone NOT NULL,
    CONSTRAINT intake_refusal_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.intake_state (
    whole boolean DEFAULT true NOT NULL,
    swept_at timestamp with time zone NOT NULL,
    secret_files integer NOT NULL,
    CONSTRAINT intake_state_one_row CHECK (whole)
);

CREATE TABLE public.issuing_body (
    id uuid NOT NULL,
    name text NOT NULL,
    name_folded text NOT NULL,
    superior_name text,
    abbreviation text NOT NULL,
    code text,
    "position" integer DEFAULT 0 NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT issuing_body_from_before_to CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT issuing_body_name_nfc CHECK ((name IS NFC NORMALIZED)),
    CONSTRAINT issuing_body_superior_name_nfc CHECK ((superior_name IS NFC NORMALIZED))
);

CREATE TABLE public.job_run (
    id uuid NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text NOT NULL,
    counted integer,
    message_vi text,
    message_en text,
    asked_by uuid,
    CONSTRAINT job_run_ended_whole CHECK (((outcome = 'running'::text) = (ended_at IS NULL))),
    CONSTRAINT job_run_outcome_known CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'interrupted'::text])))
);

CREATE TABLE public.journal_entry (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid NOT NULL,
    acting_for uuid,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id uuid NOT NULL,
    canonical bytea NOT NULL,
    personal bytea,
    salt bytea
);

ALTER TABLE public.journal_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.journal_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.legal_length (
    field text NOT NULL,
    length integer NOT NULL,
    valid_from date NOT NULL,
    source text NOT NULL
);

CREATE TABLE public.legal_limit (
    code text NOT NULL,
    working_days integer,
    minutes integer,
    valid_from date NOT NULL,
    source text NOT NULL,
    term public.term NOT NULL,
    doubt text,
    CONSTRAINT legal_limit_doubt_known CHECK ((doubt = ANY (ARRAY['unconfirmed'::text, 'conflict'::text])))
);

CREATE TABLE public.list_columns (
    person_id uuid NOT NULL,
    list text NOT NULL,
    columns text[] NOT NULL
);

CREATE TABLE public.list_template (
    id uuid NOT NULL,
    owner_id uuid,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT list_template_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.list_template_line (
    template_id uuid NOT NULL,
    "position" integer NOT NULL,
    role text NOT NULL,
    unit_id uuid,
    person_id uuid,
    working_days integer,
    term public.term,
    CONSTRAINT list_template_line_one_assignee CHECK ((num_nonnulls(unit_id, person_id) = 1)),
    CONSTRAINT list_template_line_role_known CHECK ((role = ANY (ARRAY['lead'::text, 'support'::text, 'inform'::text])))
);

CREATE TABLE public.mail_channel (
    person_id uuid NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    CONSTRAINT mail_channel_known CHECK ((channel = ANY (ARRAY['immediate'::text, 'digest'::text, 'off'::text])))
);

CREATE TABLE public.mail_outbox (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    message_id text NOT NULL,
    kind text NOT NULL,
    digest_on date,
    address text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT mail_outbox_digest_whole CHECK (((kind <> 'immediate'::text) = (digest_on IS NOT NULL))),
    CONSTRAINT mail_outbox_kind_known CHECK ((kind = ANY (ARRAY['digest'::text, 'weekly'::text, 'immediate'::text]))),
    CONSTRAINT mail_outbox_sent_whole CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT mail_outbox_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
);

CREATE TABLE public.notice (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    object_type text NOT NULL,
    object_id uuid NOT NULL,
    about text NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    mail_id uuid,
    CONSTRAINT notice_about_nfc CHECK ((about IS NFC NORMALIZED))
);

CREATE TABLE public.office (
    whole boolean DEFAULT true NOT NULL,
    name text NOT NULL,
    superior_name text,
    code text,
    address text,
    phone text,
    email text,
    changed_at timestamp with time zone NOT NULL,
    changed_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT office_name_nfc CHECK ((name IS NFC NORMALIZED)),
    CONSTRAINT office_one_row CHECK (whole),
    CONSTRAINT office_superior_name_nfc CHECK ((superior_name IS NFC NORMALIZED))
);

CREATE TABLE public.old_book (
    id uuid NOT NULL,
    register_id uuid NOT NULL,
    year integer NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    sheets jsonb NOT NULL,
    sheet integer,
    columns jsonb,
    heading_key text,
    mapped_at timestamp with time zone,
    first_number integer,
    last_number integer,
    takes_from integer,
    takes_to integer,
    check_run_id uuid,
    takeover_run_id uuid,
    uploaded_by uuid NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    CONSTRAINT old_book_file_name_nfc CHECK ((file_name IS NFC NORMALIZED)),
    CONSTRAINT old_book_sha256_length CHECK ((length(sha256) = 32))
);

CREATE TABLE public.old_book_row (
    old_book_id uuid NOT NULL,
    sheet integer NOT NULL,
    line integer NOT NULL,
    cells text[],
    state text NOT NULL,
    number integer,
    arrived_on date,
    problem_vi text,
    problem_en text,
    document_id uuid,
    CONSTRAINT old_book_row_secret_empty CHECK (((state <> 'secret'::text) OR (cells IS NULL))),
    CONSTRAINT old_book_row_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'faulty'::text, 'skipped'::text, 'secret'::text, 'imported'::text])))
);

CREATE TABLE public.one_time_link (
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.opinion (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    unit_id uuid,
    person_id uuid,
    question text NOT NULL,
    due_on date,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    answer text,
    answered_by uuid,
    answered_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT opinion_answer_nfc CHECK ((answer IS NFC NORMALIZED)),
    CONSTRAINT opinion_answered_whole CHECK (((state = 'answered'::text) = ((answer IS NOT NULL) AND (answered_by IS NOT NULL) AND (answered_at IS NOT NULL)))),
    CONSTRAINT opinion_one_assignee CHECK ((num_nonnulls(unit_id, person_id) = 1)),
    CONSTRAINT opinion_question_nfc CHECK ((question IS NFC NORMALIZED)),
    CONSTRAINT opinion_state_known CHECK ((state = ANY (ARRAY['asked'::text, 'answered'::text, 'withdrawn'::text])))
);

CREATE TABLE public.orphan_file (
    sha256 bytea NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    trashed_at timestamp with time zone
);

CREATE TABLE public.paper_custody (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    person_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.person (
    id uuid NOT NULL,
    full_name text NOT NULL,
    sort_name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    unit_id uuid,
    user_name text NOT NULL,
    normalized_user_name text NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    must_change_password boolean DEFAULT false NOT NULL,
    access_failed_count integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    email text,
    email_since timestamp with time zone,
    mail_language text DEFAULT 'vi'::text NOT NULL,
    mail_weekly boolean DEFAULT true NOT NULL,
    CONSTRAINT person_email_whole CHECK (((email IS NULL) = (email_since IS NULL))),
    CONSTRAINT person_full_name_nfc CHECK ((full_name IS NFC NORMALIZED)),
    CONSTRAINT person_mail_language_known CHECK ((mail_language = ANY (ARRAY['vi'::text, 'en'::text])))
);

CREATE TABLE public.person_role (
    person_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT person_role_known CHECK ((role = ANY (ARRAY['registry'::text, 'officeChief'::text, 'head'::text, 'deputy'::text, 'unitHead'::text, 'officer'::text, 'monitor'::text, 'archivist'::text, 'administrator'::text])))
);

CREATE TABLE public.post (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    title text NOT NULL,
    unit_id uuid,
    main boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text,
    entered_at timestamp with time zone NOT NULL,
    entered_by uuid NOT NULL,
    CONSTRAINT post_from_before_to CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT post_title_nfc CHECK ((title IS NFC NORMALIZED))
);

CREATE TABLE public.print_form (
    code text NOT NULL,
    valid_from date NOT NULL,
    title text NOT NULL,
    columns text[] NOT NULL,
    source text NOT NULL,
    CONSTRAINT print_form_title_nfc CHECK ((title IS NFC NORMALIZED))
);

CREATE TABLE public.proposal_line (
    submission_id uuid NOT NULL,
    "position" integer NOT NULL,
    role text NOT NULL,
    unit_id uuid,
    person_id uuid,
    due_on date,
    working_days integer,
    term public.term,
    CONSTRAINT proposal_line_one_assignee CHECK ((num_nonnulls(unit_id, person_id) = 1)),
    CONSTRAINT proposal_line_role_known CHECK ((role = ANY (ARRAY['lead'::text, 'support'::text, 'inform'::text])))
);

CREATE TABLE public.received_item (
    id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    received_by uuid NOT NULL,
    urgency text NOT NULL,
    urgency_rank integer NOT NULL,
    issuer_name text,
    addressed_to text,
    register_by timestamp with time zone,
    state text NOT NULL,
    overdue_at timestamp with time zone,
    document_id uuid,
    closed_at timestamp with time zone,
    closed_by uuid,
    closed_because text,
    version integer DEFAULT 1 NOT NULL,
    source text DEFAULT 'typed'::text NOT NULL,
    envelope_of uuid,
    alerted_at timestamp with time zone,
    CONSTRAINT received_item_closed_whole CHECK (((state = 'received'::text) = (closed_at IS NULL))),
    CONSTRAINT received_item_document_given CHECK (((state = 'registered'::text) = (document_id IS NOT NULL))),
    CONSTRAINT received_item_issuer_nfc CHECK ((issuer_name IS NFC NORMALIZED)),
    CONSTRAINT received_item_source_known CHECK ((source = ANY (ARRAY['scan'::text, 'upload'::text, 'typed'::text]))),
    CONSTRAINT received_item_state_known CHECK ((state = ANY (ARRAY['received'::text, 'registered'::text, 'refused'::text, 'handedOver'::text]))),
    CONSTRAINT received_item_urgency_known CHECK ((urgency = ANY (ARRAY['normal'::text, 'urgent'::text, 'veryUrgent'::text, 'express'::text])))
);

CREATE TABLE public.received_item_file (
    received_item_id uuid NOT NULL,
    file_id uuid NOT NULL,
    "position" integer NOT NULL
);

CREATE TABLE public.register (
    id uuid NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    issuing_body text NOT NULL,
    series_rule text NOT NULL,
    year_span integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT register_kind_known CHECK ((kind = ANY (ARRAY['incoming'::text, 'outgoing'::text]))),
    CONSTRAINT register_name_nfc CHECK ((name IS NFC NORMALIZED)),
    CONSTRAINT register_series_rule_known CHECK ((series_rule = ANY (ARRAY['one'::text, 'perType'::text]))),
    CONSTRAINT register_year_span_known CHECK (((year_span >= 1) AND (year_span <= 5)))
);

CREATE TABLE public.register_entry (
    series_id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    suffix text DEFAULT ''::text NOT NULL,
    document_id uuid,
    state text NOT NULL,
    entered_on date NOT NULL,
    entered_by uuid NOT NULL,
    reason text,
    CONSTRAINT register_entry_reason_given CHECK (((state = 'used'::text) OR (reason IS NOT NULL))),
    CONSTRAINT register_entry_state_known CHECK ((state = ANY (ARRAY['used'::text, 'reserved'::text, 'annulled'::text, 'returned'::text])))
);

CREATE TABLE public.reminder (
    assignment_id uuid NOT NULL,
    rule text NOT NULL,
    due_on date NOT NULL,
    for_on date NOT NULL,
    person_id uuid,
    told_at timestamp with time zone NOT NULL,
    told_as text,
    CONSTRAINT reminder_rule_known CHECK ((rule = ANY (ARRAY['soon'::text, 'dueDay'::text, 'overdue'::text, 'escalateHead'::text, 'escalateChief'::text, 'minutesLeft'::text, 'minutesOver'::text, 'minutesEscalate'::text]))),
    CONSTRAINT reminder_told_as_known CHECK ((told_as = ANY (ARRAY['dueDay'::text, 'overdue'::text, 'minutesOver'::text])))
);

CREATE TABLE public.reminder_failure (
    assignment_id uuid NOT NULL,
    attempts integer NOT NULL,
    last_error text NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL
);

CREATE TABLE public.reminder_rule (
    code text NOT NULL,
    working_days integer,
    at_time time without time zone NOT NULL,
    active boolean DEFAULT true NOT NULL,
    valid_from date NOT NULL,
    source text NOT NULL,
    minutes integer,
    CONSTRAINT reminder_rule_code_known CHECK ((code = ANY (ARRAY['soon'::text, 'dueDay'::text, 'overdue'::text, 'escalateHead'::text, 'escalateChief'::text, 'minutesLeft'::text, 'minutesOver'::text, 'minutesEscalate'::text, 'weekly'::text]))),
    CONSTRAINT reminder_rule_one_measure CHECK (((num_nonnulls(working_days, minutes) = 1) AND ((minutes IS NOT NULL) = (code ~~ 'minutes%'::text))))
);

CREATE TABLE public.run (
    id uuid NOT NULL,
    kind text NOT NULL,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    state text NOT NULL,
    total integer,
    done integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    last_item text,
    arguments jsonb NOT NULL,
    message_vi text,
    message_en text,
    result_file_id uuid,
    started_by uuid NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    worked_at timestamp with time zone,
    ended_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT run_counts_positive CHECK (((done >= 0) AND (failed >= 0) AND (skipped >= 0))),
    CONSTRAINT run_ended_whole CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])))),
    CONSTRAINT run_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT run_title_nfc CHECK ((title_vi IS NFC NORMALIZED))
);

CREATE TABLE public.run_cancellation (
    run_id uuid NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.run_fault (
    run_id uuid NOT NULL,
    item integer NOT NULL,
    name text,
    message_vi text NOT NULL,
    message_en text NOT NULL
);

CREATE TABLE public.sample_office (
    whole boolean DEFAULT true NOT NULL,
    laid_out_on date NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT sample_office_one_row CHECK (whole)
);

CREATE TABLE public.saved_view (
    id uuid NOT NULL,
    list text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    owner_id uuid,
    unit_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT saved_view_list_known CHECK ((list = 'incoming'::text)),
    CONSTRAINT saved_view_name_nfc CHECK ((name IS NFC NORMALIZED)),
    CONSTRAINT saved_view_shared_by_somebody CHECK (((unit_id IS NULL) OR (owner_id IS NOT NULL)))
);

CREATE TABLE public.schema_migration (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.series (
    id uuid NOT NULL,
    register_id uuid NOT NULL,
    document_type_code text
);

CREATE TABLE public.series_year (
    series_id uuid NOT NULL,
    year integer NOT NULL,
    first_number integer NOT NULL,
    last_number integer NOT NULL,
    opened_because text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by uuid NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    reopening_asked_by uuid,
    CONSTRAINT series_year_closed_whole CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
    CONSTRAINT series_year_first_positive CHECK ((first_number >= 1)),
    CONSTRAINT series_year_not_before_first CHECK ((last_number >= (first_number - 1)))
)
WITH (fillfactor='20');

CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text,
    program text,
    CONSTRAINT session_kind_known CHECK ((kind = ANY (ARRAY['browser'::text, 'bearer'::text])))
);

CREATE TABLE public.stock_sentence (
    id uuid NOT NULL,
    owner_id uuid,
    text text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT stock_sentence_nfc CHECK ((text IS NFC NORMALIZED))
);

CREATE TABLE public.stored_file (
    id uuid NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    pages integer,
    condition text NOT NULL,
    uploaded_by uuid NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    attached_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT stored_file_condition_known CHECK ((condition = ANY (ARRAY['readable'::text, 'locked'::text, 'broken'::text]))),
    CONSTRAINT stored_file_name_nfc CHECK ((name IS NFC NORMALIZED)),
    CONSTRAINT stored_file_sha256_length CHECK ((length(sha256) = 32)),
    CONSTRAINT stored_file_withdrawn_unattached CHECK (((withdrawn_at IS NULL) OR (attached_at IS NULL)))
);

CREATE TABLE public.submission (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    to_person_id uuid NOT NULL,
    submitted_by uuid NOT NULL,
    acting_for uuid,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    proposal text,
    ended_at timestamp with time zone,
    ended_by uuid,
    ended_because text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT submission_ended_whole CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
    CONSTRAINT submission_proposal_nfc CHECK ((proposal IS NFC NORMALIZED)),
    CONSTRAINT submission_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'directed'::text, 'passedOn'::text, 'sentBack'::text, 'setAside'::text, 'withdrawn'::text])))
);

CREATE TABLE public.term_rule (
    id uuid NOT NULL,
    document_type text,
    urgency text,
    field_id uuid,
    issuer_id uuid,
    working_days integer,
    first_receiver_id uuid,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    term public.term,
    CONSTRAINT term_rule_days_positive CHECK (((working_days >= 1) AND (working_days <= 2000))),
    CONSTRAINT term_rule_says_something CHECK ((num_nonnulls(term, working_days, first_receiver_id) > 0)),
    CONSTRAINT term_rule_source_nfc CHECK ((source IS NFC NORMALIZED)),
    CONSTRAINT term_rule_urgency_known CHECK ((urgency = ANY (ARRAY['normal'::text, 'urgent'::text, 'veryUrgent'::text, 'express'::text])))
);

CREATE TABLE public.unit (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    closed_on date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.weekly_rest (
    valid_from date NOT NULL,
    days_of_week integer[] NOT NULL,
    source text NOT NULL,
    unit_id uuid,
    CONSTRAINT weekly_rest_days_known CHECK ((days_of_week <@ ARRAY[0, 1, 2, 3, 4, 5, 6]))
);

CREATE TABLE public.work_field (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    first_receiver_id uuid,
    lead_unit_id uuid,
    "position" integer DEFAULT 0 NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT work_field_name_nfc CHECK ((name IS NFC NORMALIZED))
);

CREATE TABLE public.work_handover (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    because text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by uuid NOT NULL,
    CONSTRAINT work_handover_because_nfc CHECK ((because IS NFC NORMALIZED))
);

CREATE TABLE public.work_handover_line (
    handover_id uuid NOT NULL,
    "position" integer NOT NULL,
    document_id uuid NOT NULL,
    kind text NOT NULL,
    source_id uuid NOT NULL,
    to_person_id uuid NOT NULL,
    CONSTRAINT work_handover_line_kind_known CHECK ((kind = ANY (ARRAY['assignment'::text, 'submission'::text, 'opinion'::text])))
);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.agency_variant
    ADD CONSTRAINT agency_variant_pk PRIMARY KEY (name_folded);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_id_unique UNIQUE (id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pk PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.archive_failure
    ADD CONSTRAINT archive_failure_pk PRIMARY KEY (document_id);

ALTER TABLE ONLY public.archive_object
    ADD CONSTRAINT archive_object_path_unique UNIQUE (path);

ALTER TABLE ONLY public.archive_object
    ADD CONSTRAINT archive_object_pk PRIMARY KEY (document_id);

ALTER TABLE ONLY public.assignment_move
    ADD CONSTRAINT assignment_move_pk PRIMARY KEY (from_state, to_state);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.backup_run
    ADD CONSTRAINT backup_run_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.book_print
    ADD CONSTRAINT book_print_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_pk PRIMARY KEY (date);

ALTER TABLE ONLY public.calendar_year
    ADD CONSTRAINT calendar_year_pk PRIMARY KEY (year);

ALTER TABLE ONLY public.counting_rule
    ADD CONSTRAINT counting_rule_pk PRIMARY KEY (code, valid_from);

ALTER TABLE ONLY public.custody
    ADD CONSTRAINT custody_pk PRIMARY KEY (document_id, "position");

ALTER TABLE ONLY public.data_protection_key
    ADD CONSTRAINT data_protection_key_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.deadline_pause
    ADD CONSTRAINT deadline_pause_pk PRIMARY KEY (assignment_id, number);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.document_file
    ADD CONSTRAINT document_file_pk PRIMARY KEY (document_id, file_id);

ALTER TABLE ONLY public.document_follow
    ADD CONSTRAINT document_follow_pk PRIMARY KEY (document_id, person_id);

ALTER TABLE ONLY public.document_grant
    ADD CONSTRAINT document_grant_pk PRIMARY KEY (document_id, principal_id, because, source_id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_id_kind_unique UNIQUE (id, kind);

ALTER TABLE ONLY public.document_note_file
    ADD CONSTRAINT document_note_file_pk PRIMARY KEY (note_id, file_id);

ALTER TABLE ONLY public.document_note
    ADD CONSTRAINT document_note_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.document_type
    ADD CONSTRAINT document_type_pk PRIMARY KEY (code);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pk PRIMARY KEY (person_id, form);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_pk PRIMARY KEY (assignment_id, number);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pk PRIMARY KEY (person_id, key);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_entry_unique UNIQUE (series_id, year, arrival_number);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_pk PRIMARY KEY (document_id);

ALTER TABLE ONLY public.incoming_transfer
    ADD CONSTRAINT incoming_transfer_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT intake_file_pk PRIMARY KEY (name, sha256, modified_at);

ALTER TABLE ONLY public.intake_refusal
    ADD CONSTRAINT intake_refusal_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.intake_refusal
    ADD CONSTRAINT intake_refusal_unique UNIQUE (name, size, modified_at);

ALTER TABLE ONLY public.intake_state
    ADD CONSTRAINT intake_state_pk PRIMARY KEY (whole);

ALTER TABLE ONLY public.issuing_body
    ADD CONSTRAINT issuing_body_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.job_run
    ADD CONSTRAINT job_run_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT journal_entry_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.legal_length
    ADD CONSTRAINT legal_length_pk PRIMARY KEY (field, valid_from);

ALTER TABLE ONLY public.legal_limit
    ADD CONSTRAINT legal_limit_pk PRIMARY KEY (code, valid_from);

ALTER TABLE ONLY public.list_columns
    ADD CONSTRAINT list_columns_pk PRIMARY KEY (person_id, list);

ALTER TABLE ONLY public.list_template_line
    ADD CONSTRAINT list_template_line_pk PRIMARY KEY (template_id, "position");

ALTER TABLE ONLY public.list_template
    ADD CONSTRAINT list_template_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_channel
    ADD CONSTRAINT mail_channel_pk PRIMARY KEY (person_id, kind);

ALTER TABLE ONLY public.mail_outbox
    ADD CONSTRAINT mail_outbox_message_unique UNIQUE (message_id);

ALTER TABLE ONLY public.mail_outbox
    ADD CONSTRAINT mail_outbox_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_once UNIQUE (person_id, kind, object_id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.office
    ADD CONSTRAINT office_pk PRIMARY KEY (whole);

ALTER TABLE ONLY public.old_book
    ADD CONSTRAINT old_book_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.old_book_row
    ADD CONSTRAINT old_book_row_pk PRIMARY KEY (old_book_id, sheet, line);

ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT one_time_link_pk PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.orphan_file
    ADD CONSTRAINT orphan_file_pk PRIMARY KEY (sha256);

ALTER TABLE ONLY public.paper_custody
    ADD CONSTRAINT paper_custody_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.person_role
    ADD CONSTRAINT person_role_pk PRIMARY KEY (person_id, role);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_user_name_unique UNIQUE (normalized_user_name);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.print_form
    ADD CONSTRAINT print_form_pk PRIMARY KEY (code, valid_from);

ALTER TABLE ONLY public.proposal_line
    ADD CONSTRAINT proposal_line_pk PRIMARY KEY (submission_id, "position");

ALTER TABLE ONLY public.received_item_file
    ADD CONSTRAINT received_item_file_pk PRIMARY KEY (received_item_id, file_id);

ALTER TABLE ONLY public.received_item
    ADD CONSTRAINT received_item_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.register
    ADD CONSTRAINT register_code_unique UNIQUE (code);

ALTER TABLE ONLY public.register_entry
    ADD CONSTRAINT register_entry_pk PRIMARY KEY (series_id, year, number, suffix);

ALTER TABLE ONLY public.register
    ADD CONSTRAINT register_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.reminder_failure
    ADD CONSTRAINT reminder_failure_pk PRIMARY KEY (assignment_id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_once UNIQUE NULLS NOT DISTINCT (assignment_id, rule, due_on, for_on, person_id);

ALTER TABLE ONLY public.reminder_rule
    ADD CONSTRAINT reminder_rule_pk PRIMARY KEY (code, valid_from);

ALTER TABLE ONLY public.run_cancellation
    ADD CONSTRAINT run_cancellation_pk PRIMARY KEY (run_id);

ALTER TABLE ONLY public.run_fault
    ADD CONSTRAINT run_fault_pk PRIMARY KEY (run_id, item);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.sample_office
    ADD CONSTRAINT sample_office_pk PRIMARY KEY (whole);

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pk PRIMARY KEY (name);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_unique UNIQUE NULLS NOT DISTINCT (register_id, document_type_code);

ALTER TABLE ONLY public.series_year
    ADD CONSTRAINT series_year_pk PRIMARY KEY (series_id, year);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_id_unique UNIQUE (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pk PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.stock_sentence
    ADD CONSTRAINT stock_sentence_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_code_unique UNIQUE (code);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.weekly_rest
    ADD CONSTRAINT weekly_rest_unique UNIQUE NULLS NOT DISTINCT (unit_id, valid_from);

ALTER TABLE ONLY public.work_field
    ADD CONSTRAINT work_field_code_unique UNIQUE (code);

ALTER TABLE ONLY public.work_field
    ADD CONSTRAINT work_field_pk PRIMARY KEY (id);

ALTER TABLE ONLY public.work_handover_line
    ADD CONSTRAINT work_handover_line_pk PRIMARY KEY (handover_id, "position");

ALTER TABLE ONLY public.work_handover
    ADD CONSTRAINT work_handover_pk PRIMARY KEY (id);

CREATE INDEX absence_person_idx ON public.absence USING btree (person_id, from_on DESC);

CREATE INDEX absence_substitute_idx ON public.absence USING btree (substitute_id) WHERE (ended_at IS NULL);

CREATE INDEX agency_abbreviation_idx ON public.agency USING btree (abbreviation);

CREATE INDEX agency_code_idx ON public.agency USING btree (code) WHERE (code IS NOT NULL);

CREATE INDEX agency_initials_idx ON public.agency USING btree (initials text_pattern_ops);

CREATE INDEX agency_merged_into_idx ON public.agency USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX agency_name_folded_idx ON public.agency USING btree (name_folded text_pattern_ops);

CREATE UNIQUE INDEX agency_name_unique ON public.agency USING btree (name_folded) WHERE (valid_to IS NULL);

CREATE INDEX agency_variant_agency_idx ON public.agency_variant USING btree (agency_id);

CREATE INDEX api_token_person_idx ON public.api_token USING btree (person_id);

CREATE INDEX archive_object_finding_idx ON public.archive_object USING btree (document_id) WHERE (finding IS NOT NULL);

CREATE INDEX assignment_directed_idx ON public.assignment USING btree (directed_by, COALESCE(due_on, '9999-12-31'::date), ((- urgency_rank)), id) WHERE ((directed_by IS NOT NULL) AND (role <> 'inform'::text) AND (state = ANY (ARRAY['pending'::text, 'active'::text, 'returnProposed'::text])));

CREATE INDEX assignment_document_idx ON public.assignment USING btree (document_id);

CREATE INDEX assignment_due_at_idx ON public.assignment USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (state = ANY (ARRAY['pending'::text, 'active'::text, 'returnProposed'::text])));

CREATE INDEX assignment_due_idx ON public.assignment USING btree (due_on, id) WHERE ((due_on IS NOT NULL) AND (state = ANY (ARRAY['pending'::text, 'active'::text, 'returnProposed'::text])));

CREATE INDEX assignment_ended_idx ON public.assignment USING btree (holder_id, ended_at DESC, id DESC) WHERE (ended_at IS NOT NULL);

CREATE INDEX assignment_holder_idx ON public.assignment USING btree (holder_id, COALESCE(due_on, '9999-12-31'::date), ((- urgency_rank)), id);

CREATE UNIQUE INDEX assignment_once ON public.assignment USING btree (direction_id, COALESCE(parent_id, direction_id), COALESCE(unit_id, person_id)) WHERE (state <> ALL (ARRAY['forwarded'::text, 'returned'::text, 'withdrawn'::text]));

CREATE UNIQUE INDEX assignment_one_lead ON public.assignment USING btree (direction_id) WHERE ((role = 'lead'::text) AND (parent_id IS NULL) AND (state <> ALL (ARRAY['forwarded'::text, 'returned'::text, 'withdrawn'::text])));

CREATE UNIQUE INDEX assignment_one_lead_below ON public.assignment USING btree (parent_id) WHERE ((role = 'lead'::text) AND (parent_id IS NOT NULL) AND (state <> ALL (ARRAY['forwarded'::text, 'returned'::text, 'withdrawn'::text])));

CREATE INDEX assignment_open_idx ON public.assignment USING btree (holder_id, COALESCE(due_on, '9999-12-31'::date), ((- urgency_rank)), id) WHERE (state = ANY (ARRAY['pending'::text, 'active'::text, 'returnProposed'::text]));

CREATE INDEX assignment_parent_idx ON public.assignment USING btree (parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX assignment_return_idx ON public.assignment USING btree (direction_id) WHERE (state = 'returnProposed'::text);

CREATE INDEX assignment_unit_ended_idx ON public.assignment USING btree (ended_at) WHERE ((unit_id IS NOT NULL) AND (parent_id IS NULL) AND (ended_at IS NOT NULL));

CREATE INDEX assignment_unit_given_idx ON public.assignment USING btree (assigned_at) WHERE ((unit_id IS NOT NULL) AND (parent_id IS NULL));

CREATE INDEX backup_run_kind_idx ON public.backup_run USING btree (kind, started_at DESC);

CREATE INDEX book_print_book_idx ON public.book_print USING btree (register_id, year, printed_at DESC, id DESC);

CREATE UNIQUE INDEX custody_open_unique ON public.custody USING btree (document_id) WHERE (to_at IS NULL);

CREATE UNIQUE INDEX deadline_pause_open_unique ON public.deadline_pause USING btree (assignment_id) WHERE (resumed_at IS NULL);

CREATE INDEX deadline_pause_with_idx ON public.deadline_pause USING btree (with_id) WHERE (with_id IS NOT NULL);

CREATE INDEX direction_author_idx ON public.direction USING btree (author_id, given_at DESC);

CREATE INDEX direction_document_idx ON public.direction USING btree (document_id, given_at);

CREATE UNIQUE INDEX direction_given_unique ON public.direction USING btree (document_id) WHERE (state = 'given'::text);

CREATE INDEX document_file_file_idx ON public.document_file USING btree (file_id);

CREATE INDEX document_grant_arrival_idx ON public.document_grant USING btree (principal_id, arrival_key DESC, document_id DESC);

CREATE INDEX document_issuer_idx ON public.document USING btree (issuer_id) WHERE (issuer_id IS NOT NULL);

CREATE INDEX document_note_document_idx ON public.document_note USING btree (document_id, at);

CREATE INDEX document_note_file_file_idx ON public.document_note_file USING btree (file_id);

CREATE INDEX document_search_idx ON public.document USING gin (search);

CREATE INDEX document_share_document_idx ON public.document_share USING btree (document_id);

CREATE INDEX document_symbol_idx ON public.document USING btree (symbol_folded text_pattern_ops);

CREATE INDEX extension_request_decider_idx ON public.extension_request USING btree (decider_id) WHERE (state = 'waiting'::text);

CREATE INDEX extension_request_for_idx ON public.extension_request USING btree (for_assignment_id, for_number) WHERE (for_assignment_id IS NOT NULL);

CREATE UNIQUE INDEX extension_request_open_unique ON public.extension_request USING btree (assignment_id) WHERE (state = ANY (ARRAY['waiting'::text, 'passedUp'::text]));

CREATE INDEX idempotency_key_created_idx ON public.idempotency_key USING btree (created_at);

CREATE INDEX incoming_document_arrival_idx ON public.incoming USING btree (document_id) INCLUDE (arrival_key);

CREATE INDEX incoming_due_idx ON public.incoming USING btree (due_on, document_id) WHERE ((due_on IS NOT NULL) AND (state = 'registered'::text));

CREATE INDEX incoming_field_idx ON public.incoming USING btree (field_id) WHERE (field_id IS NOT NULL);

CREATE INDEX incoming_late_unmarked_idx ON public.incoming USING btree (document_id) WHERE (registered_late IS NULL);

CREATE INDEX incoming_list_idx ON public.incoming USING btree (arrived_on DESC, urgency_rank DESC, arrival_number DESC, document_id DESC);

CREATE INDEX incoming_number_idx ON public.incoming USING btree (register_id, year, arrival_number DESC);

CREATE INDEX incoming_reply_due_idx ON public.incoming USING btree (reply_due_on) WHERE ((reply_overdue_at IS NULL) AND (state = 'registered'::text));

CREATE INDEX incoming_sender_idx ON public.incoming USING btree (sender_id) WHERE (sender_id IS NOT NULL);

CREATE INDEX incoming_transfer_day_idx ON public.incoming_transfer USING btree (transferred_on, document_id);

CREATE INDEX incoming_transfer_document_idx ON public.incoming_transfer USING btree (document_id, transferred_on, id);

CREATE INDEX incoming_urgent_waiting_idx ON public.incoming USING btree (received_at) WHERE ((state = 'registered'::text) AND (urgency_rank > 0) AND (submit_alerted_at IS NULL));

CREATE INDEX intake_refusal_newest_idx ON public.intake_refusal USING btree (refused_at DESC, id DESC);

CREATE UNIQUE INDEX issuing_body_name_unique ON public.issuing_body USING btree (name_folded) WHERE (valid_to IS NULL);

CREATE INDEX job_run_name_idx ON public.job_run USING btree (name, started_at DESC);

CREATE INDEX job_run_started_idx ON public.job_run USING btree (started_at);

CREATE INDEX journal_entry_corrected_idx ON public.journal_entry USING btree (object_id, id) WHERE (action = 'incoming.corrected'::text);

CREATE INDEX journal_entry_object_idx ON public.journal_entry USING btree (object_id, id);

CREATE INDEX journal_entry_xid_idx ON public.journal_entry USING btree (xid, id);

CREATE INDEX list_template_owner_idx ON public.list_template USING btree (owner_id);

CREATE INDEX mail_outbox_created_idx ON public.mail_outbox USING btree (created_at);

CREATE UNIQUE INDEX mail_outbox_digest_unique ON public.mail_outbox USING btree (person_id, kind, digest_on) WHERE (kind <> 'immediate'::text);

CREATE INDEX mail_outbox_waiting_idx ON public.mail_outbox USING btree (next_attempt_at, id) WHERE (state = 'waiting'::text);

CREATE INDEX notice_list_idx ON public.notice USING btree (person_id, at DESC, id DESC);

CREATE INDEX notice_unmailed_idx ON public.notice USING btree (person_id, at) WHERE ((mail_id IS NULL) AND (read_at IS NULL));

CREATE INDEX notice_unread_idx ON public.notice USING btree (person_id) WHERE (read_at IS NULL);

CREATE INDEX old_book_check_run_idx ON public.old_book USING btree (check_run_id);

CREATE INDEX old_book_heading_idx ON public.old_book USING btree (heading_key, mapped_at DESC) WHERE (columns IS NOT NULL);

CREATE INDEX old_book_register_idx ON public.old_book USING btree (register_id, year, id DESC);

CREATE INDEX old_book_row_number_idx ON public.old_book_row USING btree (old_book_id, sheet, number);

CREATE INDEX old_book_row_state_idx ON public.old_book_row USING btree (old_book_id, sheet, state, line);

CREATE INDEX old_book_takeover_run_idx ON public.old_book USING btree (takeover_run_id);

CREATE INDEX opinion_document_idx ON public.opinion USING btree (document_id);

CREATE INDEX opinion_person_idx ON public.opinion USING btree (person_id) WHERE (state = 'asked'::text);

CREATE INDEX opinion_unit_idx ON public.opinion USING btree (unit_id) WHERE (state = 'asked'::text);

CREATE INDEX paper_custody_document_idx ON public.paper_custody USING btree (document_id, at DESC);

CREATE INDEX person_email_idx ON public.person USING btree (id) WHERE ((email IS NOT NULL) AND (disabled_at IS NULL));

CREATE INDEX person_unit_idx ON public.person USING btree (unit_id, sort_name COLLATE "vi-x-icu");

CREATE UNIQUE INDEX post_main_from_unique ON public.post USING btree (person_id, valid_from) WHERE main;

CREATE INDEX post_person_idx ON public.post USING btree (person_id, valid_from DESC);

CREATE UNIQUE INDEX proposal_line_one_lead ON public.proposal_line USING btree (submission_id) WHERE (role = 'lead'::text);

CREATE INDEX received_item_alert_idx ON public.received_item USING btree (register_by) WHERE ((state = 'received'::text) AND (alerted_at IS NULL) AND (urgency_rank > 0));

CREATE INDEX received_item_closed_idx ON public.received_item USING btree (state, closed_at DESC, id DESC) WHERE (state <> 'received'::text);

CREATE INDEX received_item_envelope_idx ON public.received_item USING btree (envelope_of) WHERE (envelope_of IS NOT NULL);

CREATE INDEX received_item_file_file_idx ON public.received_item_file USING btree (file_id);

CREATE INDEX received_item_late_idx ON public.received_item USING btree (register_by) WHERE ((state = 'received'::text) AND (overdue_at IS NULL));

CREATE INDEX received_item_queue_idx ON public.received_item USING btree (urgency_rank DESC, received_at, id) WHERE (state = 'received'::text);

CREATE INDEX register_entry_document_idx ON public.register_entry USING btree (document_id);

CREATE INDEX run_due_idx ON public.run USING btree (worked_at NULLS FIRST, queued_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX run_person_idx ON public.run USING btree (started_by, id DESC);

CREATE INDEX saved_view_owner_idx ON public.saved_view USING btree (owner_id, list);

CREATE INDEX saved_view_unit_idx ON public.saved_view USING btree (unit_id, list) WHERE (unit_id IS NOT NULL);

CREATE INDEX session_expires_idx ON public.session USING btree (expires_at);

CREATE INDEX session_person_idx ON public.session USING btree (person_id);

CREATE INDEX stock_sentence_owner_idx ON public.stock_sentence USING btree (owner_id, "position");

CREATE INDEX stored_file_sha256_idx ON public.stored_file USING btree (sha256);

CREATE INDEX stored_file_unattached_idx ON public.stored_file USING btree (uploaded_at) WHERE (attached_at IS NULL);

CREATE INDEX submission_document_idx ON public.submission USING btree (document_id);

CREATE INDEX submission_to_idx ON public.submission USING btree (to_person_id, at, id) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX submission_waiting_unique ON public.submission USING btree (document_id) WHERE (state = 'waiting'::text);

CREATE INDEX work_handover_person_idx ON public.work_handover USING btree (person_id, made_at DESC);

CREATE TRIGGER assignment_moves BEFORE INSERT OR UPDATE OF state ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.refuse_illegal_move();

CREATE TRIGGER book_print_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.book_print FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER direction_has_lead AFTER INSERT ON public.direction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_lead();

CREATE TRIGGER document_kept BEFORE DELETE OR TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER incoming_kept BEFORE DELETE OR TRUNCATE ON public.incoming FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER journal_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER register_entry_closed BEFORE INSERT OR UPDATE ON public.register_entry FOR EACH ROW EXECUTE FUNCTION public.refuse_in_closed_book();

CREATE TRIGGER register_entry_kept BEFORE DELETE OR TRUNCATE ON public.register_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER register_kept BEFORE DELETE OR TRUNCATE ON public.register FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER series_kept BEFORE DELETE OR TRUNCATE ON public.series FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER series_year_guard BEFORE UPDATE ON public.series_year FOR EACH ROW EXECUTE FUNCTION public.guard_counter();

CREATE TRIGGER series_year_kept BEFORE DELETE OR TRUNCATE ON public.series_year FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER stored_file_kept BEFORE DELETE OR TRUNCATE ON public.stored_file FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_entered_by_fk FOREIGN KEY (entered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_substitute_fk FOREIGN KEY (substitute_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_merged_into_fk FOREIGN KEY (merged_into) REFERENCES public.agency(id);

ALTER TABLE ONLY public.agency_variant
    ADD CONSTRAINT agency_variant_agency_fk FOREIGN KEY (agency_id) REFERENCES public.agency(id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.archive_failure
    ADD CONSTRAINT archive_failure_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.archive_object
    ADD CONSTRAINT archive_object_checked_by_fk FOREIGN KEY (checked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.archive_object
    ADD CONSTRAINT archive_object_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_accepted_by_fk FOREIGN KEY (accepted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_acting_for_fk FOREIGN KEY (acting_for) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_answer_fk FOREIGN KEY (answer_document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_by_fk FOREIGN KEY (assigned_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_directed_by_fk FOREIGN KEY (directed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_direction_fk FOREIGN KEY (direction_id) REFERENCES public.direction(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_forwarded_from_fk FOREIGN KEY (forwarded_from_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_parent_fk FOREIGN KEY (parent_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_read_by_fk FOREIGN KEY (read_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_return_by_fk FOREIGN KEY (return_proposed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.book_print
    ADD CONSTRAINT book_print_file_fk FOREIGN KEY (file_id) REFERENCES public.stored_file(id);

ALTER TABLE ONLY public.book_print
    ADD CONSTRAINT book_print_person_fk FOREIGN KEY (printed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.book_print
    ADD CONSTRAINT book_print_register_fk FOREIGN KEY (register_id) REFERENCES public.register(id);

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_year_fk FOREIGN KEY (year) REFERENCES public.calendar_year(year);

ALTER TABLE ONLY public.calendar_year
    ADD CONSTRAINT calendar_year_person_fk FOREIGN KEY (declared_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.custody
    ADD CONSTRAINT custody_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.custody
    ADD CONSTRAINT custody_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.custody
    ADD CONSTRAINT custody_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.deadline_pause
    ADD CONSTRAINT deadline_pause_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.deadline_pause
    ADD CONSTRAINT deadline_pause_by_fk FOREIGN KEY (paused_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.deadline_pause
    ADD CONSTRAINT deadline_pause_resumed_by_fk FOREIGN KEY (resumed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.deadline_pause
    ADD CONSTRAINT deadline_pause_with_fk FOREIGN KEY (with_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_author_fk FOREIGN KEY (author_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_submission_fk FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.direction
    ADD CONSTRAINT direction_typed_by_fk FOREIGN KEY (typed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_file
    ADD CONSTRAINT document_file_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document_file
    ADD CONSTRAINT document_file_file_fk FOREIGN KEY (file_id) REFERENCES public.stored_file(id);

ALTER TABLE ONLY public.document_file
    ADD CONSTRAINT document_file_person_fk FOREIGN KEY (attached_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_follow
    ADD CONSTRAINT document_follow_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document_follow
    ADD CONSTRAINT document_follow_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_grant
    ADD CONSTRAINT document_grant_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_issuer_fk FOREIGN KEY (issuer_id) REFERENCES public.agency(id);

ALTER TABLE ONLY public.document_note
    ADD CONSTRAINT document_note_acting_for_fk FOREIGN KEY (acting_for) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_note
    ADD CONSTRAINT document_note_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.document_note
    ADD CONSTRAINT document_note_author_fk FOREIGN KEY (author_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_note
    ADD CONSTRAINT document_note_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document_note_file
    ADD CONSTRAINT document_note_file_file_fk FOREIGN KEY (file_id) REFERENCES public.stored_file(id);

ALTER TABLE ONLY public.document_note_file
    ADD CONSTRAINT document_note_file_note_fk FOREIGN KEY (note_id) REFERENCES public.document_note(id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_by_fk FOREIGN KEY (shared_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_share
    ADD CONSTRAINT document_share_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_type_fk FOREIGN KEY (document_type) REFERENCES public.document_type(code);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_acting_for_fk FOREIGN KEY (acting_for) REFERENCES public.person(id);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_by_fk FOREIGN KEY (requested_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_for_fk FOREIGN KEY (for_assignment_id, for_number) REFERENCES public.extension_request(assignment_id, number);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_document_fk FOREIGN KEY (document_id, kind) REFERENCES public.document(id, kind);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_field_fk FOREIGN KEY (field_id) REFERENCES public.work_field(id);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_register_fk FOREIGN KEY (register_id) REFERENCES public.register(id);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_registered_by_fk FOREIGN KEY (registered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.incoming
    ADD CONSTRAINT incoming_sender_fk FOREIGN KEY (sender_id) REFERENCES public.agency(id);

ALTER TABLE ONLY public.incoming_transfer
    ADD CONSTRAINT incoming_transfer_document_fk FOREIGN KEY (document_id) REFERENCES public.incoming(document_id);

ALTER TABLE ONLY public.incoming_transfer
    ADD CONSTRAINT incoming_transfer_person_fk FOREIGN KEY (entered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT intake_file_item_fk FOREIGN KEY (received_item_id) REFERENCES public.received_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.job_run
    ADD CONSTRAINT job_run_person_fk FOREIGN KEY (asked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.list_columns
    ADD CONSTRAINT list_columns_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.list_template_line
    ADD CONSTRAINT list_template_line_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.list_template_line
    ADD CONSTRAINT list_template_line_template_fk FOREIGN KEY (template_id) REFERENCES public.list_template(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.list_template_line
    ADD CONSTRAINT list_template_line_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.list_template
    ADD CONSTRAINT list_template_owner_fk FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.mail_channel
    ADD CONSTRAINT mail_channel_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.mail_outbox
    ADD CONSTRAINT mail_outbox_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_mail_fk FOREIGN KEY (mail_id) REFERENCES public.mail_outbox(id);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.office
    ADD CONSTRAINT office_changed_by_fk FOREIGN KEY (changed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.old_book
    ADD CONSTRAINT old_book_check_run_fk FOREIGN KEY (check_run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.old_book
    ADD CONSTRAINT old_book_person_fk FOREIGN KEY (uploaded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.old_book
    ADD CONSTRAINT old_book_register_fk FOREIGN KEY (register_id) REFERENCES public.register(id);

ALTER TABLE ONLY public.old_book_row
    ADD CONSTRAINT old_book_row_book_fk FOREIGN KEY (old_book_id) REFERENCES public.old_book(id);

ALTER TABLE ONLY public.old_book_row
    ADD CONSTRAINT old_book_row_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.old_book
    ADD CONSTRAINT old_book_takeover_run_fk FOREIGN KEY (takeover_run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT one_time_link_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_answered_by_fk FOREIGN KEY (answered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_asked_by_fk FOREIGN KEY (asked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.opinion
    ADD CONSTRAINT opinion_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.paper_custody
    ADD CONSTRAINT paper_custody_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.paper_custody
    ADD CONSTRAINT paper_custody_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_role
    ADD CONSTRAINT person_role_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_entered_by_fk FOREIGN KEY (entered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.proposal_line
    ADD CONSTRAINT proposal_line_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.proposal_line
    ADD CONSTRAINT proposal_line_submission_fk FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.proposal_line
    ADD CONSTRAINT proposal_line_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.received_item
    ADD CONSTRAINT received_item_closed_by_fk FOREIGN KEY (closed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.received_item
    ADD CONSTRAINT received_item_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.received_item
    ADD CONSTRAINT received_item_envelope_fk FOREIGN KEY (envelope_of) REFERENCES public.received_item(id);

ALTER TABLE ONLY public.received_item_file
    ADD CONSTRAINT received_item_file_file_fk FOREIGN KEY (file_id) REFERENCES public.stored_file(id);

ALTER TABLE ONLY public.received_item_file
    ADD CONSTRAINT received_item_file_item_fk FOREIGN KEY (received_item_id) REFERENCES public.received_item(id);

ALTER TABLE ONLY public.received_item
    ADD CONSTRAINT received_item_person_fk FOREIGN KEY (received_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.register_entry
    ADD CONSTRAINT register_entry_person_fk FOREIGN KEY (entered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.register_entry
    ADD CONSTRAINT register_entry_series_year_fk FOREIGN KEY (series_id, year) REFERENCES public.series_year(series_id, year);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.reminder_failure
    ADD CONSTRAINT reminder_failure_assignment_fk FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.run_cancellation
    ADD CONSTRAINT run_cancellation_person_fk FOREIGN KEY (asked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.run_cancellation
    ADD CONSTRAINT run_cancellation_run_fk FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.run_fault
    ADD CONSTRAINT run_fault_run_fk FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_result_file_fk FOREIGN KEY (result_file_id) REFERENCES public.stored_file(id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_started_by_fk FOREIGN KEY (started_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_owner_fk FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_document_type_fk FOREIGN KEY (document_type_code) REFERENCES public.document_type(code);

ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_register_fk FOREIGN KEY (register_id) REFERENCES public.register(id);

ALTER TABLE ONLY public.series_year
    ADD CONSTRAINT series_year_closed_by_fk FOREIGN KEY (closed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.series_year
    ADD CONSTRAINT series_year_opened_by_fk FOREIGN KEY (opened_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.series_year
    ADD CONSTRAINT series_year_reopening_fk FOREIGN KEY (reopening_asked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.series_year
    ADD CONSTRAINT series_year_series_fk FOREIGN KEY (series_id) REFERENCES public.series(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.stock_sentence
    ADD CONSTRAINT stock_sentence_owner_fk FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_person_fk FOREIGN KEY (uploaded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_acting_for_fk FOREIGN KEY (acting_for) REFERENCES public.person(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_by_fk FOREIGN KEY (submitted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_ended_by_fk FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_to_fk FOREIGN KEY (to_person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_added_by_fk FOREIGN KEY (added_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_field_fk FOREIGN KEY (field_id) REFERENCES public.work_field(id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_issuer_fk FOREIGN KEY (issuer_id) REFERENCES public.agency(id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_receiver_fk FOREIGN KEY (first_receiver_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.term_rule
    ADD CONSTRAINT term_rule_type_fk FOREIGN KEY (document_type) REFERENCES public.document_type(code);

ALTER TABLE ONLY public.weekly_rest
    ADD CONSTRAINT weekly_rest_unit_fk FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.work_field
    ADD CONSTRAINT work_field_receiver_fk FOREIGN KEY (first_receiver_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.work_field
    ADD CONSTRAINT work_field_unit_fk FOREIGN KEY (lead_unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.work_handover_line
    ADD CONSTRAINT work_handover_line_document_fk FOREIGN KEY (document_id) REFERENCES public.document(id);

ALTER TABLE ONLY public.work_handover_line
    ADD CONSTRAINT work_handover_line_handover_fk FOREIGN KEY (handover_id) REFERENCES public.work_handover(id);

ALTER TABLE ONLY public.work_handover_line
    ADD CONSTRAINT work_handover_line_to_fk FOREIGN KEY (to_person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.work_handover
    ADD CONSTRAINT work_handover_made_by_fk FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.work_handover
    ADD CONSTRAINT work_handover_person_fk FOREIGN KEY (person_id) REFERENCES public.person(id);
