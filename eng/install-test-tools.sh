#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK, where that is possible: Node.js with the npm packages of the JavaScript tests and samples;
# PostgreSQL, Redis and Prometheus, of which the tests start servers of their own; curl and jq, with which a test follows docs/operations.md.
# What cannot be installed is said here, and the tests that need it skip.
set -euo pipefail
cd "$(dirname "$0")/.."

# need "IS IT THERE" "PACKAGES" "WHAT IT MEANS WHERE IT CANNOT BE INSTALLED". RUNLEVEL=1: a package starts no service of its own.
need() {
  if ! eval "$1" >/dev/null 2>&1 && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2086 # Packages are meant to be split.
    { apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $2; } || true
  fi
  eval "$1" >/dev/null 2>&1 || echo "$3"
}

need 'compgen -G "/usr/lib/postgresql/*/bin/postgres"' postgresql \
  "PostgreSQL is missing and could not be installed: the tests over it will skip, unless TENANTLLM_POSTGRESQL_BIN names the folder of its programs."
need 'command -v redis-server' redis-server "Redis is missing and could not be installed: the tests of a cluster will skip."
need 'command -v prometheus && command -v promtool' prometheus \
  "Prometheus is missing and could not be installed: the tests of dashboards and alerts will skip."
need 'command -v docker-compose' docker-compose "docker-compose is missing and could not be installed: the tests of docker-compose.yml will skip."
need 'command -v curl && command -v jq' "curl jq" "curl or jq is missing and could not be installed: the test of the walk-through will skip."
need 'command -v npm' "nodejs npm" "Node.js is missing and could not be installed: the tests and samples in JavaScript will skip."
command -v npm >/dev/null || exit 0

for folder in tests/EndToEnd/JavaScript samples/javascript; do
  # The stamp makes a second run free.
  if [ ! -e $folder/node_modules/.stamp ] || [ $folder/package-lock.json -nt $folder/node_modules/.stamp ]; then
    npm ci --prefix $folder --no-audit --no-fund --loglevel=error && touch $folder/node_modules/.stamp \
      || echo "The npm packages of $folder could not be installed: the tests that need them will skip."
  fi
done
