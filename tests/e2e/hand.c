/* hand clipboard: prints the text on the clipboard, as another program finds it;
 * nothing where there is none. hand drag FILE…: a window that files can be dragged
 * from; it ends when they were dropped somewhere, with 0 if somebody took them. */
#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>

static int result = 1;
static gboolean done;

static void
on_text_read (GObject *source, GAsyncResult *read, gpointer data)
{
  (void)data;
  g_autofree char *text =
      gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), read, NULL);
  fputs (text != NULL ? text : "", stdout);
  result = 0;
  done = TRUE;
}

static void
on_drag_ended (GtkDragSource *source, GdkDrag *drag, gboolean delete_data,
               gpointer data)
{
  (void)source;
  (void)delete_data;
  (void)data;
  result = gdk_drag_get_selected_action (drag) == GDK_ACTION_COPY ? 0 : 1;
  done = TRUE;
}

static gboolean
on_drag_cancelled (GtkDragSource *source, GdkDrag *drag, GdkDragCancelReason reason,
                   gpointer data)
{
  (void)source;
  (void)drag;
  (void)data;
  fprintf (stderr, "the drag was cancelled: %d\n", (int)reason);
  return FALSE;
}

static GdkContentProvider *
offer_files (int count, char **paths)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < count; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths[i]));
  GdkFileList *list = gdk_file_list_new_from_array ((GFile **)files->pdata, files->len);
  GdkContentProvider *offer = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return offer;
}

static void
show_files (int count, char **paths)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("Files");
  GtkDragSource *source = gtk_drag_source_new ();
  g_autoptr (GdkContentProvider) offer = offer_files (count, paths);
  gtk_drag_source_set_content (source, offer);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_drag_ended), NULL);
  g_signal_connect (source, "drag-cancel", G_CALLBACK (on_drag_cancelled), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "Files to drag");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 60);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  if (argc < 2)
    return 2;
  gtk_init ();
  if (strcmp (argv[1], "clipboard") == 0)
    gdk_clipboard_read_text_async (
        gdk_display_get_clipboard (gdk_display_get_default ()), NULL, on_text_read,
        NULL);
  else
    show_files (argc - 2, argv + 2);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return result;
}
