/* The page of a locked store: passphrase in, views out, nothing typed is kept. */
#include "window-fixture.h"

#include <string.h>

#include "sf-lock-page.h"

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

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/lock-page/unlock", test_unlock);
  g_test_add_func ("/lock-page/wrong", test_wrong);
  g_test_add_func ("/lock-page/in-use", test_in_use);
  g_test_add_func ("/lock-page/lock", test_lock);
  return g_test_run ();
}
