#!/usr/bin/env bash
# Everything that must hold before a change goes in. Every part runs even when an earlier one failed;
# the exit code is 0 only when all passed. Arguments choose parts by name: test.sh format clippy
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh test

scratch=$(mktemp -d)
chmod 711 "$scratch" # the database server may run as another user
trap 'scripts/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT

chosen=("$@") failed=() times=()
part() {
  local name=$1 began=$SECONDS; shift
  [ ${#chosen[@]} = 0 ] || [[ " ${chosen[*]} " == *" $name "* ]] || return 0
  say "$name"
  "$@" || failed+=("$name")
  times+=("$name: $((SECONDS - began)) s")
}

format() { cargo fmt --all --check && (cd end2end && npm run --silent format:check); }
clippy() { cargo clippy --workspace --all-targets -- -D warnings; }
clippy_wasm() {
  cargo clippy --package=app --lib --no-default-features --features=hydrate \
    --target=wasm32-unknown-unknown --target-dir="$TARGET/front" -- -D warnings
}
site() { cargo leptos build --split; }
unit() { cargo test --workspace --no-fail-fast; }
types() { (cd end2end && npm run --silent check); }
start() { scripts/test-start.sh; }
browser() { (cd end2end && GUILDHALL_BIN=$TARGET/debug/guildhall npx playwright test); }

say "Starting PostgreSQL in a temporary folder"
GUILDHALL_TEST_POSTGRES=$(scripts/postgres.sh start "$scratch/postgres")
export GUILDHALL_TEST_POSTGRES

part format format
part types types
part start start
part clippy clippy
part clippy-wasm clippy_wasm
part site site
part unit unit
if [ ${#times[@]} -gt 0 ]; then
  say "Time of each part"
  printf '%s\n' "${times[@]}"
fi
# Last, so that the output ends with a runner's own summary, which tells its time.
part browser browser

if [ ${#failed[@]} -gt 0 ]; then
  say "FAILED: ${failed[*]}" >&2
  exit 1
fi
