/* See walk.h. */
#include "walk.h"

#include "faults.h"
#include "sf-main.h"
#include "walk-steps.h"

/* What the main window is where its own width is walked, and how high all are where
 * they are narrow. */
#define WIDE 900
#define WIDE_HIGH 700
#define NARROW_HIGH 720

typedef struct
{
  int width;
  WalkVisit visit;
  gpointer data;
  WindowFixture fixture;
  guint stops;
} Walk;

static void
resize (Walk *walk, GtkWidget *window)
{
  if (walk->width != WALK_WIDE)
    gtk_window_set_default_size (GTK_WINDOW (window),
                                 walk->width + faults_frame (window),
                                 NARROW_HIGH + faults_frame (window));
  else if (window == GTK_WIDGET (walk->fixture.window))
    gtk_window_set_default_size (GTK_WINDOW (window), WIDE, WIDE_HIGH);
}

/* What lies above everything else. */
static GtkWidget *
find_top (Walk *walk)
{
  GtkWidget *window = GTK_WIDGET (walk->fixture.window);
  GtkWidget *dialog = window_fixture_dialog (&walk->fixture);
  GtkWidget *menu = window_fixture_find (window, "menu");
  GtkPopover *popover =
      menu != NULL ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)) : NULL;
  if (dialog != NULL)
    return dialog;
  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover))
             ? GTK_WIDGET (popover)
             : window;
}

/* A toast goes by itself, but in its own time. */
static void
close_toast (Walk *walk)
{
  GType type = g_type_from_name ("AdwToastWidget");
  GtkWidget *toast =
      type != 0 ? window_fixture_find_type (walk->fixture.window, type) : NULL;
  if (toast != NULL)
    window_fixture_click (gtk_widget_get_last_child (toast));
}

static void
close_top (Walk *walk)
{
  close_toast (walk);
  GtkWidget *top;
  while ((top = find_top (walk)) != GTK_WIDGET (walk->fixture.window))
    if (GTK_IS_POPOVER (top))
      gtk_popover_popdown (GTK_POPOVER (top));
    else
      gtk_window_destroy (GTK_WINDOW (top));
  window_fixture_settle (&walk->fixture);
}

static void
stop_at (Walk *walk, const WalkStep *step)
{
  step->go (&walk->fixture, step->argument);
  GtkWidget *root = find_top (walk);
  if (GTK_IS_WINDOW (root))
    resize (walk, root);
  window_fixture_settle (&walk->fixture);
  if (step->arrive != NULL)
    step->arrive (&walk->fixture, root);
  const WalkStop stop = { step->name, root, &walk->fixture };
  walk->visit (&stop, walk->data);
  walk->stops++;
  close_top (walk);
}

static gboolean
is_open (Walk *walk)
{
  return window_fixture_find_type (walk->fixture.window, SF_TYPE_MAIN) != NULL;
}

static void
unlock (Walk *walk, const char *passphrase)
{
  SfWindow *window = walk->fixture.window;
  window_fixture_type (window_fixture_find (window, "passphrase"), passphrase);
  window_fixture_click (window_fixture_find (window, "unlock"));
  window_fixture_wait_until (is_open (walk));
  window_fixture_settle (&walk->fixture);
}

/* passphrase: (nullable): opens the store again where a visitor has locked it. */
static void
walk_part (Walk *walk, WalkPart part, const char *passphrase)
{
  gsize n_steps;
  const WalkStep *steps = walk_steps_get (part, &n_steps);
  resize (walk, GTK_WIDGET (walk->fixture.window));
  for (gsize i = 0; i < n_steps; i++)
    {
      if (passphrase != NULL && !is_open (walk))
        unlock (walk, passphrase);
      stop_at (walk, &steps[i]);
    }
}

static void
walk_closed (Walk *walk)
{
  window_fixture_init_none (&walk->fixture);
  walk_part (walk, WALK_FIRST_RUN, NULL);
  window_fixture_clear (&walk->fixture);
  window_fixture_init_locked (&walk->fixture);
  walk_part (walk, WALK_LOCKED, NULL);
  window_fixture_clear (&walk->fixture);
  window_fixture_init_copied (&walk->fixture);
  walk_part (walk, WALK_STORE_LOCKED, NULL);
  window_fixture_clear (&walk->fixture);
}

static void
walk_own (Walk *walk)
{
  window_fixture_init_open (&walk->fixture);
  walk_part (walk, WALK_OWN, WINDOW_FIXTURE_PASSPHRASE);
  walk_part (walk, WALK_STORE, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_clear (&walk->fixture);
}

static void
walk_sample (Walk *walk)
{
  window_fixture_init_sample (&walk->fixture);
  walk_part (walk, WALK_SAMPLE, UNLOCKED_SAMPLE_PASSPHRASE);
  walk_part (walk, WALK_TOTALS, UNLOCKED_SAMPLE_PASSPHRASE);
}

guint
walk_all (int width, WalkVisit visit, gpointer data)
{
  Walk walk = { .width = width, .visit = visit, .data = data };
  walk_closed (&walk);
  walk_own (&walk);
  walk_sample (&walk);
  walk_part (&walk, WALK_LOCKED_AGAIN, UNLOCKED_SAMPLE_PASSPHRASE);
  window_fixture_clear (&walk.fixture);
  return walk.stops;
}

guint
walk_open (int width, WalkVisit visit, gpointer data)
{
  Walk walk = { .width = width, .visit = visit, .data = data };
  walk_own (&walk);
  walk_sample (&walk);
  window_fixture_clear (&walk.fixture);
  return walk.stops;
}
