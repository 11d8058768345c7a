/* See clipboard.h. */
#include "clipboard.h"

#include <string.h>

/* What password managers say, and Klipper and others understand. */
#define HINT_TYPE "x-kde-passwordManagerHint"
#define HINT "secret"

struct _Clipboard
{
  GdkClipboard *clipboard;
  GdkContentProvider *content; /* (nullable): what was put there */
  guint source;
};

Clipboard *
clipboard_new (GtkWidget *widget)
{
  Clipboard *clipboard = g_new0 (Clipboard, 1);
  clipboard->clipboard = g_object_ref (gtk_widget_get_clipboard (widget));
  return clipboard;
}

void
clipboard_clear (Clipboard *clipboard)
{
  g_clear_handle_id (&clipboard->source, g_source_remove);
  if (clipboard->content == NULL)
    return;
  if (gdk_clipboard_get_content (clipboard->clipboard) == clipboard->content)
    gdk_clipboard_set_content (clipboard->clipboard, NULL);
  g_clear_object (&clipboard->content);
}

void
clipboard_free (Clipboard *clipboard)
{
  if (clipboard == NULL)
    return;
  clipboard_clear (clipboard);
  g_object_unref (clipboard->clipboard);
  g_free (clipboard);
}

static void
on_time_passed (gpointer data)
{
  Clipboard *clipboard = data;
  clipboard->source = 0;
  clipboard_clear (clipboard);
}

void
clipboard_put (Clipboard *clipboard, const char *text)
{
  clipboard_clear (clipboard);
  g_autoptr (GBytes) hint = g_bytes_new_static (HINT, strlen (HINT));
  GdkContentProvider *parts[] = {
    gdk_content_provider_new_typed (G_TYPE_STRING, text),
    gdk_content_provider_new_for_bytes (HINT_TYPE, hint),
  };
  clipboard->content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (clipboard->clipboard, clipboard->content);
  clipboard->source =
      g_timeout_add_once (CLIPBOARD_SECONDS * 1000, on_time_passed, clipboard);
}
