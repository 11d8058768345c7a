/* See release.h. tests/attack holds the bound, tests/export the rule. */
#include "release.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formtext.h"
#include "problem.h"

#define FIRST_LINE FORMTEXT_FIRST_LINE ("release")
#define NOISE_LINE 4

GQuark
release_error_quark (void)
{
  return g_quark_from_static_string ("steadfast-release-error");
}

/* What is added to a question's counts. */
typedef struct
{
  gint64 people;
  gint64 *buckets;
} Noise;

static void
draw_noise (const FormRule *rule, const FormQuestion *question,
            const NoiseSource *source, Noise *noise)
{
  Rule own = rule_for (rule, question);
  noise->people = noise_draw (source, rule->scale, 1);
  for (gsize i = 0; i < question->n_buckets; i++)
    noise->buckets[i] = noise_draw (source, own.numerator, own.denominator);
}

static void
clear_noise (gpointer data)
{
  g_free (((Noise *)data)->buckets);
}

/* All of a release's noise; zeros where the tally holds noise already. */
static GArray *
draw_all (const Form *form, const NoiseSource *source)
{
  GArray *all =
      g_array_sized_new (FALSE, TRUE, sizeof (Noise), (guint)form->n_questions);

  g_array_set_clear_func (all, clear_noise);
  for (gsize i = 0; i < form->n_questions; i++)
    {
      const FormQuestion *question = &form->questions[i];
      Noise noise = { 0, g_new0 (gint64, question->n_buckets) };
      if (form->noise == FORM_NOISE_NONE)
        draw_noise (&form->rule, question, source, &noise);
      g_array_append_val (all, noise);
    }
  return all;
}

static ReleaseCell
make_cell (const Rule *rule, gint64 noisy)
{
  if (noisy < rule->threshold)
    return (ReleaseCell){ RELEASE_BELOW, rule->threshold };
  return (ReleaseCell){ RELEASE_FIGURE, rule_round (rule, noisy) };
}

/* The rule's first step. With noise added, the tally's maker has applied it. */
static gboolean
is_withheld (const Form *form, gint64 people, const Noise *noise)
{
  return form->noise == FORM_NOISE_NONE
         && people + noise->people < (gint64)form->rule.minimum;
}

static void
make_answer (const Tally *tally, gsize index, const Noise *noise, Release *release)
{
  const FormQuestion *question = &tally->form->questions[index];
  const TallyCounts *counts = &tally->counts[index];
  ReleaseAnswer *answer = &release->answers[index];

  answer->withheld = is_withheld (tally->form, counts->people, noise);
  if (answer->withheld)
    {
      form_drop_buckets (release->form, index);
      return;
    }
  Rule rule = rule_for (&tally->form->rule, question);
  answer->cells = g_new (ReleaseCell, question->n_buckets);
  for (gsize i = 0; i < question->n_buckets; i++)
    answer->cells[i] = make_cell (&rule, counts->buckets[i] + noise->buckets[i]);
}

static Release *
new_release (Form *form)
{
  Release *release = g_new (Release, 1);
  release->form = form;
  release->answers = g_new0 (ReleaseAnswer, form->n_questions);
  return release;
}

gboolean
release_make (const Tally *tally, const NoiseSource *source, Release **release,
              GError **error)
{
  *release = NULL;
  FormReason reason = tally_check (tally);
  Form *form = reason == FORM_OK ? form_dup (tally->form) : NULL;
  if (form == NULL)
    {
      g_set_error (error, RELEASE_ERROR, RELEASE_ERROR_COUNTS,
                   /* Translators: a whole sentence follows. */
                   _ ("Nothing can be released of these counts: %s"),
                   problem_describe (reason != FORM_OK ? reason : FORM_NO_MEMORY));
      return FALSE;
    }
  g_autoptr (GArray) noise = draw_all (tally->form, source);
  form_mark_noised (form);
  *release = new_release (form);
  for (gsize i = 0; i < tally->form->n_questions; i++)
    make_answer (tally, i, &g_array_index (noise, Noise, i), *release);
  return TRUE;
}

void
release_free (Release *release)
{
  if (release == NULL)
    return;
  for (gsize i = 0; i < release->form->n_questions; i++)
    g_free (release->answers[i].cells);
  g_free (release->answers);
  form_free (release->form);
  g_free (release);
}

static void
print_answer (LineWriter *writer, const FormQuestion *question,
              const ReleaseAnswer *answer)
{
  formtext_print_question (writer, question);
  lines_add (writer, "\n");
  if (answer->withheld)
    lines_add (writer, "withheld\n");
  for (gsize i = 0; i < question->n_buckets; i++)
    lines_add (writer, "bucket: %s %s%" G_GINT64_FORMAT "\n", question->buckets[i].id,
               answer->cells[i].kind == RELEASE_BELOW ? "<" : "",
               answer->cells[i].value);
}

char *
release_print (const Release *release, gsize *size)
{
  LineWriter writer = { 0 };

  formtext_print_head (&writer, release->form, FIRST_LINE);
  for (gsize i = 0; i < release->form->n_questions; i++)
    print_answer (&writer, &release->form->questions[i], &release->answers[i]);
  lines_add (&writer, "end\n");
  return lines_end (&writer, size);
}

static FormReason
parse_cell (Slice rest, ReleaseCell *cell)
{
  cell->kind = lines_take (&rest, "<") ? RELEASE_BELOW : RELEASE_FIGURE;
  return lines_parse_number (rest, 0, RELEASE_VALUE_MAX, &cell->value) == 0
             ? FORM_OK
             : FORM_BAD_NUMBER;
}

