#!/usr/bin/env bash
# Puts the release binary into packages for those who have no compiler, in target/package: a Debian package, and a tar
# file for other systems and for the container. The same commit and compiler give the same bytes.
#   PACKAGE_PROGRAM=FILE                    packages a program that is there instead of building one
#   PACKAGE_VERSION=VERSION                 writes another version on it, for trying an update
#   PACKAGE_FOLDER=FOLDER                   writes there instead of into target/package
#   PACKAGE_MAINTAINER="NAME <ADDRESS>"     whom the Debian package names; whoever gives it to others writes theirs
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh package
program=${PACKAGE_PROGRAM:-$TARGET/release/guildhall}
[ -n "${PACKAGE_PROGRAM:-}" ] || { scripts/setup.sh run && scripts/build.sh; }

built=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
[ "$("$program" --version)" = "guildhall $built" ] || die "$program is not version $built, as Cargo.toml says"
version=${PACKAGE_VERSION:-$built}
arch=$(dpkg --print-architecture)
maintainer=${PACKAGE_MAINTAINER:-Guildhall maintainers <maintainers@guildhall.invalid>}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

out=${PACKAGE_FOLDER:-$TARGET/package}
mkdir -p "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
umask 022

# Mode, then files as for cp: modes in packages must not depend on whoever builds them.
put() { local mode=$1; shift; install -D -m "$mode" "$@"; }

# What both packages have, below the folder that is /usr in one and wherever one likes in the other.
tree() {
  local usr=$1
  put 755 "$scratch/program" "$usr/bin/guildhall"
  mkdir -p "$usr/share/man/man1"
  "$program" man --out "$usr/share/man/man1"
  gzip -9n "$usr"/share/man/man1/*
  "$program" completions bash >"$scratch/bash"
  "$program" completions zsh >"$scratch/zsh"
  "$program" completions fish >"$scratch/fish"
  put 644 "$scratch/bash" "$usr/share/bash-completion/completions/guildhall"
  put 644 "$scratch/zsh" "$usr/share/zsh/${2:-site-functions}/_guildhall"
  put 644 "$scratch/fish" "$usr/share/fish/vendor_completions.d/guildhall.fish"
  put 644 -t "$usr/share/doc/guildhall" CHANGELOG.md docs/operating.md docs/security.md
}

fill() {
  sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$arch|" -e "s|@MAINTAINER@|$maintainer|" \
    -e "s|@SIZE@|${size:-}|" -e "s|@DEPENDS@|${depends:-}|" -e "s|@DATE@|$(date -uRd "@$SOURCE_DATE_EPOCH")|" "$1"
}

# Which libraries, from which versions on, by what the program asks of them on this machine.
shared_libraries() {
  mkdir -p "$scratch/libraries/debian"
  printf 'Source: guildhall\n\nPackage: guildhall\nArchitecture: any\n' >"$scratch/libraries/debian/control"
  (cd "$scratch/libraries" && dpkg-shlibdeps -O "$scratch/program") | sed -n 's/^shlibs:Depends=//p'
}

debian_package() {
  local root=$scratch/deb depends size
  tree "$root/usr" vendor-completions
  put 644 package/guildhall.service "$root/lib/systemd/system/guildhall.service"
  put 644 package/guildhall.toml "$root/etc/guildhall/guildhall.toml"
  fill package/debian/changelog.in | gzip -9n >"$root/usr/share/doc/guildhall/changelog.gz"
  # The licence is not among those that every Debian has, so all of it stands here, indented as the format wants it.
  { cat package/debian/copyright.in; sed -e 's/^$/./' -e 's/^/ /' LICENSE; } >"$root/usr/share/doc/guildhall/copyright"

  put 755 -t "$root/DEBIAN" package/debian/{postinst,prerm,postrm}
  echo /etc/guildhall/guildhall.toml >"$root/DEBIAN/conffiles"
  (cd "$root" && find etc lib usr -type f ! -path etc/guildhall/guildhall.toml -print0 | sort -z | xargs -0 md5sum) \
    >"$root/DEBIAN/md5sums"
  depends=$(shared_libraries)
  size=$(du -ks --apparent-size --exclude=DEBIAN "$root" | cut -f1)
  fill package/debian/control.in >"$root/DEBIAN/control"
  # Takes SOURCE_DATE_EPOCH for all times. One thread, because the bytes depend on how many there are.
  dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$out/guildhall_${version}_$arch.deb" >/dev/null
}

tar_file() {
  local name=guildhall-$version-linux-$arch root=$scratch/guildhall-$version
  tree "$root"
  put 644 -t "$root/share/doc/guildhall" LICENSE
  put 644 package/guildhall.toml "$root/share/guildhall/guildhall.toml"
  put 644 package/guildhall.sysusers "$root/lib/sysusers.d/guildhall.conf"
  sed 's|/usr/bin/|/usr/local/bin/|' package/guildhall.service >"$scratch/service"
  put 644 "$scratch/service" "$root/lib/systemd/system/guildhall.service"
  tar --create --directory="$scratch" --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" \
    --owner=root:0 --group=root:0 "guildhall-$version" | gzip -9n >"$out/$name.tar.gz"
}

say "Packaging Guildhall $version for $arch"
# The names of functions are a fifth of the program, and only a debugger reads them.
strip --strip-unneeded -o "$scratch/program" "$program"
debian_package
tar_file
ls -1 "$out/guildhall_${version}_$arch.deb" "$out/guildhall-$version-linux-$arch.tar.gz"
