#!/usr/bin/env bash
# Adds a migration to each set whose database is not as the model says: one for SQLite, one for PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:?"make migration NAME=WhatChanges"}
dotnet tool restore --verbosity quiet
dotnet build src/Storage -v q --nologo

for set in Sqlite:StoreContext PostgreSql:PostgreSqlStoreContext; do
  folder=${set%%:*} context=${set##*:}
  if dotnet ef migrations has-pending-model-changes --no-build --project src/Storage --context "$context" >/dev/null 2>&1; then
    echo "$folder: as the model says, nothing to add."
  else
    dotnet ef migrations add "$name" --no-build --project src/Storage --context "$context" --output-dir "Migrations/$folder"
  fi
done
