#!/usr/bin/env bash
# Measures the service against the bare endpoint (tests/Benchmarks), both on the same database and in the same run: one
# company's first page of 20 people, of 100,000 in 100 companies, and clicks on links of a phishing simulation.
#
#   build/load.sh                 everything
#   build/load.sh postgres        only one of postgres, sqlite, mail, crowd, scim
#
# `mail` is about whole tasks, on PostgreSQL: 10,000 mails from launch to last delivery to a real SMTP server (Postfix's smtp-sink),
# by a service that has just started and once more when it is warm, an import of 50,000 lines, the peak memory of each, and the time
# from the start on a fresh data folder to the first answer.
#
# `crowd` sends two simulations to 100,000 people over 8 connections, on PostgreSQL, and reads the summary and the first page of results
# meanwhile; during the second one, 256 connections click on links.
#
# `scim` provisions 10,000 people on PostgreSQL, one request each over several connections, and reads each of them over the API.
#
#   WARM_UP=20 DURATION=10 ROUNDS=3 WRK_THREADS=2    seconds, seconds, alternations, threads of wrk
#
# A machine drifts by a quarter within minutes, so the two take turns and only their ratio means anything, and only if it
# moves by more than 15 %. The exit code is not 0 when any request failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=build/servers.sh
. build/servers.sh

WARM_UP=${WARM_UP:-20} # tiered compilation needs that long
DURATION=${DURATION:-10}
ROUNDS=${ROUNDS:-3}
WRK_THREADS=${WRK_THREADS:-2}
CONNECTIONS=(32 256)
MAIL_CONNECTIONS=(8 16)
COMPANIES=100
PEOPLE=100000
CLICKERS=10000
PROVISIONED=${PROVISIONED:-10000}
PROVISIONING_CONNECTIONS=(1 8 16)

# As in production, but for what would keep a load away: limits, and proof of a domain that is nobody's.
common=(
  Phishing__AllowedUnverifiedDomains__0=example.com
  Phishing__ScannerWindowSeconds=0
  RateLimits__PerCallerPerMinute=0
  RateLimits__PerApiKeyPerMinute=0
  RateLimits__AnonymousPerMinute=0
  RateLimits__AuthPerMinute=0
  Serilog__MinimumLevel__Default=Warning
)

work='' # a temporary folder: published programs, data, logs, results
pids=() # what was started and still runs

