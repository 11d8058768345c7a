/* The first run: no file before a passphrase, and each step's ways out. */
#include "window-fixture.h"

#include <string.h>

#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-setup.h"

static void
press (WindowFixture *fixture, const char *id)
{
  window_fixture_click (window_fixture_get (fixture->window, id));
}

static const char *
get_step (WindowFixture *fixture)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (window_fixture_get (fixture->window, "steps")));
}

static const char *
get_problem (WindowFixture *fixture)
{
  GtkWidget *passphrase = window_fixture_get (fixture->window, "first");
  GtkWidget *box = gtk_widget_get_ancestor (passphrase, GTK_TYPE_BOX);
  while (window_fixture_find (box, "problem") == NULL)
    box = gtk_widget_get_parent (box);
  return gtk_label_get_text (GTK_LABEL (window_fixture_find (box, "problem")));
}

static gboolean
is_made (WindowFixture *fixture)
{
  return session_exists (WINDOW_FIXTURE_PATH, &fixture->env);
}

static void
go_to_passphrase (WindowFixture *fixture)
{
  press (fixture, "own");
  press (fixture, "new_store");
  g_assert_cmpstr (get_step (fixture), ==, "passphrase");
}

/* Types a passphrase twice and waits for the recovery key, which it returns. */
static char *
make (WindowFixture *fixture, const char *passphrase)
{
  go_to_passphrase (fixture);
  window_fixture_type (window_fixture_get (fixture->window, "first"), passphrase);
  window_fixture_type (window_fixture_get (fixture->window, "again"), passphrase);
  press (fixture, "make");
  window_fixture_wait_until (g_strcmp0 (get_step (fixture), "recovery") == 0);
  return g_strdup (gtk_label_get_text (
      GTK_LABEL (window_fixture_get (fixture->window, "key_text"))));
}

/* The group of a row titled "Group N" in the text that was shown. */
static char *
find_group (const char *shown, GtkWidget *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *number = g_strdup_printf ("%2d ", atoi (title + strlen ("Group ")));
  const char *at = strstr (shown, number);
  g_assert_nonnull (at);
  return g_strndup (at + 3, RECOVERY_GROUP_CHARACTERS);
}

static void
retype (WindowFixture *fixture, const char *shown)
{
  press (fixture, "written");
  GtkWidget *page = window_fixture_find (fixture->window, "recovery");
  GtkWidget *rows[] = { window_fixture_find (page, "first"),
                        window_fixture_find (page, "second") };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *group = find_group (shown, rows[i]);
      g_autofree char *lower = g_ascii_strdown (group, -1);
      window_fixture_type (rows[i], lower);
    }
  press (fixture, "confirm");
}

/* Nothing is made on somebody else's computer. */
static void
test_other_computer (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  g_assert_cmpstr (get_step (&fixture), ==, "computer");
  press (&fixture, "other");
  g_assert_cmpstr (get_step (&fixture), ==, "elsewhere");
  g_assert_false (is_made (&fixture));
  press (&fixture, "back");
  g_assert_cmpstr (get_step (&fixture), ==, "computer");
  press (&fixture, "other");
  gpointer window = fixture.window;
  g_object_add_weak_pointer (window, &window);
  press (&fixture, "quit");
  window_fixture_wait_until (window == NULL);
  g_assert_false (is_made (&fixture));
  files_memory_free (fixture.files);
}

static void
test_passphrase_refused (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  go_to_passphrase (&fixture);
  window_fixture_type (window_fixture_get (fixture.window, "first"), "seven77");
  window_fixture_type (window_fixture_get (fixture.window, "again"), "seven77");
  press (&fixture, "make");
  g_assert_nonnull (strstr (get_problem (&fixture), "at least 8"));
  window_fixture_type (window_fixture_get (fixture.window, "first"), "eight888");
  press (&fixture, "make");
  g_assert_nonnull (strstr (get_problem (&fixture), "not the same"));
  g_assert_cmpstr (get_step (&fixture), ==, "passphrase");
  g_assert_false (is_made (&fixture));
  window_fixture_clear (&fixture);
}

static void
test_make (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  g_autofree char *shown = make (&fixture, "nine nine nine");
  g_assert_true (is_made (&fixture));
  g_assert_null (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  gpointer setup = window_fixture_find_type (fixture.window, SF_TYPE_SETUP);
  g_object_add_weak_pointer (setup, &setup);
  retype (&fixture, shown);
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_wait_until (setup == NULL);
  window_fixture_clear (&fixture);
}

/* The key that was shown opens the store and sets another passphrase. */
static void
test_recovery (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  g_autofree char *shown = make (&fixture, "nine nine nine");
  retype (&fixture, shown);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  press (&fixture, "forgotten");
  g_autoptr (GString) key = g_string_new (NULL);
  for (const char *at = shown; *at != '\0'; at += at[8] == '\n' ? 9 : 10)
    {
      g_string_append_len (key, at + 3, RECOVERY_GROUP_CHARACTERS);
      if (at[8] == '\0')
        break;
    }
  window_fixture_type (window_fixture_get (fixture.window, "recovery_key"), key->str);
  press (&fixture, "continue_button");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (
                       GTK_STACK (window_fixture_get (fixture.window, "ways"))),
                   ==, "fresh");
  window_fixture_type (window_fixture_get (fixture.window, "first"), "ten ten ten");
  window_fixture_type (window_fixture_get (fixture.window, "again"), "ten ten ten");
  press (&fixture, "recover");
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  window_fixture_type (window_fixture_get (fixture.window, "passphrase"),
                       "ten ten ten");
  press (&fixture, "unlock");
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

/* A wrong group is named, and nothing opens. */
static void
test_retyped_wrong (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  g_autofree char *shown = make (&fixture, "nine nine nine");
  press (&fixture, "written");
  GtkWidget *page = window_fixture_find (fixture.window, "recovery");
  window_fixture_type (window_fixture_find (page, "first"), "UUUUU");
  press (&fixture, "confirm");
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (window_fixture_find (page, "key_text"))), ==, "");
  g_assert_true (gtk_widget_get_visible (window_fixture_find (page, "problem")));
  g_assert_null (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  retype (&fixture, shown);
  g_assert_nonnull (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

/* The sample is a store in memory of its own, and says so as long as it is shown. */
static void
test_sample (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  press (&fixture, "own");
  press (&fixture, "sample");
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  g_assert_false (is_made (&fixture));
  GtkInfoBar *notice = GTK_INFO_BAR (window_fixture_get (fixture.window, "notice"));
  g_assert_true (gtk_info_bar_get_revealed (notice));
  g_assert_false (gtk_info_bar_get_show_close_button (notice));
  window_fixture_clear (&fixture);
}

/* A clock that is behind the sample's weeks is told of in lasting text. */
static void
test_sample_fails (void)
{
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  fixture.now = 1000000000;
  press (&fixture, "own");
  press (&fixture, "sample");
  window_fixture_wait_until (
      window_fixture_find_text (fixture.window, "The Sample Data Cannot Be Shown"));
  g_assert_null (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/setup/other-computer", test_other_computer);
  g_test_add_func ("/setup/passphrase-refused", test_passphrase_refused);
  g_test_add_func ("/setup/make", test_make);
  g_test_add_func ("/setup/recovery", test_recovery);
  g_test_add_func ("/setup/retyped-wrong", test_retyped_wrong);
  g_test_add_func ("/setup/sample", test_sample);
  g_test_add_func ("/setup/sample-fails", test_sample_fails);
  return g_test_run ();
}
