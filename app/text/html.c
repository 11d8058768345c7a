/* See html.h. */
#include "html.h"

#include <string.h>

#include "csv.h"

#define REPLACEMENT 0xfffd
#define LINE_SEPARATOR 0x2028
#define OVERRIDE_LAST 0x202e
#define ISOLATE_FIRST 0x2066
#define ISOLATE_LAST 0x2068
#define ISOLATE_END 0x2069

static const struct
{
  char character;
  const char *reference;
} references[] = {
  { '&', "&amp;" },  { '<', "&lt;" },   { '>', "&gt;" },
  { '"', "&quot;" }, { '\'', "&#39;" },
};

static const char *
find_reference (char character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].character == character)
      return references[i].reference;
  return NULL;
}

void
html_append_text (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      const char *reference = find_reference (*text);
      if (reference != NULL)
        g_string_append (out, reference);
      else
        g_string_append_c (out, *text);
    }
}

static gboolean
is_unruly (gunichar character)
{
  return g_unichar_iscntrl (character)
         || (character >= LINE_SEPARATOR && character <= OVERRIDE_LAST);
}

/* The character to show; open counts the isolates that are open. */
static gunichar
tame (gunichar character, guint *open)
{
  if (is_unruly (character) || (character == ISOLATE_END && *open == 0))
    return REPLACEMENT;
  if (character >= ISOLATE_FIRST && character <= ISOLATE_LAST)
    ++*open;
  else if (character == ISOLATE_END)
    --*open;
  return character;
}

void
html_append_name (GString *out, const char *name)
{
  g_autoptr (GString) tamed = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  guint open = 0;

  if (csv_is_formula (valid))
    g_string_append_c (tamed, '\'');
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (tamed, tame (g_utf8_get_char (at), &open));
  for (; open > 0; open--)
    g_string_append_unichar (tamed, ISOLATE_END);
  html_append_text (out, tamed->str);
}

/* How many bytes of the rest are a reference; 0 if none, else its character is set. */
static gsize
match_reference (const char *text, gsize size, char *character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      gsize length = strlen (references[i].reference);
      if (length <= size && memcmp (text, references[i].reference, length) == 0)
        {
          *character = references[i].character;
          return length;
        }
    }
  return 0;
}

char *
html_dup_unescaped (const char *text, gsize size)
{
  GString *out = g_string_sized_new (size);
  while (size > 0)
    {
      char character = *text;
      gsize length = MAX (match_reference (text, size, &character), 1);
      g_string_append_c (out, character);
      text += length;
      size -= length;
    }
  return g_string_free (out, FALSE);
}