main() {
  local databases=("$@") database
  (($#)) || databases=(postgres sqlite mail crowd scim)
  for database in "${databases[@]}"; do
    [[ " postgres sqlite mail crowd scim " == *" $database "* ]] ||
      fail "usage: $0 [postgres] [sqlite] [mail] [crowd] [scim]"
  done

  unset SECURITYTRAINING_TEST_POSTGRES # a server of its own: nobody else's work in the numbers, or this one's in theirs
  work=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-load.XXXXXXXX")
  trap clean_up EXIT
  install_tools
  publish
  for database in "${databases[@]}"; do
    "on_$database"
  done
  [[ ! -e $work/results ]] || awk -F '\t' '{ failed += $4 } END { if (failed) { print failed " requests failed."; exit 1 } }' "$work/results" >&2
}

# -- the two databases ------------------------------------------------------------------------------------------------

# Starts a server with an empty database for the service, and says in $settings how to reach it.
start_postgres() {
  rm -rf -- "$work/postgres"
  servers_install
  servers_start
  server="Host=127.0.0.1;Port=$SERVERS_PORT" database='Database=securitytraining'
  OWNER_PASSWORD=$SERVERS_PASSWORD RUNTIME_PASSWORD=$SERVERS_PASSWORD PGPASSWORD=$SERVERS_PASSWORD \
    build/postgres-roles.sh -h 127.0.0.1 -p "$SERVERS_PORT" -U postgres -d postgres
  settings=(
    Database__Provider=Postgres
    "ConnectionStrings__Database=$server;Username=securitytraining_runtime;Password=$SERVERS_PASSWORD;$database"
    "ConnectionStrings__DatabaseOwner=$server;Username=securitytraining_owner;Password=$SERVERS_PASSWORD;$database"
    "DataFolder=$work/postgres"
  )
}

on_postgres() {
  headline 'PostgreSQL'
  local server database settings service bare
  start_postgres
  service=http://127.0.0.1:$(servers_free_port)
  prepare "$service" "${settings[@]}"
  start_service "$service" "${settings[@]}"
  seed "$service" "$work/postgres/mailbox"
  seed_postgres

  # The superuser: row-level security would hide everybody from an endpoint that sets no company.
  bare=http://127.0.0.1:$(servers_free_port)
  start_bare bare-postgres "$bare" "$server;Username=postgres;Password=$SERVERS_PASSWORD;$database"
  measure postgres "$service" "$bare"
  stop_all
  servers_stop
}

on_sqlite() {
  headline 'SQLite'
  local service bare
  service=http://127.0.0.1:$(servers_free_port)
  local settings=(Database__Provider=Sqlite "DataFolder=$work/sqlite")
  prepare "$service" "${settings[@]}"
  start_service "$service" "${settings[@]}"
  seed "$service" "$work/sqlite/mailbox"
  seed_sqlite

  bare=http://127.0.0.1:$(servers_free_port)
  start_bare bare-sqlite "$bare" "Data Source=$work/sqlite/securitytraining.db"
  measure sqlite "$service" "$bare"
  stop_all
}

on_mail() {
  printf '\n== Whole tasks, PostgreSQL\n'
  local server database settings service smtp connections
  start_postgres
  service=http://127.0.0.1:$(servers_free_port)
  prepare "$service" "${settings[@]}"
  start_service "$service" "${settings[@]}"
  printf 'import of 50,000 lines       %s s, peak memory %s MB\n' \
    "$(story "$service" "$work/postgres/mailbox" import@example.com signup import=50000 | sed -n 's/^import //p')" "$(peak_memory)"
  story "$service" "$work/postgres/mailbox" send@example.com signup "import=$CLICKERS" >/dev/null
  stop_all

  for connections in "${MAIL_CONNECTIONS[@]}"; do
    smtp=$(servers_free_port)
    smtp-sink -u nobody "127.0.0.1:$smtp" 1000 >/dev/null 2>&1 &
    pids+=("$!")
    start_service "$service" "${settings[@]}" Mail__Smtp__Host=127.0.0.1 "Mail__Smtp__Port=$smtp" Mail__Smtp__Security=None \
      "Mail__Smtp__Connections=$connections"
    story "$service" "$work/postgres/mailbox" send@example.com signin "send=$CLICKERS" "send=$CLICKERS" |
      awk -v mails="$CLICKERS" -v connections="$connections" '/^send/ {
        printf "launch to last delivery     %s s for %d mails over %d connections: %d mails/s%s\n",
          $2, mails, connections, mails / $2, again++ ? "" : ", just started" }'
    printf '                            peak memory %s MB\n' "$(peak_memory)"
    stop_all
  done
  servers_stop
  first_answer
}

on_crowd() {
  printf '\n== %s recipients, PostgreSQL\n' "$PEOPLE"
  local server database settings service smtp telling
  start_postgres
  service=http://127.0.0.1:$(servers_free_port)
  prepare "$service" "${settings[@]}"
  start_service "$service" "${settings[@]}"
  story "$service" "$work/postgres/mailbox" clicks@example.com signup import=1999 send=2000 links | grep '^/t/' >"$work/paths"
  story "$service" "$work/postgres/mailbox" crowd@example.com signup "import=$((PEOPLE / 2))" "import=$((PEOPLE / 2 - 1))" >/dev/null
  stop_all

  smtp=$(servers_free_port)
  smtp-sink -u nobody "127.0.0.1:$smtp" 1000 >/dev/null 2>&1 &
  pids+=("$!")
  start_service "$service" "${settings[@]}" Mail__Smtp__Host=127.0.0.1 "Mail__Smtp__Port=$smtp" Mail__Smtp__Security=None Mail__Smtp__Connections=8
  story "$service" "$work/postgres/mailbox" crowd@example.com signin "send=$PEOPLE" >"$work/crowd"
  crowd_row ''
  story "$service" "$work/postgres/mailbox" crowd@example.com signin "send=$PEOPLE" >"$work/crowd" &
  telling=$!
  until grep -q '^sending' "$work/crowd"; do
    kill -0 "$telling" 2>/dev/null || fail 'The simulation was not sent.'
    sleep 0.1
  done
  printf '%-28s %5s %10s %9s %9s %9s %7s\n' '' conn. req/s 'p50 ms' 'p95 ms' 'p99 ms' errors
  WRK_PATHS=$work/paths warm_up "$service" '' 256
  WRK_PATHS=$work/paths wrk_run 'clicks while it sends' "$service" '' 256 30
  wait "$telling"
  crowd_row ', clicked on meanwhile'
  stop_all
  servers_stop
}

# Prints what the story told of a simulation that was sent to everybody.
crowd_row() {
  awk -v people="$PEOPLE" -v how="$1" -v memory="$(peak_memory)" '/^send / { seconds = $2 } /^looks/ {
    printf "launch to last delivery     %s s: %d mails/s, summary and results p95 %d ms, peak memory %d MB%s\n", seconds, people / seconds, $2, memory, how }' "$work/crowd"
}

