/* The Refusals view: logged, one after another; half-written ones; other people. */
#include "refusals-kit.h"
#include "sf-choice-row.h"
#include "sf-refusal-form.h"
#include "sf-week-row.h"
#include "sf-whose-row.h"

static gboolean
is_dirty (RefusalsKit *kit)
{
  return sf_refusal_form_is_dirty (SF_REFUSAL_FORM (kit->form));
}

/* What is chosen is what is logged, and the next one begins with its work and customer.
 */
static void
test_log (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  gtk_widget_activate_action (GTK_WIDGET (kit.window.window), "win.new-refusal", NULL);
  g_assert_true (gtk_widget_get_mapped (kit.form));
  refusals_kit_fill (&kit);
  gtk_check_button_set_active (refusals_kit_find_ground (&kit, 2), TRUE);
  sf_choice_row_set (window_fixture_get (kit.form, "code_named"), CODE_NAMED_YES);
  sf_week_row_set (window_fixture_get (kit.form, "week"), 202635);
  refusals_kit_log_it (&kit);
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 1);
  const Refusal *refusal = table->kept->pdata[0];
  g_assert_cmpint (refusal->week, ==, 202635);
  g_assert_cmpuint (refusal->work, ==, 1);
  g_assert_cmpuint (refusal->customer, ==, 2);
  g_assert_cmpuint (refusal->grounds, ==, 5);
  g_assert_cmpint (refusal->code_named, ==, CODE_NAMED_YES);
  g_assert_cmpuint (refusal->outcomes[0].outcome, ==, 3);
  g_assert_null (table->draft);
  g_assert_false (table->shared);
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "work")), ==, 1);
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "customer")), ==,
                   2);
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "outcome")), ==,
                   -1);
  g_assert_false (gtk_check_button_get_active (refusals_kit_find_ground (&kit, 0)));
  g_assert_cmpint (sf_week_row_peek (window_fixture_get (kit.form, "week")), ==,
                   202641);
  g_assert_false (is_dirty (&kit));
  refusals_kit_clear (&kit);
}

/* What is missing is said in lasting text, and nothing is logged. */
static void
test_missing (void)
{
  static const char *const texts[] = { "Choose the kind of work.",
                                       "Choose the customer group.",
                                       "A refusal needs at least one ground.",
                                       "Choose what came of it so far." };
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      refusals_kit_log_it (&kit);
      GtkWidget *problem = window_fixture_get (kit.form, "problem");
      g_assert_true (gtk_widget_get_visible (problem));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (problem)), ==, texts[i]);
      if (i == 0)
        sf_choice_row_set (window_fixture_get (kit.form, "work"), 0);
      if (i == 1)
        sf_choice_row_set (window_fixture_get (kit.form, "customer"), 0);
      if (i == 2)
        gtk_check_button_set_active (refusals_kit_find_ground (&kit, 1), TRUE);
    }
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  refusals_kit_clear (&kit);
}

/* A mnemonic goes to its row without opening a list over it. */
static void
test_mnemonic (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  GtkWidget *outcome = window_fixture_get (kit.form, "outcome");
  g_assert_true (gtk_widget_mnemonic_activate (outcome, FALSE));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (kit.window.window)) == outcome);
  refusals_kit_clear (&kit);
}

/* A week that is none, or has not begun, is never taken for another one. */
static void
test_week (void)
{
  static const char *const weeks[] = { "2026-W42", "2026-W54", "week", "1999-W10" };
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  GtkWidget *spin = window_fixture_get (window_fixture_get (kit.form, "week"), "spin");
  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      window_fixture_type (spin, weeks[i]);
      refusals_kit_log_it (&kit);
      g_assert_true (
          gtk_widget_has_css_class (window_fixture_get (kit.form, "week"), "error"));
    }
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  window_fixture_type (spin, "2026-w07");
  refusals_kit_log_it (&kit);
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 1);
  g_assert_cmpint (((Refusal *)table->kept->pdata[0])->week, ==, 202607);
  refusals_kit_clear (&kit);
}

/* Every week steps to the one before, over the ends of years too. */
static void
test_week_steps (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  SfWeekRow *row = window_fixture_get (kit.form, "week");
  GtkSpinButton *spin = window_fixture_get (row, "spin");
  Week week = 202641;
  for (guint i = 0; i < 700; i++)
    {
      g_assert_cmpint (sf_week_row_peek (row), ==, week);
      gtk_spin_button_spin (spin, GTK_SPIN_STEP_BACKWARD, 1);
      week = week_add (week, -1);
    }
  refusals_kit_clear (&kit);
}

/* An equal one is asked about; asked again, it is another one. */
static void
test_alike (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 1);
  refusals_kit_fill (&kit);
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 1);
  g_assert_true (refusals_kit_is_shown (kit.form, "hint"));
  sf_choice_row_set (window_fixture_get (kit.form, "outcome"), 2);
  g_assert_false (refusals_kit_is_shown (kit.form, "hint"));
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 1);
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 2);
  g_assert_false (refusals_kit_is_shown (kit.form, "hint"));
  refusals_kit_clear (&kit);
}

