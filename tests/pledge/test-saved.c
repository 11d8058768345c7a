#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "pledge-fixture.h"

/* Set by meson.build: print-saved.c, built. */
static const char *
get_program (void)
{
  const char *path = g_getenv ("PRINT_SAVED");
  g_assert_nonnull (path);
  return path;
}

static const char *const names[][SAVED_FILES] = {
  { "pledge.txt", "pledge.txt.minisig", "pledge.pub" },
  { "pledge.txt", "pledge.txt.sig", "allowed_signers" },
};

static SavedFiles *
save_take (PledgeFormat format)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  const PledgeSignatures signatures = fixture_sign (text, 1);
  g_autoptr (GError) error = NULL;
  SavedFiles *saved = saved_new (text, strlen (text), &signatures, format, &error);
  g_assert_no_error (error);
  return saved;
}

static void
test_names_and_texts (void)
{
  for (size_t format = 0; format < G_N_ELEMENTS (names); format++)
    {
      g_autoptr (SavedFiles) saved = save_take ((PledgeFormat)format);
      for (size_t i = 0; i < SAVED_FILES; i++)
        {
          g_autofree char *golden = fixture_read_golden ("take", names[format][i]);
          g_assert_cmpstr (saved->files[i].name, ==, names[format][i]);
          g_assert_cmpstr (saved->files[i].text, ==, golden);
          g_assert_true (g_str_is_ascii (golden));
          g_assert_true (g_str_has_suffix (golden, "\n"));
          g_assert_null (strchr (golden, '\r'));
        }
    }
}

/* What the tools are told to look for in the commands is what the files hold. */
static void
test_commands_name_the_constants (void)
{
  g_assert_nonnull (strstr (SAVED_SSHSIG_COMMAND, "-I " SIGNATURES_PRINCIPAL " "));
  g_assert_nonnull (strstr (SAVED_SSHSIG_COMMAND, "-n " SIGNATURES_NAMESPACE " "));
  g_assert_nonnull (strstr (SAVED_SSHSIG_COMMAND, "-f " SAVED_ALLOWED_NAME " "));
  g_assert_nonnull (strstr (SAVED_SSHSIG_COMMAND, "-s " SAVED_SSHSIG_NAME " "));
  g_assert_nonnull (strstr (SAVED_MINISIGN_COMMAND, "-p " SAVED_PUBLIC_NAME " "));
  g_assert_nonnull (strstr (SAVED_SIGNIFY_COMMAND, "-x " SAVED_MINISIG_NAME " "));
}

static void
test_formats (void)
{
  PledgeFormat format = PLEDGE_FORMAT_MINISIGN;
  g_assert_true (saved_format_parse (&format, "sshsig"));
  g_assert_cmpint (format, ==, PLEDGE_FORMAT_SSHSIG);
  g_assert_true (saved_format_parse (&format, "minisign"));
  g_assert_cmpint (format, ==, PLEDGE_FORMAT_MINISIGN);
  g_assert_false (saved_format_parse (&format, "pgp"));
  g_assert_null (saved_format_name ((PledgeFormat)2));
  saved_free (NULL);
}

