/* tally, and release preview, close, list. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "bound.h"
#include "bytes.h"
#include "command.h"
#include "input.h"
#include "meter.h"
#include "report.h"
#include "run.h"
#include "session-late.h"
#include "session-parse.h"
#include "session-totals.h"
#include "words.h"

static const char *const kind_words[] = {
  [FORM_ONE] = "one", [FORM_ANY] = "any", [FORM_COUNT] = "count"
};

static Tally *
count_period (const Run *run, Period period, GError **error)
{
  g_autoptr (Meter) meter = meter_new (_ ("Counting"));
  return session_totals_tally (run->session, period, meter_follow, meter, error);
}

/* (element-type Tally): of the period that was named, or of each open one. */
static GPtrArray *
collect_tallies (Run *run, GError **error)
{
  g_autoptr (GPtrArray) tallies =
      g_ptr_array_new_with_free_func ((GDestroyNotify)tally_free);
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (LedgerPeriod));
  if (run->options->period != NULL)
    {
      LedgerPeriod named = { .state = LEDGER_RUNNING };
      if (!session_parse_period (run->options->period, &named.period, error))
        return NULL;
      g_array_append_val (periods, named);
    }
  if (!run_open (run, error))
    return NULL;
  if (run->options->period == NULL)
    {
      g_array_unref (periods);
      periods = session_totals_periods (run->session, error);
      if (periods == NULL)
        return NULL;
    }
  for (guint i = 0; i < periods->len; i++)
    {
      const LedgerPeriod *item = &g_array_index (periods, LedgerPeriod, i);
      if (item->state == LEDGER_CLOSED)
        continue;
      Tally *tally = count_period (run, item->period, error);
      if (tally == NULL)
        return NULL;
      g_ptr_array_add (tallies, tally);
    }
  return g_steal_pointer (&tallies);
}

static void
add_tally_json (Json *json, const Tally *tally)
{
  const Form *form = tally->form;
  char period[PERIOD_TEXT_BYTES];
  period_print (period, form->period);
  json_object (json, NULL);
  json_string (json, "campaign", form->campaign);
  json_string (json, "period", period);
  json_boolean (json, "anonymous", FALSE);
  json_array (json, "questions");
  for (gsize i = 0; i < form->n_questions; i++)
    {
      const FormQuestion *question = &form->questions[i];
      json_object (json, NULL);
      json_string (json, "question", question->id);
      json_string (json, "kind", kind_words[question->kind]);
      json_integer (json, "people", tally->counts[i].people);
      json_array (json, "cells");
      for (gsize j = 0; j < question->n_buckets; j++)
        {
          json_object (json, NULL);
          json_string (json, "bucket", question->buckets[j].id);
          json_integer (json, "value", tally->counts[i].buckets[j]);
          json_end (json);
        }
      json_end (json);
      json_end (json);
    }
  json_end (json);
  json_end (json);
}

static gboolean
print_tally (const Tally *tally, GError **error)
{
  gsize size;
  char *text = tally_print (tally, &size);
  if (text == NULL)
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                           _ ("There is not enough memory to print the counts."));
      return FALSE;
    }
  g_print ("%s%s", TALLY_HEADING, text);
  free (text);
  return TRUE;
}

/* The project's words in the language of the terminal. */
static Catalogue *
open_catalogue (void)
{
  const char *const *names = g_get_language_names ();
  while (*names != NULL && strchr (*names, '.') != NULL)
    names++;
  return catalogue_open (NULL, *names != NULL ? *names : "C");
}

static void
print_tally_question (const Tally *tally, gsize at, const char *language)
{
  const Form *form = tally->form;
  const FormQuestion *question = &form->questions[at];
  const char *const heads[] = {
    form_name (form, question->names, question->id, language), _ ("Count"), NULL
  };
  Table *table = table_new (heads);
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      g_autofree char *count =
          g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64)tally->counts[at].buckets[i]);
      const char *const cells[] = { form_name (form, question->buckets[i].names,
                                               question->buckets[i].id, language),
                                    count, NULL };
      table_add (table, cells);
    }
  g_print ("\n");
  table_print (table, "");
}

/* With names, for people. */
static void
print_tally_table (const Tally *tally)
{
  char period[PERIOD_TEXT_BYTES];
  period_print (period, tally->form->period);
  g_autoptr (Catalogue) catalogue = open_catalogue ();
  g_print (_ ("Exact counts of %s. They are not anonymous: keep them to those who may "
              "open the store."),
           period);
  g_print ("\n");
  for (gsize i = 0; i < tally->form->n_questions; i++)
    print_tally_question (tally, i, catalogue_language (catalogue));
}

/* --format text or table; without it a table at a terminal, and the text for whatever
 * reads it. */
