#!/usr/bin/env bash
# Creates the database of SecurityTraining and its two roles on a PostgreSQL server, or brings them into the state
# described in postgres-roles.sql. Run it once as a superuser, before the first `migrate`; running it again is safe, and is
# how a password is changed.
#
#   OWNER_PASSWORD=… RUNTIME_PASSWORD=… build/postgres-roles.sh 'postgresql://postgres@127.0.0.1:5432/postgres'
#   OWNER_PASSWORD=… RUNTIME_PASSWORD=… build/postgres-roles.sh -h 127.0.0.1 -U postgres -d postgres
#
#   SECURITYTRAINING_DB   the database            (securitytraining)
#   OWNER                 the owner's role name   (securitytraining_owner), for ConnectionStrings:DatabaseOwner
#   RUNTIME               the service's role name (securitytraining_runtime), for ConnectionStrings:Database
#
# The superuser's password is best given as PGPASSWORD or in a password file: arguments are visible to other users.
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

(($#)) || fail "usage: OWNER_PASSWORD=… RUNTIME_PASSWORD=… $0 <superuser connection URI, or arguments for psql>"
command -v psql >/dev/null || fail 'psql (15 or newer) is not installed.'
[[ -n ${OWNER_PASSWORD:-} ]] || fail 'OWNER_PASSWORD is not set.'
[[ -n ${RUNTIME_PASSWORD:-} ]] || fail 'RUNTIME_PASSWORD is not set.'
owner=${OWNER:-securitytraining_owner}
runtime=${RUNTIME:-securitytraining_runtime}
[[ $owner != "$runtime" ]] || fail 'OWNER and RUNTIME must be two roles: the service must not own its tables.'

# The passwords travel in the environment: psql's arguments would show them to every user of the machine.
export OWNER_PASSWORD RUNTIME_PASSWORD
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
  --set=database="${SECURITYTRAINING_DB:-securitytraining}" --set=owner="$owner" --set=runtime="$runtime" \
  --file="$(dirname "${BASH_SOURCE[0]}")/postgres-roles.sql" "$@"
