#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-import.h"
#include "session-refusals.h"

#define HEADER "week,work,customer,grounds,outcome,code_named,person\n"
#define GOOD "2026-W31,ticket,military,law conscience,accepted,yes,a\n"

static gboolean
import (Fixture *fixture, const char *csv, SessionImportFlags flags,
        SessionImport *result, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  return session_import_refusals (fixture->session, bytes, flags, result, NULL, NULL,
                                  error);
}

static guint64
count_refusals (Fixture *fixture)
{
  StoreNumbers numbers;
  gboolean shared;
  g_assert_true (session_numbers (fixture->session, &numbers, &shared, NULL));
  return numbers.refusals + numbers.sheet;
}

static void
test_rows (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_auto (SessionImport) first = { 0 }, second = { 0 }, third = { 0 };
  g_assert_true (import (&fixture,
                         HEADER GOOD GOOD "2026-W32,cri,weapons,law,waiting,,b\n",
                         SESSION_IMPORT_DEFAULT, &first, &error));
  g_assert_cmpuint (first.rows, ==, 3);
  g_assert_cmpuint (count_refusals (&fixture), ==, 3);
  g_autoptr (GPtrArray) list =
      session_refusals_list (fixture.session, REFUSALS_KEPT, &error);
  g_assert_cmpint (((Refusal *)list->pdata[0])->code_named, ==, CODE_NAMED_UNKNOWN);

  fixture_assert_error (
      import (&fixture, HEADER GOOD, SESSION_IMPORT_DEFAULT, &second, &error), error,
      SESSION_ERROR_NEEDS_MORE);
  g_assert_cmpuint (count_refusals (&fixture), ==, 3);
  g_assert_true (import (&fixture, HEADER GOOD, SESSION_IMPORT_MORE, &third, &error));
  g_assert_cmpuint (count_refusals (&fixture), ==, 4);
  fixture_clear (&fixture);
}

static void
test_dry_run (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  StoreNumbers numbers;
  gboolean shared;
  fixture_init (&fixture);
  g_auto (SessionImport) result = { 0 };
  g_assert_true (
      import (&fixture, HEADER GOOD, SESSION_IMPORT_DRY_RUN, &result, &error));
  g_assert_cmpuint (result.rows, ==, 1);
  g_assert_true (session_numbers (fixture.session, &numbers, &shared, NULL));
  g_assert_cmpuint (numbers.refusals, ==, 0);
  g_assert_false (shared);
  fixture_clear (&fixture);
}

/* Each bad cell is found, with its line and column, and nothing is imported. */
static void
test_bad_cells (void)
{
  const struct
  {
    const char *row;
    guint column;
  } cases[] = {
    { "2026-W3,ticket,military,law,accepted,yes,a\n", 1 },
    { "2025-W53,ticket,military,law,accepted,yes,a\n", 1 },
    { "1999-W10,ticket,military,law,accepted,yes,a\n", 1 },
    { "2026-W42,ticket,military,law,accepted,yes,a\n", 1 },
    { ",ticket,military,law,accepted,yes,a\n", 1 },
    { "2026-W31,tickets,military,law,accepted,yes,a\n", 2 },
    { "2026-W31,ticket,army,law,accepted,yes,a\n", 3 },
    { "2026-W31,ticket,military,,accepted,yes,a\n", 4 },
    { "2026-W31,ticket,military,law love,accepted,yes,a\n", 4 },
    { "2026-W31,ticket,military,law,fired,yes,a\n", 5 },
    { "2026-W31,ticket,military,law,accepted,maybe,a\n", 6 },
    { "2026-W31,ticket,military,law,accepted,yes,\n", 7 },
  };
  Fixture fixture;
  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *csv = g_strconcat (HEADER GOOD, cases[i].row, NULL);
      g_auto (SessionImport) result = { 0 };
      fixture_assert_error (
          import (&fixture, csv, SESSION_IMPORT_DEFAULT, &result, &error), error,
          SESSION_ERROR_REFUSED);
      g_assert_cmpuint (result.n_problems, ==, 1);
      const SessionImportProblem *problem =
          &g_array_index (result.problems, SessionImportProblem, 0);
      g_assert_cmpuint (problem->line, ==, 3);
      g_assert_cmpuint (problem->column, ==, cases[i].column);
      g_assert_cmpuint (count_refusals (&fixture), ==, 0);
    }
  fixture_clear (&fixture);
}

static void
test_signers (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_auto (SessionImport) good = { 0 }, bad = { 0 };
  g_autoptr (GBytes) csv =
      g_bytes_new_static ("week,tier,role\n2026-W31,1,support\n2026-W31,2,\n", 46);
  g_assert_true (session_import_signers (fixture.session, csv, SESSION_IMPORT_DEFAULT,
                                         &good, &error));
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  g_autoptr (GBytes) wrong =
      g_bytes_new_static ("week,tier\n2026-W31,9\n2026-W31,one\n", 33);
  fixture_assert_error (session_import_signers (fixture.session, wrong,
                                                SESSION_IMPORT_MORE, &bad, &error),
                        error, SESSION_ERROR_REFUSED);
  g_assert_cmpuint (bad.n_problems, ==, 2);
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-import/rows", test_rows);
  g_test_add_func ("/session-import/dry-run", test_dry_run);
  g_test_add_func ("/session-import/bad-cells", test_bad_cells);
  g_test_add_func ("/session-import/signers", test_signers);
  return g_test_run ();
}
