/* What a lock leaves: nothing, from whichever page or dialog it comes. */
#include "walk.h"

#include <string.h>

#include "sf-lock-page.h"

#define PLANTED "xylophone-of-a-secret"

/* What was alive at a stop, and must not be after the lock. */
typedef struct
{
  GPtrArray *places; /* of gpointer *: weak pointers */
  guint widgets;
} Witness;

static void
watch (Witness *witness, gpointer object)
{
  gpointer *place = g_new (gpointer, 1);
  *place = object;
  g_object_add_weak_pointer (object, place);
  g_ptr_array_add (witness->places, place);
}

/* GTK keeps its last tooltip. What it says is on a button, and of no entry: no tooltip
 * here is made of content. */
static gboolean
is_tooltip (GtkWidget *widget)
{
  return strcmp (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow") == 0;
}

static void
watch_tree (Witness *witness, GtkWidget *widget)
{
  if (is_tooltip (widget))
    return;
  watch (witness, widget);
  witness->widgets++;
  if (GTK_IS_LIST_VIEW (widget))
    {
      GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (widget));
      if (model != NULL)
        watch (witness, model);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch_tree (witness, child);
}

static guint
count_left (Witness *witness)
{
  guint left = 0;
  for (guint i = 0; i < witness->places->len; i++)
    left += *(gpointer *)witness->places->pdata[i] != NULL;
  return left;
}

static void
say_left (const WalkStop *stop, Witness *witness)
{
  for (guint i = 0; i < witness->places->len; i++)
    {
      gpointer left = *(gpointer *)witness->places->pdata[i];
      if (left != NULL)
        g_test_message ("%s: a %s is left", stop->name, G_OBJECT_TYPE_NAME (left));
    }
}

static gboolean
tells (const char *text)
{
  return text != NULL && strstr (text, PLANTED) != NULL;
}

/* How many widgets below widget tell of what was planted. */
static guint
count_telling (GtkWidget *widget)
{
  gboolean telling =
      (GTK_IS_LABEL (widget) && tells (gtk_label_get_text (GTK_LABEL (widget))))
      || (GTK_IS_EDITABLE (widget)
          && tells (gtk_editable_get_text (GTK_EDITABLE (widget))))
      || (GTK_IS_WINDOW (widget) && tells (gtk_window_get_title (GTK_WINDOW (widget))))
      || tells (gtk_widget_get_tooltip_text (widget));
  guint count = telling ? 1 : 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_telling (child);
  return count;
}

static guint
count_telling_windows (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint count = 0;
  for (GList *item = windows; item != NULL; item = item->next)
    count += count_telling (item->data);
  return count;
}

static void
plant (const WalkStop *stop)
{
  GtkWidget *search = window_fixture_find (stop->fixture->window, "search");
  if (search != NULL)
    window_fixture_type (search, PLANTED);
  sf_window_say (GTK_WIDGET (stop->fixture->window), PLANTED " in a toast");
}

static void
lock_here (const WalkStop *stop, gpointer data)
{
  guint *watched = data;
  Witness witness = { .places = g_ptr_array_new_with_free_func (g_free) };
  WindowFixture *fixture = stop->fixture;
  plant (stop);
  g_assert_cmpuint (count_telling_windows (), >=, 1);
  watch_tree (&witness, window_fixture_find_type (fixture->window, SF_TYPE_MAIN));
  if (stop->root != GTK_WIDGET (fixture->window))
    watch_tree (&witness, stop->root);
  sf_window_lock (fixture->window, LOCK_REASON_IDLE);
  g_assert_nonnull (window_fixture_find_type (fixture->window, SF_TYPE_LOCK_PAGE));
  g_assert_null (window_fixture_dialog (fixture));
  g_assert_cmpuint (count_telling_windows (), ==, 0);
  window_fixture_settle (fixture);
  for (int turn = 0; turn < 300 && count_left (&witness) > 0; turn++)
    window_fixture_iterate ();
  say_left (stop, &witness);
  window_fixture_wait_until (count_left (&witness) == 0);
  *watched += witness.widgets;
  g_ptr_array_unref (witness.places);
}

static void
test_every_stop (void)
{
  guint watched = 0;
  guint stops = walk_open (WALK_WIDE, lock_here, &watched);
  g_test_message ("%u stops, %u widgets, none left", stops, watched);
  g_assert_cmpuint (stops, >, 40);
}

/* A widget that something keeps is seen. */
static void
test_planted (void)
{
  WindowFixture fixture;
  Witness witness = { .places = g_ptr_array_new_with_free_func (g_free) };
  window_fixture_init_open (&fixture);
  GtkWidget *content = window_fixture_find_type (fixture.window, SF_TYPE_MAIN);
  g_autoptr (GtkWidget) kept = window_fixture_find_type (content, GTK_TYPE_LABEL);
  watch_tree (&witness, content);
  g_object_ref (kept);
  sf_window_lock (fixture.window, LOCK_REASON_IDLE);
  window_fixture_settle (&fixture);
  g_assert_cmpuint (count_left (&witness), ==, 1);
  g_clear_object (&kept);
  window_fixture_wait_until (count_left (&witness) == 0);
  g_ptr_array_unref (witness.places);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/lock/every-stop", test_every_stop);
  g_test_add_func ("/lock/planted", test_planted);
  return g_test_run ();
}
