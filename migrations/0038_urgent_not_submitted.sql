-- AC-06: urgent documents that are in the book and still not with who directs are told to Chánh Văn phòng, once.
alter table incoming add column submit_alerted_at timestamptz;
-- the sweep: few at any time
create index incoming_urgent_waiting_idx on incoming (received_at) where state = 'registered' and urgency_rank > 0 and submit_alerted_at is null;
