/* A tally over a million refusals, beside one GROUP BY of plain SQLite over the same
 * rows in memory. The tally answers five questions (a year) or three (a quarter, whose
 * outcomes are a second table of a million rows); the GROUP BY one. */
#include <stdlib.h>

#include "base.h"
#include "bench.h"
#include "bridge.h"
#include "imports.h"

#define ROWS 1000000
#define PERSONS 20000
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
fill (void)
{
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, ROWS);
  for (guint i = 0; i < ROWS; i++)
    rows[i] =
        (ImportRefusal){ { week_add (202601, (int)random_below (12)), random_below (6),
                           random_below (6), 1 + random_below (7),
                           (CodeNamed)random_below (3), random_below (6) },
                         1 + random_below (PERSONS) };
  check (imports_refusals (store, rows, ROWS, IMPORT_FIRST, NOW, NULL, NULL, NULL));
}

static void
run_tally (void *data)
{
  Period period;
  check (period_parse (&period, data) == PERIOD_OK);
  Tally *tally = bridge_tally (store, period, NULL);
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

int
main (void)
{
  if (base_init () != 0
      || sqlite3_open_v2 (":memory:", &db, OPEN_FLAGS, NULL) != SQLITE_OK)
    return 1;
  g_autoptr (GBytes) file = campaign_builtin (campaign_builtin_slugs ()[0]);
  g_autoptr (Campaign) campaign = campaign_parse (file, NULL);
  store = store_create (db, campaign, &random_system, NULL);
  check (store != NULL);
  fill ();
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
  bench_compare ("A million refusals of 20,000 persons", ways, G_N_ELEMENTS (ways), 7);
  store_close (store);
  sqlite3_close (db);
  return 0;
}
