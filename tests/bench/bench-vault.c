/* The vault beside plain SQLite and, where it is installed, SQLCipher: what a person
 * waits for, at three sizes. Each side is a process (side.c); they take turns. Prints
 * medians and their ratios, then what DESIGN.md promises of them; writes every figure
 * to the CSV file that is named.
 *
 * usage: bench-vault [FILE.csv] */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "machine.h"

enum
{
  VAULT,
  PLAIN_WAL,
  PLAIN_DELETE,
  CIPHER_WAL,
  CIPHER_DELETE,
  KINDS,
};

static const struct
{
  const char *name, *program, *kind, *journal;
} kinds[KINDS] = {
  [VAULT] = { "vault", "side", "vault", "-" },
  [PLAIN_WAL] = { "plain WAL", "side", "plain", "WAL" },
  [PLAIN_DELETE] = { "plain DELETE", "side", "plain", "DELETE" },
  [CIPHER_WAL] = { "SQLCipher WAL", "side-of-sqlcipher", "cipher", "WAL" },
  [CIPHER_DELETE] = { "SQLCipher DELETE", "side-of-sqlcipher", "cipher", "DELETE" },
};

enum
{
  SMALL,
  MEDIUM,
  LARGE,
  SIZES,
};

static const struct
{
  const char *name;
  guint rows;
} sizes[SIZES] = {
  [SMALL] = { "1 MB", 9500 },
  [MEDIUM] = { "11 MB", 100000 },
  [LARGE] = { "110 MB", 1000000 },
};

/* A process with a database of one kind and size; without one where it is missing here.
 */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
} Side;

static Side sides[SIZES][KINDS];

#define NEVER (-1.0) /* a figure of a side that is not here */

static FILE *csv;

/* --- sides ---------------------------------------------------------------------- */

static void
check (gboolean worked, const GError *error)
{
  if (worked)
    return;
  fprintf (stderr, "bench-vault: %s\n", error != NULL ? error->message : "failed");
  exit (1);
}

static char *
read_answer (Side *side)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (side->answers, NULL, NULL, &error);
  check (line != NULL, error);
  return line;
}

static void
start_side (guint size, guint kind, const char *programs, const char *folder)
{
  g_autoptr (GError) error = NULL;
  Side *side = &sides[size][kind];
  g_autofree char *program = g_build_filename (programs, kinds[kind].program, NULL);
  if (!g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    return;
  g_autofree char *path =
      g_strdup_printf ("%s/%s, %s", folder, kinds[kind].name, sizes[size].name);
  side->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
      kinds[kind].kind, kinds[kind].journal, path, NULL);
  check (side->process != NULL, error);
  side->answers =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (side->process));
  g_autofree char *version = read_answer (side);
  if (size == 0)
    printf ("%s: SQLite %s\n", kinds[kind].name, version);
}

static double
ask (Side *side, const char *command)
{
  if (side->process == NULL)
    return NEVER;
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  GOutputStream *commands = g_subprocess_get_stdin_pipe (side->process);
  g_autoptr (GError) error = NULL;
  check (g_output_stream_write_all (commands, line, strlen (line), NULL, NULL, &error)
             && g_output_stream_flush (commands, NULL, &error),
         error);
  g_autofree char *answer = read_answer (side);
  return g_ascii_strtod (answer, NULL);
}

static void
ask_all (guint size, const char *command)
{
  for (guint i = 0; i < KINDS; i++)
    ask (&sides[size][i], command);
}

static void
stop_side (Side *side)
{
  if (side->process == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (side->process), NULL, NULL);
  g_subprocess_wait (side->process, NULL, NULL);
  g_clear_object (&side->answers);
  g_clear_object (&side->process);
}

/* --- measuring ------------------------------------------------------------------ */

