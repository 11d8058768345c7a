/* What a session leaves in memory when it is closed: nothing that a person typed, and
 * no key. Linked with app/wiping-free.c, as the programs are. */
#include <string.h>

#include "fixture.h"
#include "remains.h"
#include "session-draft.h"
#include "session-import.h"
#include "session-refusals.h"

typedef struct
{
  RemainsWord passphrase, recovery, draft, label;
} Words;

static void
wipe (void *bytes, gsize size)
{
  secret_wipe (bytes, size);
}

static void
keep_draft (Session *session, const RemainsWord *word)
{
  char text[REMAINS_WORD_CHARACTERS + 1];
  remains_reveal (word, text);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  wipe (text, sizeof text);
  g_assert_true (session_draft_set (session, "refusal", bytes, NULL));
  g_autoptr (GBytes) read = session_draft_get (session, "refusal", NULL);
  g_assert_true (g_bytes_equal (read, bytes));
}

static void
import_label (Session *session, const RemainsWord *word)
{
  char text[REMAINS_WORD_CHARACTERS + 1];
  remains_reveal (word, text);
  g_autofree char *csv =
      g_strdup_printf ("week,work,customer,grounds,outcome,code_named,person\n"
                       "2026-W31,ticket,military,law conscience,accepted,yes,%s\n",
                       text);
  wipe (text, sizeof text);
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_auto (SessionImport) result = { 0 };
  g_assert_true (session_import_refusals (session, bytes, SESSION_IMPORT_DEFAULT,
                                          &result, NULL, NULL, NULL));
}

static void
use_session (Fixture *fixture, Words *words)
{
  Session *session = fixture->session;
  keep_draft (session, &words->draft);
  import_label (session, &words->label);
  g_autoptr (GPtrArray) list = session_refusals_list (session, REFUSALS_KEPT, NULL);
  g_assert_cmpuint (list->len, ==, 1);
}

static void
set_up (Fixture *fixture, Words *words)
{
  fixture_init (fixture);
  remains_draw (&words->passphrase);
  remains_draw (&words->draft);
  remains_draw (&words->label);
  char text[REMAINS_WORD_CHARACTERS + 1];
  remains_reveal (&words->passphrase, text);
  secret_free (fixture->passphrase);
  fixture->passphrase = secret_new_copy (text, REMAINS_WORD_CHARACTERS);
  wipe (text, sizeof text);
  g_assert_true (session_set_passphrase (fixture->session, fixture->passphrase, NULL));
  remains_note (&words->recovery, secret_peek (fixture->recovery),
                REMAINS_WORD_CHARACTERS);
  fixture_reopen (fixture);
}

static void
test_closed (void)
{
  Fixture fixture;
  Words words;
  set_up (&fixture, &words);
  use_session (&fixture, &words);
  g_assert_cmpuint (remains_count (&words.draft), >, 0);
  g_assert_cmpuint (remains_count (&words.passphrase), >, 0);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), NULL));
  g_clear_pointer (&fixture.passphrase, secret_free);
  g_clear_pointer (&fixture.recovery, secret_free);
  g_assert_cmpuint (remains_count (&words.passphrase), ==, 0);
  g_assert_cmpuint (remains_count (&words.recovery), ==, 0);
  g_assert_cmpuint (remains_count (&words.label), ==, 0);
  g_assert_cmpuint (remains_count (&words.draft), ==, 0);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session/remains", test_closed);
  return g_test_run ();
}
