# Sourced by the other scripts: where things are, and how we speak.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/guildhall
TOOLS=$CACHE/tools
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
cd "$ROOT"

# Our own tools stand in the cache, so that a person's installed versions stay as they are.
for dir in "$HOME/.cargo/bin" "$TOOLS/npm/node_modules/.bin" "$TOOLS/bin"; do
  case ":$PATH:" in *":$dir:"*) ;; *) PATH=$dir:$PATH ;; esac
done
export PATH

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() { printf 'guildhall: %s\n' "$*" >&2; exit 1; }
minutes() { printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); }
have() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate as Cargo.lock pins it.
locked_version() {
  awk -v crate="$1" '$1 == "name" && $3 == "\"" crate "\"" { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}