static gboolean
parse_tally_format (const Options *options, gboolean *table, GError **error)
{
  const char *format = options->format;
  *table = format != NULL ? strcmp (format, "table") == 0 : isatty (STDOUT_FILENO);
  if (format == NULL || *table || strcmp (format, "text") == 0)
    return TRUE;
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--format is text or table, not “%s”."), format);
  return FALSE;
}

gboolean
command_tally (Run *run, GError **error)
{
  gboolean table;
  if (!parse_tally_format (run->options, &table, error))
    return FALSE;
  g_autoptr (GPtrArray) tallies = collect_tallies (run, error);
  if (tallies == NULL)
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_array (json, NULL);
      for (guint i = 0; i < tallies->len; i++)
        add_tally_json (json, tallies->pdata[i]);
      json_end (json);
      run_print_json (json);
      return TRUE;
    }
  if (tallies->len == 0)
    g_print ("%s\n", _ ("No open period holds an entry."));
  for (guint i = 0; i < tallies->len; i++)
    if (table)
      {
        g_print ("%s", i > 0 ? "\n" : "");
        print_tally_table (tallies->pdata[i]);
      }
    else if (!print_tally (tallies->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
open_period (Run *run, const char *text, Period *period, GError **error)
{
  return session_parse_period (text, period, error) && run_open (run, error);
}

static void
add_preview_json (Json *json, const Tally *tally, gsize at)
{
  const FormRule *form_rule = &tally->form->rule;
  const FormQuestion *question = &tally->form->questions[at];
  Rule rule = rule_for (form_rule, question);
  g_autofree char *chance = g_strdup_printf (
      "%.3f", bound_chance_withheld (form_rule, tally->counts[at].people));
  json_object (json, NULL);
  json_string (json, "question", question->id);
  json_string (json, "kind", kind_words[question->kind]);
  json_integer (json, "step", rule.step);
  json_integer (json, "threshold", rule.threshold);
  json_integer (json, "within", bound_spread (&rule));
  json_integer (json, "exponent", rule.exponent);
  /* As text: canonical JSON here knows integers only. */
  json_string (json, "chance_withheld", chance);
  json_array (json, "buckets");
  for (gsize i = 0; i < question->n_buckets; i++)
    json_string (json, NULL, question->buckets[i].id);
  json_end (json);
  json_end (json);
}

static void
print_preview_json (const Tally *tally, const LateNumbers *late)
{
  const Form *form = tally->form;
  char period[PERIOD_TEXT_BYTES];
  period_print (period, form->period);
  Json *json = json_new ();
  json_object (json, NULL);
  json_string (json, "period", period);
  json_boolean (json, "anonymous", FALSE);
  json_integer (json, "scale", form->rule.scale);
  json_integer (json, "minimum", form->rule.minimum);
  json_integer (json, "exponent", form_exponent (form));
  json_integer (json, "year", form->rule.year);
  json_array (json, "questions");
  for (gsize i = 0; i < form->n_questions; i++)
    add_preview_json (json, tally, i);
  json_end (json);
  json_object (json, "late");
  json_integer (json, "refusals", (gint64)late->refusals);
  json_integer (json, "outcomes", (gint64)late->outcomes);
  json_integer (json, "pledges", (gint64)late->signers);
  json_end (json);
  json_end (json);
  run_print_json (json);
}

/* Prints a sentence on a line of its own and frees it. */
static void
say (const char *indent, char *sentence)
{
  g_print ("%s%s\n", indent, sentence);
  g_free (sentence);
}

static void
print_preview_question (const Tally *tally, gsize at, const Catalogue *catalogue)
{
  const Form *form = tally->form;
  const FormQuestion *question = &form->questions[at];
  const char *language = catalogue_language (catalogue);
  Rule rule = rule_for (&form->rule, question);
  GString *buckets = g_string_new (NULL);
  for (gsize i = 0; i < question->n_buckets; i++)
    g_string_append_printf (buckets, "%s%s", i > 0 ? " · " : "",
                            form_name (form, question->buckets[i].names,
                                       question->buckets[i].id, language));
  g_print ("\n%s\n", form_name (form, question->names, question->id, language));
  say ("  ", g_string_free (buckets, FALSE));
  say ("  ", words_figures (catalogue, &rule));
  say ("  ", words_question_bound (catalogue, &form->rule, rule.exponent));
  say ("  ", words_chance_withheld (catalogue, &form->rule, tally->counts[at].people));
}

/* The chances tell how many people answered, to who can count backwards. */
static void
print_preview (const Tally *tally, const LateNumbers *late)
{
  const FormRule *rule = &tally->form->rule;
  g_autoptr (Catalogue) catalogue = open_catalogue ();
  g_print ("%s%s\n", TALLY_HEADING,
           _ ("Nothing is drawn yet. A period is closed once, and what is drawn "
              "then cannot be drawn again."));
  say ("", words_minimum (catalogue, rule));
  say ("", words_enough (catalogue, rule));
  for (gsize i = 0; i < tally->form->n_questions; i++)
    print_preview_question (tally, i, catalogue);
  g_print ("\n");
  char *sentence = session_late_describe_numbers (late);
  if (sentence != NULL)
    say ("", sentence);
  say ("", words_release_bound (catalogue, rule, form_exponent (tally->form)));
  say ("", words_year_bound (catalogue, rule));
  say ("", words_limits (catalogue));
  g_print ("%s\n",
           _ ("A second store, or a copy of this one, can publish the same people "
              "again: make sure that nobody closes this period elsewhere."));
}

gboolean
command_release_preview (Run *run, GError **error)
{
  Period period;
  if (!open_period (run, run->options->period, &period, error))
    return FALSE;
  LateNumbers late;
  g_autoptr (Tally) tally = count_period (run, period, error);
  if (tally == NULL || !session_late_numbers (run->session, period, &late, error))
    return FALSE;
  if (run->options->json)
    print_preview_json (tally, &late);
  else
    print_preview (tally, &late);
  return TRUE;
}

/* In general words: what this period holds is nobody's business at a laptop that is
 * looked at by several. */
static gboolean
ask_to_close (const Run *run, Period period, GError **error)
{
  /* Nobody is asked about what would be refused. */
  if (ask_is_person (run) && !session_totals_can_close (run->session, period, error))
    return FALSE;
  g_autofree char *preview = g_strdup_printf (
      _ ("Where few people answered, most questions are withheld, and the period stays "
         "closed all the same. “release preview --period %s” says how likely that is."),
      run->options->period);
  g_autofree char *explanation = g_strdup_printf (
      "%s\n%s\n%s",
      _ ("A period is closed once and for good: what is drawn then cannot be drawn "
         "again."),
      preview,
      _ ("A second store, or a copy of this one, can publish the same people "
         "again: make sure that nobody closes this period elsewhere."));
  return ask_before (run, explanation, _ ("The period was not closed."), error);
}

gboolean
command_release_close (Run *run, GError **error)
{
  Period period;
  if (!open_period (run, run->options->period, &period, error)
      || !ask_to_close (run, period, error))
    return FALSE;
  Meter *meter = meter_new (_ ("Counting"));
  g_autoptr (Release) release =
      session_totals_close (run->session, period, meter_follow, meter, error);
  meter_free (meter);
  if (release == NULL)
    return FALSE;
  g_autoptr (Catalogue) catalogue = open_catalogue ();
  g_autofree char *text = run->options->json ? report_json (release, NULL)
                                             : report_text (release, catalogue);
  g_print ("%s", text);
  return TRUE;
}

static void
add_row (const LedgerRow *row, const Catalogue *catalogue, Json *json, Table *table)
{
  char period[PERIOD_TEXT_BYTES], digest[BYTES_HEX_SIZE (DIGEST_SHA256_BYTES)];
  period_print (period, row->period);
  bytes_to_hex (digest, row->digest, sizeof row->digest);
  if (json == NULL)
    {
      const FormRule rule = { .scale = row->scale };
      g_autofree char *factor =
          words_factor (catalogue, bound_odds (&rule, row->exponent));
      const char *const cells[] = { period, factor, digest, NULL };
      table_add (table, cells);
      return;
    }
  json_object (json, NULL);
  json_string (json, "period", period);
  json_integer (json, "exponent", row->exponent);
  json_integer (json, "scale", row->scale);
  json_string (json, "sha256", digest);
  json_end (json);
}

gboolean
command_release_list (Run *run, GError **error)
{
  if (!run_open (run, error))
    return FALSE;
  g_autoptr (GPtrArray) rows = session_totals_ledger (run->session, error);
  if (rows == NULL)
    return FALSE;
  /* Translators: the head of a column of factors such as 10.4: by how much a release
   * changes the odds of a claim about one person at most. */
  const char *const heads[] = { _ ("Period"), _ ("Odds change at most ×"), "SHA-256",
                                NULL };
  g_autoptr (Catalogue) catalogue = open_catalogue ();
  Json *json = run->options->json ? json_new () : NULL;
  Table *table = json == NULL ? table_new (heads) : NULL;
  if (json != NULL)
    json_array (json, NULL);
  for (guint i = 0; i < rows->len; i++)
    add_row (rows->pdata[i], catalogue, json, table);
  if (json == NULL)
    {
      table_print (table, _ ("No period has been closed yet."));
      return TRUE;
    }
  json_end (json);
  run_print_json (json);
  return TRUE;
}
