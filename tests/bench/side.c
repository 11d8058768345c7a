/* One side of bench-vault in a process of its own: a database of one kind, driven by
 * commands on standard input, one a line, each answered with a number (seconds, bytes)
 * on standard output. A process each, since the allocator of SQLite, and which SQLite
 * it is, hold for a whole process. Built twice: with SQLite and the vault, and with
 * SQLCipher.
 *
 * usage: side vault|plain|cipher JOURNAL-MODE PATH */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"

#ifdef SIDE_OF_SQLCIPHER
#include <sqlcipher/sqlite3.h>
#else
#include "arena.h"
#include "base.h"
#include "body.h"
#include "frame.h"
#include "seal.h"
#include "vault.h"
#endif

#define BULK_ROWS 100000
#define FILLER_BYTES 70

/* Much like a refusal and its outcome. */
static const char schema[] = "CREATE TABLE entry (id BLOB PRIMARY KEY, person, week,"
                             " work, customer, grounds, filler)"
                             " WITHOUT ROWID";

static struct
{
  const char *kind, *journal, *path;
  sqlite3 *db;
  sqlite3_stmt *insert, *change;
  GRand *rand;
} side;

static void
check (gboolean worked, const char *what)
{
  if (worked)
    return;
  fprintf (stderr, "side %s: %s: %s\n", side.kind, what,
           side.db != NULL ? sqlite3_errmsg (side.db) : "failed");
  exit (1);
}

