-- The sample office (Development only): the day its documents were laid out from, and when the loading ended. A loading that was cut off
-- goes on from the same day; null in finished_at says it was.
create table sample_office (
    whole       boolean     not null default true constraint sample_office_pk primary key constraint sample_office_one_row check (whole),
    laid_out_on date        not null,
    finished_at timestamptz
);
