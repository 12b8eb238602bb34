# shellcheck shell=bash
# What the tests need beside .NET: PostgreSQL, Redis, a Python that can run the SMTP sink and check DKIM signatures, a Chromium and a
# Node.js for single sign-on by a real OpenID provider, Dovecot as the IMAP server of report mailboxes, and poppler's and ZBar's tools,
# which read documents as their readers do. To be sourced by bash:
#
#   . build/servers.sh
#   trap servers_stop EXIT
#   servers_install
#   servers_start       # exports SECURITYTRAINING_TEST_POSTGRES, a superuser's connection string, SECURITYTRAINING_TEST_REDIS,
#                       # SECURITYTRAINING_TEST_S3, the address of an S3 server (key and secret S3RVER, bucket content), and
#                       # SECURITYTRAINING_TEST_NODE, the folder with the packages of tests/TestKit/OpenId
#
# Each function may be called twice, and returns 1 with a message on stderr when it can't do its work. The server is a
# fresh one on a random loopback port and lives in a temporary folder; nothing that is already running is touched. Set
# SECURITYTRAINING_TEST_POSTGRES beforehand to use a server of your own instead (its max_connections must be 200 or more).

SERVERS_FOLDER=''
SERVERS_PORT=''
SERVERS_PASSWORD=''
SERVERS_REDIS_FOLDER=''
SERVERS_REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SERVERS_NODE_FOLDER=$SERVERS_REPOSITORY/tmp/.cache/openid
SERVERS_S3_FOLDER=''
SERVERS_S3_PACKAGE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/s3

