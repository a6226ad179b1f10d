#!/usr/bin/env bash
# Runs the tests (all, or those of the given project, with more arguments for dotnet test) and closes with one line over all of them.
set -uo pipefail
cd "$(dirname "$0")/.."

results=artifacts/test-results
rm -rf "$results"
dotnet test "${@:-TenantLLM.sln}" --logger trx --results-directory "$results"
status=$?

# Sums an attribute of the <Counters> element over all result files.
total() { grep -rhoE "<Counters [^>]*" "$results" 2>/dev/null | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }

# The tests that failed, each with the first line of why: what ran after them would hide it.
failures() {
  find "$results" -name '*.trx' -exec awk '
    /<UnitTestResult .*outcome="Failed"/ { match($0, /testName="[^"]*"/); print "Failed: " substr($0, RSTART + 10, RLENGTH - 11); failed = 1 }
    failed && sub(/.*<Message>/, "") { sub(/<\/Message>.*/, ""); print "  " $0; failed = 0 }' {} +
}

passed=$(total passed)
failed=$(total failed)
skipped=$(($(total total) - $(total executed)))
echo
failures
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