/* Nothing is handed out that a reader's tool would refuse. */
static void
test_bad_signatures_are_not_saved (void)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  PledgeSignatures signatures = fixture_sign (text, 1);
  g_autoptr (GError) error = NULL;
  signatures.sshsig[0] ^= 1;
  g_assert_null (
      saved_new (text, strlen (text), &signatures, PLEDGE_FORMAT_MINISIGN, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_clear_error (&error);
  g_assert_null (
      saved_new (text, strlen (text) - 1, &signatures, PLEDGE_FORMAT_MINISIGN, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
}

/* ---- Everywhere the same
 * ------------------------------------------------------------- */

/* Runs program on the record of take/; returns what it prints and what it says. */
static void
run_program (const char *const *before, const char *program,
             const char *const *environment, char **printed, char **said)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  int status;
  g_strv_builder_addv (argv, (const char **)before);
  g_strv_builder_add (argv, program);
  g_strv_builder_add (argv, text);
  g_auto (GStrv) arguments = g_strv_builder_end (argv);
  g_spawn_sync ("/", arguments, (char **)environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                printed, said, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  if (error != NULL)
    g_test_message ("%s", *said);
  g_assert_no_error (error);
}

static char *
join_golden (void)
{
  GString *all = g_string_new (NULL);
  for (size_t format = 0; format < G_N_ELEMENTS (names); format++)
    for (size_t i = 0; i < SAVED_FILES; i++)
      {
        g_autofree char *golden = fixture_read_golden ("take", names[format][i]);
        g_string_append_printf (all, "%s\n%s", names[format][i], golden);
      }
  return g_string_free (all, FALSE);
}

/* The files are the golden ones, and the program did find itself where it was told. */
static void
assert_same (const char *const *before, const char *program,
             const char *const *environment, const char *circumstances)
{
  g_autofree char *printed = NULL;
  g_autofree char *said = NULL;
  g_autofree char *golden = join_golden ();
  run_program (before, program, environment, &printed, &said);
  g_test_message ("%s", said);
  g_assert_nonnull (strstr (said, circumstances));
  g_assert_cmpstr (printed, ==, golden);
}

static void
test_any_clock_zone_host_home_and_locale (void)
{
  static const struct
  {
    const char *environment[6];
    const char *circumstances;
  } places[] = {
    { { "LC_ALL=C", NULL }, " 0 host none uid" },
    { { "LC_ALL=C.UTF-8", NULL }, "locale C.UTF-8" },
    { { "LC_ALL=tr_TR.UTF-8", "LANGUAGE=tr", NULL }, "language tr" },
    { { "LC_ALL=ar_EG.UTF-8", "LANG=ar_EG.UTF-8", NULL }, "language ar_EG.UTF-8" },
    { { "TZ=Pacific/Kiritimati", "TOLD_TIME=1782864000", NULL }, "T14:00:00+14" },
    { { "TZ=AAA+12", "TOLD_TIME=1782864000", NULL }, "-12" },
    { { "TOLD_TIME=951827696", NULL }, " 951827696 " },
    { { "TOLD_TIME=4102444800", NULL }, " 4102444800 " },
    { { "TOLD_HOST=her-laptop", NULL }, "host her-laptop " },
    { { "HOME=/nonexistent/her", "USER=her", "LOGNAME=her", "TMPDIR=/nonexistent",
        NULL },
      "home /nonexistent/her " },
  };
  const char *const before[] = { NULL };
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    assert_same (before, get_program (), places[i].environment,
                 places[i].circumstances);
}

/* Another user: on a copy of the program in a place that everybody may read. */
static void
test_any_user (void)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root can become another user");
      return;
    }
  g_autofree char *program = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_get_contents (get_program (), &program, &size, &error));
  g_autofree char *folder = g_dir_make_tmp ("saved-XXXXXX", &error);
  g_autofree char *copy = g_build_filename (folder, "print-saved", NULL);
  g_file_set_contents (copy, program, (gssize)size, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (copy, 0755), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);

  const char *const before[] = { "setpriv", "--reuid=65534", "--regid=65534",
                                 "--clear-groups", NULL };
  const char *const environment[] = { "PATH=/usr/bin:/bin", NULL };
  assert_same (before, copy, environment, "uid 65534 ");
  g_assert_cmpint (g_unlink (copy), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/saved/names-and-texts", test_names_and_texts);
  g_test_add_func ("/saved/commands", test_commands_name_the_constants);
  g_test_add_func ("/saved/formats", test_formats);
  g_test_add_func ("/saved/bad-signatures", test_bad_signatures_are_not_saved);
  g_test_add_func ("/saved/any-clock-zone-host-home-and-locale",
                   test_any_clock_zone_host_home_and_locale);
  g_test_add_func ("/saved/any-user", test_any_user);
  return g_test_run ();
}