static int
compare_figures (const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

#define ROUNDS_MAX 400

/* The figures of one command, of each side that was asked. */
typedef struct
{
  double figures[SIZES][KINDS][ROUNDS_MAX];
  double medians[SIZES][KINDS], bests[SIZES][KINDS];
} Answers;

static void
take_median (const char *what, guint size, guint kind, Answers *answers, guint rounds)
{
  double *figures = answers->figures[size][kind];
  qsort (figures, rounds, sizeof *figures, compare_figures);
  double best = figures[0], low = figures[rounds / 4], median = figures[rounds / 2],
         high = figures[rounds * 3 / 4];
  printf ("  %-18s %-7s %-17s %15.6f  best %15.6f  quartiles %15.6f %15.6f\n", what,
          sizes[size].name, kinds[kind].name, median, best, low, high);
  fflush (stdout);
  if (csv != NULL)
    fprintf (csv, "%s,%s,%s,%u,%.9f,%.9f,%.9f,%.9f\n", what, sizes[size].name,
             kinds[kind].name, rounds, median, best, low, high);
  answers->medians[size][kind] = median;
  answers->bests[size][kind] = best;
}

/* Asks every kind among the first so many, at every size from one to another, in turn,
 * so often. */
static Answers *
measure (const char *what, const char *command, guint from, guint to, guint n_kinds,
         guint rounds)
{
  Answers *answers = g_new0 (Answers, 1);
  for (guint r = 0; r < rounds; r++)
    for (guint size = from; size <= to; size++)
      for (guint kind = 0; kind < n_kinds; kind++)
        answers->figures[size][kind][r] = ask (&sides[size][kind], command);
  for (guint size = from; size <= to; size++)
    for (guint kind = 0; kind < n_kinds; kind++)
      if (sides[size][kind].process != NULL)
        take_median (what, size, kind, answers, rounds);
  return answers;
}

/* --- the table ------------------------------------------------------------------ */

static Answers *changes, *additions, *scans, *bulks, *files, *opens, *bares, *rekeys;

static void
fill_size (guint size)
{
  g_autofree char *make = g_strdup_printf ("make %u", sizes[size].rows);
  ask_all (size, make);
  ask_all (size, "compact");
  ask_all (size, "open");
}

#define OPENINGS 15

/* Opening, the bare loop, and SQLite's own opening, in turn. */
static void
measure_opening (void)
{
  opens = g_new0 (Answers, 1);
  bares = g_new0 (Answers, 1);
  for (guint r = 0; r < OPENINGS; r++)
    for (guint size = 0; size < SIZES; size++)
      {
        bares->figures[size][VAULT][r] = ask (&sides[size][VAULT], "bare");
        for (guint kind = VAULT; kind <= PLAIN_DELETE; kind++)
          opens->figures[size][kind][r] = ask (&sides[size][kind], "open");
      }
  for (guint size = 0; size < SIZES; size++)
    {
      take_median ("open, bare loop", size, VAULT, bares, OPENINGS);
      for (guint kind = VAULT; kind <= PLAIN_DELETE; kind++)
        take_median ("open", size, kind, opens, OPENINGS);
    }
}

static void
measure_all (void)
{
  for (guint size = 0; size < SIZES; size++)
    fill_size (size);
  files = measure ("file", "file", SMALL, LARGE, KINDS, 1);
  measure_opening ();
  scans = measure ("scan", "scan", LARGE, LARGE, KINDS, 9);
  g_free (measure ("memory", "memory", SMALL, LARGE, KINDS, 1));
  g_free (measure ("memory, most", "peak", SMALL, LARGE, KINDS, 1));
  changes = measure ("a row changed", "change", SMALL, LARGE, KINDS, 301);
  additions = measure ("a row added", "add", SMALL, LARGE, KINDS, 301);
  rekeys = measure ("new passphrase", "rekey", SMALL, LARGE, 1, 51);
  bulks = measure ("100,000 rows", "bulk", MEDIUM, MEDIUM, KINDS, 15);
}

typedef double (*Ratio) (double figures[SIZES][KINDS], double others[SIZES][KINDS],
                         guint size);

/* Prints the ratio of the medians, which is judged, and that of the best, which other
 * work on the machine disturbs less. Says nothing where a side is missing. */
static void
judge (const char *what, const char *size, Ratio ratio, guint number,
       const Answers *answers, const Answers *others, double most)
{
  Answers *mine = (Answers *)answers, *theirs = (Answers *)(others ? others : answers);
  double median = ratio (mine->medians, theirs->medians, number);
  double best = ratio (mine->bests, theirs->bests, number);
  if (!(median > 0))
    return;
  printf ("  %-58s %-7s %6.2f (best %5.2f)  <= %.2f  %s\n", what, size, median, best,
          most, median <= most ? "yes" : "NO");
  if (csv != NULL)
    fprintf (csv, "ratio: %s,%s,,,%.4f,%.4f,,%.2f\n", what, size, median, best, most);
}

static double
divide (double a, double b)
{
  return a <= 0 || b <= 0 ? NEVER : a / b;
}

/* The less of two times, each of which may be missing. */
static double
choose_quicker (double a, double b)
{
  return a <= 0 || (b > 0 && b < a) ? b : a;
}

static double
against_wal (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT], f[size][PLAIN_WAL]);
}

