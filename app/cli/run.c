/* See run.h. */
#include "config.h"

#include "run.h"
#include "session-late.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "session-passphrase.h"
#include "session-slots.h"

char *
run_dup_store_path (const Run *run)
{
  return run->options->store != NULL ? g_strdup (run->options->store)
                                     : session_dup_default_path ();
}

void
run_report_opening (const Run *run)
{
  const VaultOpening *opening = session_opening (run->session);
  gulong changes = (gulong)MIN (opening->changes, G_MAXLONG);
  if (opening->tail_dropped)
    g_printerr (
        g_dngettext (GETTEXT_PACKAGE,
                     "The store was recovered after a crash: a change that was cut "
                     "off before it was acknowledged was left out; %lu change made "
                     "since it was last closed is certain.\n",
                     "The store was recovered after a crash: a change that was cut "
                     "off before it was acknowledged was left out; %lu changes made "
                     "since it was last closed are certain.\n",
                     changes),
        changes);
  else if (opening->unclean)
    g_printerr (
        g_dngettext (GETTEXT_PACKAGE,
                     "The store was not closed last time; %lu change made since it "
                     "was last closed is there.\n",
                     "The store was not closed last time; all %lu changes made since "
                     "it was last closed are there.\n",
                     changes),
        changes);
  if (opening->header_mended)
    g_printerr ("%s\n", _ ("One of the two copies of the store's header could not be "
                           "used and was written anew; nothing is lost."));
}

gboolean
run_open (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return session_error_set_vault (error, VAULT_MISSING, path);
  Secret *passphrase =
      input_secret (run->options->passphrase_fd, _ ("Passphrase:"), error);
  if (passphrase == NULL)
    return FALSE;
  run->session = session_open (path, passphrase, NULL, error);
  secret_free (passphrase);
  if (run->session == NULL)
    return FALSE;
  run_report_opening (run);
  return TRUE;
}

static const char *const class_names[KDF_CLASSES] = {
  [KDF_INTERACTIVE] = "interactive",
  [KDF_MODERATE] = "moderate",
  [KDF_SENSITIVE] = "sensitive",
};

const char *
run_class_name (KdfClass cost)
{
  return class_names[cost];
}

gboolean
run_parse_class (const Run *run, KdfClass *cost, GError **error)
{
  const char *text = run->options->kdf;
  *cost = SESSION_SLOTS_COST;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < KDF_CLASSES; i++)
    if (strcmp (text, class_names[i]) == 0)
      {
        *cost = (KdfClass)i;
        return TRUE;
      }
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--kdf is interactive, moderate or sensitive, not “%s”."), text);
  return FALSE;
}

static Secret *
ask_twice (int fd, GError **error)
{
  Secret *first = input_secret (fd, _ ("New passphrase:"), error);
  if (first == NULL || fd >= 0)
    return first;
  Secret *second = input_secret (fd, _ ("The same again:"), error);
  if (second != NULL && secret_equal (first, second))
    {
      secret_free (second);
      return first;
    }
  if (second != NULL)
    g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                         _ ("The two passphrases differ. Nothing was changed."));
  secret_free (first);
  secret_free (second);
  return NULL;
}

Secret *
run_choose_passphrase (int fd, GError **error)
{
  Secret *passphrase = ask_twice (fd, error);
  /* A script's passphrase is what it is: the contract of DESIGN.md, section 7. */
  if (passphrase != NULL && fd < 0 && !session_passphrase_check (passphrase, error))
    g_clear_pointer (&passphrase, secret_free);
  if (passphrase != NULL && secret_size (passphrase) > 0
      && session_passphrase_is_weak (passphrase))
    g_printerr ("%s\n",
                _ ("This passphrase is easy to guess: it is short, or made of "
                   "what everybody tries first. Six words drawn by lot are not: "
                   "“passphrase suggest” draws them, “passphrase change” sets them."));
  return passphrase;
}

void
run_print_recovery_key (const Run *run, const char *introduction, const Secret *key)
{
  const char *text = (const char *)secret_peek (key);
  if (run->options->json)
    {
      run_print_string ("recovery", text);
      return;
    }
  g_print ("%s\n\n  ", introduction);
  printf ("%s\n\n", text);
}

