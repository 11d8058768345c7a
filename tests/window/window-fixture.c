#include "config.h"

#include "window-fixture.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "base.h"
#include "session-refusals.h"

#define HEADERS_BYTES 8192 /* of a store, before its first frame */
#define START 1791244800 /* 2026-10-06, in 2026-W41 */

/* Whether the clock stops who asks it. */
enum Held
{
  HELD_NOT,
  HELD_NEXT,
  HELD_NOW,
};

static int64_t
read_clock (void *data)
{
  WindowFixture *fixture = data;
  if (g_atomic_int_compare_and_exchange (&fixture->held, HELD_NEXT, HELD_NOW))
    while (g_atomic_int_get (&fixture->held) == HELD_NOW)
      g_usleep (1000);
  return fixture->now;
}

void
window_fixture_hold (WindowFixture *fixture)
{
  g_atomic_int_set (&fixture->held, HELD_NEXT);
}

gboolean
window_fixture_is_held (WindowFixture *fixture)
{
  return g_atomic_int_get (&fixture->held) == HELD_NOW;
}

void
window_fixture_let_go (WindowFixture *fixture)
{
  g_atomic_int_set (&fixture->held, HELD_NOT);
}

void
window_fixture_main (int *argc, char ***argv)
{
  g_assert_true (session_init (NULL));
  gtk_test_init (argc, argv, NULL);
  /* gtk_test_init () has put the C locale, in which no sentence is translated. */
  setlocale (LC_ALL, "C.UTF-8");
  gtk_widget_set_default_direction (gtk_get_locale_direction ());
  const char *locales = g_getenv ("STEADFAST_LOCALES");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  /* libadwaita warns of sizes while windows change theirs. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
}

/* One a process: an application that is not run never takes back what it exported. */
static SfApplication *
get_application (void)
{
  static SfApplication *application;
  g_autoptr (GError) error = NULL;
  if (application != NULL)
    return application;
  application = sf_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static void
init_env (WindowFixture *fixture)
{
  *fixture = (WindowFixture){ .files = files_memory_new (), .now = START };
  fixture->clock = (Clock){ .now = read_clock, .data = fixture };
  fixture->env.vault.files = fixture->files;
  fixture->env.vault.costs = kdf_least_costs;
  fixture->env.vault.clock = &fixture->clock;
  fixture->application = get_application ();
}

static void
show (WindowFixture *fixture, SfStoreKind kind)
{
  fixture->window =
      sf_window_new (fixture->application, kind, WINDOW_FIXTURE_PATH, &fixture->env);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
make_store (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Secret *recovery = NULL;
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *session = session_create (WINDOW_FIXTURE_PATH, NULL, passphrase,
                                     KDF_INTERACTIVE, &fixture->env, &recovery, &error);
  g_assert_no_error (error);
  session_close (session, &error);
  g_assert_no_error (error);
  secret_free (passphrase);
  secret_free (recovery);
}

void
window_fixture_init_sample (WindowFixture *fixture)
{
  init_env (fixture);
  show (fixture, SF_STORE_SAMPLE);
  window_fixture_wait_until (window_fixture_find_type (fixture->window, SF_TYPE_MAIN));
}

void
window_fixture_init_locked (WindowFixture *fixture)
{
  init_env (fixture);
  make_store (fixture);
  show (fixture, SF_STORE_OWN);
}

void
window_fixture_init_open (WindowFixture *fixture)
{
  window_fixture_init_locked (fixture);
  GtkWidget *passphrase = window_fixture_find (fixture->window, "passphrase");
  window_fixture_type (passphrase, WINDOW_FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (passphrase, "entry-activated");
  window_fixture_wait_until (window_fixture_find_type (fixture->window, SF_TYPE_MAIN));
}

void
window_fixture_init_copied (WindowFixture *fixture)
{
  window_fixture_init_open (fixture);
  sf_window_set_rules (fixture->window, &LOCK_RULES_DEFAULT);
  sf_window_lock (fixture->window, LOCK_REASON_ASKED);
  window_fixture_settle (fixture);
}

void
window_fixture_init_none (WindowFixture *fixture)
{
  init_env (fixture);
  show (fixture, SF_STORE_OWN);
}

void
window_fixture_clear (WindowFixture *fixture)
{
  gpointer left = fixture->window;
  g_object_add_weak_pointer (left, &left);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  window_fixture_wait_until (left == NULL);
  files_memory_free (fixture->files);
}

void
window_fixture_iterate (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

/* Depth first; the first match in the order of the tree. */
static GtkWidget *
find (GtkWidget *root, Match match, gconstpointer data)
{
  if (match (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_id (GtkWidget *widget, gconstpointer id)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *)type);
}

static gboolean
has_text (GtkWidget *widget, gconstpointer text)
{
  if (GTK_IS_LABEL (widget))
    return g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                      text)
           == 0;
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
  return FALSE;
}

GtkWidget *
window_fixture_find (gpointer root, const char *id)
{
  return find (GTK_WIDGET (root), has_id, id);
}

gpointer
window_fixture_get (gpointer root, const char *id)
{
  GtkWidget *found = window_fixture_find (root, id);
  g_assert_nonnull (found);
  return found;
}

GtkWidget *
window_fixture_find_type (gpointer root, GType type)
{
  return find (GTK_WIDGET (root), has_type, &type);
}

GtkWidget *
window_fixture_find_text (gpointer root, const char *text)
{
  return find (GTK_WIDGET (root), has_text, text);
}

static gboolean
is_below_another (GtkWindow *window, GList *windows)
{
  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_widget_get_visible (item->data)
        && gtk_window_get_transient_for (item->data) == window)
      return TRUE;
  return FALSE;
}

GtkWidget *
window_fixture_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item != NULL; item = item->next)
    if (item->data != (gpointer)fixture->window
        && gtk_widget_get_visible (GTK_WIDGET (item->data))
        && !is_below_another (item->data, windows))
      return item->data;
  return NULL;
}

void
window_fixture_write (WindowFixture *fixture, guint64 at, const char *text)
{
  const VaultFiles *files = fixture->files;
  VaultFile *file;
  g_assert_cmpint (files->ops->open (files->data, WINDOW_FIXTURE_PATH, &file), ==, 0);
  g_assert_cmpint (files->ops->write (file, at, text, strlen (text)), ==, 0);
  files->ops->close (file);
}

void
window_fixture_damage (WindowFixture *fixture)
{
  window_fixture_write (fixture, HEADERS_BYTES + 300, "not what was written");
}

void
window_fixture_type (gpointer widget, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

void
window_fixture_click (gpointer widget)
{
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (widget)));
  g_signal_emit_by_name (widget, "clicked");
}

