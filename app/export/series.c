/* See series.h. tests/attack needs none of this: whatever is computed here is computed
 * from what is published. */
#include "series.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "bound-sum.h"

GQuark
series_error_quark (void)
{
  return g_quark_from_static_string ("steadfast-series-error");
}

/* --- what belongs together ----------------------------------------------------------
 */

static int
compare_releases (gconstpointer a, gconstpointer b)
{
  const Release *first = *(const Release *const *)a;
  const Release *second = *(const Release *const *)b;
  return period_compare (first->form->period, second->form->period);
}

static gboolean
has_equal_rule (const FormRule *a, const FormRule *b)
{
  return a->scale == b->scale && a->minimum == b->minimum
         && a->threshold == b->threshold && a->step == b->step && a->year == b->year;
}

/* Neighbours, once they are sorted. */
static gboolean
check_pair (const Form *a, const Form *b, GError **error)
{
  char period[PERIOD_TEXT_BYTES];
  period_print (period, b->period);
  if (strcmp (a->campaign, b->campaign) != 0 || !has_equal_rule (&a->rule, &b->rule))
    g_set_error_literal (
        error, SERIES_ERROR, SERIES_ERROR_DIFFERENT,
        _ ("These releases are of different campaigns: what they count "
           "cannot be put side by side."));
  else if (period_compare (a->period, b->period) == 0)
    g_set_error (error, SERIES_ERROR, SERIES_ERROR_TWICE,
                 /* Translators: a period such as 2026-Q3. */
                 _ ("There are two releases of %s; leave one out. If they differ, ask "
                    "the organisers which is theirs."),
                 period);
  else
    return TRUE;
  return FALSE;
}

static gboolean
has_equal_buckets (const FormQuestion *a, const FormQuestion *b)
{
  if (a->n_buckets != b->n_buckets)
    return FALSE;
  for (gsize i = 0; i < a->n_buckets; i++)
    if (strcmp (a->buckets[i].id, b->buckets[i].id) != 0)
      return FALSE;
  return TRUE;
}

/* Whether a question of one release is that of another; withheld, it has no buckets. */
static gboolean
is_same_question (const SeriesQuestion *known, const Form *form,
                  const FormQuestion *question)
{
  return known->form->period.kind == form->period.kind
         && known->question->kind == question->kind
         && known->question->cap == question->cap
         && (known->question->n_buckets == 0 || question->n_buckets == 0
             || has_equal_buckets (known->question, question));
}

/* --- sums ---------------------------------------------------------------------------
 */

/* What n figures are added up to is asked for again and again. */
static gint64
find_within (const SeriesQuestion *question, GArray *known, guint figures)
{
  if (figures >= known->len)
    g_array_set_size (known, figures + 1);
  gint64 *within = &g_array_index (known, gint64, figures);
  if (*within == 0)
    *within = bound_sum_spread (&question->rule, figures);
  return *within;
}

/* Sums stay what every reader of JSON holds: no real count comes near. */
static void
add_cell (SeriesSum *sum, const ReleaseCell *cell)
{
  gboolean is_figure = cell->kind == RELEASE_FIGURE;
  if (sum->at_most != SERIES_UNBOUNDED)
    sum->at_most += cell->value;
  if (sum->at_most > RELEASE_VALUE_MAX)
    sum->at_most = SERIES_UNBOUNDED;
  if (is_figure)
    sum->at_least = MIN (sum->at_least + cell->value, RELEASE_VALUE_MAX);
  sum->figures += is_figure ? 1 : 0;
  sum->hidden += is_figure ? 0 : 1;
}

static void
add_withheld (SeriesSum *sum)
{
  sum->at_most = SERIES_UNBOUNDED;
  sum->withheld++;
}

