#!/usr/bin/env bash
# Restores, checks the format, builds and runs every test, with the servers that the tests need.
#
#   build/test.sh                                  everything
#   build/test.sh 'FullyQualifiedName~Phishing'    only the tests that a filter of `dotnet test` matches (several: any of them)
#
# The last line is `N passed, N failed` (with `, N skipped` if there are any); the exit code is 0 only if all of it went well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

solution=SecurityTraining.sln
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MSBUILDDISABLENODEREUSE=1 # no build process outlives this script

# Databases and files of tests live as long as a test. Where there is room for them in memory they are made in a quarter of the time, and
# nothing stands still while a disk catches up.
memory=$(df --output=avail --block-size=1M /dev/shm 2>/dev/null | tail -n 1) || memory=0
if [[ -z ${TMPDIR:-} && -w /dev/shm ]] && ((memory >= 4096)); then
  export TMPDIR=/dev/shm
fi

command -v dotnet >/dev/null || {
  echo 'The .NET SDK named in global.json is not installed.' >&2
  exit 1
}

# shellcheck source=build/servers.sh
. build/servers.sh

results=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-results.XXXXXXXX")
# shellcheck disable=SC2317 # the trap calls it
clean_up() {
  servers_stop
  rm -rf -- "$results"
}
trap clean_up EXIT

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

step 'servers'
servers_install
servers_start

step 'restore'
dotnet restore "$solution" --locked-mode

step 'format'
dotnet format "$solution" --verify-no-changes --no-restore

step 'build'
dotnet build "$solution" -c Release --no-restore

step 'test'
filter=()
if (($#)); then
  filter=(--filter "$(IFS='|' && echo "$*")")
fi
# One assembly after the other: each already uses all the cores, and the times below mean something.
tested=0
dotnet test "$solution" -c Release --no-build -m:1 --logger trx --results-directory "$results" "${filter[@]}" || tested=$?

# `trx file element attribute`: prints the attribute of the first such element, nothing if there is none.
trx() {
  awk -v RS='>' -v element="<$2 " -v attribute=" $3=\"" '
    (from = index($0, element)) && (at = index(substr($0, from), attribute)) {
      value = substr($0, from + at - 1 + length(attribute))
      print substr(value, 1, index(value, "\"") - 1)
      exit
    }' "$1"
}

step 'results'
passed=0 failed=0 skipped=0
while IFS= read -r -d '' file; do
  # 10#0: nothing is 0, and no number octal.
  file_total=$((10#0$(trx "$file" Counters total)))
  file_passed=$((10#0$(trx "$file" Counters passed)))
  # The file's own notExecuted stays 0 for skipped tests: they are what is left of the total.
  file_failed=0
  for outcome in failed error timeout aborted; do
    file_failed=$((file_failed + 10#0$(trx "$file" Counters "$outcome")))
  done
  passed=$((passed + file_passed))
  failed=$((failed + file_failed))
  skipped=$((skipped + file_total - file_passed - file_failed))

  assembly=$(trx "$file" TestMethod codeBase)
  start=$(date -d "$(trx "$file" Times start)" +%s.%N)
  finish=$(date -d "$(trx "$file" Times finish)" +%s.%N)
  awk -v name="${assembly##*/}" -v tests="$file_total" -v start="$start" -v finish="$finish" \
    'BEGIN { printf "%8.1f s %6d tests  %s\n", finish - start, tests, name == "" ? "(an assembly without a matching test)" : name }'
done < <(find "$results" -name '*.trx' -print0 | sort -z)

status=0
if ((tested != 0)); then
  echo "dotnet test ended with exit code $tested." >&2
  status=1
fi
if ((passed + failed == 0)); then
  echo 'No test ran.' >&2
  status=1
fi
if ((failed != 0)); then
  status=1
fi
echo "$passed passed, $failed failed$( ((skipped == 0)) || echo ", $skipped skipped")"
exit "$status"
