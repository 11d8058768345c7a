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

offline=(--disable-download --disable-updates --extra-sources="$place/archives")

# In FOLDER, by the script that a publisher uses.
bundle() {
  local folder=$1
  shift
  MINISIGN_KEY=$HOME/key bash "$place/source/flatpak/bundle.sh" "$folder" "${offline[@]}" "$@"
}

is_signed() {
  cd "$HOME/first" && sha256sum --check steadfast.flatpak.sha256 &&
    minisign -V -p "$HOME/key.pub" -m steadfast.flatpak
}

install_bundle() { flatpak --user install --noninteractive "$HOME/first/steadfast.flatpak"; }

check 'the stand-in runtime is installed' install_runtime || finish
began=$SECONDS
minisign -G -W -s "$HOME/key" -p "$HOME/key.pub" >"$HOME/last.log" 2>&1
check 'the manifest builds' bundle "$HOME/first" || finish
built=$((SECONDS - began))
check 'the bundle has its sum and its signature' is_signed
check 'the bundle is installed' install_bundle || finish
echo "# built in $built s; the bundle has $(stat -c %s "$HOME/first/steadfast.flatpak") bytes," \
  "$(flatpak info --user "$app" | sed -n 's/^ *Installed: *//p') installed"

# Every file, link and mode of what is built, by its hash.
contents() {
  ostree --repo="$1/repo" ls --recursive --checksum "app/$app/$(flatpak --default-arch)/stable"
}

is_reproducible() {
  bundle "$HOME/second" --disable-cache &&
    diff <(contents "$HOME/first") <(contents "$HOME/second")
}

check 'a second build from nothing has the same content, byte for byte' is_reproducible

# ---- newer libraries --------------------------------------------------------------------

core='base vault tally text campaign pledge store export session'

# In the SDK, with the modules that come before the app's own.
builds_with_newer() {
  local tree=$HOME/newer suites=
  for suite in $core; do suites+=" --suite $suite"; done
  suites+=' --no-suite slow --no-suite tools' # which the SDK does not have
  flatpak-builder --user --disable-rofiles-fuse "${offline[@]}" --force-clean \
    --state-dir="$HOME/first/state" --stop-at=steadfast "$tree" \
    "$place/source/flatpak/$app.yml" &&
    flatpak build --filesystem="$place/source" --filesystem="$HOME" "$tree" bash -c "
      set -e
      pkg-config --modversion gtk4 libadwaita-1 sqlite3 libsodium
      meson setup '$HOME/newer-build' '$place/source' -Dwerror=true
      cd '$HOME/newer-build'
      ninja app/steadfast app/cli/steadfast-cli app/export/steadfast-export
      meson test $suites --timeout-multiplier 3"
}

check 'it builds against newer libraries without a warning, and its core passes its tests' \
  builds_with_newer
sed -n 's/^ *Ok: */# tests of the core there: /p' "$HOME/last.log"

# Symbolic icons come and go with the theme; the app's own lie in it.
has_every_icon() {
  local names
  names=$(cd "$place/source" && grep -rhoE '[a-z-]+-symbolic\b' ui app/window | sort -u)
  [ "$(wc -w <<<"$names")" -gt 10 ] &&
    flatpak run --user --command=bash "$app" -c '
      shopt -s globstar nullglob
      for name; do
        for file in /usr/share/icons/{Adwaita,hicolor}/**/"$name".svg; do continue 2; done
        echo "no icon $name"
        lacking=yes
      done
      [ -z "${lacking-}" ]' _ $names
}

check 'every icon that it names is in the newer theme' has_every_icon

# ---- confinement ------------------------------------------------------------------------

outside=$HOME/outside
touch "$outside" /tmp/steadfast-outside
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

# ---- use --------------------------------------------------------------------------------

use_it() {
  local tests=$place/source/tests
  mkdir -p "$HOME/.config/gtk-4.0"
  printf '#!/bin/sh\nexec flatpak run --user %s "$@"\n' "$app" >"$HOME/steadfast"
  chmod +x "$HOME/steadfast"
  PYTHONPATH=$tests/house:$tests/cli:$tests/e2e PYTHONDONTWRITEBYTECODE=1 \
    XDG_CONFIG_HOME=$HOME/.config STEADFAST_WINDOW=$HOME/steadfast STEADFAST_HAND= \
    STEADFAST_CLI= STEADFAST_EXPORT= \
    /usr/bin/python3 "$here/test-sandbox.py" "$HOME/inside.png"
}

check 'the main task is done in the sandbox' use_it
sed -n 's/^\(not \)\?ok /# &/p' "$HOME/last.log"
cp "$HOME/inside.png" "$place/out" 2>/dev/null

# ---- removal ----------------------------------------------------------------------------

is_uninstalled() {
  local faults
  faults=$(bash "$here/uninstalled.sh" "$app" "$HOME/totals.csv" 2>&1)
  echo "$faults"
  [ -z "$faults" ]
}

check 'uninstalling removes and leaves what the README says' is_uninstalled

finish
