# Run by a shell inside the sandbox: says what of the confinement does not hold, a line
# each, and nothing if all of it does. $1: a file that lies outside.
fault() { echo "$*"; }

# No network but the sandbox's own loopback.
[ "$(sed 1,2d /proc/net/dev | cut -d : -f 1 | tr -d ' ')" = lo ] || fault 'network: an interface'
[ "$(wc -l </proc/net/route)" = 1 ] || fault 'network: a route'

# No file of the person's.
[ ! -e "$1" ] || fault "files: $1 is seen"
[ -z "$(find "$HOME" -type f -not -path "$HOME/.var/app/$FLATPAK_ID/*" 2>/dev/null)" ] ||
  fault 'files: the home folder is seen' $(find "$HOME" -type f)
[ ! -e /tmp/steadfast-outside ] || fault 'files: the /tmp outside is seen'
for place in /usr /app /etc/ld.so.conf; do
  [ ! -w "$place" ] || fault "files: $place can be written"
done

# Nobody to talk to but the portals.
call() { gdbus call --session --dest "$1" --object-path "$2" --method "$3" 2>&1; }
names=$(call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.ListNames |
  grep -o "'[^']*'" | tr -d "'" |
  grep -v -e '^:' -e '^org\.freedesktop\.DBus$' -e '^org\.freedesktop\.portal\.' -e "^$FLATPAK_ID")
[ -z "$names" ] || fault "bus: sees" $names
call org.freedesktop.impl.portal.PermissionStore /org/freedesktop/impl/portal/PermissionStore \
  org.freedesktop.DBus.Peer.Ping | grep -q ServiceUnknown || fault 'bus: reaches the store of permissions'
[ ! -e /run/dbus/system_bus_socket ] || fault 'bus: the system bus'

# No rights.
grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status || fault 'rights: a capability'
grep -q '^NoNewPrivs:[[:space:]]*1$' /proc/self/status || fault 'rights: can gain more'
grep -q '^Seccomp:[[:space:]]*2$' /proc/self/status || fault 'rights: every system call'
! grep -q -e '^filesystems=' -e '^shared=.*network' -e '^\[.* Bus Policy\]' /.flatpak-info ||
  fault 'rights: a permission that the manifest does not give'
