/* The page of a locked store: passphrase in, views out, nothing typed is kept. */
#include "window-fixture.h"

#include <errno.h>
#include <string.h>

#include "session-preference.h"
#include "sf-lock-page.h"
#include "sf-setup.h"

static GtkWidget *
find_page (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_LOCK_PAGE);
}

static void
enter (WindowFixture *fixture, const char *passphrase)
{
  GtkWidget *row = window_fixture_find (fixture->window, "passphrase");
  window_fixture_type (row, passphrase);
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
}

static void
test_unlock (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  g_assert_nonnull (find_page (&fixture));
  gpointer page = find_page (&fixture);
  g_object_add_weak_pointer (page, &page);
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_wait_until (page == NULL);
  window_fixture_clear (&fixture);
}

/* What was wrong stands there as text, and stays. */
static void
test_wrong (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  GtkWidget *problem = window_fixture_find (fixture.window, "problem");
  enter (&fixture, "another");
  window_fixture_wait_until (gtk_widget_get_mapped (problem));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (problem)), "Wrong"));
  g_assert_null (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

/* A second process is told so in a sentence, and can try again. */
static void
test_in_use (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_locked (&fixture);
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *other = session_open (WINDOW_FIXTURE_PATH, passphrase, &fixture.env, &error);
  secret_free (passphrase);
  g_assert_no_error (error);
  GtkWidget *problem = window_fixture_find (fixture.window, "problem");
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (gtk_widget_get_mapped (problem));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (problem)), "in use"));
  session_close (other, &error);
  g_assert_no_error (error);
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

/* A lock removes the views at once, and the store can be opened again. */
static void
test_lock (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  gpointer main_view = window_fixture_find_type (fixture.window, SF_TYPE_MAIN);
  g_object_add_weak_pointer (main_view, &main_view);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  g_assert_nonnull (find_page (&fixture));
  window_fixture_wait_until (main_view == NULL);
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_MAIN));
  window_fixture_clear (&fixture);
}

static gboolean
is_open (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_MAIN) != NULL;
}

static const char *
get_text (WindowFixture *fixture, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (window_fixture_find (fixture->window, id)));
}

/* What is told above the views of an open store. */
static const char *
get_notice (WindowFixture *fixture)
{
  window_fixture_wait_until (is_open (fixture));
  g_assert_true (gtk_info_bar_get_revealed (
      GTK_INFO_BAR (window_fixture_find (fixture->window, "notice"))));
  return get_text (fixture, "notice_text");
}

/* What can be read before the damage is opened if asked for, and cannot be changed. */
static void
test_damaged (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_damage (&fixture);
  GtkWidget *look = window_fixture_find (fixture.window, "look");
  g_assert_false (gtk_widget_get_visible (look));
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (gtk_widget_get_mapped (look));
  g_assert_nonnull (strstr (get_text (&fixture, "problem"), "Restore a backup"));
  window_fixture_click (look);
  g_assert_nonnull (strstr (get_text (&fixture, "problem"), "passphrase again"));
  enter (&fixture, "another");
  window_fixture_wait_until (strstr (get_text (&fixture, "problem"), "Wrong") != NULL);
  g_assert_false (gtk_widget_get_visible (look));
  window_fixture_clear (&fixture);
}

/* The other copy of the header opens it, and that is told. */
static void
test_header (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_write (&fixture, 0, "not a header");
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_nonnull (strstr (get_notice (&fixture), "copies of the store's header"));
  window_fixture_clear (&fixture);
}

/* Leaves the store as a crash would, after one change. */
static void
crash (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *session =
      session_open (WINDOW_FIXTURE_PATH, passphrase, &fixture->env, &error);
  g_assert_no_error (error);
  session_preference_set (session, "a", "change", &error);
  g_assert_no_error (error);
  session_free (session);
  secret_free (passphrase);
}

static void
test_crash (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  crash (&fixture);
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_nonnull (
      strstr (get_notice (&fixture), "1 change made since it was last closed"));
  window_fixture_clear (&fixture);
}

static int
refuse (void *data, const char *path, VaultFile **file)
{
  (void)data;
  (void)path;
  *file = NULL;
  return ENOSPC;
}

