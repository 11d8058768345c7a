/* What the window leaves in memory when it is locked: neither the passphrase that was
 * typed nor the key that a pledge on the page is signed with. Linked with
 * app/wiping-free.c, as the program is. */
#include "window-fixture.h"

#include <string.h>

#include "remains.h"
#include "session-pledge.h"
#include "sf-lock-page.h"
#include "sf-main.h"

typedef struct
{
  RemainsWord passphrase, key;
} Words;

/* The beginning of the public key, as the owner's record names it. */
static void
note_key (Session *session, const uint8_t id[SIGNERS_ID_BYTES], RemainsWord *word)
{
  g_autoptr (GPtrArray) records = session_pledge_records (session, id, NULL);
  gsize size;
  const char *text =
      g_bytes_get_data (((SignerRecord *)records->pdata[0])->text, &size);
  const char *key = g_strstr_len (text, (gssize)size, "key: ");
  remains_note (word, key + strlen ("key: "), REMAINS_WORD_CHARACTERS);
}

static void
fill_store (WindowFixture *fixture, Words *words)
{
  char text[REMAINS_WORD_CHARACTERS + 1];
  uint8_t id[SIGNERS_ID_BYTES];
  Secret *old =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *session = session_open (WINDOW_FIXTURE_PATH, old, &fixture->env, NULL);
  remains_draw (&words->passphrase);
  remains_reveal (&words->passphrase, text);
  Secret *passphrase = secret_new_copy (text, strlen (text));
  secret_wipe (text, sizeof text);
  g_assert_true (session_set_passphrase (session, passphrase, NULL));
  g_assert_true (session_pledge_take (session, 0, -1, 0, SIGNER_OWNER, id, NULL));
  note_key (session, id, &words->key);
  g_assert_true (session_close (session, NULL));
  secret_free (passphrase);
  secret_free (old);
}

static void
unlock (WindowFixture *fixture, const RemainsWord *passphrase)
{
  char text[REMAINS_WORD_CHARACTERS + 1];
  GtkWidget *row = window_fixture_find (fixture->window, "passphrase");
  remains_reveal (passphrase, text);
  window_fixture_type (row, text);
  secret_wipe (text, sizeof text);
  g_signal_emit_by_name (row, "entry-activated");
  window_fixture_wait_until (window_fixture_find_type (fixture->window, SF_TYPE_MAIN));
}

static void
test_locked (void)
{
  WindowFixture fixture;
  Words words;
  window_fixture_init_locked (&fixture);
  fill_store (&fixture, &words);
  unlock (&fixture, &words.passphrase);
  GtkWidget *views = window_fixture_find_type (fixture.window, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "pledge");
  window_fixture_settle (&fixture);
  g_assert_cmpuint (remains_count (&words.key), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  window_fixture_settle (&fixture);
  g_assert_cmpuint (remains_count (&words.passphrase), ==, 0);
  g_assert_cmpuint (remains_count (&words.key), ==, 0);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/window/remains", test_locked);
  return g_test_run ();
}
