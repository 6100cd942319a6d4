-- Lines with a deadline in minutes are reminded of by the minute, day and night: before it, at it, and above who has the line.
alter table reminder_rule add column minutes integer;
alter table reminder_rule alter column working_days drop not null;
alter table reminder_rule drop constraint reminder_rule_code_known;
alter table reminder_rule add constraint reminder_rule_code_known
    check (code in ('soon', 'dueDay', 'overdue', 'escalateHead', 'escalateChief', 'minutesLeft', 'minutesOver', 'minutesEscalate', 'weekly'));
alter table reminder_rule add constraint reminder_rule_one_measure check (num_nonnulls(working_days, minutes) = 1 and (minutes is not null) = (code like 'minutes%'));
-- what one has to do, by mail, on the first working day of the week
insert into reminder_rule (code, working_days, at_time, valid_from, source) values ('weekly', 0, '07:30', '2026-01-01', 'Quy định của cơ quan');
insert into reminder_rule (code, minutes, at_time, valid_from, source) values
    ('minutesLeft',     -10, '00:00', '2026-01-01', 'Quy định của cơ quan'),
    ('minutesOver',       0, '00:00', '2026-01-01', 'Quy định của cơ quan'),
    ('minutesEscalate',   0, '00:00', '2026-01-01', 'Quy định của cơ quan');

alter table reminder drop constraint reminder_rule_known;
alter table reminder add constraint reminder_rule_known
    check (rule in ('soon', 'dueDay', 'overdue', 'escalateHead', 'escalateChief', 'minutesLeft', 'minutesOver', 'minutesEscalate'));
alter table reminder drop constraint reminder_told_as_known;
alter table reminder add constraint reminder_told_as_known check (told_as in ('dueDay', 'overdue', 'minutesOver'));

-- One mail more: what one has to do in the week, unless one does not want it.
alter table person add column mail_weekly boolean not null default true;
alter table mail_outbox drop constraint mail_outbox_kind_known;
alter table mail_outbox add constraint mail_outbox_kind_known check (kind in ('digest', 'weekly', 'immediate'));
alter table mail_outbox drop constraint mail_outbox_digest_whole;
alter table mail_outbox add constraint mail_outbox_digest_whole check ((kind <> 'immediate') = (digest_on is not null));
drop index mail_outbox_digest_unique;
-- one digest a person and working day, one a person and week
create unique index mail_outbox_digest_unique on mail_outbox (person_id, kind, digest_on) where kind <> 'immediate';
