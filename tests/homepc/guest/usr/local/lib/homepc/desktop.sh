#!/bin/bash
# The child's desktop: a screen without hardware and a real locker. Runs as the child, inside the login session.
# Writes the display's name (an empty line without a screen) to file descriptor 3 when everything is up.
# usage: desktop.sh x11|none
set -u
exec {ready}>&3 3>&-

if [ "$1" = none ]; then
  echo >&"$ready"
  exec {ready}>&-
  exec sleep infinity
fi

# Xvfb picks a free number by itself, so several children never want the same one, and tells it when it accepts clients.
exec {screen}< <(exec Xvfb -displayfd 1 -screen 0 1024x768x24 -nolisten tcp -noreset {ready}>&-)
xvfb=$!
read -r number <&"$screen" || exit 1
export DISPLAY=:$number
dbus-update-activation-environment --systemd DISPLAY XDG_SESSION_ID XDG_SESSION_TYPE

# logind's Lock signal starts i3lock; while that runs, LockedHint is set; Unlock ends it.
xss-lock --session="$XDG_SESSION_ID" -- i3lock --nofork --color=203040 {ready}>&- &
echo "$DISPLAY" >&"$ready"
exec {ready}>&-
# The session is over when its screen is.
wait "$xvfb"
