#!/usr/bin/env bash
# Watches the sources, rebuilds and reloads the browser. Data stands in ./data, mails at /dev/mail.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh run
export GUILDHALL_DATA=${GUILDHALL_DATA:-$ROOT/data} GUILDHALL_LISTEN=${GUILDHALL_LISTEN:-127.0.0.1:3000}
exec cargo leptos watch --split -- serve --dev "$@"
