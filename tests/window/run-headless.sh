#!/bin/bash
# run-headless.sh COMMAND...: runs it with a screen, a message bus and a home of its own,
# which are gone afterwards. What is set already stays: SCREEN=360x640 for another screen,
# GTK_A11Y=atspi for assistive technology from outside, LANGUAGE, ADW_DEBUG_COLOR_SCHEME.
set -u
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d) || exit 1
server=

clean() {
  [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
  rm -rf "$place"
}
trap clean EXIT

mkdir -m 700 "$place"/{runtime,home,services}
mkdir -p "$place/home/.config/gtk-4.0"
ln -s /usr/share/dbus-1/services/org.a11y.Bus.service "$place/services/"
sed "s|@SERVICES@|$place/services|" "$here/session.conf" >"$place/session.conf"
# The font that GNOME has, and nothing that moves.
cat >"$place/home/.config/gtk-4.0/settings.ini" <<'END'
[Settings]
gtk-font-name=Cantarell 11
gtk-enable-animations=0
gtk-cursor-blink=0
END

# Without -noreset it begins anew when its last client goes, and refuses whoever comes then:
# the registry of assistive technology, right behind what has only set a property.
Xvfb -displayfd 5 -noreset -screen 0 "${SCREEN:-1280x1024}x24" -nolisten tcp \
  5>"$place/display" 2>"$place/server.log" &
server=$!
for _ in {1..1200}; do
  [ -s "$place/display" ] && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
[ -s "$place/display" ] || { cat "$place/server.log" >&2; exit 1; }

export DISPLAY=:$(<"$place/display") HOME=$place/home XDG_RUNTIME_DIR=$place/runtime
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
export XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GSETTINGS_BACKEND=memory
export ADW_DISABLE_PORTAL=1 GTK_A11Y=${GTK_A11Y:-test} LANG=${LANG:-C.UTF-8}
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
# What the bus starts writes to standard output too, where TAP is expected: the command's
# own is kept apart.
dbus-run-session --config-file="$place/session.conf" -- \
  bash -c 'exec "$@" >&4 4>&-' "$0" "$@" 4>&1 >&2
