/* What bench-window-first compares with: an AdwApplicationWindow with nothing in it, or
 * with what any first page has: a header bar, an icon, a title, a sentence, a button.
 */
#include <adwaita.h>

static GtkWidget *
make_page (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page =
      g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "computer-symbolic", "title",
                    "A Title", "description", "A sentence.", "vexpand", TRUE, "child",
                    gtk_button_new_with_label ("A button"), NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  return box;
}

static void
on_activate (GtkApplication *application, gpointer filled)
{
  GtkWidget *window = adw_application_window_new (application);
  if (filled != NULL)
    adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), make_page ());
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 680);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("page.codeberg.steadfast.Empty", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate),
                    argc > 1 ? argv[1] : NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
