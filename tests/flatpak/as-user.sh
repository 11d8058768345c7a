#!/bin/bash
# as-user.sh FOLDER COMMAND...: runs COMMAND as a plain user whose home is FOLDER/home,
# with a screen and a message bus of its own, as a person's session has. (As root a
# Flatpak keeps root's capabilities, and the test would be about another sandbox.)
#
# The user exists in a mount namespace only: nothing of it stays on the machine. Needs
# root, and the packages that `dev` lists.
set -euo pipefail
folder=$1
shift
user=steadfast-test
uid=58417

mkdir -p "$folder"/{home,node}
{ cat /etc/passwd; echo "$user:x:$uid:$uid::$folder/home:/bin/bash"; } >"$folder/passwd"
{ cat /etc/group; echo "$user:x:$uid:"; } >"$folder/group"
[ -e "$folder/node/fuse" ] || mknod -m 666 "$folder/node/fuse" c 10 229
chown "$uid:$uid" "$folder/home"

# Each line: what a session manager would have set up.
enter='
set -e
folder=$1 uid=$2
shift 2
mount --bind "$folder/passwd" /etc/passwd
mount --bind "$folder/group" /etc/group
mount --bind "$folder/node/fuse" /dev/fuse
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir -p /run/user
mount -t tmpfs -o mode=755 tmpfs /run/user
install -d -m 700 -o "$uid" -g "$uid" "/run/user/$uid"
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all "$@"'

exec unshare --mount --pid --fork --kill-child --mount-proc \
  bash -c "$enter" _ "$folder" "$uid" \
  env -i HOME="$folder/home" USER="$user" LOGNAME="$user" LANG=C.UTF-8 \
  PATH=/usr/bin:/bin XDG_RUNTIME_DIR="/run/user/$uid" FLATPAK_SYSTEM_HELPER_ON_SESSION=1 \
  GSK_RENDERER=cairo GDK_DEBUG=gl-disable \
  "$@"