/* The sums up to a point, from those of the one before (NULL before the first). */
static void
fill_point (const SeriesQuestion *question, GArray *known, const SeriesPoint *before,
            SeriesPoint *point)
{
  gsize n_buckets = question->question->n_buckets;
  gboolean withheld = point->answer->withheld;

  point->sums = g_new0 (SeriesSum, MAX (n_buckets, 1));
  if (before != NULL)
    {
      memcpy (point->sums, before->sums, n_buckets * sizeof *point->sums);
      point->total = before->total;
    }
  if (withheld)
    add_withheld (&point->total);
  for (gsize i = 0; i < n_buckets; i++)
    {
      SeriesSum *sum = &point->sums[i];
      if (withheld)
        add_withheld (sum);
      else
        {
          add_cell (sum, &point->answer->cells[i]);
          add_cell (&point->total, &point->answer->cells[i]);
        }
      sum->within = find_within (question, known, sum->figures + sum->hidden);
    }
  point->total.within =
      find_within (question, known, point->total.figures + point->total.hidden);
}

static void
fill_sums (SeriesQuestion *question)
{
  g_autoptr (GArray) known = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; i < question->n_points; i++)
    fill_point (question, known, i > 0 ? &question->points[i - 1] : NULL,
                &question->points[i]);
}

/* 10, 25, 50, and ten times as many. */
static gint64
next_milestone (gint64 number)
{
  gint64 unit = 10;
  while (unit <= number / 10)
    unit *= 10;
  const gint64 candidates[] = { unit, unit / 2 * 5, unit * 5, unit * 10 };
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] > number)
      return candidates[i];
  return unit * 10;
}

static guint
find_point (const SeriesQuestion *question, gint64 number,
            gboolean (*has) (SeriesSum, gint64))
{
  for (guint i = 0; i < question->n_points; i++)
    if (has (question->points[i].total, number))
      return i;
  return SERIES_NEVER;
}

static gboolean
has_reached (SeriesSum sum, gint64 number)
{
  return sum.at_least >= number;
}

static gboolean
is_clear_of (SeriesSum sum, gint64 number)
{
  return sum.at_least - sum.within >= number;
}

static void
fill_milestones (SeriesQuestion *question)
{
  gint64 total = series_total (question).at_least;

  for (gint64 number = next_milestone (0); number <= total;
       number = next_milestone (number))
    {
      SeriesMilestone milestone = { number, find_point (question, number, has_reached),
                                    find_point (question, number, is_clear_of) };
      g_array_append_val (question->milestones, milestone);
    }
}

/* --- building -----------------------------------------------------------------------
 */

static Period
next_period (Period period)
{
  if (period.index < period_kind_count (period.kind))
    return (Period){ period.kind, period.year, period.index + 1 };
  return (Period){ period.kind, period.year + 1, 1 };
}

static void
fill_missing (SeriesQuestion *question)
{
  for (guint i = 0; i + 1 < question->n_points; i++)
    for (Period between = next_period (question->points[i].period);
         period_compare (between, question->points[i + 1].period) < 0;
         between = next_period (between))
      g_array_append_val (question->missing, between);
}

static gboolean
is_listed (const char *const *ids, const char *id)
{
  return ids != NULL && g_strv_contains (ids, id);
}

static void
append_question (GArray *questions, const Form *form, const FormQuestion *question,
                 const char *const *once)
{
  SeriesQuestion added = {
    .form = form,
    .question = question,
    .adds_up = question->kind == FORM_COUNT
               || (question->kind == FORM_ONE && is_listed (once, question->id)),
    .missing = g_array_new (FALSE, FALSE, sizeof (Period)),
    .milestones = g_array_new (FALSE, FALSE, sizeof (SeriesMilestone)),
  };
  g_array_append_val (questions, added);
}

static SeriesQuestion *
find_series (GArray *questions, const char *id)
{
  for (guint i = 0; i < questions->len; i++)
    {
      SeriesQuestion *question = &g_array_index (questions, SeriesQuestion, i);
      if (strcmp (question->question->id, id) == 0)
        return question;
    }
  return NULL;
}

static void
append_point (SeriesQuestion *question, Period period, const ReleaseAnswer *answer)
{
  question->points = g_renew (SeriesPoint, question->points, question->n_points + 1);
  question->points[question->n_points++] =
      (SeriesPoint){ .period = period, .answer = answer };
}

