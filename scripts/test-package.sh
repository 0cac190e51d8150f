#!/usr/bin/env bash
# Proves the packages: reads them as Debian does, installs one into an empty Debian, sets the site up over HTTP, updates
# it while it runs, removes and purges it. One line a step; ends with 1 when one failed. Needs root, and for the empty
# Debian, which is kept in the cache, once the network.
#   PACKAGE_PROGRAM=FILE     with a program that is there instead of building one
#   PACKAGE_BOOT=yes         also starts a Debian with systemd in a container, which not every machine allows
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ "$(id -u)" = 0 ] || die "test-package.sh makes users and an empty Debian in a folder, so it has to be run by root"
if [ -z "${PACKAGE_TEST_INSIDE:-}" ]; then
  scripts/setup.sh test-package
  [ -z "${PACKAGE_BOOT:-}" ] || scripts/setup.sh boot-package
  # In a world of its own: whatever is still mounted or running when this ends, ends with it.
  PACKAGE_TEST_INSIDE=yes exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi

scratch=$(mktemp -d)
root=$scratch/debian
mkdir "$root"
cleanup() {
  local pid
  for pid in $(jobs -p) $(cat "$scratch/server.pid" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null || true; done
  mountpoint -q "$root/proc" && umount "$root/proc"
  rm -rf --one-file-system "$scratch"
}
trap cleanup EXIT

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
older=$version~older
arch=$(dpkg --print-architecture)
program=${PACKAGE_PROGRAM:-$TARGET/release/guildhall}
unit=package/guildhall.service
source scripts/test-package-steps.sh

passed=0 failed=0
# A sentence and a function. Steps hand on what they find in files, because each runs in a shell of its own.
step() {
  local sentence=$1 code; shift
  set +e
  (set -e; "$@") >"$scratch/log" 2>&1
  code=$?
  set -e
  if [ $code = 0 ]; then
    passed=$((passed + 1))
    printf 'ok      %s%s\n' "$sentence" "$(sed -n 's/^note: / – /p' "$scratch/log")"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$sentence"
    sed 's/^/        /' "$scratch/log"
  fi
}

step "both packages are built, and an older version"           build
step "built again elsewhere they are the same bytes"           build_again
step "lintian finds no error"                                  read_by_lintian
step "the settings file names every setting and its default"   settings_are_complete
step "the service gives up what it does not need"              service_is_narrow
step "an empty Debian 12 is there"                             empty_debian
step "dpkg installs the older version"                         install_older
step "the service's command serves, as the package's user"     serve_first
step "the first site admin is set up and signs in"             set_up_and_sign_in
step "dpkg updates it while it runs, data and settings stay"   update
step "removed, data and settings stay"                         remove
step "purged, nothing stays but the user"                      purge
step "the tar file runs below /usr/local"                      unpack
[ -z "${PACKAGE_BOOT:-}" ] || step "systemd runs it within its limits, and anew when it dies" boots

echo "$passed passed, $failed failed"
[ $failed = 0 ]