void
window_fixture_press (WindowFixture *fixture, gpointer button)
{
  window_fixture_click (button);
  window_fixture_settle (fixture);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)source;
  *(GAsyncResult **)data = g_object_ref (result);
}

gpointer
window_fixture_run (WindowFixture *fixture, WorkerJob job, gpointer input,
                    GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  worker_run (sf_window_worker (fixture->window),
              (WorkerOrder){ .job = job, .input = input }, NULL, on_job_done, &result);
  window_fixture_wait_until (result != NULL);
  return worker_finish (result, error);
}

static gpointer
do_nothing (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)input;
  (void)error;
  return NULL;
}

/* Its answers are heard before that of the job that comes last. */
static void
hear_worker (WindowFixture *fixture)
{
  if (window_fixture_is_held (fixture))
    return;
  window_fixture_run (fixture, do_nothing, NULL, NULL);
}

static void
draw_all (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_widget_get_mapped (item->data))
      {
        gtk_widget_queue_draw (item->data);
        gtk_test_widget_wait_for_draw (item->data);
      }
}

/* An answer may hand in one more job, and what is drawn first may hand in one too. */
#define ANSWERS 3

void
window_fixture_settle (WindowFixture *fixture)
{
  for (int i = 0; i < ANSWERS; i++)
    hear_worker (fixture);
  draw_all ();
  /* A window that was resized hears of it from the screen, and is laid out anew. */
  gdk_display_sync (gdk_display_get_default ());
  hear_worker (fixture);
  draw_all ();
}

void
window_fixture_scroll_down (WindowFixture *fixture, GtkWidget *root)
{
  GtkScrolledWindow *scrolled =
      GTK_SCROLLED_WINDOW (window_fixture_find_type (root, GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (scrolled);
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  window_fixture_settle (fixture);
}

static gpointer
add_refusal (Session **session, gpointer input, GError **error)
{
  const RefusalEntry entry = { .grounds = 1, .outcome = 2 };
  const PersonChoice owner = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  (void)input;
  session_refusals_add (*session, &entry, &owner, id, &alike, error);
  return NULL;
}

void
window_fixture_add_refusal (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  window_fixture_run (fixture, add_refusal, NULL, &error);
  g_assert_no_error (error);
}
