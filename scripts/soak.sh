#!/usr/bin/env bash
# What a single run may miss: every race and every random story many times over, on both databases, and the server killed again
# and again in the middle of its work. ROUNDS says how often (1000).
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh test

scratch=$(mktemp -d)
chmod 711 "$scratch" # the database server may run as another user
trap 'scripts/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT

say "Starting PostgreSQL in a temporary folder"
GUILDHALL_TEST_POSTGRES=$(scripts/postgres.sh start "$scratch/postgres")
GUILDHALL_ROUNDS=${ROUNDS:-1000}
export GUILDHALL_TEST_POSTGRES GUILDHALL_ROUNDS

# Nobody pulls the plug here, so SQLite need not wait for a disk.
memory=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || memory=/dev/shm

failed=()
say "Races and stories: $GUILDHALL_ROUNDS rounds of each"
TMPDIR=$memory cargo test --package=guildhall --features=server --lib -- story::races story::properties --nocapture || failed+=(stories)
say "Killing the server"
cargo test --package=server --test=crash -- --nocapture || failed+=(crash)

if [ ${#failed[@]} -gt 0 ]; then
  say "FAILED: ${failed[*]}" >&2
  exit 1
fi
