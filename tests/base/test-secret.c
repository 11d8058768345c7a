#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base.h"
#include "secret.h"

static void
test_holds_its_bytes (void)
{
  Secret *a = secret_new_copy ("hello", 5), *b = secret_new (5),
         *c = secret_new_copy ("hell", 4);
  memcpy (secret_bytes (b), "hello", 5);
  g_assert_cmpuint (secret_size (a), ==, 5);
  g_assert_cmpmem (secret_peek (a), 5, "hello", 5);
  g_assert_true (secret_equal (a, b));
  secret_bytes (b)[4] = 'O';
  g_assert_false (secret_equal (a, b));
  g_assert_false (secret_equal (a, c));
  secret_free (a);
  secret_free (b);
  secret_free (c);
  secret_free (NULL);
}

static void
test_random_differs (void)
{
  Secret *a = secret_new_random (32), *b = secret_new_random (32);
  g_assert_false (secret_equal (a, b));
  secret_free (a);
  secret_free (b);
}

static void
test_too_large (void)
{
  g_assert_null (secret_new (SIZE_MAX));
  g_assert_null (secret_new (SIZE_MAX - 20));
  g_assert_null (secret_new_copy ("x", SIZE_MAX / 2));
}

/* Reads behind the end in a child: the guard page must kill it. */
static void
test_guard_page (void)
{
  pid_t child = fork ();
  if (child == 0)
    {
      signal (SIGSEGV, SIG_DFL);
      signal (SIGABRT, SIG_DFL);
      Secret *secret = secret_new (8);
      volatile uint8_t byte = secret_bytes (secret)[8];
      (void)byte;
      _exit (0);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_false (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_wipe (void)
{
  char text[4] = "abc";
  secret_wipe (text, sizeof text);
  g_assert_cmpmem (text, 4, "\0\0\0\0", 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/secret/holds-its-bytes", test_holds_its_bytes);
  g_test_add_func ("/secret/random-differs", test_random_differs);
  g_test_add_func ("/secret/too-large", test_too_large);
  g_test_add_func ("/secret/guard-page", test_guard_page);
  g_test_add_func ("/secret/wipe", test_wipe);
  return g_test_run ();
}
