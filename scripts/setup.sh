#!/usr/bin/env bash
# Installs what is missing to build and run (`setup.sh run`), to test (`setup.sh test`), to measure (`setup.sh bench`),
# to ask about dependencies (`setup.sh audit`), to package (`setup.sh package`) or to try the packages
# (`setup.sh test-package`, and `setup.sh boot-package` with systemd). What is there already is left alone, so it can be
# repeated; when nothing is missing it takes well under a second.
set -euo pipefail
source "$(dirname "$0")/env.sh"

CARGO_LEPTOS=0.3.10 # the newest that builds with Rust 1.95
CARGO_DENY=0.20.2

apt_updated=
# Installs Debian packages as root (or through sudo without a password), otherwise says what a person must do.
debian() {
  local why=$1; shift
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if have sudo && sudo -n true 2>/dev/null; then as_root=(sudo); else
      die "$why is missing, and installing it needs root. Please run: sudo apt-get install $*"
    fi
  fi
  have apt-get || die "$why is missing. Please install it with your system's package manager (on Debian: $*)."
  say "Installing $why ($*)"
  [ -n "$apt_updated" ] || "${as_root[@]}" apt-get update -qq
  apt_updated=yes
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

compiler() {
  have cc && have pkg-config && have perl && have make || debian "a C compiler" build-essential pkg-config perl
  have cargo || die "Rust is missing. Please install it from https://rustup.rs and start again."
  have node && have npm || die "Node.js 20 or newer with npm is missing. Please install it and start again."
}

wasm_target() {
  local installed
  installed=$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown
  [ -d "$installed" ] && return
  have rustup || die "The Rust target wasm32-unknown-unknown is missing, and there is no rustup to add it with."
  say "Adding the Rust target wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown
}

# crate, version, how long it takes, further arguments of cargo install
tool() {
  local crate=$1 version=$2 time=$3 began=$SECONDS; shift 3
  # Built by somebody else already, where the machine has what fetches that.
  if have cargo-binstall && cargo binstall --no-confirm --root "$TOOLS" --disable-strategies compile "$crate@$version"; then
    return
  fi
  say "Building $crate $version (once, about $time)"
  # A tool is used for a few seconds at a time: what takes long is to make it fast, so only its compressors are.
  # RUSTFLAGS and a target folder of the caller belong to the project, not to its tools.
  env -u RUSTFLAGS CARGO_TARGET_DIR="$TOOLS/target" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install "$crate" --version "$version" --root "$TOOLS" --force "$@"
  rm -rf "$TOOLS/target"
  say "$crate took $(minutes $((SECONDS - began)))"
}

build_tools() {
  case $(cargo-leptos --version 2>/dev/null || true) in
    *" $CARGO_LEPTOS") ;;
    *)
      tool cargo-leptos "$CARGO_LEPTOS" "6 minutes on two cores" --locked --no-default-features --features no_downloads \
        --config profile.release.package.brotli.opt-level=3 --config profile.release.package.libflate_lz77.opt-level=3
      ;;
  esac
  local bindgen
  bindgen=$(locked_version wasm-bindgen)
  case $(wasm-bindgen --version 2>/dev/null || true) in
    *" $bindgen"*) ;;
    *) tool wasm-bindgen-cli "$bindgen" "1 minute on two cores" ;;
  esac
  # In the cache as well, so that a fresh clone does not fetch it again.
  mkdir -p "$TOOLS/npm"
  cmp -s scripts/tools/package-lock.json "$TOOLS/npm/package-lock.json" \
    || cp scripts/tools/package.json scripts/tools/package-lock.json scripts/tools/.npmrc "$TOOLS/npm/"
  node_packages "$TOOLS/npm" "wasm-opt"
}

audit_tool() {
  case $(cargo-deny --version 2>/dev/null || true) in
    *" $CARGO_DENY") ;;
    *) tool cargo-deny "$CARGO_DENY" "4 minutes on two cores" --locked ;;
  esac
}

# Installs the packages of a folder's lock file, unless it is unchanged since the last time.
node_packages() {
  local folder=$1 what=$2
  local stamp=$folder/node_modules/.guildhall-stamp
  [ -f "$stamp" ] && [ "$stamp" -nt "$folder/package-lock.json" ] && return
  say "Installing $what (npm ci in $folder)"
  # The browser is the distribution's; Playwright must not fetch another one.
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefer-offline --no-audit --no-fund --loglevel=error)
  touch "$stamp"
}

test_tools() {
  [ -x "${CHROMIUM:-/usr/bin/chromium-headless-shell}" ] \
    || debian "Chromium for the browser tests" chromium-headless-shell fonts-dejavu-core
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || have initdb || postgresql
  have sqlite3 || debian "SQLite's shell for the tests" sqlite3
  node_packages end2end "Playwright, axe and prettier"
}

# The package would start a cluster of its own, which the tests neither need nor touch.
postgresql() {
  if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  fi
  debian "PostgreSQL for the tests" postgresql
}

package_tools() {
  have dpkg-deb || die "Packages are made with dpkg, on Debian or a relative of it."
  have dpkg-shlibdeps && have strip || debian "what packages are made with" dpkg-dev binutils
}

package_test_tools() {
  have lintian || debian "Debian's reader of packages" lintian
  have debootstrap || debian "what makes an empty Debian" debootstrap
  have systemd-analyze || debian "the reader of service files" systemd
  have curl || debian "curl" curl
}

case ${1:-run} in
  run) compiler; wasm_target; build_tools ;;
  test) compiler; wasm_target; build_tools; test_tools ;;
  bench) compiler; wasm_target; build_tools; test_tools; have wrk || debian "the load generator wrk" wrk ;;
  audit) compiler; audit_tool ;;
  package) package_tools ;;
  test-package) package_tools; package_test_tools ;;
  boot-package) have systemd-nspawn || debian "what starts a Debian in a folder" systemd-container ;;
  *) die "setup.sh knows: run, test, bench, audit, package, test-package, boot-package" ;;
esac