# A company for each number of connections; the first one warms the service up.
on_scim() {
  printf '\n== Provisioning (SCIM), PostgreSQL: %s people\n' "$PROVISIONED"
  local server database settings service connections
  start_postgres
  service=http://127.0.0.1:$(servers_free_port)
  prepare "$service" "${settings[@]}"
  start_service "$service" "${settings[@]}"
  story "$service" "$work/postgres/mailbox" warm@example.com signup provision=2000=8 >/dev/null
  for connections in "${PROVISIONING_CONNECTIONS[@]}"; do
    story "$service" "$work/postgres/mailbox" "scim$connections@example.com" signup "provision=$PROVISIONED=$connections" |
      awk -v connections="$connections" '/^provision/ { provisioned = $2 } /^read/ {
        printf "over %2d connections         %d people/s, %d plain reads/s: ratio %.2f\n", connections, provisioned, $2, provisioned / $2 }'
  done
  printf '                            peak memory %s MB\n' "$(peak_memory)"
  stop_all
  servers_stop
}

# How long a fresh data folder takes to the first 200, and what the idle service holds in memory, on the embedded default.
first_answer() {
  local started service
  service=http://127.0.0.1:$(servers_free_port)
  started=$(date +%s%N)
  start_service "$service" "DataFolder=$work/fresh"
  printf 'start to first 200          %s s\n' "$(awk -v ns="$(($(date +%s%N) - started))" 'BEGIN { printf "%.2f", ns / 1e9 }')"
  sleep 5 # until it is idle
  printf 'idle memory                 %s MB\n' "$(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/${pids[-1]}/status")"
  stop_all
}

