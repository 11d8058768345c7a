#!/bin/bash
# uninstalled.sh APP SAVED: uninstalls APP with its data, as the README says to, and says
# what is not as the README has it, a line each; nothing if all is. SAVED: a file that was
# saved through the portal.
set -u
app=$1
saved=$2
fault() { echo "$*"; }

data=$HOME/.var/app/$app
flatpaks=$HOME/.local/share/flatpak
launcher=$flatpaks/exports/share/applications/$app.desktop

# Whether the portals know something of the app, or of the file.
portals_know() { flatpak permissions | grep -q -F "$1"; }

# What a person may have beside the store, and what they may have allowed.
cp "$data/data/steadfast/steadfast.store" "$data/data/steadfast/steadfast.store.backup-1"
flatpak permission-set background background "$app" yes
before=$(sha256sum <"$saved")
[ -n "$(ls "$data/cache")" ] && [ -e "$launcher" ] && portals_know "$app" &&
  portals_know "$saved" || fault 'before: there is nothing to be removed'

flatpak --user uninstall --noninteractive --delete-data "$app" >"$HOME/uninstall.log" 2>&1 ||
  fault "it cannot be uninstalled: $(<"$HOME/uninstall.log")"

# Removed: the app, the store with its backups, what the app kept, what it may do.
[ ! -e "$data" ] || fault "stays: $data"
[ ! -e "$launcher" ] || fault "stays: $launcher"
[ -z "$(flatpak --user list --app --columns=application)" ] || fault 'stays: the app'
! portals_know "$app" || fault 'stays: a permission'
[ -z "$(find "$HOME" -name 'steadfast.store*')" ] || fault 'stays: a store or a backup'
named=$(grep -rl -F "$app" "$HOME/.local" "$HOME/.config" "$HOME/.cache" "$HOME/.var" 2>/dev/null)
[ -z "$named" ] || fault 'names the app:' $named

# Stays: what was saved elsewhere, its path among the files that were picked, empty
# folders with the app's name, and the runtime.
[ "$(sha256sum <"$saved")" = "$before" ] || fault 'gone: the saved file'
portals_know "$saved" || fault 'gone: the list of picked files'
[ -n "$(find "$flatpaks" -type d -empty -name "$app")$(find "$flatpaks" -type d -name 'steadfast-origin')" ] ||
  fault 'gone: the empty folders'
flatpak --user list --runtime --columns=application | grep -q org.gnome.Platform ||
  fault 'gone: the runtime'

# Who wants the path forgotten can say so.
flatpak document-unexport "$saved" >/dev/null && ! portals_know "$saved" ||
  fault 'stays: a path that was to be forgotten'
