/* shots FOLDER VARIANT [NAME]: walks every page and dialog with the sample's entries
 * and leaves a picture of each whose name begins with NAME, FOLDER/VARIANT/NN-name.png.
 * VARIANT: light, dark, contrast,
 * arabic, narrow (360 pixels) or large (200% text); what GTK reads from the environment
 * (language, colour scheme) is set by `./dev shots`. */
#include <sodium.h>
#include <string.h>

#include "picture.h"
#include "walk.h"

typedef struct
{
  const char *folder;
  const char *name; /* the beginning of those that are wanted */
  guint taken;
} Album;

static void
shoot (const WalkStop *stop, gpointer data)
{
  Album *album = data;
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++album->taken, stop->name);
  if (!g_str_has_prefix (stop->name, album->name))
    return;
  g_autofree char *path = g_build_filename (album->folder, file, NULL);
  picture_take (stop->root, path);
}

/* What looks random is the same in every picture that is taken. */
static void
fill_alike (void *out, size_t size)
{
  static _Thread_local guint32 calls;
  unsigned char seed[randombytes_SEEDBYTES] = { 0 };
  calls++;
  memcpy (seed, &calls, sizeof calls);
  randombytes_buf_deterministic (out, size, seed);
}

static guint32
draw_alike (void)
{
  guint32 drawn;
  fill_alike (&drawn, sizeof drawn);
  return drawn;
}

static const char *
name_alike (void)
{
  return "alike";
}

static randombytes_implementation alike = {
  .implementation_name = name_alike,
  .random = draw_alike,
  .buf = fill_alike,
};

int
main (int argc, char **argv)
{
  g_return_val_if_fail (argc == 3 || argc == 4, 2);
  g_autofree char *folder = g_build_filename (argv[1], argv[2], NULL);
  const char *variant = argv[2];
  Album album = { .folder = folder, .name = argc == 4 ? argv[3] : "" };
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return 1;
  randombytes_set_implementation (&alike);
  window_fixture_main (&argc, &argv);
  if (strcmp (variant, "large") == 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  walk_all (strcmp (variant, "narrow") == 0 ? WALK_NARROW : WALK_WIDE, shoot, &album);
  return 0;
}