static double
against_delete (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT], f[size][PLAIN_DELETE]);
}

static double
against_plain (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT],
                 choose_quicker (f[size][PLAIN_WAL], f[size][PLAIN_DELETE]));
}

static double
against_cipher (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT],
                 choose_quicker (f[size][CIPHER_WAL], f[size][CIPHER_DELETE]));
}

static double
against_small (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT], f[SMALL][VAULT]);
}

static double
against_bare (double f[SIZES][KINDS], double bare[SIZES][KINDS], guint size)
{
  return divide (f[size][VAULT], bare[size][VAULT]);
}

/* Without what SQLite alone takes to open a file. */
static double
against_bare_and_plain (double f[SIZES][KINDS], double bare[SIZES][KINDS], guint size)
{
  return divide (f[size][VAULT], bare[size][VAULT] + f[size][PLAIN_DELETE]);
}

static double
less_one_step (double f[SIZES][KINDS], double others[SIZES][KINDS], guint size)
{
  (void)others;
  return divide (f[size][VAULT] - 1048576, f[size][PLAIN_DELETE]);
}

static void
judge_all (void)
{
  printf ("\nRatios of medians (of the best), and what is promised\n");
  for (guint i = 0; i < SIZES; i++)
    {
      const char *size = sizes[i].name;
      judge ("a row changed, against plain WAL", size, against_wal, i, changes, NULL,
             1.0);
      judge ("a row added, against plain WAL", size, against_wal, i, additions, NULL,
             1.0);
      judge ("a row changed, against SQLCipher's better mode", size, against_cipher, i,
             changes, NULL, 0.8);
    }
  judge ("a row changed, against 1 MB", "110 MB", against_small, LARGE, changes, NULL,
         1.2);
  judge ("100,000 rows in one transaction, against plain DELETE", "", against_delete,
         MEDIUM, bulks, NULL, 1.05);
  judge ("GROUP BY over 1,000,000 rows, against plain's better mode", "", against_plain,
         LARGE, scans, NULL, 1.0);
  for (guint i = 0; i < SIZES; i++)
    {
      judge ("opening, against reading and unsealing", sizes[i].name, against_bare, i,
             opens, bares, 1.3);
      judge ("opening, against that and SQLite's own opening", sizes[i].name,
             against_bare_and_plain, i, opens, bares, 1.3);
    }
  judge ("new passphrase, against 1 MB", "110 MB", against_small, LARGE, rekeys, NULL,
         1.1);
  judge ("file less 1 MiB, against plain", "110 MB", less_one_step, LARGE, files, NULL,
         1.05);
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  if (dir != NULL)
    g_dir_close (dir);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *programs = g_path_get_dirname (argv[0]);
  g_autofree char *folder = g_dir_make_tmp ("bench-vault-XXXXXX", NULL);
  g_autofree char *machine = machine_describe (folder);
  if (argc > 1)
    csv = fopen (argv[1], "we");
  check (argc == 1 || csv != NULL, NULL);
  printf ("%s\n", machine);
  if (csv != NULL)
    fprintf (csv, "# %s\nwhat,size,side,rounds,median,best,lower,upper\n", machine);
  for (guint i = 0; i < SIZES * KINDS; i++)
    start_side (i / KINDS, i % KINDS, programs, folder);
  printf ("seconds and bytes\n");
  measure_all ();
  judge_all ();
  for (guint i = 0; i < SIZES * KINDS; i++)
    stop_side (&sides[i / KINDS][i % KINDS]);
  remove_folder (folder);
  if (csv != NULL)
    fclose (csv);
  return 0;
}
