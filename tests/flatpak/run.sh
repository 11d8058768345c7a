#!/bin/bash
# run.sh CACHE OUT: builds the Flatpak and tries it, as a plain user on this machine, with
# a stand-in runtime that is kept in CACHE. Leaves the bundle and a picture of the app in
# its sandbox in OUT. Speaks TAP. Needs root and the packages that `dev` lists.
set -euo pipefail
cache=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
manifest=flatpak/page.codeberg.steadfast.Steadfast.yml
branch=$(sed -n "s/^runtime-version: '\(.*\)'$/\1/p" "$top/$manifest")

bash "$here/stand-in.sh" "$cache/runtime" "$branch" >&2

place=$(mktemp -d "$cache/place.XXXXXX")
trap 'rm -rf "$place"' EXIT
chmod 755 "$place"
mkdir "$place/source"
install -d -m 777 "$place/out"
ln -s "$cache/runtime" "$place/runtime"
ln -s "$cache/archives" "$place/archives"

# What would be committed, or all of it where there is no git.
cd "$top"
if [ -e .git ]; then
  git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from=- --ignore-failed-read
else
  tar --create --exclude=./build .
fi | tar --extract --directory "$place/source"

other_sum=$(bash "$here/source.sh" "$manifest" "$cache/archives")
[ -z "$other_sum" ] || sed -i "/libsodium\/archive/{n;s/sha256: .*/sha256: $other_sum/}" \
  "$place/source/$manifest"
chmod -R go+rX "$cache/archives" "$place/source"

result=0
bash "$here/as-user.sh" "$place" bash "$place/source/tests/flatpak/session.sh" \
  bash "$place/source/tests/flatpak/test-flatpak.sh" "$place" || result=$?
mkdir -p "$out"
cp "$place"/out/* "$out" 2>/dev/null || true
exit $result
