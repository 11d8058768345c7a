/* A tally over ten thousand, a hundred thousand and a million refusals, fifty a person,
 * beside one GROUP BY of plain SQLite over the same rows in memory. The tally answers
 * five questions (a year) or three (a quarter, whose outcomes are a second table of a
 * million rows); the GROUP BY one. */
#include <stdlib.h>

#include "base.h"
#include "bench.h"
#include "bridge.h"
#include "imports.h"

#define ROWS_A_PERSON 50
#define OPEN_FLAGS                                                                     \
  (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX) /* as a vault's   \
                                                                      */
#define NOW 202640

static sqlite3 *db;
static Store *store;

static void
check (gboolean worked)
{
  if (!worked)
    abort ();
}

static void
fill (guint count)
{
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, count);
  for (guint i = 0; i < count; i++)
    rows[i] =
        (ImportRefusal){ { week_add (202601, (int)random_below (12)), random_below (6),
                           random_below (6), 1 + random_below (7),
                           (CodeNamed)random_below (3), random_below (6) },
                         1 + random_below (count / ROWS_A_PERSON) };
  check (imports_refusals (store, rows, count, IMPORT_FIRST, NOW, NULL, NULL, NULL));
}

static void
run_tally (void *data)
{
  Period period;
  check (period_parse (&period, data) == PERIOD_OK);
  Tally *tally = bridge_tally (store, period, NULL, NULL, NULL);
  check (tally != NULL);
  tally_free (tally);
}

static void
run_query (void *data)
{
  sqlite3_stmt *statement;
  check (sqlite3_prepare_v2 (db, data, -1, &statement, NULL) == SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  check (sqlite3_finalize (statement) == SQLITE_OK);
}

static void
compare (Campaign *campaign, guint rows)
{
  check (sqlite3_open_v2 (":memory:", &db, OPEN_FLAGS, NULL) == SQLITE_OK);
  store = store_create (db, campaign, &random_system, NULL);
  check (store != NULL);
  fill (rows);
  BenchWay ways[] = {
    { .name = "GROUP BY person, work",
      .run = run_query,
      .data = (char *)"SELECT person, work, count (*) FROM refusal"
                      " WHERE counts BETWEEN 202601 AND 202699"
                      " GROUP BY person, work" },
    { .name = "GROUP BY work",
      .run = run_query,
      .data = (char *)"SELECT work, count (*) FROM refusal"
                      " WHERE counts BETWEEN 202601 AND 202699 GROUP BY work" },
    { .name = "GROUP BY person",
      .run = run_query,
      .data = (char *)"SELECT person, count (*) FROM refusal"
                      " WHERE counts BETWEEN 202601 AND 202699 GROUP BY person" },
    { .name = "tally of the year", .run = run_tally, .data = (char *)"2026" },
    { .name = "tally of the quarter", .run = run_tally, .data = (char *)"2026-Q1" },
  };
  g_autofree char *title =
      g_strdup_printf ("%u refusals of %u persons", rows, rows / ROWS_A_PERSON);
  bench_compare (title, ways, G_N_ELEMENTS (ways), 7);
  store_close (store);
  sqlite3_close (db);
}

int
main (void)
{
  if (base_init () != 0)
    return 1;
  g_autoptr (GBytes) file = campaign_builtin (campaign_builtin_slugs ()[0]);
  g_autoptr (Campaign) campaign = campaign_parse (file, NULL);
  for (guint rows = 10000; rows <= 1000000; rows *= 10)
    compare (campaign, rows);
  return 0;
}
