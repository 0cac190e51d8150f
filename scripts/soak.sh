#!/usr/bin/env bash
# Runs what is a matter of chance many times: races, properties, and the server that is killed under load, on both
# databases; and every journey on both, with script and without.
#   ROUNDS=1000 scripts/soak.sh
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh test

scratch=$(mktemp -d)
chmod 711 "$scratch" # the database server may run as another user
trap 'scripts/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT

GUILDHALL_ROUNDS=${ROUNDS:-1000}
GUILDHALL_TEST_POSTGRES=$(scripts/postgres.sh start "$scratch/postgres")
export GUILDHALL_ROUNDS GUILDHALL_TEST_POSTGRES

say "Races and properties, $GUILDHALL_ROUNDS rounds of each"
cargo test -p guildhall --features server --lib -- --nocapture story::race story::properties
say "Every journey on both databases, with and without script"
cargo leptos build --split
(cd end2end && GUILDHALL_TEST_EVERYWHERE=1 GUILDHALL_BIN=$TARGET/debug/guildhall npx playwright test)
say "Killing the server under load"
cargo test -p server --test crash -- --nocapture
