#!/bin/sh
# Run once by PostgreSQL's image when its data folder is new: the role the office runs as. `migrate` gives it its rights.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --set=password="$DISPATCH_APP_PASSWORD" <<'SQL'
create role dispatch_app login password :'password';
SQL
