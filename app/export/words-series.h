/* What a campaign published over time, in sentences: sums as ranges, milestones, and
 * what may be concluded from them. As words.h; all results are (transfer full). */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "series.h"

G_BEGIN_DECLS

/* What does not depend on the series. */
typedef enum
{
  WORDS_SERIES_INTRODUCTION, /* what a page shows */
  WORDS_SERIES_PERIOD, /* the head of a column */
  WORDS_SERIES_IN_ALL, /* the head of a sum's row */
  WORDS_SERIES_ALL_ANSWERS, /* the head of the row that sums all buckets */
  WORDS_SERIES_CONCLUSIONS, /* the title of words_series_notes() */
  WORDS_SERIES_ORIGIN, /* what the digests below are of */
} WordsSeriesConstant;

/* Borrowed, and valid as long as the catalogue. */
const char *words_series_get (const Catalogue *catalogue, WordsSeriesConstant constant);

/* "2026-Q1 to 2027-Q3", or one period. */
char *words_series_span (const Catalogue *catalogue, Period first, Period last);

/* "80", "80 to 95", "80 or more"; "withheld" where nothing was published. */
char *words_series_sum (const Catalogue *catalogue, SeriesSum sum);

/* How near it is; NULL where nothing was published. */
char *words_series_within (const Catalogue *catalogue, SeriesSum sum);

/* When a milestone was reached, and whether that is more than noise. at: in
 * question->milestones. */
char *words_series_milestone (const Catalogue *catalogue,
                              const SeriesQuestion *question, guint at);

/* The milestones to be told of, one sentence each: the highest that was reached, and
 * the highest that is more than noise, where that is another. Empty before the first.
 */
GStrv words_series_milestones (const Catalogue *catalogue,
                               const SeriesQuestion *question);

/* What the question's sums are of, or why it has none. */
char *words_series_meaning (const Catalogue *catalogue, const SeriesQuestion *question);

/* The periods between of which there is no release; NULL where there are none. */
char *words_series_missing (const Catalogue *catalogue, const SeriesQuestion *question);

/* How sums are to be read, and what they tell about people, one sentence each. */
GStrv words_series_notes (const Catalogue *catalogue, const Series *series);

G_END_DECLS
