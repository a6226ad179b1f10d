#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK, where that is possible: Node.js with the official npm client.
# What cannot be installed is said here, and the tests that need it skip.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm || true
fi
if ! command -v npm >/dev/null; then
  echo "Node.js is missing and could not be installed: the tests of the JavaScript SDK will skip."
  exit 0
fi

cd tests/EndToEnd/JavaScript
# The stamp makes a second run free.
if [ ! -e node_modules/.stamp ] || [ package-lock.json -nt node_modules/.stamp ]; then
  npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.stamp \
    || echo "npm packages could not be installed: the tests of the JavaScript SDK will skip."
fi
