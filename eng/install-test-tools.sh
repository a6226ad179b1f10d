#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK, where that is possible: Node.js with the npm packages of the JavaScript tests and samples, and
# PostgreSQL, of which the tests start a server of their own.
# What cannot be installed is said here, and the tests that need it skip.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql || true
fi
if ! compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null; then
  echo "PostgreSQL is missing and could not be installed: the tests over it will skip, unless TENANTLLM_POSTGRESQL_BIN names the folder of its programs."
fi

if ! command -v npm >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm || true
fi
if ! command -v npm >/dev/null; then
  echo "Node.js is missing and could not be installed: the tests and samples in JavaScript will skip."
  exit 0
fi

for folder in tests/EndToEnd/JavaScript samples/javascript; do
  # The stamp makes a second run free.
  if [ ! -e $folder/node_modules/.stamp ] || [ $folder/package-lock.json -nt $folder/node_modules/.stamp ]; then
    npm ci --prefix $folder --no-audit --no-fund --loglevel=error && touch $folder/node_modules/.stamp \
      || echo "The npm packages of $folder could not be installed: the tests that need them will skip."
  fi
done
