#!/bin/bash
# source.sh MANIFEST FOLDER: puts the archives that MANIFEST names into FOLDER, where
# flatpak-builder looks for them instead of downloading: FOLDER/downloads/SHA256/NAME.
# They come from Debian's source packages, whose upstream archive is the same file.
#
# Debian keeps only some versions. If the one that MANIFEST names is gone, the one of
# Debian 12 takes its place, and its SHA-256 is printed for a manifest made to fit.
set -euo pipefail
manifest=$1
folder=$2
package=libsodium

url=$(sed -n "s/^ *url: *\(.*$package.*\)$/\1/p" "$manifest")
sum=$(sed -n "/${package}\/archive/{n;s/^ *sha256: *//p}" "$manifest")
[ "$url" ] && [ "$sum" ] || { echo "source: no $package in $manifest" >&2; exit 1; }
wanted=$folder/downloads/$sum/${url##*/}
[ ! -f "$wanted" ] || exit 0

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' | head -n 1)
mkdir -p "$folder"/{lists/partial,found}
trap 'rm -rf "$folder"/{lists,found,sources.list}' EXIT

# fetch SUITE: Debian's copy of the upstream archive in that suite.
fetch() {
  echo "deb-src $mirror $1 main" >"$folder/sources.list"
  local options=(-qq -o "Dir::Etc::sourcelist=$folder/sources.list" -o APT::Sandbox::User=root
    -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$folder/lists")
  rm -f "$folder"/found/*
  (cd "$folder/found" && apt-get "${options[@]}" update &&
    apt-get "${options[@]}" source --download-only "$package") >&2 || return
  found=$(echo "$folder"/found/*.orig.tar.gz)
  found_sum=$(sha256sum "$found" | cut -d ' ' -f 1)
}

for suite in sid testing stable; do
  fetch "$suite" || continue
  [ "$found_sum" = "$sum" ] || continue
  mkdir -p "${wanted%/*}"
  mv "$found" "$wanted"
  exit 0
done

fetch bookworm
mkdir -p "$folder/downloads/$found_sum"
mv "$found" "$folder/downloads/$found_sum/${url##*/}"
echo "source: Debian no longer has the $package of the manifest; trying an older one" >&2
echo "$found_sum"
