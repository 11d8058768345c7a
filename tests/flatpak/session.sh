#!/bin/bash
# session.sh COMMAND...: runs COMMAND with a screen in memory and a message bus. The screen
# and what the portal has to know come first: the bus hands them to what it starts.
set -u
rm -f "$HOME/display"
Xvfb -displayfd 5 -noreset -screen 0 1280x2000x24 -nolisten tcp 5>"$HOME/display" 2>"$HOME/screen.log" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in {1..1200}; do
  [ -s "$HOME/display" ] && break
  sleep 0.1
done
[ -s "$HOME/display" ] || { cat "$HOME/screen.log" >&2; exit 1; }
export DISPLAY=:$(<"$HOME/display")

# Files are picked by file_chooser.py.
export XDG_CURRENT_DESKTOP=steadfasttest XDG_DESKTOP_PORTAL_DIR=$HOME/portals
mkdir -p "$XDG_DESKTOP_PORTAL_DIR"
cat >"$XDG_DESKTOP_PORTAL_DIR/steadfasttest.portal" <<'END_PORTAL'
[portal]
DBusName=org.freedesktop.impl.portal.desktop.steadfasttest
Interfaces=org.freedesktop.impl.portal.FileChooser
UseIn=steadfasttest
END_PORTAL
dbus-run-session -- "$@"
