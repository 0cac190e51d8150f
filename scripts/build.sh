#!/usr/bin/env bash
# Builds the release binary with the site inside, unless nothing changed since the last time.
set -euo pipefail
source "$(dirname "$0")/env.sh"

binary=$TARGET/release/guildhall
# Which checkout the binary came from matters too: several may share one target folder.
stamp=$TARGET/release/.guildhall-built
sources=(Cargo.toml Cargo.lock .cargo src app server style public)

if [ -x "$binary" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$ROOT" ] && [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
  exit 0
fi

say "Building Guildhall (the first time takes several minutes)"
started=$(mktemp)
trap 'rm -f "$started"' EXIT
cargo leptos build --split --release --precompress
# The stamp carries the time of the start, so that what was edited during the build is built the next time.
echo "$ROOT" >"$stamp"
touch -r "$started" "$stamp"
