-- An upload that no document has can be taken back: a letter may turn out to be secret after it was scanned. The row stays, without a name;
-- the bytes go. Reads, attaching and backups know nothing of it any more.
alter table stored_file add column withdrawn_at timestamptz;
alter table stored_file add constraint stored_file_withdrawn_unattached check (withdrawn_at is null or attached_at is null);
