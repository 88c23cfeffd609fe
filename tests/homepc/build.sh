#!/bin/bash
# Builds the root filesystem of the home PC and prints its path: a small Debian with systemd, logind, D-Bus, polkit and PAM,
# an X server without hardware, a real screen locker, a few small games, one parent and two children.
#
# The result is a read-only base: each home PC that boots puts an overlay of its own on top, so any number can share it.
# It is built once for each content of this script and found again by that content's hash. What only the tests change
# (the files in guest/) is laid over it at boot and costs no rebuild.
#
# usage: build.sh            needs root; prints nothing but the path on standard output
#   LUYTRE_HOMEPC_CACHE      where bases and downloaded packages are kept (default /var/cache/luytre-homepc)
#   LUYTRE_HOMEPC_SUITE      Debian release (default: this machine's when it is a Debian, so that programs built here run
#                            there, else bookworm)
#   LUYTRE_HOMEPC_MIRROR     package mirror (default: the one this machine's apt uses)
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/local/sbin:/usr/sbin:/sbin:$PATH
umask 022

# Programs the tests look at. Each group says what for; everything else comes along as a dependency.
PACKAGES=(
  systemd systemd-sysv dbus dbus-user-session libpam-systemd polkitd sudo procps   # the system under the agent
  xvfb x11-utils xdotool                                                         # a screen nobody sees, and its keyboard
  xss-lock i3lock                                                                # a locker that follows logind
  python3 python3-dbus python3-gi                                                # the greeter, and a child's tricks
  ltris lbreakout2 bsdgames                                                      # something to play
)

say() { echo "homepc: $*" >&2; }
die() { say "$*"; exit 1; }

[ "$(id -u)" = 0 ] || die "building the home PC needs root"
CACHE=${LUYTRE_HOMEPC_CACHE:-/var/cache/luytre-homepc}
SUITE=${LUYTRE_HOMEPC_SUITE:-$(. /etc/os-release; [ "${ID:-}" = debian ] && echo "${VERSION_CODENAME:-bookworm}" || echo bookworm)}
KEY=$({ cat "$0"; echo "$SUITE"; uname -m; } | sha256sum | cut -c1-16)
BASE=$CACHE/base-$KEY
mkdir -p "$CACHE"

# Tests start as separate processes at the same time: one builds, the others wait here and then find the result.
exec 9>"$CACHE/build.lock"
flock 9
if [ -d "$BASE" ]; then echo "$BASE"; exit 0; fi

