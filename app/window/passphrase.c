/* See passphrase.h. */
#include "passphrase.h"

#include <string.h>

#include "random.h"

#define WORDS "/page/codeberg/steadfast/Steadfast/words/eff-large.txt"
#define WORD_BYTES_MAX 16

Secret *
passphrase_copy (GtkEditable *entry)
{
  const char *typed = gtk_editable_get_text (entry);
  char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_NFC);
  Secret *secret = secret_new_copy (text, strlen (text));
  secret_wipe (text, strlen (text));
  g_free (text);
  return secret;
}

Secret *
passphrase_take (GtkEditable *entry)
{
  Secret *secret = passphrase_copy (entry);
  gtk_editable_set_text (entry, "");
  return secret;
}

void
passphrase_release_row (AdwPasswordEntryRow *row)
{
  if (row == NULL)
    return;
  GdkSeat *seat =
      gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (row)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  if (keyboard != NULL)
    g_signal_handlers_disconnect_matched (keyboard, G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                                          NULL, row);
}

/* The list's lines without its comments; borrowed from bytes, which must outlive them.
 */
static GPtrArray *
read_words (GBytes *bytes)
{
  gsize size;
  const char *line = g_bytes_get_data (bytes, &size);
  const char *end = line + size;
  GPtrArray *words = g_ptr_array_new ();
  while (line < end)
    {
      const char *after = memchr (line, '\n', (gsize)(end - line));
      if (after == NULL)
        break;
      if (*line != '#')
        g_ptr_array_add (words, (gpointer)line);
      line = after + 1;
    }
  return words;
}

Secret *
passphrase_draw (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (WORDS, 0, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_autoptr (GPtrArray) words = read_words (bytes);
  Secret *secret = secret_new (PASSPHRASE_WORDS * WORD_BYTES_MAX);
  char *out = (char *)secret_bytes (secret);
  for (guint i = 0; i < PASSPHRASE_WORDS; i++)
    {
      const char *word = g_ptr_array_index (words, random_below (words->len));
      gsize length = MIN (strcspn (word, "\n"), WORD_BYTES_MAX - 1);
      if (i > 0)
        *out++ = ' ';
      memcpy (out, word, length);
      out += length;
    }
  *out = '\0';
  return secret;
}
