#!/bin/bash
# bundle.sh FOLDER [OPTION...]: builds the Flatpak and leaves in FOLDER one file to hand
# out, steadfast.flatpak, with its SHA-256 beside it. Where MINISIGN_KEY names a secret
# key, its minisign signature too (minisign asks for the key's passphrase). OPTIONs are
# for flatpak-builder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
app=page.codeberg.steadfast.Steadfast
folder=$1
shift
mkdir -p "$folder"
cd "$folder"

# The same time in every build of one commit.
if [ -e "$here/../.git" ]; then
  SOURCE_DATE_EPOCH=$(git -c safe.directory='*' -C "$here" log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$here/$app.yml")}

rm -rf repo steadfast.flatpak*
flatpak-builder --user --force-clean --disable-rofiles-fuse --default-branch=stable \
  --repo=repo --state-dir=state "$@" \
  app "$here/$app.yml"
flatpak build-bundle repo steadfast.flatpak "$app" stable
sha256sum steadfast.flatpak >steadfast.flatpak.sha256
[ -z "${MINISIGN_KEY-}" ] || minisign -S -s "$MINISIGN_KEY" -m steadfast.flatpak
