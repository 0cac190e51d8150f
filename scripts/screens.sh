#!/usr/bin/env bash
# Writes pictures of every page into end2end/screens, from a demo world on SQLite.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh test
cargo leptos build --split
cd end2end
GUILDHALL_BIN=$TARGET/debug/guildhall npm run --silent screens
# The picture of the README.
cp screens/org-light-wide.png pictures/overview.png
