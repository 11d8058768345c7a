/* What importing 100,000 refusals of 5,000 people costs, and counting them: the store
 * on a vault, against the same store on a plain SQLite file with full synchronisation.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base.h"
#include "bench.h"
#include "bridge.h"
#include "imports.h"
#include "session-import.h"
#include "session-totals.h"
#include "vault.h"

#define ROWS 100000
#define PEOPLE 5000
#define NOW 202647
#define ROUNDS 5

static const Period quarter = { .kind = PERIOD_QUARTER, .year = 2026, .index = 3 };

/* A store on one of the two kinds of file. */
typedef struct
{
  char *folder, *path;
  Campaign *campaign;
  ImportRefusal *rows;
  Secret *passphrase;
  Vault *vault;
  sqlite3 *plain;
  Store *store;
} Side;

static void
check (gboolean done, const GError *error)
{
  if (done)
    return;
  fprintf (stderr, "bench-import: %s\n", error != NULL ? error->message : "failed");
  exit (1);
}

static void
close_side (Side *side)
{
  g_clear_pointer (&side->store, store_close);
  g_clear_pointer (&side->vault, vault_abandon);
  if (side->plain != NULL)
    sqlite3_close (g_steal_pointer (&side->plain));
  g_autofree char *lock = g_strconcat (side->path, ".lock", NULL);
  g_unlink (side->path);
  g_unlink (lock);
}

static void
make_store (Side *side, sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  side->store = store_create (db, side->campaign, &random_system, &error);
  check (side->store != NULL, error);
}

static void
open_vault_side (void *data)
{
  Side *side = data;
  Secret *recovery;
  VaultEnv env = { .costs = kdf_least_costs };
  close_side (side);
  check (vault_create (&side->vault, side->path, side->passphrase, KDF_INTERACTIVE,
                       &recovery, &env)
             == VAULT_OK,
         NULL);
  secret_free (recovery);
  make_store (side, vault_database (side->vault));
}

static void
open_plain_side (void *data)
{
  Side *side = data;
  close_side (side);
  check (sqlite3_open (side->path, &side->plain) == SQLITE_OK
             && sqlite3_exec (side->plain,
                              "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
                              "PRAGMA locking_mode = EXCLUSIVE;",
                              NULL, NULL, NULL)
                    == SQLITE_OK,
         NULL);
  make_store (side, side->plain);
}

static void
import_rows (void *data)
{
  Side *side = data;
  g_autoptr (GError) error = NULL;
  check (imports_refusals (side->store, side->rows, ROWS, IMPORT_FIRST, NOW, NULL, NULL,
                           &error),
         error);
}

static void
count_rows (void *data)
{
  Side *side = data;
  g_autoptr (GError) error = NULL;
  Tally *tally = bridge_tally (side->store, quarter, NULL, NULL, &error);
  check (tally != NULL, error);
  tally_free (tally);
}

/* What plain SQLite takes to group the same rows by one column of their person's. */
static void
group_rows (void *data)
{
  Side *side = data;
  check (sqlite3_exec (side->plain,
                       "SELECT work, count(*) FROM (SELECT DISTINCT person, work FROM "
                       "refusal) GROUP BY work",
                       NULL, NULL, NULL)
             == SQLITE_OK,
         NULL);
}

static ImportRefusal *
make_rows (void)
{
  ImportRefusal *rows = g_new0 (ImportRefusal, ROWS);
  for (guint i = 0; i < ROWS; i++)
    rows[i] = (ImportRefusal){ .entry = { .week = 202628 + (Week)(i * 7 % 12),
                                          .work = i % 6,
                                          .customer = i * 5 % 6,
                                          .grounds = 1 + i % 7,
                                          .code_named = i % 3,
                                          .outcome = i % 11 % 6 },
                               .person = 1 + i * 31 % PEOPLE };
  return rows;
}

static void
print_sizes (Side *vault, Side *plain)
{
  struct stat sealed, bare;
  check (vault_rebuild (vault->vault) == VAULT_OK, NULL);
  check (sqlite3_exec (plain->plain, "VACUUM", NULL, NULL, NULL) == SQLITE_OK, NULL);
  check (stat (vault->path, &sealed) == 0 && stat (plain->path, &bare) == 0, NULL);
  printf ("file, rebuilt: vault %.2f MiB, plain %.2f MiB, ratio %.3f\n",
          (double)sealed.st_size / 1048576, (double)bare.st_size / 1048576,
          (double)sealed.st_size / (double)bare.st_size);
}

/* The whole use-case once: from the bytes of a table to a closed store. */
static void
time_use_case (Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) csv =
      g_string_new ("week,work,customer,grounds,outcome,code_named,person\n");
  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (csv,
                            "2026-W%u,ticket,military,law policy,accepted,yes,p%u\n",
                            28 + i * 7 % 12, i * 31 % PEOPLE);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&csv));
  g_auto (SessionImport) import = { 0 };
  Secret *recovery;
  close_side (side);
  Session *session = session_create (side->path, NULL, side->passphrase,
                                     KDF_INTERACTIVE, NULL, &recovery, &error);
  check (session != NULL, error);
  secret_free (recovery);
  double start = bench_now ();
  check (session_import_refusals (session, bytes, SESSION_IMPORT_DEFAULT, &import, NULL,
                                  NULL, &error),
         error);
  double imported = bench_now ();
  Tally *tally = session_totals_tally (session, quarter, NULL, NULL, &error);
  check (tally != NULL, error);
  double counted = bench_now ();
  tally_free (tally);
  check (session_close (session, &error), error);
  double closed = bench_now ();
  printf ("from CSV: import %.3f s, tally %.3f s, rebuilding and closing %.3f s\n",
          imported - start, counted - imported, closed - counted);
}

int
main (void)
{
  check (base_init () == 0, NULL);
  g_autofree char *folder = g_dir_make_tmp ("bench-import-XXXXXX", NULL);
  g_autoptr (GBytes) file = campaign_builtin (campaign_builtin_slugs ()[0]);
  g_autoptr (Campaign) campaign = campaign_parse (file, NULL);
  g_autofree ImportRefusal *rows = make_rows ();
  Secret *passphrase = secret_new_copy ("benchmark", 9);
  g_autofree char *sealed = g_build_filename (folder, "vault", NULL);
  g_autofree char *bare = g_build_filename (folder, "plain", NULL);
  Side vault = {
    .path = sealed, .campaign = campaign, .rows = rows, .passphrase = passphrase
  };
  Side plain = {
    .path = bare, .campaign = campaign, .rows = rows, .passphrase = passphrase
  };
  const BenchWay imports[] = {
    { "plain SQLite", open_plain_side, import_rows, &plain },
    { "vault", open_vault_side, import_rows, &vault },
  };
  bench_compare ("import of 100,000 refusals of 5,000 people", imports, 2, ROUNDS);
  print_sizes (&vault, &plain);
  const BenchWay tallies[] = {
    { "tally on plain SQLite", NULL, count_rows, &plain },
    { "tally on the vault", NULL, count_rows, &vault },
    { "one GROUP BY", NULL, group_rows, &plain },
  };
  bench_compare ("tally of one quarter, three questions", tallies, 3, ROUNDS);
  close_side (&plain);
  time_use_case (&vault);
  close_side (&vault);
  struct rusage used;
  getrusage (RUSAGE_SELF, &used);
  printf ("peak memory of all of this: %.1f MiB\n", (double)used.ru_maxrss / 1024);
  g_rmdir (folder);
  secret_free (passphrase);
  return 0;
}
