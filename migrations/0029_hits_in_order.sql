-- The order of arrival of a search's hits, read from the index alone: a word that thousands of documents have is put in order without fetching their rows.
create index incoming_document_arrival_idx on incoming (document_id) include (arrival_key);
