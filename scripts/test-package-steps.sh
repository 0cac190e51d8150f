# The steps of test-package.sh, which sources this. Each fails as soon as something is not as it should be.
# shellcheck shell=bash disable=SC2154

note() { printf 'note: %s\n' "$*"; }
fail() { echo "$*"; exit 1; }
# What is, and what it should be.
same() { [ "$1" = "$2" ] || fail "$1 should be $2"; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C "$@"; }
deb() { echo "$scratch/${2:-packages}/guildhall_${1}_$arch.deb"; }

build() {
  # Built once at the most, though packaged several times.
  [ -n "${PACKAGE_PROGRAM:-}" ] || { scripts/setup.sh run && scripts/build.sh; }
  PACKAGE_PROGRAM=$program PACKAGE_FOLDER=$scratch/packages PACKAGE_VERSION=$older scripts/package.sh
  PACKAGE_PROGRAM=$program PACKAGE_FOLDER=$scratch/packages scripts/package.sh
  note "$(du -h --apparent-size "$(deb "$version")" | cut -f1)"
}

build_again() {
  (umask 077 && TZ=Pacific/Auckland LC_ALL=C PACKAGE_PROGRAM=$program PACKAGE_FOLDER=$scratch/again scripts/package.sh)
  cmp "$(deb "$version")" "$(deb "$version" again)"
  cmp "$scratch"/{packages,again}/"guildhall-$version-linux-$arch.tar.gz"
}

read_by_lintian() {
  # As root it complains about root.
  lintian --allow-root --fail-on error "$(deb "$version")"
  note "$(lintian --allow-root "$(deb "$version")" 2>/dev/null | grep -c '^W:') warnings"
}

