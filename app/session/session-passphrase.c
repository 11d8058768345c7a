/* See session-passphrase.h. */
#include "config.h"

#include "session-passphrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "random.h"
#include "session-error.h"
#include "word-list.h"

/* The first guesses of anybody, in the app's two languages. */
static const char *const known[] = {
  "password",  "passphrase", "passwort", "welcome",  "letmein",   "iloveyou",
  "admin",     "monkey",     "dragon",   "football", "baseball",  "sunshine",
  "princess",  "superman",   "batman",   "master",   "hello",     "secret",
  "whatever",  "freedom",    "starwars", "computer", "internet",  "michael",
  "jordan",    "charlie",    "shadow",   "login",    "microsoft", "azure",
  "apartheid", "palestine",  "gaza",     "pledge",   "refusal",   "steadfast",
  "مرحبا",     "السلام",     "عليكم",    "الله",     "محمد",      "حبيبي",
  "فلسطين",    "غزة",        "كلمة",     "السر",     "بسم",       "الرحمن",
  "الرحيم",
};

static const char *const rows[] = { "1234567890", "qwertyuiop", "asdfghjkl",
                                    "zxcvbnm" };

/* Characters in lower case, in memory that is wiped. */
typedef struct
{
  Secret *memory;
  gunichar *at;
  gsize count;
} Characters;

static gboolean
read_characters (Characters *characters, const Secret *passphrase)
{
  const char *text = (const char *)secret_peek (passphrase);
  const char *end = text + secret_size (passphrase);
  *characters = (Characters){ 0 };
  characters->memory =
      secret_new ((secret_size (passphrase) + 1) * sizeof *characters->at);
  if (characters->memory == NULL)
    return FALSE;
  characters->at = (gunichar *)(gpointer)secret_bytes (characters->memory);
  while (text < end)
    {
      gunichar character = g_utf8_get_char_validated (text, end - text);
      if (character >= (gunichar)-2)
        break;
      characters->at[characters->count++] = g_unichar_tolower (character);
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

/* Where a character stands in its row of keys; NULL if in none. */
static const char *
find_key (gunichar character, const char **row)
{
  if (character >= 128 || character == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      *row = rows[i];
      const char *key = strchr (rows[i], (int)character);
      if (key != NULL)
        return key;
    }
  return NULL;
}

typedef enum
{
  RUN_NONE,
  RUN_SAME,
  RUN_UP,
  RUN_DOWN,
  RUN_RIGHT,
  RUN_LEFT,
} Run;

static Run
relate (gunichar before, gunichar after)
{
  if (before == after)
    return RUN_SAME;
  if (after == before + 1)
    return RUN_UP;
  if (before == after + 1)
    return RUN_DOWN;
  const char *first_row = NULL, *second_row = NULL;
  const char *first = find_key (before, &first_row);
  const char *second = find_key (after, &second_row);
  if (first == NULL || second == NULL || first_row != second_row)
    return RUN_NONE;
  return second == first + 1 ? RUN_RIGHT : first == second + 1 ? RUN_LEFT : RUN_NONE;
}

/* Leaves the piece of which the whole is a repetition. */
static void
fold_repetition (Characters *characters)
{
  for (gsize period = 1; period <= characters->count / 2; period++)
    {
      gsize i = period;
      while (i < characters->count && characters->at[i] == characters->at[i - period])
        i++;
      if (i == characters->count)
        {
          characters->count = period;
          return;
        }
    }
}

/* How many characters of a known word stand at this place; 0 for none. */
static gsize
match_known (const Characters *characters, gsize place)
{
  gsize longest = 0;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      gsize length = 0;
      const char *word = known[i];
      while (*word != '\0' && place + length < characters->count
             && g_utf8_get_char (word) == characters->at[place + length])
        {
          word = g_utf8_next_char (word);
          length++;
        }
      if (*word == '\0' && length > longest)
        longest = length;
    }
  return longest;
}

static guint
count_steps (const Characters *characters)
{
  guint steps = 0;
  Run run = RUN_NONE;
  for (gsize i = 0; i < characters->count;)
    {
      gsize word = match_known (characters, i);
      Run next = i > 0 ? relate (characters->at[i - 1], characters->at[i]) : RUN_NONE;
      if (next == RUN_NONE || (next != run && next != RUN_SAME) || word > 0)
        steps++;
      run = next;
      i += MAX (word, 1);
    }
  return steps;
}

gboolean
session_passphrase_is_weak (const Secret *passphrase)
{
  Characters characters;
  if (!read_characters (&characters, passphrase))
    return FALSE;
  fold_repetition (&characters);
  guint steps = count_steps (&characters);
  secret_free (characters.memory);
  return steps < SESSION_PASSPHRASE_STEPS;
}

/* --- drawing, and the floor ---------------------------------------------------------
 */

#define WORD_BYTES_MAX 16

/* The list's lines without its comments. */
static GPtrArray *
read_words (void)
{
  const char *line = (const char *)word_list;
  const char *end = line + word_list_size;
  GPtrArray *words = g_ptr_array_new ();
  while (line < end)
    {
      const char *after = memchr (line, '\n', (gsize)(end - line));
      if (after == NULL)
        break;
      if (*line != '#')
        g_ptr_array_add (words, (gpointer)line);
      line = after + 1;
    }
  return words;
}

Secret *
session_passphrase_draw (void)
{
  g_autoptr (GPtrArray) words = read_words ();
  Secret *secret = secret_new (SESSION_PASSPHRASE_WORDS * WORD_BYTES_MAX);
  if (secret == NULL)
    return NULL;
  char *out = (char *)secret_bytes (secret);
  for (guint i = 0; i < SESSION_PASSPHRASE_WORDS; i++)
    {
      const char *word = g_ptr_array_index (words, random_below (words->len));
      gsize length = MIN (strcspn (word, "\n"), WORD_BYTES_MAX - 1);
      if (i > 0)
        *out++ = ' ';
      memcpy (out, word, length);
      out += length;
    }
  *out = '\0';
  return secret;
}

gboolean
session_passphrase_check (const Secret *passphrase, GError **error)
{
  gsize size = secret_size (passphrase);
  const char *text = (const char *)secret_peek (passphrase);
  if (size > 0 && g_utf8_strlen (text, (gssize)size) >= SESSION_PASSPHRASE_CHARACTERS)
    return TRUE;
  g_set_error (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      g_dngettext (GETTEXT_PACKAGE,
                   "A passphrase needs at least %d character. Let the program draw "
                   "one if none comes to mind.",
                   "A passphrase needs at least %d characters. Let the program "
                   "draw one if none comes to mind.",
                   SESSION_PASSPHRASE_CHARACTERS),
      SESSION_PASSPHRASE_CHARACTERS);
  return FALSE;
}
