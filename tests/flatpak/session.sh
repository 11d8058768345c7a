#!/bin/bash
# session.sh COMMAND...: runs COMMAND with a screen in memory and a message bus. The screen
# comes first: services that the bus starts have to find it.
set -u
Xvfb -displayfd 5 -screen 0 1280x1024x24 -nolisten tcp 5>"$HOME/display" 2>"$HOME/screen.log" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in {1..100}; do
  [ -s "$HOME/display" ] && break
  sleep 0.1
done
[ -s "$HOME/display" ] || { cat "$HOME/screen.log" >&2; exit 1; }
export DISPLAY=:$(<"$HOME/display")
dbus-run-session -- "$@"