/* Whether the rule can give such a figure. */
static gboolean
is_possible (const Rule *rule, const ReleaseCell *cell)
{
  if (cell->kind == RELEASE_BELOW)
    return cell->value == rule->threshold;
  return cell->value >= rule->threshold && cell->value % rule->step == 0;
}

static FormReason
parse_cells (FormText *text, GArray *cells)
{
  for (;;)
    {
      Slice rest;
      ReleaseCell cell;
      bool found;
      FormReason reason = formtext_parse_bucket (text, &found, &rest);
      if (reason == FORM_OK && found)
        reason = parse_cell (rest, &cell);
      if (reason != FORM_OK || !found)
        return reason;
      g_array_append_val (cells, cell);
    }
}

/* The figures of the question read last. Each has a line of its own, the last of them
 * being the one read last: that is how a bad one is named. */
static FormReason
check_cells (FormText *text, const GArray *cells)
{
  const Form *form = text->form;
  const FormQuestion *question = &form->questions[form->n_questions - 1];
  if (cells->len == 0)
    return FORM_UNEXPECTED_LINE;
  Rule rule = rule_for (&form->rule, question);
  for (guint i = 0; i < cells->len; i++)
    if (!is_possible (&rule, &g_array_index (cells, ReleaseCell, i)))
      {
        text->reader.line -= cells->len - 1 - i;
        return FORM_IMPOSSIBLE;
      }
  return FORM_OK;
}

static FormReason
parse_answer (FormText *text, ReleaseAnswer *answer)
{
  Slice line;
  FormReason reason = formtext_parse_question (text, &line);
  if (reason != FORM_OK)
    return reason;
  if (line.size > 0)
    return FORM_UNEXPECTED_LINE;
  answer->withheld =
      lines_peek (&text->reader, &line) && lines_equal (line, "withheld");
  if (answer->withheld)
    {
      lines_next (&text->reader, &line);
      return FORM_OK;
    }
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (ReleaseCell));
  reason = parse_cells (text, cells);
  if (reason == FORM_OK)
    reason = check_cells (text, cells);
  if (reason == FORM_OK)
    answer->cells = (ReleaseCell *)(void *)g_array_steal (cells, NULL);
  return reason;
}

static void
clear_answer (gpointer data)
{
  g_free (((ReleaseAnswer *)data)->cells);
}

static FormReason
parse_answers (FormText *text, GArray *answers)
{
  FormReason reason = FORM_OK;
  while (reason == FORM_OK && formtext_has_question (text))
    {
      ReleaseAnswer answer = { 0 };
      reason = parse_answer (text, &answer);
      g_array_append_val (answers, answer);
    }
  return reason;
}

static FormReason
compare_with_print (const Release *release, const char *text, gsize size, gsize *line)
{
  gsize printed_size;
  g_autofree char *printed = release_print (release, &printed_size);
  if (printed != NULL && printed_size == size && memcmp (printed, text, size) == 0)
    return FORM_OK;
  *line = formtext_first_difference (printed, printed_size, text, size);
  return printed != NULL ? FORM_WRONG_ORDER : FORM_NO_MEMORY;
}

static FormReason
parse (FormText *text, const char *data, gsize size, Release **release)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (ReleaseAnswer));

  g_array_set_clear_func (answers, clear_answer);
  FormReason reason = formtext_parse_head (text, data, size, FIRST_LINE);
  if (reason == FORM_OK && text->form->noise != FORM_NOISE_ADDED)
    {
      text->reader.line = NOISE_LINE;
      reason = FORM_BAD_NOISE;
    }
  if (reason == FORM_OK)
    reason = parse_answers (text, answers);
  if (reason == FORM_OK)
    reason = formtext_parse_end (text);
  if (reason != FORM_OK)
    return reason;
  *release = g_new (Release, 1);
  (*release)->form = g_steal_pointer (&text->form);
  (*release)->answers = (ReleaseAnswer *)(void *)g_array_steal (answers, NULL);
  return compare_with_print (*release, data, size, &text->reader.line);
}

static void
refuse (const char *data, gsize size, FormProblem problem, GError **error)
{
  if (tally_is_text (data, size))
    g_set_error_literal (error, RELEASE_ERROR, RELEASE_ERROR_TALLY,
                         _ ("This is a tally: its counts are exact and not anonymous, "
                            "and are never published; give the release made of it."));
  else if (problem.reason == FORM_OTHER_KIND)
    g_set_error_literal (error, RELEASE_ERROR, RELEASE_ERROR_TEXT,
                         _ ("This is not a release text that this version can read: "
                            "its first line must be “release: v1”."));
  else
    g_set_error (error, RELEASE_ERROR, RELEASE_ERROR_TEXT,
                 /* Translators: a line number; a whole sentence follows. */
                 _ ("The release text is wrong in line %lu: %s"), (gulong)problem.line,
                 problem_describe (problem.reason));
}

Release *
release_parse (const char *text, gsize size, GError **error)
{
  FormText state = { 0 };
  g_autoptr (Release) release = NULL;
  FormReason reason = parse (&state, text, size, &release);

  if (reason != FORM_OK)
    refuse (text, size, (FormProblem){ state.reader.line, reason }, error);
  formtext_clear (&state);
  return reason == FORM_OK ? g_steal_pointer (&release) : NULL;
}
