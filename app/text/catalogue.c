/* See catalogue.h. The file is read where it lies; nothing in it is trusted. */
#include "catalogue.h"
#include "config.h"

#include <string.h>

#define MAGIC 0x950412de
#define HEADER_BYTES 28
#define ENTRY_BYTES 8

struct _Catalogue
{
  char *language;
  char *content; /* NULL where there is none */
  gsize size;
  gboolean swapped;
  guint32 count;
  guint32 originals; /* offsets of the two tables */
  guint32 translations;
};

/* A number at an offset that lies inside. */
static guint32
read_number (const Catalogue *catalogue, gsize offset)
{
  guint32 number;
  memcpy (&number, catalogue->content + offset, sizeof number);
  return catalogue->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static gboolean
table_fits (const Catalogue *catalogue, guint32 offset)
{
  return offset <= catalogue->size
         && catalogue->count <= (catalogue->size - offset) / ENTRY_BYTES;
}

static gboolean
read_header (Catalogue *catalogue)
{
  if (catalogue->size < HEADER_BYTES)
    return FALSE;
  catalogue->swapped = read_number (catalogue, 0) != MAGIC;
  if (read_number (catalogue, 0) != MAGIC || read_number (catalogue, 4) >> 16 != 0)
    return FALSE;
  catalogue->count = read_number (catalogue, 8);
  catalogue->originals = read_number (catalogue, 12);
  catalogue->translations = read_number (catalogue, 16);
  return table_fits (catalogue, catalogue->originals)
         && table_fits (catalogue, catalogue->translations);
}

Catalogue *
catalogue_new (const char *language, const char *content, gsize size)
{
  Catalogue *catalogue = g_new0 (Catalogue, 1);
  catalogue->language = g_strdup (language);
  if (content != NULL && size <= CATALOGUE_MAX_BYTES)
    {
      catalogue->content = g_memdup2 (content, size);
      catalogue->size = size;
      if (!read_header (catalogue))
        g_clear_pointer (&catalogue->content, g_free);
    }
  return catalogue;
}

/* Whether it can name a folder without leading elsewhere. */
static gboolean
is_plain (const char *language)
{
  return language[0] != '\0'
         && language[strspn (language, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_@-")]
                == '\0';
}

/* pt_BR@x becomes pt_BR, then pt, then nothing. */
static void
shorten (char *tag)
{
  char *last = NULL;
  for (char *at = tag; *at != '\0'; at++)
    if (*at == '_' || *at == '@')
      last = at;
  *(last != NULL ? last : tag) = '\0';
}

Catalogue *
catalogue_open (const char *directory, const char *language)
{
  g_autofree char *content = NULL;
  g_autofree char *tag = g_strdup (is_plain (language) ? language : "");
  gsize size = 0;

  while (tag[0] != '\0' && content == NULL)
    {
      g_autofree char *path =
          g_build_filename (directory != NULL ? directory : LOCALE_DIR, tag,
                            "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
      if (!g_file_get_contents (path, &content, &size, NULL))
        shorten (tag);
    }
  return catalogue_new (language, content, size);
}

void
catalogue_free (Catalogue *catalogue)
{
  if (catalogue == NULL)
    return;
  g_free (catalogue->language);
  g_free (catalogue->content);
  g_free (catalogue);
}

const char *
catalogue_language (const Catalogue *catalogue)
{
  return catalogue->language;
}

/* The string of an entry of a table, closed by its zero; NULL if it lies outside. */
static const char *
get_entry (const Catalogue *catalogue, guint32 table, guint32 index)
{
  gsize entry = table + (gsize)index * ENTRY_BYTES;
  gsize length = read_number (catalogue, entry);
  gsize offset = read_number (catalogue, entry + 4);
  if (offset >= catalogue->size || length >= catalogue->size - offset
      || catalogue->content[offset + length] != '\0')
    return NULL;
  return catalogue->content + offset;
}

static const char *
get_translation (const Catalogue *catalogue, guint32 index, const char *message)
{
  const char *found = get_entry (catalogue, catalogue->translations, index);
  if (found == NULL || found[0] == '\0' || !g_utf8_validate (found, -1, NULL))
    return message;
  return found;
}

const char *
catalogue_get (const Catalogue *catalogue, const char *message)
{
  guint32 low = 0, high = catalogue->content != NULL ? catalogue->count : 0;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *original = get_entry (catalogue, catalogue->originals, middle);
      if (original == NULL)
        return message;
      int order = strcmp (message, original);
      if (order == 0)
        return get_translation (catalogue, middle, message);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return message;
}