# Of the service, in MB, since its start.
peak_memory() { awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/${pids[-1]}/status"; }

# People first, then clicks: those write, and would leave the database busy.
measure() {
  local database=$1 service=$2 bare=$3
  printf '%-28s %5s %10s %9s %9s %9s %7s\n' '' conn. req/s 'p50 ms' 'p95 ms' 'p99 ms' errors
  compare "$database" "$service" "$bare"
  clicks "$database" "$service"
}

# The service and the bare endpoint take turns.
compare() {
  local database=$1 service=$2 bare=$3 company connections round header
  company=$(company_id)
  for connections in "${CONNECTIONS[@]}"; do
    header="Authorization: Bearer $(access_token "$service")" # anew each time: it lives for ten minutes
    local people="$service/api/v1/users?pageSize=20&sort=lastName,firstName" limit="$bare/people/$company"
    warm_up "$people" "$header" "$connections"
    warm_up "$limit" '' "$connections"
    for ((round = 1; round <= ROUNDS; round++)); do
      wrk_run "$database people" "$people" "$header" "$connections" "$DURATION"
      wrk_run "$database bare" "$limit" '' "$connections" "$DURATION"
    done
    printf '%-28s %5d %10s of the limit\n' "$database ratio" "$connections" \
      "$(ratio "$(median "$database people" "$connections")" "$(median "$database bare" "$connections")")"
  done
}

# Clicks on random links of a sent simulation: every request is a write.
clicks() {
  local database=$1 service=$2 connections round
  for connections in "${CONNECTIONS[@]}"; do
    WRK_PATHS=$work/paths warm_up "$service" '' "$connections"
    for ((round = 1; round <= ROUNDS; round++)); do
      WRK_PATHS=$work/paths wrk_run "$database clicks" "$service" '' "$connections" "$DURATION"
    done
  done
}

# -- what the databases are filled with -------------------------------------------------------------------------------

# A company of 1,000 people and one of 10,000 with a sent simulation come in over the service's own API; the others are copies of the
# first, made in the database.
seed() {
  local service=$1 mailbox=$2
  story "$service" "$mailbox" list@example.com signup "import=$((PEOPLE / COMPANIES - 1))" >"$work/list"
  story "$service" "$mailbox" clicks@example.com signup "import=$CLICKERS" "send=$CLICKERS" links | grep '^/t/' >"$work/paths"
}

seed_postgres() {
  PGPASSWORD=$SERVERS_PASSWORD psql -q -h 127.0.0.1 -p "$SERVERS_PORT" -U postgres -d securitytraining -v ON_ERROR_STOP=1 \
    -v company="$(company_id)" -v copies="$((COMPANIES - 1))" -f build/load-copies.sql
}

seed_sqlite() {
  # shellcheck disable=SC2016 # $company and $copies are SQLite's
  dotnet "$work/bare/SecurityTraining.Benchmarks.dll" copy-sqlite "$work/sqlite/securitytraining.db" "$(company_id)" "$((COMPANIES - 1))"
}

# Prints the id of the company whose people are read.
company_id() { sed -n 's/^company //p' "$work/list"; }

# Prints an access token of that company's administrator.
access_token() {
  curl --silent --fail "$1/api/v1/auth/login" --header 'Content-Type: application/json' \
    --data '{"email":"list@example.com","password":"nine lanterns over the harbour"}' | sed -E 's/.*"accessToken":"([^"]+)".*/\1/'
}

# Plays a company through the API: `story url mailbox email step…`
story() { dotnet "$work/bare/SecurityTraining.Benchmarks.dll" story "$@"; }

# -- programs ---------------------------------------------------------------------------------------------------------

install_tools() {
  local missing=() tool
  for tool in wrk curl smtp-sink; do
    command -v "$tool" >/dev/null || missing+=("${tool/smtp-sink/postfix}")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || fail "Missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

publish() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
  dotnet publish src/WebApi -c Release -o "$work/service" -v quiet
  dotnet publish tests/Benchmarks -c Release -o "$work/bare" -v quiet
}

# Creates the tables: `prepare url setting…`
prepare() {
  local url=$1
  shift
  mkdir -p "$work/postgres" "$work/sqlite"
  env ASPNETCORE_ENVIRONMENT=Load PublicUrl="$url" "${common[@]}" "$@" \
    dotnet "$work/service/SecurityTraining.WebApi.dll" migrate >"$work/migrate.log" 2>&1 || {
    cat "$work/migrate.log" >&2
    fail 'The migration failed.'
  }
}

# `start_service url setting…`
start_service() {
  local url=$1
  shift
  start service "$url" env ASPNETCORE_ENVIRONMENT=Load PublicUrl="$url" "${common[@]}" "$@" \
    dotnet "$work/service/SecurityTraining.WebApi.dll" --urls "$url"
}

# `start_bare mode url connection-string`
start_bare() {
  start "$1" "$2" env ConnectionStrings__Database="$3" dotnet "$work/bare/SecurityTraining.Benchmarks.dll" "$1" --urls "$2"
}

# `start name url command…`: runs it in the background and waits until it answers.
start() {
  local name=$1 url=$2
  shift 2
  "$@" >"$work/$name.log" 2>&1 </dev/null &
  pids+=("$!")
  wait_ready "$url/health/live" "$!" || {
    tail -n 50 "$work/$name.log" >&2
    fail "$name did not start."
  }
}

# `wait_ready url [pid]`: at most 60 s, and no longer than the process lives.
wait_ready() {
  local deadline=$((SECONDS + 60))
  until curl --silent --fail --output /dev/null --max-time 5 "$1"; do
    ((SECONDS < deadline)) || return 1
    [[ -z ${2:-} ]] || kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
}

stop_all() {
  local pid deadline=$((SECONDS + 20))
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do
    while kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); do
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  pids=()
}

