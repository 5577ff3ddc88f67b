#!/bin/sh
# First start of the database: the role that owns the schema and runs migrations, and the role that runs the program.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v owner_password="$SEALPOST_OWNER_PASSWORD" -v program_password="$SEALPOST_PROGRAM_PASSWORD" <<'SQL'
CREATE ROLE sealpost_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE sealpost LOGIN PASSWORD :'program_password';
CREATE DATABASE sealpost OWNER sealpost_owner;
SQL
