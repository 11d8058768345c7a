/* What is called weak, and what is not. */
#include "base.h"
#include "session-passphrase.h"

#include <string.h>

static gboolean
is_weak (const char *text)
{
  Secret *secret = secret_new_copy (text, strlen (text));
  gboolean weak = session_passphrase_is_weak (secret);
  secret_free (secret);
  return weak;
}

static void
test_weak (void)
{
  static const char *const weak[] = {
    "",
    "x",
    "tr0ub4dor&3",
    "passwordpasswordpassword",
    "PasswordWelcomeAdmin1234",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "abcdefghijklmnopqrstuvwxyz",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
    "otterotterotterotterotter",
    "مرحبا سلام",
    "السلام عليكم محمد",
    "\xff\xfe long but no text at all",
  };
  for (guint i = 0; i < G_N_ELEMENTS (weak); i++)
    if (!is_weak (weak[i]))
      g_error ("not called weak: %s", weak[i]);
}

static void
test_not_weak (void)
{
  static const char *const others[] = {
    "seven quiet otters",
    "correct horse battery staple",
    "abacus zoom onyx lumber ivy deputy",
    "xK9#mQ2vLp7!wZ4t",
    "قلم سماء زيتون حجر نافذة",
  };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (is_weak (others[i]))
      g_error ("called weak: %s", others[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/passphrase/weak", test_weak);
  g_test_add_func ("/passphrase/not-weak", test_not_weak);
  return g_test_run ();
}