started=$SECONDS
need=()
command -v debootstrap    >/dev/null || need+=(debootstrap)
command -v systemd-nspawn >/dev/null || need+=(systemd-container)
if [ ${#need[@]} -gt 0 ]; then
  say "installing ${need[*]}"
  { apt-get update -q && apt-get install -y -q --no-install-recommends "${need[@]}"; } >&2 9>&- \
    || die "could not install ${need[*]}: install them by hand and run this again"
fi

# The first plain Debian archive in either form of apt's source files; a security archive alone cannot bootstrap.
mirror_of_this_machine() {
  { sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' /etc/apt/sources.list.d/*.sources
    sed -n 's/^deb[[:space:]]\+\(\[[^]]*\][[:space:]]*\)\?\([^[:space:]]*\)[[:space:]].*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list
  } 2>/dev/null | grep -E '/debian/?$' | head -n 1 || true
}
MIRROR=${LUYTRE_HOMEPC_MIRROR:-$(mirror_of_this_machine)}
[ -n "$MIRROR" ] || die "no Debian mirror in this machine's apt sources: set LUYTRE_HOMEPC_MIRROR"
PROXY= && eval "$(apt-config shell PROXY Acquire::http::Proxy)"
[ -z "$PROXY" ] || export http_proxy=$PROXY

# A half-built tree must never look finished: build beside, rename at the end. Others hold the lock, so a leftover is dead.
rm -rf --one-file-system "$CACHE"/building-*
NEW=$CACHE/building-$KEY
LOG=$CACHE/build.log
mkdir -p "$CACHE/packages" "$NEW/etc/dpkg/dpkg.cfg.d" "$NEW/etc/apt/apt.conf.d"
failed() { say "building failed; the end of $LOG:"; tail -n 25 "$LOG" >&2; rm -rf --one-file-system "$NEW"; }

# No fsync for a tree that is thrown away when anything goes wrong, and nothing that nobody will read.
cat > "$NEW/etc/dpkg/dpkg.cfg.d/homepc" <<'DPKG'
force-unsafe-io
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/bug/*
DPKG
cat > "$NEW/etc/apt/apt.conf.d/homepc" <<'APT'
APT::Install-Recommends "false";
APT::Periodic::Enable "false";
Acquire::Languages "none";
Acquire::Retries "3";
APT

# A command inside the tree, in namespaces that take its mounts and its stray daemons with them.
inside() {
  unshare --mount --pid --fork --kill-child --mount-proc="$NEW/proc" -- sh -c '
    mount --bind "$1" "$2/var/cache/apt/archives" && shift && root=$1 && shift && exec chroot "$root" "$@"' \
    sh "$CACHE/packages" "$NEW" "$@" </dev/null
}

build_tree() {
  debootstrap --variant=minbase --cache-dir="$CACHE/packages" "$SUITE" "$NEW" "$MIRROR"
  # Services must not start while their packages are set up: there is no init in the tree yet.
  printf '#!/bin/sh\nexit 101\n' > "$NEW/usr/sbin/policy-rc.d"
  chmod 755 "$NEW/usr/sbin/policy-rc.d"
  cp -L /etc/resolv.conf "$NEW/etc/resolv.conf"
  echo "deb $MIRROR $SUITE main" > "$NEW/etc/apt/sources.list"
  mkdir -p "$CACHE/packages/partial"
  inside apt-get -q update
  inside apt-get -q -y -o APT::Keep-Downloaded-Packages=true install "${PACKAGES[@]}"

  echo homepc > "$NEW/etc/hostname"
  printf '127.0.0.1 localhost homepc\n' > "$NEW/etc/hosts"
  # Passwords equal the names: they protect nothing here, and a login has to ask for one as on a real PC.
  for account in parent:1000 an:1001 binh:1002; do
    name=${account%%:*}
    inside useradd --create-home --uid "${account##*:}" --shell /bin/bash "$name"
    echo "$name:$name" | chroot "$NEW" chpasswd
  done
  inside usermod --append --groups sudo parent

  # Housekeeping of a long-lived machine and consoles that do not exist would only disturb measurements.
  inside systemctl set-default multi-user.target
  inside systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
    e2scrub_reap.service console-getty.service getty@.service getty.target systemd-firstboot.service
  mkdir -p "$NEW/etc/systemd/journald.conf.d" "$NEW/var/log/journal"
  printf '[Journal]\nStorage=persistent\nSystemMaxUse=64M\nRateLimitIntervalSec=0\n' > "$NEW/etc/systemd/journald.conf.d/homepc.conf"

  rm -f "$NEW/usr/sbin/policy-rc.d" "$NEW/etc/resolv.conf" "$NEW/etc/apt/sources.list" "$NEW/etc/machine-id" "$NEW/var/lib/dbus/machine-id"
  rm -rf "$NEW"/var/lib/apt/lists/* "$NEW"/var/log/journal/* "$NEW/var/cache/apt"/*.bin "$NEW/etc/dpkg/dpkg.cfg.d/homepc"
}

say "building the home PC once (one to two minutes) from $SUITE"
# A trap and no `|| failed`: behind `||` the shell would go on after a failed step.
trap failed EXIT
build_tree >"$LOG" 2>&1 9>&-
trap - EXIT
mv "$NEW" "$BASE"

# Bases of earlier versions of this script go, except those a running home PC still stands on.
for old in "$CACHE"/base-*; do
  if [ "$old" != "$BASE" ] && ! grep -q "lowerdir=${old}[,:]" /proc/mounts; then rm -rf --one-file-system "$old"; fi
done
say "built in $((SECONDS - started)) s, $(du -shx "$BASE" | cut -f1): $BASE"
echo "$BASE"