# What `serve --help` calls --smtp-host [default: X] is the key smtp_host here, with that value.
settings_are_complete() {
  local file=package/guildhall.toml help keys key default line
  help=$("$program" serve --help)
  keys=$(sed -n 's/^ *--\([a-z-]*\).*/\1/p' <<<"$help" | grep -vxE 'help|config' | tr - _)
  [ "$(wc -l <<<"$keys")" -gt 10 ] || fail "the help lists too few settings to be read rightly: $keys"
  for key in $keys; do
    line=$(grep -E "^#?$key = " "$file") || fail "$file does not name $key"
    default=$(awk -v "option=--${key//_/-}" '
      $1 ~ /^(-.,|--)/ { found = index($0 " ", option " ") || index($0, option "[") }
      found && /\[default: / { sub(/.*\[default: /, ""); sub(/\]$/, ""); print; exit }' <<<"$help")
    # The package's data folder is not that of the program.
    [ -z "$default" ] || [ "$key" = data ] || [ "$(sed 's/.* = //; s/"//g' <<<"$line")" = "$default" ] \
      || fail "the default of $key is $default, but $file says: $line"
  done
  # The program takes every line once it is switched on, and so knows every key. A password comes in one way only.
  sed -E 's/^#([a-z_]+ = )/\1/' "$file" | grep -v '^smtp_password =' >"$scratch/all.toml"
  local database=(--data "$scratch/settings" --database-url "sqlite:$scratch/settings.sqlite3?mode=rwc")
  "$program" migrate --config "$scratch/all.toml" "${database[@]}"
  grep '^#smtp_password =' "$file" | sed 's/^#//' >"$scratch/one.toml"
  "$program" migrate --config "$scratch/one.toml" "${database[@]}"
  note "$(wc -l <<<"$keys") settings"
}

service_is_narrow() {
  local seen
  seen=$(systemd-analyze security --offline=true --threshold=20 "$unit") || fail "$(grep -E '^✗|Overall' <<<"$seen")"
  note "exposure $(grep -oE 'level for .*: [0-9.]+' <<<"$seen" | grep -oE '[0-9.]+$')"
}

# Lays a new Debian 12 into a folder, from the cache if it was made before: folder, name, more arguments of debootstrap.
debian_into() {
  local folder=$1 kept=$CACHE/package/$2-$arch.tar; shift 2
  if [ ! -f "$kept" ]; then
    mkdir -p "$(dirname "$kept")"
    debootstrap --variant=minbase "$@" bookworm "$scratch/new"
    tar --create --file="$kept.new" --directory="$scratch/new" --numeric-owner .
    mv "$kept.new" "$kept"
    rm -rf --one-file-system "$scratch/new"
  fi
  mkdir -p "$folder"
  tar --extract --file="$kept" --directory="$folder" --numeric-owner
}

empty_debian() {
  debian_into "$root" bookworm
  mount -t proc proc "$root/proc"
}

install_older() {
  date +%s.%N >"$scratch/begun"
  dpkg_inside --install "$older"
  same "$(inside stat -c %U:%G:%a /var/lib/guildhall)" guildhall:guildhall:700
  same "$(inside stat -c %U:%G:%a /etc/guildhall/guildhall.toml)" root:guildhall:640
  inside id guildhall
  same "$(readlink "$root"/etc/systemd/system/multi-user.target.wants/guildhall.service)" \
    /lib/systemd/system/guildhall.service
}

dpkg_inside() {
  if [ "$1" = --install ]; then
    cp "$(deb "$2")" "$root/guildhall.deb"
    inside DEBIAN_FRONTEND=noninteractive dpkg --install /guildhall.deb </dev/null
    same "$(inside dpkg-query --show --showformat='${Version}' guildhall)" "$2"
  else
    inside dpkg "$1" guildhall </dev/null
  fi
}

# What the installed service file says.
says() { sed -n "s/^$1=//p" "$root/lib/systemd/system/guildhall.service"; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail "no free port"
}

# Starts the command of the service as systemd would: its user, its mask, its limits, no powers, next to no environment.
# Only the port is another, so that a Guildhall of this machine does not matter.
serve() {
  local user words port
  port=$(free_port)
  user=$(says User)
  read -ra words <<<"$(says ExecStart)"
  (
    umask "$(says UMask)"
    ulimit -n "$(says LimitNOFILE)"
    exec chroot "$root" setpriv --reuid="$user" --regid="$(says Group)" --clear-groups --no-new-privs --inh-caps=-all \
      --bounding-set=-all env -i --chdir=/var/lib/guildhall "GUILDHALL_LISTEN=127.0.0.1:$port" "${words[@]}"
  ) >"$scratch/server.log" 2>&1 </dev/null &
  echo $! >"$scratch/server.pid"
  echo "http://127.0.0.1:$port" >"$scratch/url"
  for _ in $(seq 100); do
    kill -0 "$!" 2>/dev/null || break
    if curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; then return 0; fi
    sleep 0.1
  done
  cat "$scratch/server.log"
  fail "the server did not get ready"
}

# Ends the server as systemd would, which has to take less than systemd gives it.
stop() {
  local pid
  pid=$(cat "$scratch/server.pid")
  kill -TERM "$pid"
  for _ in $(seq $(($(says TimeoutStopSec) * 10))); do
    kill -0 "$pid" 2>/dev/null || { rm "$scratch/server.pid"; return 0; }
    sleep 0.1
  done
  fail "the server did not stop in time"
}

serve_first() {
  serve
  local files data=$root/var/lib/guildhall
  files=$(stat -c %a "$data"/guildhall.sqlite3*)
  same "$(sort -u <<<"$files")" 600
  same "$(awk '/^Uid/ { print $3 }' "/proc/$(cat "$scratch/server.pid")/status")" "$(inside id -u guildhall)"
}

# Opens a page, fills in its form for an act and sends it, as a browser without script does: browser, page, act, fields.
send() {
  local browser=$scratch/$1 url form page=$2 act=$3 fields=() status; shift 3
  url=$(cat "$scratch/url")
  form=$(curl --silent --show-error --fail --cookie "$browser" --cookie-jar "$browser" "$url$page" | tr '\n' ' ' \
    | grep -oE "<form method=\"post\" action=\"[^\"]*/$act\".*" | sed 's|</form>.*||') \
    || fail "$page has no form for $act"
  while IFS='"' read -r _ _ _ name _ value _; do
    [ -z "$name" ] || fields+=(--data-urlencode "$name=$value")
  done < <(grep -oE '<input type="hidden" name="[^"]*" value="[^"]*"' <<<"$form" || true)
  for field in "$@"; do fields+=(--data-urlencode "$field"); done
  status=$(curl --silent --show-error --cookie "$browser" --cookie-jar "$browser" --header "Origin: $url" \
    --header "Accept: text/html" "${fields[@]}" --output "$scratch/answer" --write-out '%{http_code}' \
    "$url$(sed -E 's/.*action="([^"]*)".*/\1/; s/<.*//' <<<"${form%%>*}")")
  [ "$status" = 303 ] || fail "$act was answered with $status: $(cat "$scratch/answer")"
}

sees() {
  curl --silent --show-error --fail --cookie "$scratch/$1" "$(cat "$scratch/url")$2" | grep -qF "$3" \
    || fail "$2 does not say: $3"
}

# By the link that an empty site prints, and then once more by the door.
first_admin() {
  send first "$1" set_up name=warden email=warden@example.com "password=brass wheels turn slowly"
  sees first /admin/admins warden
  send second /signin sign_in login=warden "password=brass wheels turn slowly"
  sees second /orgs "Your organizations"
}

set_up_and_sign_in() {
  local seconds
  first_admin "$(grep -oE '/setup\?token=[A-Za-z0-9_-]+' "$scratch/server.log")"
  seconds=$(awk -v "begun=$(cat "$scratch/begun")" -v "now=$(date +%s.%N)" 'BEGIN { printf "%.1f", now - begun }')
  [ "${seconds%.*}" -lt 60 ] || fail "it took $seconds seconds"
  note "$seconds s after dpkg began"
}

update() {
  echo 'log_format = "json"' >>"$root/etc/guildhall/guildhall.toml"
  dpkg_inside --install "$version"
  # Where systemd runs it starts the new one now; here the older one is still there and must not have noticed.
  sees second /orgs "Your organizations"
  stop
  serve
  sees second /orgs "Your organizations"
  send third /signin sign_in login=warden "password=brass wheels turn slowly"
  sees third /admin/admins warden
  grep -q '^{"timestamp"' "$scratch/server.log" || fail "the changed setting was lost"
  same "$(inside stat -c %U:%G:%a /etc/guildhall/guildhall.toml)" root:guildhall:640
}

remove() {
  stop
  dpkg_inside --remove
  [ ! -e "$root/usr/bin/guildhall" ] || fail "the program is still there"
  [ ! -e "$root/lib/systemd/system/guildhall.service" ] || fail "the service is still there"
  grep -q json "$root/etc/guildhall/guildhall.toml"
  [ -s "$root/var/lib/guildhall/guildhall.sqlite3" ]
}

purge() {
  local left
  dpkg_inside --purge
  left=$(find "$root" -xdev -name '*guildhall*' ! -path "$root/guildhall.deb")
  [ -z "$left" ] || fail "left behind: $left"
  if inside dpkg-query --show guildhall; then fail "dpkg still knows it"; fi
  inside id guildhall
}

unpack() {
  local command
  tar --extract --gzip --file="$scratch/packages/guildhall-$version-linux-$arch.tar.gz" --directory="$root/usr/local" \
    --strip-components=1
  command=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$root/usr/local/lib/systemd/system/guildhall.service")
  same "$(inside "$command" --version)" "guildhall $version"
  same "$(stat -c %U "$root$command")" root
}

# A whole Debian with systemd in a container without a network, which installs, looks, and turns itself off.
boots() {
  local booted=$scratch/booted
  debian_into "$booted" bookworm-systemd --include=systemd-sysv,dbus,curl
  cp "$(deb "$version")" "$booted/opt/guildhall.deb"
  cp scripts/test-package-steps.sh "$booted/opt/steps.sh"
  cat >"$booted/etc/systemd/system/look.service" <<'END'
[Service]
Type=oneshot
ExecStart=bash -c '. /opt/steps.sh; (set -e; inside_booted) >/opt/log 2>&1; echo $? >/opt/code'
ExecStopPost=systemctl --no-block poweroff
[Install]
WantedBy=multi-user.target
END
  chroot "$booted" systemctl enable look.service
  timeout 180 systemd-nspawn --directory="$booted" --boot --private-network --register=no --keep-unit \
    --console=read-only </dev/null || true
  cat "$booted/opt/log"
  same "$(cat "$booted/opt/code")" 0
}

# Under the limits that the service file asks for and that a chroot does not have.
inside_booted() {
  local scratch=/opt pid old
  dpkg --install /opt/guildhall.deb
  systemctl is-enabled guildhall
  echo http://127.0.0.1:3000 >/opt/url
  curl --silent --fail --retry 20 --retry-delay 1 --retry-connrefused http://127.0.0.1:3000/readyz
  first_admin "$(journalctl --unit guildhall --output cat | grep -oE '/setup\?token=[A-Za-z0-9_-]+')"
  old=$(systemctl show --property MainPID --value guildhall)
  grep -q '^Seccomp:[[:space:]]*2' "/proc/$old/status"
  dpkg --install /opt/guildhall.deb
  curl --silent --fail --retry 20 --retry-delay 1 --retry-connrefused http://127.0.0.1:3000/readyz
  pid=$(systemctl show --property MainPID --value guildhall)
  [ "$pid" != "$old" ] || fail "the update did not start it anew"
  sees second /orgs "Your organizations"
  kill -KILL "$pid"
  sleep 7
  systemctl is-active guildhall
  sees second /orgs "Your organizations"
  dpkg --purge guildhall
  if systemctl is-active guildhall; then fail "it outlived its package"; fi
}
