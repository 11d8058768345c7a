/* stops: the walk for somebody who looks from outside. At each stop it prints a line,
 * "stop NAME", after a line "trap WIDGET" for each widget that the Tab key does not
 * lead to, and goes on when it is given a line. Here the window answers meanwhile. */
#include <stdio.h>
#include <unistd.h>

#include "walk.h"

/* More than any page has. */
#define TABS_MAX 500

/* What somebody without a mouse needs to reach. Rows of long lists are led through by
 * the arrow keys, once Tab is in the list. */
static gboolean
is_needed (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget)
         && gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget)
         && (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget)
             || GTK_IS_SWITCH (widget) || GTK_IS_EDITABLE (widget)
             || GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_LIST_VIEW (widget));
}

static void
collect_needed (GtkWidget *widget, GHashTable *needed)
{
  if (is_needed (widget))
    g_hash_table_add (needed, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      collect_needed (child, needed);
}

/* It has the focus, or what it is made of has. From one row the arrow keys lead to all
 * of its list. */
static void
reach (GtkWidget *focus, GHashTable *needed)
{
  for (GtkWidget *widget = focus; widget != NULL;
       widget = gtk_widget_get_parent (widget))
    g_hash_table_remove (needed, widget);
  GtkWidget *row = gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);
  if (row == NULL)
    return;
  for (GtkWidget *other = gtk_widget_get_first_child (gtk_widget_get_parent (row));
       other != NULL; other = gtk_widget_get_next_sibling (other))
    g_hash_table_remove (needed, other);
}

static const char *
name_widget (GtkWidget *widget)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  return id != NULL ? id : G_OBJECT_TYPE_NAME (widget);
}

/* Goes round once with Tab. */
static void
print_traps (GtkWidget *top)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (top));
  GtkWidget *before = gtk_window_get_focus (window);
  g_autoptr (GHashTable) needed = g_hash_table_new (NULL, NULL);
  collect_needed (top, needed);
  gtk_window_set_focus (window, NULL);
  GtkWidget *first = NULL, *now = NULL;
  for (int i = 0; i < TABS_MAX && (now == NULL || now != first); i++)
    {
      if (first == NULL)
        first = now;
      if (!gtk_widget_child_focus (top, GTK_DIR_TAB_FORWARD))
        break;
      now = gtk_window_get_focus (window);
      reach (now, needed);
    }
  GHashTableIter at;
  gpointer widget;
  g_hash_table_iter_init (&at, needed);
  while (g_hash_table_iter_next (&at, &widget, NULL))
    printf ("trap %s\n", name_widget (widget));
  gtk_window_set_focus (window, before);
}

static gboolean
on_line_given (GIOChannel *input, GIOCondition condition, gpointer data)
{
  g_autofree char *line = NULL;
  (void)condition;
  g_io_channel_read_line (input, &line, NULL, NULL, NULL);
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
stop_at (const WalkStop *stop, gpointer data)
{
  GIOChannel *input = data;
  gboolean given = FALSE;
  print_traps (stop->root);
  printf ("stop %s\n", stop->name);
  fflush (stdout);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, on_line_given, &given);
  while (!given)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  walk_all (WALK_WIDE, stop_at, input);
  return 0;
}
