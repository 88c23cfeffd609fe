#!/bin/bash
# Ends home PCs and removes what they left on this machine: processes, cgroups, mounts, files.
#
# usage: clean.sh                      every home PC, running ones too; the base and the package cache stay
#        clean.sh --all                and these
#        clean.sh DIR                  the one home PC of that directory
#        clean.sh --when-released DIR  the same, once standard input closes: a test holds the other end, so that however it
#                                      ends, by itself, by a panic or by a kill, its home PC ends with it
set -uo pipefail
CACHE=${LUYTRE_HOMEPC_CACHE:-/var/cache/luytre-homepc}
status=0
complain() { echo "homepc: $*" >&2; status=1; }

# Tries a command until it succeeds, for at most five seconds.
within_5s() {
  local n=0
  until "$@"; do
    n=$((n + 1))
    [ $n -lt 250 ] || return 1
    sleep 0.02
  done
}

empty() { ! grep -q '^populated 1' "$1/cgroup.events"; }

end_one() {
  local dir=$1 group
  [ -d "$dir" ] || return 0
  if [ -f "$dir/cgroups" ]; then
    # The first one listed is the version 2 tree, the one that can kill everything in it at once.
    group=$(head -n 1 "$dir/cgroups")
    if [ -d "$group" ]; then
      echo 1 > "$group/cgroup.kill"
      within_5s empty "$group" || complain "processes in $group do not end"
    fi
    while read -r group; do
      [ ! -d "$group" ] || within_5s find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || complain "cannot remove $group"
    done < "$dir/cgroups"
  fi
  # systemd-nspawn tidies these itself, but not when it is killed.
  rm -rf "/run/systemd/nspawn/propagate/$(basename "$dir")" "/run/systemd/nspawn/unix-export/$(basename "$dir")"
  if [ -d "$dir/root" ]; then rm -f "/run/systemd/nspawn/locks/$(stat -c 'inode-%d:%i' "$dir/root")"; fi
  if mountpoint -q "$dir/root"; then
    within_5s umount "$dir/root" 2>/dev/null || umount --lazy "$dir/root" || complain "cannot unmount $dir/root"
  fi
  rm -rf --one-file-system "$dir" || complain "cannot remove $dir"
}

end_all() {
  local dir
  for dir in "$CACHE"/run/*/; do end_one "${dir%/}"; done
  rmdir "$CACHE/run" /sys/fs/cgroup/luytre-homepc /sys/fs/cgroup/*/luytre-homepc 2>/dev/null
}

case ${1:-} in
  '') end_all ;;
  --all) end_all; rm -rf --one-file-system "$CACHE" ;;
  --when-released) cat > /dev/null; end_one "$2" ;;
  -*) echo "usage: clean.sh [--all | [--when-released] DIR]" >&2; exit 2 ;;
  *) end_one "$1" ;;
esac
exit "$status"