# Installs what is missing, and only that.
servers_install() {
  local missing=()
  if [[ -z ${SECURITYTRAINING_TEST_POSTGRES:-} ]] && ! _servers_postgres_bin >/dev/null; then
    missing+=(postgresql)
  fi
  [[ -n ${SECURITYTRAINING_TEST_REDIS:-} ]] || command -v redis-server >/dev/null || missing+=(redis-server)
  # The tests start the sink with Debian's own Python: another one on the PATH would not see Debian's packages.
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
  /usr/bin/python3 -c 'import dkim, nacl' 2>/dev/null || missing+=(python3-dkim)
  command -v npm >/dev/null || missing+=(nodejs npm)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  [[ -x /usr/sbin/dovecot && -d /usr/lib/dovecot ]] || missing+=(dovecot-imapd)
  command -v zbarimg >/dev/null || missing+=(zbar-tools)
  ((${#missing[@]} == 0)) || _servers_install_packages "${missing[@]}" || return 1
  _servers_install_node && _servers_install_s3
}

_servers_install_packages() {
  local missing=("$@")

  if ((EUID != 0)); then
    echo "Missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "Installing ${missing[*]} …"
  if ! { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null; then
    echo "apt-get could not install ${missing[*]}." >&2
    return 1
  fi
}

# Node.js is one of the packages itself: Debian's own is too old for some of the others.
_servers_install_node() {
  local source=$SERVERS_REPOSITORY/tests/TestKit/OpenId
  cmp -s "$source/package-lock.json" "$SERVERS_NODE_FOLDER/installed.json" && return 0
  echo 'Installing the OpenID provider …'
  mkdir -p "$SERVERS_NODE_FOLDER" &&
    cp "$source/package.json" "$source/package-lock.json" "$SERVERS_NODE_FOLDER/" &&
    npm ci --prefix "$SERVERS_NODE_FOLDER" --ignore-scripts --no-audit --no-fund --silent >/dev/null &&
    cp "$source/package-lock.json" "$SERVERS_NODE_FOLDER/installed.json" && return 0
  echo 'npm could not install the packages of tests/TestKit/OpenId.' >&2
  return 1
}

# Starts PostgreSQL and Redis and waits until they answer.
servers_start() {
  export SECURITYTRAINING_TEST_NODE=$SERVERS_NODE_FOLDER
  _servers_start_postgres && _servers_start_redis && _servers_start_s3
}

# Stops what servers_start started, by the pids in its own folders, and removes them. Never fails, so that it can stand in
# a trap without changing the exit code.
servers_stop() {
  _servers_stop_postgres
  _servers_stop_redis
  _servers_stop_s3
}

_servers_start_postgres() {
  [[ -z ${SECURITYTRAINING_TEST_POSTGRES:-} ]] || return 0
  local bin password_file attempt
  if ! bin=$(_servers_postgres_bin); then
    echo 'PostgreSQL is not installed: call servers_install first.' >&2
    return 1
  fi

  _servers_stop_postgres # what an interrupted start may have left
  SERVERS_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-servers.XXXXXXXX") || return 1
  SERVERS_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  password_file=$SERVERS_FOLDER/password
  (umask 077 && printf '%s\n' "$SERVERS_PASSWORD" >"$password_file") || return 1
  ((EUID != 0)) || chown -R postgres: "$SERVERS_FOLDER" || return 1

  # Nothing here has to survive a power cut: the tests kill the service, never the server.
  if ! _servers_as_postgres "$bin/initdb" --pgdata="$SERVERS_FOLDER/data" --username=postgres --pwfile="$password_file" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$SERVERS_FOLDER/initdb.log" 2>&1; then
    cat "$SERVERS_FOLDER/initdb.log" >&2
    servers_stop
    return 1
  fi
  rm -f "$password_file"
  cat >>"$SERVERS_FOLDER/data/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
CONF

  # Between finding a free port and binding it somebody else may take it: then another one is tried.
  for attempt in 1 2 3 4 5; do
    SERVERS_PORT=$(servers_free_port)
    if _servers_as_postgres "$bin/pg_ctl" start --pgdata="$SERVERS_FOLDER/data" --log="$SERVERS_FOLDER/postgres.log" \
      --options="-p $SERVERS_PORT" --wait --timeout=60 --silent >/dev/null 2>&1; then
      export SECURITYTRAINING_TEST_POSTGRES="Host=127.0.0.1;Port=$SERVERS_PORT;Username=postgres;Password=$SERVERS_PASSWORD;Database=postgres"
      return 0
    fi
    grep -q 'could not bind' "$SERVERS_FOLDER/postgres.log" 2>/dev/null || break
  done
  echo "PostgreSQL did not start (attempt $attempt):" >&2
  cat "$SERVERS_FOLDER/postgres.log" >&2
  servers_stop
  return 1
}

_servers_stop_postgres() {
  [[ -n $SERVERS_FOLDER ]] || return 0
  local bin mode
  if [[ -e $SERVERS_FOLDER/data/postmaster.pid ]] && bin=$(_servers_postgres_bin); then
    for mode in fast immediate; do
      if _servers_as_postgres "$bin/pg_ctl" stop --pgdata="$SERVERS_FOLDER/data" --mode="$mode" --wait --timeout=20 \
        --silent >/dev/null 2>&1; then
        break
      fi
    done
  fi
  rm -rf -- "$SERVERS_FOLDER" || true
  SERVERS_FOLDER='' SERVERS_PORT='' SERVERS_PASSWORD=''
  unset SECURITYTRAINING_TEST_POSTGRES
}

# Nothing is kept on disk: what the tests count is over when they are.
_servers_start_redis() {
  [[ -z ${SECURITYTRAINING_TEST_REDIS:-} ]] || return 0
  local port attempt
  if ! command -v redis-server >/dev/null; then
    echo 'Redis is not installed: call servers_install first.' >&2
    return 1
  fi

  _servers_stop_redis
  SERVERS_REDIS_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-redis.XXXXXXXX") || return 1
  for attempt in 1 2 3 4 5; do
    port=$(servers_free_port)
    redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --dir "$SERVERS_REDIS_FOLDER" --daemonize yes \
      --pidfile "$SERVERS_REDIS_FOLDER/pid" --logfile "$SERVERS_REDIS_FOLDER/log" >/dev/null
    for _ in {1..50}; do
      if redis-cli -p "$port" ping 2>/dev/null | grep -q PONG && [[ -s $SERVERS_REDIS_FOLDER/pid ]]; then
        export SECURITYTRAINING_TEST_REDIS="127.0.0.1:$port"
        return 0
      fi
      sleep 0.1
    done
  done
  echo "Redis did not start (attempt $attempt):" >&2
  cat "$SERVERS_REDIS_FOLDER/log" >&2
  return 1
}

_servers_stop_redis() {
  [[ -n $SERVERS_REDIS_FOLDER ]] || return 0
  local pid
  if pid=$(cat "$SERVERS_REDIS_FOLDER/pid" 2>/dev/null); then
    kill "$pid" 2>/dev/null || true
  fi
  rm -rf -- "$SERVERS_REDIS_FOLDER" || true
  SERVERS_REDIS_FOLDER=''
  unset SECURITYTRAINING_TEST_REDIS
}

# The versions are those of build/s3/package-lock.json.
_servers_install_s3() {
  [[ -z ${SECURITYTRAINING_TEST_S3:-} && ! -d $SERVERS_S3_PACKAGE/node_modules ]] || return 0
  npm ci --prefix "$SERVERS_S3_PACKAGE" --ignore-scripts --no-audit --no-fund --silent || {
    echo "npm could not install what $SERVERS_S3_PACKAGE/package-lock.json names." >&2
    return 1
  }
}

_servers_start_s3() {
  [[ -z ${SECURITYTRAINING_TEST_S3:-} ]] || return 0
  local port attempt
  _servers_stop_s3
  SERVERS_S3_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-s3.XXXXXXXX") || return 1
  for attempt in 1 2 3; do
    port=$(servers_free_port)
    node "$SERVERS_S3_PACKAGE/server.js" "$port" "$SERVERS_S3_FOLDER/data" >"$SERVERS_S3_FOLDER/log" 2>&1 &
    echo $! >"$SERVERS_S3_FOLDER/pid"
    for _ in {1..100}; do
      kill -0 "$(cat "$SERVERS_S3_FOLDER/pid")" 2>/dev/null || break
      if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        export SECURITYTRAINING_TEST_S3="http://127.0.0.1:$port"
        return 0
      fi
      sleep 0.1
    done
  done
  echo "The S3 server did not start (attempt $attempt):" >&2
  cat "$SERVERS_S3_FOLDER/log" >&2
  return 1
}

_servers_stop_s3() {
  [[ -n $SERVERS_S3_FOLDER ]] || return 0
  local pid
  if pid=$(cat "$SERVERS_S3_FOLDER/pid" 2>/dev/null); then
    kill "$pid" 2>/dev/null || true
  fi
  rm -rf -- "$SERVERS_S3_FOLDER" || true
  SERVERS_S3_FOLDER=''
  unset SECURITYTRAINING_TEST_S3
}

# Prints a loopback port on which nobody listens, below the range that the kernel gives to outgoing connections.
servers_free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM << 15 | RANDOM) % 12000))
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
}

# Prints the folder of the newest installed server: Debian keeps initdb and pg_ctl off the PATH.
_servers_postgres_bin() {
  local initdb
  initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  [[ -n $initdb ]] || initdb=$(command -v initdb) || return 1
  initdb=$(readlink -f "$initdb")
  [[ -x ${initdb%/*}/pg_ctl && -x ${initdb%/*}/postgres ]] || return 1
  echo "${initdb%/*}"
}

# PostgreSQL refuses to run as root. The folder is left because the postgres user may not be allowed to read it.
_servers_as_postgres() (
  cd / || return 1
  if ((EUID == 0)); then
    exec runuser -u postgres -- "$@"
  fi
  exec "$@"
)