void
run_print_numbers (const StoreNumbers *numbers)
{
  g_print (_ ("Refusals: %lu\n"), (gulong)numbers->refusals);
  g_print (_ ("Refusals in the trash: %lu\n"), (gulong)numbers->trashed);
  g_print (_ ("Outcomes: %lu\n"), (gulong)numbers->outcomes);
  g_print (_ ("Signers with a record: %lu\n"), (gulong)numbers->signers);
  g_print (_ ("Rows of sign-up sheets: %lu\n"), (gulong)numbers->sheet);
  g_print (_ ("Closed periods: %lu\n"), (gulong)numbers->releases);
}

void
run_add_counts (const Run *run, Json *json, Week counts)
{
  char week[WEEK_TEXT_BYTES];
  week_print (week, counts);
  json_string (json, "counts", week);
  g_autoptr (GArray) periods = session_late_periods (run->session, counts);
  json_array (json, "periods");
  for (guint i = 0; i < periods->len; i++)
    {
      char period[PERIOD_TEXT_BYTES];
      period_print (period, g_array_index (periods, Period, i));
      json_string (json, NULL, period);
    }
  json_end (json);
}

void
run_tell_late (const Run *run, Week own, Week counts)
{
  g_autofree char *sentence = session_late_describe (run->session, own, counts);
  if (sentence != NULL && !run->options->json)
    g_printerr ("%s\n", sentence);
}

void
run_print_json (Json *json)
{
  g_autofree char *text = json_finish (json);
  printf ("%s\n", text);
}

void
run_print_string (const char *key, const char *value)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_string (json, key, value);
  json_end (json);
  run_print_json (json);
}

void
run_print_yes (const char *key)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_boolean (json, key, TRUE);
  json_end (json);
  run_print_json (json);
}

/* Isolates stay: sentences that are written from right to left hold some. */
static gboolean
may_be_shown (gunichar character)
{
  return !g_unichar_iscntrl (character) && character != 0x2028 && character != 0x2029
         && (character < 0x202a || character > 0x202e);
}

char *
run_dup_printable (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  GString *shown = g_string_new (NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      g_string_append_unichar (shown, may_be_shown (character) ? character : 0xfffd);
    }
  return g_string_free (shown, FALSE);
}

struct _Table
{
  guint n_columns;
  glong *widths;
  GPtrArray *cells;
};

/* The columns of a terminal that a cell takes. */
static glong
measure_width (const char *cell)
{
  glong width = 0;
  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      width += g_unichar_iszerowidth (character) ? 0 : 1 + g_unichar_iswide (character);
    }
  return width;
}

/* Whether a cell has a letter of a script that is written from right to left. */
static gboolean
runs_from_right (const char *cell)
{
  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      if ((character >= 0x0590 && character <= 0x08ff)
          || (character >= 0xfb1d && character <= 0xfefc))
        return TRUE;
    }
  return FALSE;
}

Table *
table_new (const char *const *heads)
{
  Table *table = g_new0 (Table, 1);
  table->n_columns = g_strv_length ((char **)heads);
  table->widths = g_new0 (glong, table->n_columns);
  table->cells = g_ptr_array_new_with_free_func (g_free);
  table_add (table, heads);
  return table;
}

void
table_add (Table *table, const char *const *cells)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      table->widths[i] = MAX (table->widths[i], measure_width (cells[i]));
      g_ptr_array_add (table->cells, g_strdup (cells[i]));
    }
}

static void
print_row (const Table *table, guint first)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *cell = table->cells->pdata[first + i];
      gboolean last = i + 1 == table->n_columns;
      int pad = last ? 0 : (int)(table->widths[i] - measure_width (cell) + 2);
      /* Directional isolates: without them, neighbouring cells that are written from
       * right to left change places. */
      g_print (runs_from_right (cell) ? "\u2068%s\u2069%*s" : "%s%*s", cell, pad, "");
    }
  g_print ("\n");
}

void
table_print (Table *table, const char *empty_text)
{
  if (table->cells->len == table->n_columns)
    g_print ("%s\n", empty_text);
  else
    for (guint first = 0; first < table->cells->len; first += table->n_columns)
      print_row (table, first);
  g_ptr_array_unref (table->cells);
  g_free (table->widths);
  g_free (table);
}
