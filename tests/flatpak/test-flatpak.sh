#!/bin/bash
# test-flatpak.sh PLACE: run by as-user.sh. Builds the Flatpak from PLACE/source with the
# runtime in PLACE/runtime, installs it, and tries it. Speaks TAP.
set -uo pipefail
place=$1
here=$(cd "$(dirname "$0")" && pwd)
app=page.codeberg.steadfast.Steadfast
branch=$(sed -n "s/^runtime-version: '\(.*\)'$/\1/p" "$place/source/flatpak/$app.yml")
count=0
failed=0

# check NAME COMMAND...: one test.
check() {
  local name=$1
  shift
  count=$((count + 1))
  if "$@" >"$HOME/last.log" 2>&1; then
    echo "ok $count - $name"
  else
    failed=$((failed + 1))
    echo "not ok $count - $name"
    tail -n 60 "$HOME/last.log" | sed 's/^/# /'
    return 1
  fi
}

finish() {
  echo "1..$count"
  [ $failed = 0 ]
  exit
}

install_runtime() {
  flatpak --user remote-add --no-gpg-verify stand-in "file://$place/runtime/repo" &&
    flatpak --user install --noninteractive stand-in \
      "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch"
}

build() {
  flatpak-builder --user --disable-download --disable-rofiles-fuse --disable-updates \
    --extra-sources="$place/archives" --state-dir="$HOME/state" --repo="$HOME/repo" \
    --default-branch=stable --force-clean --install \
    "$HOME/build" "$place/source/flatpak/$app.yml"
}

check 'the stand-in runtime is installed' install_runtime || finish
began=$SECONDS
check 'the manifest builds, and what it builds is installed' build || finish
echo "# built and installed in $((SECONDS - began)) s," \
  "$(flatpak info --user "$app" | sed -n 's/^ *Installed: *//p') installed"

# ---- confinement ------------------------------------------------------------------------

outside=$HOME/outside
touch "$outside" /tmp/steadfast-outside
trap 'rm -f /tmp/steadfast-outside' EXIT
inside() { flatpak run --user --command=sh "$@" -c "$(<"$here/confined.sh")" _ "$outside"; }

permissions_are_golden() {
  diff <(flatpak info --user --show-permissions "$app" | sed '/^$/d') "$here/permissions"
}

is_confined() {
  local faults
  faults=$(inside "$app" 2>&1)
  echo "$faults"
  [ -z "$faults" ]
}

# With more rights every kind of fault has to be seen.
control_is_not_confined() {
  local faults kind
  faults=$(inside --share=network --filesystem=home --socket=session-bus "$app" 2>&1)
  echo "$faults"
  for kind in network: files: bus: rights:; do
    grep -q "^$kind" <<<"$faults" || return 1
  done
}

check 'its permissions are those of the golden file' permissions_are_golden
check 'it is confined' is_confined
check 'the test of confinement notices a sandbox that is not' control_is_not_confined

finish