/* A store that must be written anew, and cannot be, is read. */
static void
test_full_disk (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  crash (&fixture);
  const VaultFileOps *ops = fixture.files->ops;
  VaultFileOps full = *ops;
  full.create = refuse;
  fixture.files->ops = &full;
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_nonnull (strstr (get_notice (&fixture), "Nothing can be changed for now"));
  g_assert_nonnull (strstr (get_notice (&fixture), "is full"));
  sf_window_lock (fixture.window, LOCK_REASON_ASKED);
  window_fixture_settle (&fixture);
  fixture.files->ops = ops;
  window_fixture_clear (&fixture);
}

/* A store that went meanwhile: it can be begun anew. */
static void
test_missing (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  g_assert_cmpint (
      fixture.files->ops->remove (fixture.files->data, WINDOW_FIXTURE_PATH), ==, 0);
  enter (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  GtkWidget *anew = window_fixture_find (fixture.window, "begin_anew");
  window_fixture_wait_until (gtk_widget_get_mapped (anew));
  g_assert_nonnull (strstr (get_text (&fixture, "problem"), "no store"));
  window_fixture_click (anew);
  g_assert_nonnull (window_fixture_find_type (fixture.window, SF_TYPE_SETUP));
  window_fixture_clear (&fixture);
}

/* A mistyped group is named before a passphrase is chosen. */
static void
test_mistyped_key (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_click (window_fixture_find (fixture.window, "forgotten"));
  GtkWidget *key = window_fixture_find (fixture.window, "recovery_key");
  g_assert_cmpstr (get_text (&fixture, "recovery_progress"), ==,
                   "Right so far: 0 of 13 groups");
  window_fixture_type (key, "00001");
  g_assert_cmpstr (get_text (&fixture, "recovery_progress"), ==,
                   "Right so far: 1 of 13 groups");
  window_fixture_type (key, "00001 11111");
  g_assert_cmpstr (get_text (&fixture, "recovery_progress"), ==,
                   "Right so far: 1 of 13 groups");
  window_fixture_click (window_fixture_find (fixture.window, "continue_button"));
  g_assert_nonnull (
      strstr (get_text (&fixture, "recovery_problem"), "Group 2 of the recovery key"));
  g_assert_true (gtk_widget_get_mapped (key));
  window_fixture_click (window_fixture_find (fixture.window, "back"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (key)), ==, "");
  window_fixture_clear (&fixture);
}

/* A key that is whole, of another store or of before a newer one. */
static void
test_void_key (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  Secret *key = recovery_new (), *text = recovery_print (key);
  window_fixture_click (window_fixture_find (fixture.window, "forgotten"));
  window_fixture_type (window_fixture_find (fixture.window, "recovery_key"),
                       (const char *)secret_peek (text));
  window_fixture_click (window_fixture_find (fixture.window, "continue_button"));
  GtkWidget *fresh = window_fixture_find (fixture.window, "new_passphrase");
  window_fixture_type (window_fixture_find (fresh, "first"), "quiet otters swim");
  window_fixture_type (window_fixture_find (fresh, "again"), "quiet otters swim");
  window_fixture_click (window_fixture_find (fixture.window, "recover"));
  GtkWidget *problem = window_fixture_find (fixture.window, "recovery_problem");
  window_fixture_wait_until (gtk_widget_get_mapped (problem));
  const char *said = get_text (&fixture, "recovery_problem");
  g_assert_nonnull (strstr (said, "a newer one has replaced it"));
  g_assert_null (strstr (said, "Caps Lock"));
  secret_free (key);
  secret_free (text);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/lock-page/unlock", test_unlock);
  g_test_add_func ("/lock-page/wrong", test_wrong);
  g_test_add_func ("/lock-page/in-use", test_in_use);
  g_test_add_func ("/lock-page/lock", test_lock);
  g_test_add_func ("/lock-page/damaged", test_damaged);
  g_test_add_func ("/lock-page/header", test_header);
  g_test_add_func ("/lock-page/crash", test_crash);
  g_test_add_func ("/lock-page/full-disk", test_full_disk);
  g_test_add_func ("/lock-page/missing", test_missing);
  g_test_add_func ("/lock-page/mistyped-key", test_mistyped_key);
  g_test_add_func ("/lock-page/void-key", test_void_key);
  return g_test_run ();
}
