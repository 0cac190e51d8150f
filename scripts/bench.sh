#!/usr/bin/env bash
# Measures a release build on a demo world, on SQLite and then on PostgreSQL, and prints two tables.
#   PEOPLE=100000 CONNECTIONS=32 SECONDS_EACH=10 DATABASES="sqlite postgres" scripts/bench.sh
set -euo pipefail
source "$(dirname "$0")/env.sh"

# A thousand open pages are a thousand connections.
ulimit -n 8192
scripts/setup.sh bench
scripts/build.sh

people=${PEOPLE:-100000}
databases=${DATABASES:-sqlite postgres}
scratch=$(mktemp -d)
chmod 711 "$scratch" # the database server may run as another user
trap 'scripts/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT

# A world is kept until the schema or the demo changes.
version=$(find src/db/migrations src server/src -type f \( -path '*migrations*' -o -path '*demo*' \) -print0 | sort -zu | xargs -0 cat | sha256sum | cut -c1-12)
world=$CACHE/bench/$people-$version
if [ ! -f "$world/passwords" ]; then
  say "Making a demo world of $people people (kept in $world)"
  rm -rf "$CACHE/bench"
  mkdir -p "$world"
  "$TARGET/release/guildhall" demo --people "$people" --data "$world/data" >"$scratch/passwords"
  mv "$scratch/passwords" "$world/passwords"
fi
cp -r "$world/data" "$scratch/data"

if [[ $databases == *postgres* ]]; then
  say "The same world on PostgreSQL"
  # Statistics are as fresh after seconds as those of a site in use are after a minute.
  postgres=$(scripts/postgres.sh start "$scratch/postgres" autovacuum_naptime=5s)
  "$TARGET/release/guildhall" demo --people "$people" --data "$scratch/data-postgres" --database-url "$postgres" >"$scratch/passwords-postgres"
fi

failed=
for database in $databases; do
  case $database in
    sqlite) store=(--data "$scratch/data") passwords=$world/passwords ;;
    postgres) store=(--data "$scratch/data-postgres" --database-url "$postgres") passwords=$scratch/passwords-postgres ;;
  esac
  say "Measuring on $database"
  BENCH_PROGRAM=$TARGET/release/guildhall BENCH_PASSWORDS=$passwords BENCH_NAME=$database \
    BENCH_CONNECTIONS=${CONNECTIONS:-32} BENCH_SECONDS=${SECONDS_EACH:-10} \
    node scripts/bench.mjs "${store[@]}" | tee -a "$scratch/rows" || failed=yes
done

say "Result: $(nproc) cores shared by server and load generator, $people people, ${CONNECTIONS:-32} connections, ${SECONDS_EACH:-10} s each"
{
  echo "database|page|pages/s|p50|p99|errors|queries|memory before|memory after|ready after|first visit"
  grep '^row|' "$scratch/rows" | cut -d'|' -f2-
} | column -t -s'|'
echo
{
  echo "database|first visit of|loads|requests|taken over, CPU / 4"
  grep '^visit|' "$scratch/rows" | cut -d'|' -f2-
} | column -t -s'|'
echo
{
  echo "database|act|figure|how"
  grep '^act|' "$scratch/rows" | cut -d'|' -f2-
} | column -t -s'|'
echo
grep '^command|' "$scratch/rows" | cut -d'|' -f2- | sort -u
[ -z "$failed" ] || die "a limit was passed, or the measuring broke off; see above"
