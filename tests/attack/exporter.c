/* See exporter.h. */
#include "exporter.h"

#include "bound.h"
#include "release.h"

#define SUPPRESSED_BELOW 5
#define TEN 10
#define FIVE 5

/* ---- Ours ---- */

static void
release (const CrowdQuestion *question, const CrowdAnswers *answers, FormNoise noise,
         CrowdStream *stream, ExporterPage *page)
{
  g_autoptr (Release) made = NULL;
  NoiseSource source = crowd_source (stream);
  Tally *tally = crowd_tally (question, answers, noise);
  g_assert_true (release_make (tally, &source, &made, NULL));
  tally_free (tally);
  *page = (ExporterPage){ .withheld = made->answers[0].withheld };
  for (guint i = 0; i < question->buckets && !page->withheld; i++)
    {
      const ReleaseCell *cell = &made->answers[0].cells[i];
      page->figures[i] = (ExporterFigure){ cell->kind == RELEASE_BELOW, cell->value };
    }
}

/* The counts that are published as figure where no noise is added. */
static ExporterRange
range_of_rule (const CrowdQuestion *question, ExporterFigure figure)
{
  Rule rule = crowd_rule (question);
  if (figure.hidden)
    return (ExporterRange){ 0, rule.threshold - 1 };
  gint64 least = figure.value - rule.step / 2;
  return (ExporterRange){ MAX (least, rule.threshold), least + rule.step - 1 };
}

static void
publish_ours (const CrowdQuestion *question, const CrowdAnswers *answers,
              CrowdStream *stream, ExporterPage *page)
{
  release (question, answers, FORM_NOISE_NONE, stream, page);
}

static double
at_most (const Rule *rule, gint64 noise)
{
  return bound_noise_at_most (rule->numerator, rule->denominator, noise);
}

static double
chance_ours (const CrowdQuestion *question, ExporterFigure figure, gint64 count)
{
  Rule rule = crowd_rule (question);
  ExporterRange range = range_of_rule (question, figure);
  double chance = at_most (&rule, range.most - count);
  return figure.hidden ? chance : chance - at_most (&rule, range.least - 1 - count);
}

static double
withheld_ours (const CrowdQuestion *question, gint64 people)
{
  return bound_chance_withheld (&question->rule, people);
}

const Exporter exporter_ours = { "our release", publish_ours, withheld_ours,
                                 chance_ours, range_of_rule };

static double
withheld_never (const CrowdQuestion *question, gint64 people)
{
  (void)question, (void)people;
  return 0;
}

/* ---- Without noise: a tally that says that noise is in it ---- */

static void
publish_without_noise (const CrowdQuestion *question, const CrowdAnswers *answers,
                       CrowdStream *stream, ExporterPage *page)
{
  release (question, answers, FORM_NOISE_ADDED, stream, page);
}

static double
chance_without_noise (const CrowdQuestion *question, ExporterFigure figure,
                      gint64 count)
{
  ExporterRange range = range_of_rule (question, figure);
  return range.least <= count && count <= range.most;
}

const Exporter exporter_without_noise = { "the release without its noise",
                                          publish_without_noise, withheld_never,
                                          chance_without_noise, range_of_rule };

/* ---- Cells of 1 to 4 left out ---- */

static void
publish_suppressing (const CrowdQuestion *question, const CrowdAnswers *answers,
                     CrowdStream *stream, ExporterPage *page)
{
  (void)stream;
  *page = (ExporterPage){ 0 };
  for (guint i = 0; i < question->buckets; i++)
    {
      gint64 count = answers->counts[i];
      gboolean hidden = count > 0 && count < SUPPRESSED_BELOW;
      page->figures[i] = (ExporterFigure){ hidden, hidden ? SUPPRESSED_BELOW : count };
    }
}

static ExporterRange
range_suppressing (const CrowdQuestion *question, ExporterFigure figure)
{
  (void)question;
  return figure.hidden ? (ExporterRange){ 1, SUPPRESSED_BELOW - 1 }
                       : (ExporterRange){ figure.value, figure.value };
}

static double
chance_suppressing (const CrowdQuestion *question, ExporterFigure figure, gint64 count)
{
  ExporterRange range = range_suppressing (question, figure);
  return range.least <= count && count <= range.most;
}

const Exporter exporter_suppressing = { "cells of 1 to 4 suppressed",
                                        publish_suppressing, withheld_never,
                                        chance_suppressing, range_suppressing };

/* ---- A little noise ---- */

static void
publish_little_noise (const CrowdQuestion *question, const CrowdAnswers *answers,
                      CrowdStream *stream, ExporterPage *page)
{
  *page = (ExporterPage){ 0 };
  for (guint i = 0; i < question->buckets; i++)
    page->figures[i].value =
        answers->counts[i] + (gint64)(3 * crowd_uniform (stream)) - 1;
}

static ExporterRange
range_little_noise (const CrowdQuestion *question, ExporterFigure figure)
{
  (void)question;
  return (ExporterRange){ figure.value, figure.value };
}

static double
chance_little_noise (const CrowdQuestion *question, ExporterFigure figure, gint64 count)
{
  (void)question;
  return ABS (figure.value - count) <= 1 ? 1 / 3.0 : 0;
}

const Exporter exporter_little_noise = { "noise of -1 to 1", publish_little_noise,
                                         withheld_never, chance_little_noise,
                                         range_little_noise };

/* ---- 10-5 ---- */

static void
publish_ten_five (const CrowdQuestion *question, const CrowdAnswers *answers,
                  CrowdStream *stream, ExporterPage *page)
{
  (void)stream;
  *page = (ExporterPage){ .withheld = answers->people < TEN };
  for (guint i = 0; i < question->buckets && !page->withheld; i++)
    {
      gint64 count = answers->counts[i];
      gboolean hidden = count < TEN;
      page->figures[i] =
          (ExporterFigure){ hidden, hidden ? TEN : (count + 2) / FIVE * FIVE };
    }
}

static ExporterRange
range_ten_five (const CrowdQuestion *question, ExporterFigure figure)
{
  (void)question;
  return figure.hidden
             ? (ExporterRange){ 0, TEN - 1 }
             : (ExporterRange){ MAX (figure.value - 2, TEN), figure.value + 2 };
}

static double
chance_ten_five (const CrowdQuestion *question, ExporterFigure figure, gint64 count)
{
  ExporterRange range = range_ten_five (question, figure);
  return range.least <= count && count <= range.most;
}

static double
withheld_ten_five (const CrowdQuestion *question, gint64 people)
{
  (void)question;
  return people < TEN;
}

const Exporter exporter_ten_five = { "the 10-5 rule", publish_ten_five,
                                     withheld_ten_five, chance_ten_five,
                                     range_ten_five };
