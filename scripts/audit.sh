#!/usr/bin/env bash
# Asks whether a dependency has a known weakness, was withdrawn, has a license that does not fit or comes from
# elsewhere. Needs the network: the advisories are fetched anew each time, so this is no part of `make test`.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh audit
exec cargo-deny --all-features check "$@"