clean_up() {
  stop_all
  servers_stop
  rm -rf -- "$work"
}

# -- wrk --------------------------------------------------------------------------------------------------------------

# wrk's own report has no p95; a script's has. With a file of paths as its argument it asks for a random one each time.
wrk_script() {
  cat <<'LUA'
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  if not args[1] then return end
  local paths = {}
  for path in io.lines(args[1]) do paths[#paths + 1] = path end
  math.randomseed(os.time() + seed)
  request = function() return wrk.format("GET", paths[math.random(#paths)]) end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local answered = summary.requests - errors.status -- a quick refusal is no throughput
  io.write(string.format("result %.0f %.2f %.2f %.2f %d\n", answered / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
LUA
}

# `wrk_measure url header connections seconds`: prints "req/s p50 p95 p99 errors", latencies in milliseconds. The header
# may be empty. With WRK_PATHS, a file, each request goes to a random path of it.
wrk_measure() {
  local url=$1 header=$2 connections=$3 seconds=$4 arguments=() result
  [[ -z $header ]] || arguments+=(--header "$header")
  arguments+=("$url")
  [[ -z ${WRK_PATHS:-} ]] || arguments+=(-- "$WRK_PATHS")
  [[ -e $work/wrk.lua ]] || wrk_script >"$work/wrk.lua"
  wrk --threads "$WRK_THREADS" --connections "$connections" --duration "${seconds}s" --timeout 10s --script "$work/wrk.lua" \
    "${arguments[@]}" >"$work/wrk.log" 2>&1 || true
  result=$(sed -n 's/^result //p' "$work/wrk.log")
  if [[ -z $result ]]; then
    cat "$work/wrk.log" >&2
    fail "wrk could not measure $url."
  fi
  echo "$result"
}

# `wrk_run name url header connections seconds`: prints a row, and keeps it as a tab-separated line of $work/results: name,
# connections, req/s, errors.
wrk_run() {
  local name=$1 url=$2 header=$3 connections=$4 seconds=$5 result rate p50 p95 p99 errors
  result=$(wrk_measure "$url" "$header" "$connections" "$seconds")
  read -r rate p50 p95 p99 errors <<<"$result"
  printf '%-28s %5d %10d %9.2f %9.2f %9.2f %7d\n' "$name" "$connections" "$rate" "$p50" "$p95" "$p99" "$errors"
  printf '%s\t%s\t%s\t%s\n' "$name" "$connections" "$rate" "$errors" >>"$work/results"
}

# `warm_up url header connections`
warm_up() { wrk_measure "$1" "$2" "$3" "$WARM_UP" >/dev/null; }

# `median name connections`: the median req/s of its rounds.
median() {
  awk -F '\t' -v name="$1" -v connections="$2" '$1 == name && $2 == connections { print $3 }' "$work/results" | sort -n |
    awk '{ rate[NR] = $1 } END { print NR % 2 ? rate[(NR + 1) / 2] : (rate[NR / 2] + rate[NR / 2 + 1]) / 2 }'
}

# `ratio a b`: a of b, with two decimals.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f\n", a / b; else print "-" }'; }

# -- output -----------------------------------------------------------------------------------------------------------

headline() { printf '\n== %s: %s people in %s companies\n' "$1" "$PEOPLE" "$COMPANIES"; }

fail() {
  echo "$1" >&2
  exit 1
}

# Sourced, it only defines the functions.
if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
