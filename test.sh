#!/usr/bin/env bash
# Builds and runs all tests. Options go to the runner, such as --filter-class '*Oracle*'.
# Ends with the line "N passed, N failed, N skipped"; the exit code is 0 when none failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./.config/dotnet.sh
./build.sh || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# 8 is the runner's code for "no test ran" in a project; with a filter that is how it should be in some of them.
dotnet test --solution Hnsg.slnx -c Release --no-build --no-ansi ${1:+--ignore-exit-code 8} "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
total=$(count total) failed=$(count failed) passed=$(count succeeded) skipped=$(count skipped)
if [ "${total:-0}" -eq 0 ]; then echo "No test ran."; [ "$code" -ne 0 ] || code=1; fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$code"