/* One question of one release. */
static gboolean
take_answer (GArray *questions, const Release *release, gsize at,
             const char *const *once, GError **error)
{
  const Form *form = release->form;
  const FormQuestion *question = &form->questions[at];
  SeriesQuestion *known = find_series (questions, question->id);

  if (known == NULL)
    {
      append_question (questions, form, question, once);
      known = &g_array_index (questions, SeriesQuestion, questions->len - 1);
    }
  if (!is_same_question (known, form, question))
    {
      g_set_error (error, SERIES_ERROR, SERIES_ERROR_DIFFERENT,
                   /* Translators: a question's id. */
                   _ ("The question “%s” is not the same in all of these releases: one "
                      "of them is not this campaign's."),
                   question->id);
      return FALSE;
    }
  if (question->n_buckets > 0 || known->question->n_buckets == 0)
    {
      known->form = form;
      known->question = question;
    }
  append_point (known, form->period, &release->answers[at]);
  return TRUE;
}

static gboolean
take_release (GArray *questions, const Release *release, const char *const *once,
              GError **error)
{
  for (gsize i = 0; i < release->form->n_questions; i++)
    if (!take_answer (questions, release, i, once, error))
      return FALSE;
  return TRUE;
}

static void
finish_question (SeriesQuestion *question)
{
  if (question->question->n_buckets > 0)
    question->rule = rule_for (&question->form->rule, question->question);
  fill_missing (question);
  if (!question->adds_up)
    return;
  fill_sums (question);
  fill_milestones (question);
}

static gboolean
collect (const GPtrArray *releases, GArray *questions, const char *const *once,
         GError **error)
{
  for (guint i = 0; i < releases->len; i++)
    {
      const Release *release = releases->pdata[i];
      const Release *before = i > 0 ? releases->pdata[i - 1] : NULL;
      if (before != NULL && !check_pair (before->form, release->form, error))
        return FALSE;
      if (!take_release (questions, release, once, error))
        return FALSE;
    }
  for (guint i = 0; i < questions->len; i++)
    finish_question (&g_array_index (questions, SeriesQuestion, i));
  return TRUE;
}

Series *
series_new (GPtrArray *releases, const char *const *once, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, TRUE, sizeof (SeriesQuestion));

  g_ptr_array_sort (releases, compare_releases);
  gboolean done = collect (releases, questions, once, error);
  g_autoptr (Series) series = g_new0 (Series, 1);
  series->releases = releases;
  series->n_questions = questions->len;
  series->questions = (SeriesQuestion *)(void *)g_array_steal (questions, NULL);
  return done ? g_steal_pointer (&series) : NULL;
}

static void
clear_question (SeriesQuestion *question)
{
  for (guint i = 0; i < question->n_points; i++)
    g_free (question->points[i].sums);
  g_free (question->points);
  g_array_unref (question->missing);
  g_array_unref (question->milestones);
}

void
series_free (Series *series)
{
  if (series == NULL)
    return;
  for (guint i = 0; i < series->n_questions; i++)
    clear_question (&series->questions[i]);
  g_free (series->questions);
  g_ptr_array_unref (series->releases);
  g_free (series);
}

const Form *
series_form (const Series *series)
{
  if (series->releases->len == 0)
    return NULL;
  const Release *newest = series->releases->pdata[series->releases->len - 1];
  return newest->form;
}

char *
series_digest (const Release *release)
{
  gsize size;
  char *text = release_print (release, &size);
  char *digest = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *)(text != NULL ? text : ""),
      text != NULL ? size : 0);
  free (text);
  return digest;
}

SeriesSum
series_total (const SeriesQuestion *question)
{
  if (question->n_points == 0)
    return (SeriesSum){ 0 };
  return question->points[question->n_points - 1].total;
}

gint64
series_next_milestone (const SeriesQuestion *question)
{
  return next_milestone (series_total (question).at_least);
}
