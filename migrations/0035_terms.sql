-- Thời hạn: working days, calendar days, months, minutes, or before a day. One text says it wherever a term is kept; Calendar/Term.cs reads it.
-- The columns it takes the place of (working_days of five tables, legal_limit.minutes) stay for one release, for processes of the one before.
create domain term as text
    constraint term_known check (value ~ '^([0-9]{1,5} (workingDays|days|months|minutes)|before [0-9]{4}-[0-9]{2}-[0-9]{2})$');

alter table assignment add column term term;
-- the moment a term is counted from: that of the line, or of the one whose deadline it took over
alter table assignment add column counted_from timestamptz;
-- the instant of a term in minutes; due_on is its day
alter table assignment add column due_at timestamptz;
update assignment set term = working_days || ' workingDays', counted_from = assigned_at where working_days is not null;
alter table assignment add constraint assignment_term_whole check ((term is null) = (counted_from is null));
alter table assignment add constraint assignment_due_at_whole check (due_at is null or due_on is not null);
-- open lines by the minute: few, and asked for each minute
create index assignment_due_at_idx on assignment (due_at) where due_at is not null and state in ('pending', 'active', 'returnProposed');

alter table proposal_line add column term term;
update proposal_line set term = working_days || ' workingDays' where working_days is not null;

alter table list_template_line add column term term;
update list_template_line set term = working_days || ' workingDays' where working_days is not null;

alter table term_rule add column term term;
update term_rule set term = working_days || ' workingDays' where working_days is not null;
alter table term_rule drop constraint term_rule_says_something;
alter table term_rule add constraint term_rule_says_something check (num_nonnulls(term, working_days, first_receiver_id) > 0);

-- The limits of Nghị định 30/2020 (records-work §1.4). Which of two a file follows is the archivist's to decide while the texts differ.
alter table legal_limit add column term term;
update legal_limit set term = coalesce(working_days || ' workingDays', minutes || ' minutes');
alter table legal_limit alter column term set not null;
alter table legal_limit add column doubt text constraint legal_limit_doubt_known check (doubt in ('unconfirmed', 'conflict'));
insert into legal_limit (code, term, valid_from, source, doubt) values
    ('T-IN-ACK',           '0 workingDays', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 21 khoản 2c: báo nhận cho nơi gửi ngay trong ngày', null),
    ('T-IN-SUBMIT',        '1 workingDays', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 23 khoản 1: trình trong ngày, chậm nhất ngày làm việc tiếp theo', null),
    ('T-IN-SUBMIT-URGENT', '30 minutes',    '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 23 khoản 1: văn bản khẩn trình ngay; số phút là mức cơ quan đặt ra', 'unconfirmed'),
    ('T-OUT-NUM',          '1 workingDays', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 15 khoản 2: cấp số chậm nhất ngày làm việc tiếp theo', null),
    ('T-OUT-ISSUE',        '1 workingDays', '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 18 khoản 1: phát hành trong ngày ký, chậm nhất ngày làm việc tiếp theo', null),
    ('T-OUT-ISSUE-URGENT', '30 minutes',    '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 18 khoản 1: văn bản khẩn phát hành ngay; số phút là mức cơ quan đặt ra', 'unconfirmed'),
    ('T-FILE-PLAN',        '1 months',      '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 28: danh mục hồ sơ ban hành đầu năm; một tháng là mức cơ quan đặt ra', 'unconfirmed'),
    ('T-ARCH-3M',          '3 months',      '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 30 khoản 2a: hồ sơ xây dựng cơ bản, từ ngày quyết toán', null),
    ('T-ARCH-1Y',          '12 months',     '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 30 khoản 2b: hồ sơ khác, từ ngày công việc kết thúc', null),
    ('T-ARCH-NOTICE',      '30 days',       '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần III, mục 5b: thông báo hồ sơ đến hạn nộp lưu', null),
    ('T-ARCH-HOLD',        '24 months',     '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 31 khoản 3d: giữ lại hồ sơ đến hạn, có văn bản đồng ý', null),
    ('T-ARCH-60D',         '60 days',       '2025-07-01', 'Thông tư 05/2025/TT-BNV: hồ sơ số, từ ngày công việc kết thúc; trái với Điều 30 khoản 2b của Nghị định 30', 'conflict');

-- How a term is counted where the texts leave it open: dated, cited, and printed wherever it decided.
create table counting_rule (
    code       text not null,
    choice     text not null,
    valid_from date not null,
    source     text not null constraint counting_rule_source_nfc check (source is nfc normalized),
    doubt      text constraint counting_rule_doubt_known check (doubt in ('unconfirmed', 'conflict')),
    constraint counting_rule_pk primary key (code, valid_from),
    constraint counting_rule_known check ((code, choice) in (
        ('before', 'previousWorkingDay'), ('before', 'previousDay'), ('before', 'sameDay'), ('restDay', 'nextWorkingDay'), ('restDay', 'stays')))
);
insert into counting_rule (code, choice, valid_from, source, doubt) values
    ('before',  'previousWorkingDay', '2020-03-05', 'Cách tính của cơ quan: “trước ngày” không kể ngày đó, hết ngày làm việc liền trước', 'unconfirmed'),
    ('restDay', 'nextWorkingDay',     '2020-03-05', 'Bộ luật Dân sự 2015, Điều 148 khoản 5: ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo', 'unconfirmed');

-- A unit's own weekly rest, as of a one-stop shop that works on Saturdays; the office's where it has none.
alter table weekly_rest add column unit_id uuid constraint weekly_rest_unit_fk references unit;
alter table weekly_rest drop constraint weekly_rest_pk;
alter table weekly_rest add constraint weekly_rest_unique unique nulls not distinct (unit_id, valid_from);
alter table weekly_rest add constraint weekly_rest_days_known check (days_of_week <@ array[0, 1, 2, 3, 4, 5, 6]);
