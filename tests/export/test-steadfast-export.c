/* The program: its exit statuses, and that a file appears whole or not at all. */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder; /* for what is written */

static char *
data_path (const char *kind, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", kind, name, NULL);
}

static char *
load (const char *path)
{
  char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Runs a shell command in which $P is the program; gives what it printed. */
static int
run (const char *command, char **out, char **err)
{
  const char *arguments[] = { "/bin/sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;
  g_spawn_sync (folder, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* Whether what went to stderr is one line, or nothing where the status is 0. */
static void
check (const char *command, int expected)
{
  g_autofree char *out = NULL, *err = NULL;
  int status = run (command, &out, &err);
  g_test_message ("%s: %d %s", command, status, g_strchomp (err));
  g_assert_cmpint (status, ==, expected);
  g_assert_null (strchr (err, '\n'));
  g_assert_cmpint (status == 0, ==, err[0] == '\0');
  if (status != 0)
    g_assert_cmpstr (out, ==, "");
}

static void
check_same (const char *command, const char *golden)
{
  g_autofree char *out = NULL, *err = NULL, *path = data_path ("export", golden);
  g_autofree char *expected = load (path);
  g_assert_cmpint (run (command, &out, &err), ==, 0);
  g_assert_cmpstr (out, ==, expected);
  g_assert_cmpstr (err, ==, "");
}

static void
test_written (void)
{
  check_same ("$P --format csv $GOOD", "good.csv");
  check_same ("$P --format=csv <$GOOD", "good.csv");
  check_same ("$P --format csv - -o - <$GOOD", "good.csv");
  check_same ("cat $GOOD | $P --format csv --lang ar", "good.csv");
  check_same ("$P --format json $GOOD", "good.json");
  check_same ("$P $GOOD --lang ar --format json", "good-ar.json");
  check_same (
      "$P --format csvw -o good.csv-metadata.json $GOOD; cat good.csv-*; rm good*",
      "good.csv-metadata.json");
  check_same ("LC_ALL=C LANGUAGE=ar $P --format html $GOOD", "good-en.html");
  check_same ("LC_ALL=C LANGUAGE=ar $P --format json $GOOD", "good.json");
  check_same ("$P --format csv -o a.csv $GOOD; cat a.csv", "good.csv");
  check_same ("$P --format csv -o a.csv $GOOD; ls | grep -v '^a.csv$'; cat a.csv",
              "good.csv");
}

static void
test_refused (void)
{
  check ("$P --format csv $TALLY", 1);
  check ("(echo '# NOT ANONYMOUS'; cat $TALLY) | $P --format json", 1);
  check ("head -n 9 $GOOD | $P --format json", 1);
  check ("$P --format csv </dev/null", 1);
  check ("head -c 5000000 /dev/zero | $P --format csv", 1);
  check ("$P --format csv missing", 1);
  check ("$P --format csv --series $GOOD $GOOD", 1);
  check ("$P --format csv --series $GOOD missing", 1);
  check ("$P --format csv --series $GOOD $TALLY", 1);
  check ("$P --format csv .", 1);
  check ("$P --format csv -o missing/a.csv $GOOD", 1);
  check ("$P --format csv $GOOD >/dev/full", 1);
  /* By a link, so that a program that is wrong replaces the link and not the device. */
  check ("ln -s /dev/full full; $P --format csv $GOOD -o full", 1);
}

static void
test_not_parsed (void)
{
  check ("$P", 2);
  check ("$P $GOOD", 2);
  check ("$P --format text $GOOD", 2);
  check ("$P --format HTML $GOOD", 2);
  check ("$P --format CSV $GOOD", 2);
  check ("$P --format", 2);
  check ("$P --format csv --nothing $GOOD", 2);
  check ("$P --format csv $GOOD $GOOD", 2);
  check ("$P --format csv --once signers $GOOD", 2);
  check ("$P --format csvw --series $GOOD", 2);
}

static void
test_help (void)
{
  g_autofree char *out = NULL, *err = NULL;
  g_assert_cmpint (run ("$P --help", &out, &err), ==, 0);
  g_assert_nonnull (strstr (out, "--format"));
}

/* A refusal leaves the old file as it was, and no other. */
static void
test_kept (void)
{
  g_autofree char *out = NULL, *err = NULL;
  int status = run ("rm -f *; echo old >a.csv; $P --format csv -o a.csv $TALLY; "
                    "$P --format json -o b.json $TALLY; ls; cat a.csv",
                    &out, &err);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (out, ==, "a.csv\nold\n");
}

/* A file size limit stops the write midway, as a full disk would. */
static void
test_stopped (void)
{
  g_autofree char *out = NULL, *err = NULL;
  int status = run ("rm -f *; echo old >a.json; trap '' XFSZ; ulimit -f 0; "
                    "$P --format json -o a.json $GOOD; echo $?; ls; cat a.json",
                    &out, &err);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (out, ==, "1\na.json\nold\n");
}

static void
test_pipe_is_no_file (void)
{
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *golden = data_path ("export", "good.csv");
  g_autofree char *expected = load (golden);
  char read_back[4096] = { 0 };
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  int pipe_end = g_open (path, O_RDWR | O_NONBLOCK, 0);
  g_assert_cmpint (pipe_end, >=, 0);
  check ("$P --format csv -o pipe $GOOD", 0);
  g_assert_cmpint (read (pipe_end, read_back, sizeof read_back - 1), ==,
                   strlen (expected));
  g_assert_cmpstr (read_back, ==, expected);
  close (pipe_end);
  GStatBuf status;
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("steadfast-export-XXXXXX", NULL);
  g_autofree char *good = data_path ("export", "good.release");
  g_autofree char *tally = data_path ("tally", "good.tally");
  g_setenv ("P", g_getenv ("STEADFAST_EXPORT"), TRUE);
  g_setenv ("GOOD", good, TRUE);
  g_setenv ("TALLY", tally, TRUE);
  g_test_add_func ("/steadfast-export/written", test_written);
  g_test_add_func ("/steadfast-export/refused", test_refused);
  g_test_add_func ("/steadfast-export/not-parsed", test_not_parsed);
  g_test_add_func ("/steadfast-export/help", test_help);
  g_test_add_func ("/steadfast-export/kept", test_kept);
  g_test_add_func ("/steadfast-export/stopped", test_stopped);
  g_test_add_func ("/steadfast-export/pipe-is-no-file", test_pipe_is_no_file);
  int failed = g_test_run ();
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  g_free (folder);
  return failed;
}
