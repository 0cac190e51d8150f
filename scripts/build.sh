#!/usr/bin/env bash
# Builds the binary with the site inside, unless nothing changed since the last time. `build.sh quick` makes one that is
# there sooner and a little slower, for trying and developing; without it, the best.
set -euo pipefail
source "$(dirname "$0")/env.sh"

case ${1:-best} in
  quick) profile=quick about="some 8 minutes" ;;
  best) profile=release about="some 12 minutes" ;;
  *) die "build.sh knows: quick, best" ;;
esac
binary=$TARGET/$profile/guildhall
# Which checkout the binary came from matters too: several may share one target folder.
stamp=$TARGET/$profile/.guildhall-built
sources=(Cargo.toml Cargo.lock .cargo src app server style public)

if [ -x "$binary" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$ROOT" ] && [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
  exit 0
fi

began=$SECONDS
say "Building Guildhall (the first time takes $about on two cores)"
started=$(mktemp)
trap 'rm -f "$started"' EXIT
# The site first, as the binary holds it.
cargo leptos build --split --release --precompress --frontend-only
cargo build --package=server --bin=guildhall --no-default-features --profile="$profile"
# The stamp carries the time of the start, so that what was edited during the build is built the next time.
echo "$ROOT" >"$stamp"
touch -r "$started" "$stamp"
say "Guildhall took $(minutes $((SECONDS - began)))"
