#!/bin/bash
# stand-in.sh FOLDER BRANCH: fills FOLDER with what takes the place of GNOME's runtime and
# SDK where they cannot be downloaded: FOLDER/repo, a Flatpak repository with
# org.gnome.Platform and org.gnome.Sdk of BRANCH made from Debian 13's packages. It shows
# that the app builds, installs and is confined; it has not the same set of libraries.
#
# Needs root. What is there already is left alone; an interrupted run leaves nothing that
# looks whole.
set -euo pipefail
folder=$1
branch=$2
suite=trixie

platform=(adwaita-icon-theme bash coreutils dconf-gsettings-backend findutils fontconfig
  fonts-dejavu-core fonts-noto-core grep gsettings-desktop-schemas hicolor-icon-theme
  libadwaita-1-0 libc-bin libglib2.0-bin libgtk-4-1 libgtk-4-bin librsvg2-common
  libsqlite3-0 sed shared-mime-info)
sdk=("${platform[@]}" appstream appstream-util autoconf automake bzip2
  desktop-file-utils diffutils file gawk gcc gettext gzip hostname libadwaita-1-dev
  libc6-dev libgtk-4-dev libsqlite3-dev libtool m4 make mawk meson ninja-build patch
  perl-base pkgconf python3 tar which xz-utils)

# What is here depends on this script alone.
stamp=$(sha256sum "$0" | cut -c 1-16)-$branch
[ "$(cat "$folder/stamp" 2>/dev/null)" != "$stamp" ] || exit 0

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' | head -n 1)
[ -n "$mirror" ] || { echo 'stand-in: apt knows no Debian repository' >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"
ostree init --repo="$folder/repo" --mode=bare-user-only

# The packages are unpacked without their scripts, so their work is done here.
finish_tree() {
  local tree=$1
  ln -sf bash "$tree/usr/bin/sh"
  [ ! -e "$tree/usr/bin/mawk" ] || ln -sf mawk "$tree/usr/bin/awk"
  [ ! -e "$tree/usr/bin/gcc" ] || ln -sf gcc "$tree/usr/bin/cc"
  local tool
  for tool in "$tree"/usr/bin/{automake,aclocal}-1.*; do
    [ ! -e "$tool" ] || ln -sf "${tool##*/}" "${tool%-*}"
  done
  # flatpak-builder builds in this locale.
  ln -sf C.utf8 "$tree/usr/lib/locale/en_US.utf8"
  local libs
  libs=$(cd "$tree" && echo usr/lib/*-linux-gnu)
  chroot "$tree" glib-compile-schemas /usr/share/glib-2.0/schemas
  chroot "$tree" "/$libs/glib-2.0/gio-querymodules" "/$libs/gio/modules"
  chroot "$tree" sh -c "/$libs/gdk-pixbuf-2.0/gdk-pixbuf-query-loaders --update-cache"
  chroot "$tree" update-mime-database /usr/share/mime 2>/dev/null
  # Newer versions of a library than Debian's come from the app.
  printf '%s\n' 'include /run/flatpak/ld.so.conf.d/app-*.conf' \
    'include /app/lib/ld.so.conf' /app/lib "/app/${libs#usr/}" \
    'include /run/flatpak/ld.so.conf.d/runtime-*.conf' "/$libs" >"$tree/etc/ld.so.conf"
  chroot "$tree" ldconfig
}

# export_tree NAME PACKAGE...: org.gnome.NAME into the repository.
export_tree() {
  local name=$1 tree=$folder/tree whole=$folder/whole
  shift
  mmdebstrap --quiet --mode=root --variant=extract \
    --include="$(IFS=,; echo "$*")" "$suite" "$tree" "$mirror"
  finish_tree "$tree"
  mkdir -p "$whole"/{files,var/tmp}
  mv "$tree/usr" "$whole/usr"
  mv "$tree/etc" "$whole/usr/etc"
  rm -rf "$whole/usr/share/"{doc,man,info}
  chmod -R u+rwX,go+rX "$whole"
  printf '%s\n' '[Runtime]' "name=org.gnome.$name" \
    "runtime=org.gnome.Platform/$(flatpak --default-arch)/$branch" \
    "sdk=org.gnome.Sdk/$(flatpak --default-arch)/$branch" >"$whole/metadata"
  flatpak build-export --runtime --disable-fsync --no-update-summary \
    "$folder/repo" "$whole" "$branch" >/dev/null
  rm -rf "$tree" "$whole"
}

export_tree Platform "${platform[@]}"
export_tree Sdk "${sdk[@]}"
flatpak build-update-repo "$folder/repo" >/dev/null
echo "$stamp" >"$folder/stamp"
