#!/usr/bin/env bash
# Writes .env from .env.example, with passwords of its own, unless there is one. Nobody else may read it.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -e .env ] && exit 0
umask 077
while IFS= read -r line; do
  case $line in
    *_PASSWORD=) echo "$line$(head -c 24 /dev/urandom | base64 | tr -d '/+=')" ;;
    *) echo "$line" ;;
  esac
done <.env.example >.env
echo "Wrote .env with new passwords."
