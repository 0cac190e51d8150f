#!/usr/bin/env bash
# A throw-away PostgreSQL for tests and measurements.
#   postgres.sh start FOLDER [SETTING=VALUE…]   makes a cluster in FOLDER, starts it on a free loopback port, prints its
# URL
#   postgres.sh stop FOLDER                     stops it and removes FOLDER
# The server never runs as root: called by root, it runs as the user postgres.
set -euo pipefail
source "$(dirname "$0")/env.sh"

action=${1:-} folder=${2:-}
[ -n "$folder" ] || die "usage: postgres.sh start|stop FOLDER [SETTING=VALUE…]"
settings=("${@:3}")

# The newest installed version.
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || die 'PostgreSQL is not installed; scripts/setup.sh test installs it.')")

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

start() {
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  # Trust is bounded: the server listens on the loopback only, for the minutes of a test run.
  as_server "$bin/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder.log" 2>&1 \
    || { cat "$folder.log" >&2; die "initdb failed"; }
  local port
  # Between finding a port and taking it another process may come first, so it is tried again.
  for _ in 1 2 3; do
    port=$(free_port)
    if as_server "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/server.log" --wait --timeout 60 --silent --options \
      "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 ${settings[*]/#/-c }" \
      start >>"$folder.log" 2>&1; then
      echo "postgres://postgres@127.0.0.1:$port/postgres"
      return
    fi
  done
  cat "$folder/server.log" >&2
  die "PostgreSQL did not start"
}

stop() {
  [ -d "$folder/data" ] && as_server "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop || true
  rm -rf "$folder" "$folder.log"
}

case $action in
  start) start ;;
  stop) stop ;;
  *) die "postgres.sh knows: start, stop" ;;
esac
