/* See passphrase.h. */
#include "passphrase.h"

#include <string.h>

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
