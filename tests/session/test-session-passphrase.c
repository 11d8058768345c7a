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

/* Six words of the list, never twice the same. */
static void
test_drawn (void)
{
  g_autoptr (GHashTable) drawn =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < 50; i++)
    {
      Secret *secret = session_passphrase_draw ();
      char *text = g_strdup ((const char *)secret_peek (secret));
      g_auto (GStrv) words = g_strsplit (text, " ", 0);
      g_assert_cmpuint (g_strv_length (words), ==, SESSION_PASSPHRASE_WORDS);
      for (guint j = 0; j < SESSION_PASSPHRASE_WORDS; j++)
        g_assert_cmpuint (strlen (words[j]), >=, 3);
      g_assert_true (g_hash_table_add (drawn, text));
      secret_free (secret);
    }
}

/* Characters count, not bytes. */
static void
test_floor (void)
{
  static const struct
  {
    const char *text;
    gboolean enough;
  } cases[] = { { "", FALSE },
                { "1234567", FALSE },
                { "12345678", TRUE },
                { "مرحباسل", FALSE },
                { "مرحباسلا", TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      Secret *secret = secret_new_copy (cases[i].text, strlen (cases[i].text));
      g_assert_cmpint (session_passphrase_check (secret, &error), ==, cases[i].enough);
      g_assert_cmpint (error == NULL, ==, cases[i].enough);
      secret_free (secret);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/passphrase/weak", test_weak);
  g_test_add_func ("/passphrase/not-weak", test_not_weak);
  g_test_add_func ("/passphrase/drawn", test_drawn);
  g_test_add_func ("/passphrase/floor", test_floor);
  return g_test_run ();
}
