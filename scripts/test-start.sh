#!/usr/bin/env bash
# A second start builds nothing: it begins the program that is there, within seconds. What was edited is built.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
program=$scratch/target/quick/guildhall
mkdir -p "$scratch/bin" "$scratch/target/quick"
# The program says what it was asked, and cargo that it was.
printf '#!/bin/sh\necho "started: $*"\n' >"$program"
printf '#!/bin/sh\necho "cargo: $*" >>%q\nexit 1\n' "$scratch/asked" >"$scratch/bin/cargo"
chmod +x "$program" "$scratch/bin/cargo"
start() {
  env PATH="$scratch/bin:$PATH" CARGO_TARGET_DIR="$scratch/target" GUILDHALL_DATA="$scratch/data" \
    timeout 10 scripts/run.sh "$@" 2>&1
}

echo "$ROOT" >"$scratch/target/quick/.guildhall-built"
said=$(start --listen 127.0.0.1:4000) || die "the second start failed or took more than 10 seconds: $said"
[[ $said == *"started: serve --dev --listen 127.0.0.1:4000" ]] || die "the second start says: $said"
[ ! -e "$scratch/asked" ] || die "the second start builds: $(cat "$scratch/asked")"

touch -d '2 days ago' "$scratch/target/quick/.guildhall-built"
if start >"$scratch/said"; then die "what was edited is not built"; fi
grep -q 'cargo: leptos build' "$scratch/asked" || die "what was edited is not built: $(cat "$scratch/asked" "$scratch/said")"
echo "test result: ok. The second start builds nothing, and what was edited is built."