/* The toast after logging takes it back. */
static void
test_undo_log (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 1);
  window_fixture_click (window_fixture_find_text (kit.window.window, "_Undo"));
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  refusals_kit_clear (&kit);
}

/* ---- drafts ---- */

static void
on_two_seconds_passed (gpointer passed)
{
  *(gboolean *)passed = TRUE;
}

/* What is typed is handed to the worker within two seconds of the main loop's clock,
 * without a lock. */
static void
test_draft_sealed (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  sf_choice_row_set (window_fixture_get (kit.form, "work"), 4);
  gboolean passed = FALSE;
  g_timeout_add_once (2000, on_two_seconds_passed, &passed);
  window_fixture_wait_until (passed);
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  g_assert_nonnull (table->draft);
  sf_refusal_form_discard (SF_REFUSAL_FORM (kit.form));
  g_autoptr (RefusalTable) discarded = refusals_kit_read_table (&kit);
  g_assert_null (discarded->draft);
  refusals_kit_clear (&kit);
}

/* Locked in the middle of typing: all of it is there afterwards, and is offered. */
static void
test_draft_kept_over_lock (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  sf_week_row_set (window_fixture_get (kit.form, "week"), 202620);
  refusals_kit_lock (&kit);
  refusals_kit_unlock (&kit);
  window_fixture_wait_until (refusals_kit_is_shown (kit.list, "draft"));
  window_fixture_click (window_fixture_get (kit.list, "go_on"));
  g_assert_true (gtk_widget_get_mapped (kit.form));
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "work")), ==, 1);
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "customer")), ==,
                   2);
  g_assert_true (gtk_check_button_get_active (refusals_kit_find_ground (&kit, 0)));
  g_assert_cmpint (sf_week_row_peek (window_fixture_get (kit.form, "week")), ==,
                   202620);
  refusals_kit_log_it (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 1);
  refusals_kit_lock (&kit);
  refusals_kit_unlock (&kit);
  window_fixture_wait_until (refusals_kit_shows (&kit, "list"));
  g_assert_false (refusals_kit_is_shown (kit.list, "draft"));
  /* Nothing of the last unlocking is chosen in this one. */
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "work")), ==, -1);
  refusals_kit_clear (&kit);
}

static void
test_draft_discarded (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  refusals_kit_lock (&kit);
  refusals_kit_unlock (&kit);
  window_fixture_wait_until (refusals_kit_is_shown (kit.list, "draft"));
  window_fixture_click (window_fixture_get (kit.list, "discard"));
  g_assert_false (refusals_kit_is_shown (kit.list, "draft"));
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  g_assert_null (table->draft);
  g_assert_false (is_dirty (&kit));
  refusals_kit_clear (&kit);
}

/* ---- persons ---- */

/* The next person makes the store shared, and whoever goes on is the same person. */
static void
test_next_person (void)
{
  RefusalsKit kit;
  PersonChoice whose;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  refusals_kit_log_it (&kit);
  g_assert_false (gtk_widget_get_visible (window_fixture_get (kit.form, "whose")));
  refusals_kit_act (&kit, "refusals.next-person");
  g_assert_true (gtk_switch_get_active (window_fixture_get (kit.form, "passed")));
  g_assert_cmpint (sf_choice_row_get (window_fixture_get (kit.form, "work")), ==, -1);
  refusals_kit_fill (&kit);
  refusals_kit_log_it (&kit);
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 2);
  g_assert_true (table->shared);
  window_fixture_wait_until (
      gtk_widget_get_visible (window_fixture_get (kit.form, "whose")));
  sf_whose_row_get (window_fixture_get (kit.form, "whose"), &whose);
  g_assert_cmpint (whose.kind, ==, PERSON_SAME_AS);
  g_assert_false (refusals_kit_is_shown (kit.form, "passing"));
  refusals_kit_clear (&kit);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/refusals/log", test_log);
  g_test_add_func ("/refusals/missing", test_missing);
  g_test_add_func ("/refusals/mnemonic", test_mnemonic);
  g_test_add_func ("/refusals/week", test_week);
  g_test_add_func ("/refusals/week-steps", test_week_steps);
  g_test_add_func ("/refusals/alike", test_alike);
  g_test_add_func ("/refusals/undo-log", test_undo_log);
  g_test_add_func ("/refusals/draft-sealed", test_draft_sealed);
  g_test_add_func ("/refusals/draft-kept-over-lock", test_draft_kept_over_lock);
  g_test_add_func ("/refusals/draft-discarded", test_draft_discarded);
  g_test_add_func ("/refusals/next-person", test_next_person);
  return g_test_run ();
}