static void
run_sql (const char *sql)
{
  check (sqlite3_exec (side.db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

/* --- the three kinds ------------------------------------------------------------ */

#ifdef SIDE_OF_SQLCIPHER

static void
open_kind (void)
{
  check (sqlite3_open (side.path, &side.db) == SQLITE_OK, "open");
  /* A key and no passphrase: deriving is not what is measured. */
  run_sql ("PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f"
           "101112131415161718191a1b1c1d1e1f'\"; PRAGMA cipher_page_size = 4096");
}

static void
close_kind (void)
{
  check (sqlite3_close (side.db) == SQLITE_OK, "close");
}

static void
rekey (void)
{
  run_sql ("PRAGMA rekey = \"x'101112131415161718191a1b1c1d1e1f"
           "000102030405060708090a0b0c0d0e0f'\"");
  run_sql ("PRAGMA rekey = \"x'000102030405060708090a0b0c0d0e0f"
           "101112131415161718191a1b1c1d1e1f'\"");
}

static gboolean
is_vault (void)
{
  return FALSE;
}

static void
compact (void)
{
  run_sql ("VACUUM");
}

#else

static Vault *vault;
static const VaultEnv env = { .costs = kdf_least_costs, .backups = VAULT_BACKUPS_NONE };

static gboolean
is_vault (void)
{
  return strcmp (side.kind, "vault") == 0;
}

static void
open_vault (void)
{
  Secret *passphrase = secret_new_copy ("benchmark", 9), *recovery = NULL;
  VaultResult result;
  if (access (side.path, F_OK) == 0)
    result = vault_open (&vault, side.path, passphrase, &env);
  else
    result =
        vault_create (&vault, side.path, passphrase, KDF_INTERACTIVE, &recovery, &env);
  check (result == VAULT_OK, "open");
  secret_free (passphrase);
  secret_free (recovery);
  side.db = vault_database (vault);
}

static void
open_kind (void)
{
  if (is_vault ())
    open_vault ();
  else
    check (sqlite3_open (side.path, &side.db) == SQLITE_OK, "open");
}

static void
close_kind (void)
{
  if (is_vault ())
    check (vault_close (vault) == VAULT_OK, "close");
  else
    check (sqlite3_close (side.db) == SQLITE_OK, "close");
}

static void
rekey (void)
{
  Secret *passphrase = secret_new_copy ("benchmark", 9);
  check (vault_set_passphrase (vault, passphrase, KDF_INTERACTIVE) == VAULT_OK,
         "rekey");
  secret_free (passphrase);
}

static void
compact (void)
{
  if (is_vault ())
    check (vault_rebuild (vault) == VAULT_OK, "rebuild");
  else
    run_sql ("VACUUM");
}

#endif

/* --- what is done to each ------------------------------------------------------- */

static void
prepare (sqlite3_stmt **statement, const char *sql)
{
  check (sqlite3_prepare_v2 (side.db, sql, -1, statement, NULL) == SQLITE_OK, sql);
}

static void
prepare_statements (void)
{
  prepare (&side.insert, "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  prepare (&side.change, "UPDATE entry SET work = (work + 1) % 7 WHERE id ="
                         " (SELECT max (id) FROM entry WHERE id <= ?1)");
}

static void
open_side (void)
{
  open_kind ();
  if (!is_vault ())
    {
      g_autofree char *pragmas =
          g_strdup_printf ("PRAGMA page_size = 4096; PRAGMA locking_mode = EXCLUSIVE;"
                           "PRAGMA journal_mode = %s; PRAGMA synchronous = FULL;"
                           "SELECT count(*) FROM sqlite_master",
                           side.journal);
      run_sql (pragmas);
    }
}

static void
close_side (void)
{
  sqlite3_finalize (side.insert);
  sqlite3_finalize (side.change);
  side.insert = side.change = NULL;
  close_kind ();
  side.db = NULL;
}

static void
insert_row (const guint8 id[16])
{
  static const guint8 filler[FILLER_BYTES] = { 1 };
  sqlite3_bind_blob (side.insert, 1, id, 16, SQLITE_STATIC);
  for (int i = 2; i < 7; i++)
    sqlite3_bind_int64 (side.insert, i,
                        g_rand_int_range (side.rand, 0, i == 2 ? 20000 : 7));
  sqlite3_bind_blob (side.insert, 7, filler, sizeof filler, SQLITE_STATIC);
  check (sqlite3_step (side.insert) == SQLITE_DONE, "insert");
  sqlite3_reset (side.insert);
}

static void
draw_id (guint8 id[16])
{
  for (guint i = 0; i < 4; i++)
    {
      guint32 word = g_rand_int (side.rand);
      memcpy (id + 4 * i, &word, sizeof word);
    }
}

/* In the order of ids, as an import writes them. */
static void
insert_rows (guint count)
{
  run_sql ("BEGIN");
  for (guint i = 0; i < count; i++)
    {
      guint8 id[16];
      draw_id (id);
      guint32 rank = GUINT32_TO_BE ((guint32)((guint64)i * G_MAXUINT32 / count));
      memcpy (id, &rank, sizeof rank);
      insert_row (id);
    }
  run_sql ("COMMIT");
}

/* A new file with so many rows, laid down in key order. */
static double
make (guint rows)
{
  if (side.db != NULL)
    close_side ();
  unlink (side.path);
  open_side ();
  run_sql (schema);
  prepare_statements ();
  double start = bench_now ();
  insert_rows (rows);
  return bench_now () - start;
}

/* A row anywhere is changed where it stands: as many pages at every size. */
static double
change_row (void)
{
  guint8 id[16];
  draw_id (id);
  double start = bench_now ();
  sqlite3_bind_blob (side.change, 1, id, 16, SQLITE_STATIC);
  check (sqlite3_step (side.change) == SQLITE_DONE, "change");
  sqlite3_reset (side.change);
  return bench_now () - start;
}

/* A row is added anywhere: in a full page that is split, which is rarer in a small
 * store after the first few. */
static double
add_row (void)
{
  guint8 id[16];
  draw_id (id);
  double start = bench_now ();
  insert_row (id);
  return bench_now () - start;
}

static double
scan (void)
{
  double start = bench_now ();
  run_sql ("SELECT work, count(*), sum(grounds) FROM entry GROUP BY work");
  return bench_now () - start;
}

/* From nothing to the first answer. What is opened first is closed first, and written.
 */
static double
reopen (void)
{
  close_side ();
  double start = bench_now ();
  open_side ();
  double taken = bench_now () - start;
  prepare_statements ();
  return taken;
}

static double
time_rekey (void)
{
  double start = bench_now ();
  rekey ();
  return bench_now () - start;
}

static double
time_compact (void)
{
  double start = bench_now ();
  compact ();
  return bench_now () - start;
}

static double
measure_file (void)
{
  struct stat status;
  check (stat (side.path, &status) == 0, "stat");
  return (double)status.st_size;
}

/* What the process holds now, as the system counts it: bytes. */
static double
measure_memory (const char *field)
{
  g_autofree char *status = NULL;
  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  const char *at = status != NULL ? strstr (status, field) : NULL;
  return at != NULL ? g_ascii_strtod (at + strlen (field), NULL) * 1024 : 0;
}

#ifndef SIDE_OF_SQLCIPHER

/* Frames beside the store that hold as many bytes, to be read and opened and no more.
 */
static FILE *
make_frames (gsize size, const Keys *keys, guint8 *frame)
{
  static const guint8 id[FRAME_ID_BYTES];
  FILE *file = tmpfile ();
  FrameHead head = { .commit = 1, .body_size = BODY_MOST_BYTES };
  for (gsize done = 0; done < size; done += frame_size (BODY_MOST_BYTES))
    {
      guint8 tag[SEAL_TAG_BYTES];
      frame_seal (frame, &head, id, keys, tag);
      check (fwrite (frame, frame_size (BODY_MOST_BYTES), 1, file) == 1, "write");
    }
  fflush (file);
  return file;
}

/* The floor under opening: as many bytes as the store's file has, read into memory that
 * was not there before, and unsealed. */
static double
open_bare (void)
{
  static const guint8 id[FRAME_ID_BYTES];
  Keys keys = { .head = { 1 } };
  gsize size = frame_size (BODY_MOST_BYTES);
  guint8 *frame = g_malloc0 (size);
  FILE *file = make_frames ((gsize)measure_file (), &keys, frame);
  g_free (frame);
  double start = bench_now ();
  frame = arena_alloc (size);
  for (off_t at = 0; pread (fileno (file), frame, size, at) > 0; at += (off_t)size)
    {
      FrameHead head;
      guint8 tag[SEAL_TAG_BYTES];
      check (frame_open_head (&head, frame, id, &keys) == 0
                 && frame_open_body (frame, &head, id, &keys, tag) == 0,
             "unseal");
    }
  arena_free (frame);
  double taken = bench_now () - start;
  fclose (file);
  return taken;
}

#else

static double
open_bare (void)
{
  return 0;
}

#endif

/* --- commands ------------------------------------------------------------------- */

static double
answer (const char *command)
{
  if (g_str_has_prefix (command, "make "))
    return make ((guint)atoi (command + strlen ("make ")));
  if (g_str_equal (command, "bulk"))
    return make (BULK_ROWS);
  if (g_str_equal (command, "change"))
    return change_row ();
  if (g_str_equal (command, "add"))
    return add_row ();
  if (g_str_equal (command, "scan"))
    return scan ();
  if (g_str_equal (command, "open"))
    return reopen ();
  if (g_str_equal (command, "bare"))
    return open_bare ();
  if (g_str_equal (command, "rekey"))
    return time_rekey ();
  if (g_str_equal (command, "compact"))
    return time_compact ();
  if (g_str_equal (command, "file"))
    return measure_file ();
  if (g_str_equal (command, "memory"))
    return measure_memory ("VmRSS:");
  if (g_str_equal (command, "peak"))
    return measure_memory ("VmHWM:");
  check (FALSE, command);
  return 0;
}

int
main (int argc, char **argv)
{
  check (argc == 4, "arguments");
  side.kind = argv[1];
  side.journal = argv[2];
  side.path = argv[3];
  side.rand = g_rand_new_with_seed (1);
#ifndef SIDE_OF_SQLCIPHER
  check (base_init () == 0, "base_init");
  if (is_vault ())
    check (vault_init () == 0, "vault_init");
#endif
  printf ("%s\n", sqlite3_libversion ());
  fflush (stdout);
  char line[64];
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      printf ("%.9f\n", answer (g_strchomp (line)));
      fflush (stdout);
    }
  if (side.db != NULL)
    close_side ();
  g_rand_free (side.rand);
  return 0;
}
