#!/usr/bin/env bash
# Starts Guildhall for development: installs what is missing, builds what changed, keeps its data in ./data.
# With --demo first, an empty data folder is filled before. Other arguments go to `guildhall serve`; GUILDHALL_…
# variables hold as always.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh run
scripts/build.sh quick
export GUILDHALL_DATA=${GUILDHALL_DATA:-$ROOT/data} GUILDHALL_LISTEN=${GUILDHALL_LISTEN:-127.0.0.1:3000}
if [ "${1:-}" = --demo ]; then
  shift
  "$TARGET/quick/guildhall" demo
fi
# --dev shows mails at /dev/mail instead of needing a mail server.
exec "$TARGET/quick/guildhall" serve --dev "$@"
