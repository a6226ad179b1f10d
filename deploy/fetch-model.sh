#!/bin/sh
# Fetches a model file unless it is there. One that was cut off is gone on with; one that is not what it should be is never put in its place.
#
#   MODEL_URL      where it is
#   MODEL_FILE     its name in the folder
#   MODEL_SHA256   what it must be; empty: it is told, so that it can be pinned
#   MODEL_FOLDER   /models
set -eu
: "${MODEL_URL:?MODEL_URL must say where the model is}" "${MODEL_FILE:?MODEL_FILE must name the file}"
file=${MODEL_FOLDER:-/models}/$MODEL_FILE
part=$file.part

if [ -e "$file" ]; then
  echo "$file is there: nothing is fetched."
  exit 0
fi

echo "Fetching $MODEL_URL"
# A line of progress now and then; where the server cannot go on in the middle, from the start.
curl --fail --location --show-error --silent --retry 5 --retry-delay 2 --retry-all-errors --continue-at - --output "$part" "$MODEL_URL" &
curl=$!
trap 'kill $curl 2>/dev/null || true' INT TERM
while kill -0 $curl 2>/dev/null; do
  sleep "${PROGRESS_SECONDS:-5}"
  [ -e "$part" ] && echo "  $(($(wc -c <"$part") / 1048576)) MiB"
done
if ! wait $curl; then
  echo "The model could not be fetched whole; what is here of it is gone on with at the next try." >&2
  exit 1
fi

if [ "$(head -c 4 "$part")" != GGUF ]; then
  rm "$part"
  echo "What $MODEL_URL answers is no GGUF file. MODEL_URL must be the file itself, not a page about it." >&2
  exit 1
fi
sum=$(sha256sum "$part" | cut -d ' ' -f 1)
if [ -n "${MODEL_SHA256:-}" ] && [ "$sum" != "$MODEL_SHA256" ]; then
  rm "$part"
  echo "The file has the SHA-256 $sum, and MODEL_SHA256 says $MODEL_SHA256: it was thrown away." >&2
  exit 1
fi
mv "$part" "$file"
[ -n "${MODEL_SHA256:-}" ] || echo "Its SHA-256 was not checked. MODEL_SHA256=$sum pins it."
echo "$file is there."
