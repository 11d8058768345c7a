/* Prints what would be saved of the record given as its argument, signed by test signer
 * 1, in both formats. Runs as any user, in any locale, and with the clock and host name
 * that it is told: it defines the functions that everything in this process asks for
 * them. On standard error it says whom, where and when it took itself to be, so that a
 * test can tell that it was told something else. */
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base.h"
#include "clock.h"
#include "pledge-fixture.h"

static time_t
read_time (void)
{
  const char *seconds = getenv ("TOLD_TIME");
  return seconds == NULL ? 0 : (time_t)atoll (seconds);
}

static const char *
read_host (void)
{
  const char *host = getenv ("TOLD_HOST");
  return host == NULL ? "none" : host;
}

time_t
time (time_t *out)
{
  if (out != NULL)
    *out = read_time ();
  return read_time ();
}

int
clock_gettime (clockid_t id G_GNUC_UNUSED, struct timespec *out)
{
  *out = (struct timespec){ .tv_sec = read_time () };
  return 0;
}

int
gettimeofday (struct timeval *restrict out, void *restrict zone G_GNUC_UNUSED)
{
  *out = (struct timeval){ .tv_sec = read_time () };
  return 0;
}

int
gethostname (char *out, size_t size)
{
  g_strlcpy (out, read_host (), size);
  return 0;
}

int
uname (struct utsname *out)
{
  memset (out, 0, sizeof *out);
  g_strlcpy (out->nodename, read_host (), sizeof out->nodename);
  return 0;
}

static void
say_circumstances (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format_iso8601 (now);
  g_printerr ("%s %lld host %s uid %d home %s locale %s language %s mask %o\n", text,
              (long long)clock_system.now (clock_system.data), g_get_host_name (),
              (int)getuid (), g_get_home_dir (), setlocale (LC_ALL, NULL),
              g_get_language_names ()[0], (unsigned)umask (0));
}

static void
print_files (const char *text, const PledgeSignatures *signatures, PledgeFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SavedFiles) saved =
      saved_new (text, strlen (text), signatures, format, &error);
  g_assert_no_error (error);
  for (size_t i = 0; i < SAVED_FILES; i++)
    g_print ("%s\n%s", saved->files[i].name, saved->files[i].text);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_assert_cmpint (argc, ==, 2);
  g_assert_cmpint (base_init (), ==, 0);
  say_circumstances ();
  const PledgeSignatures signatures = fixture_sign (argv[1], 1);
  print_files (argv[1], &signatures, PLEDGE_FORMAT_MINISIGN);
  print_files (argv[1], &signatures, PLEDGE_FORMAT_SSHSIG);
  return 0;
}
