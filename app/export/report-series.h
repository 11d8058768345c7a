/* Writers of a series: pure functions from it to the bytes of a file, as report.h has
 * them for one release. A series given to a writer holds one release at least. All
 * results are (transfer full) UTF-8. */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "series.h"

G_BEGIN_DECLS

/**
 * report_series_csv:
 *
 * Header period,question,bucket,value,sum_at_least,sum_at_most,sum_within; for each
 * question that adds up also a row a period without a bucket, for all of them together,
 * unless it has one alone. The first four are as in report_csv(), but that a withheld
 * question has a row for each bucket, if any release says which there are. Sums are up
 * to that period, it included; a sum of which a part is withheld has no sum_at_most; a
 * question that does not add up has no sums.
 */
char *report_series_csv (const Series *series);

/**
 * report_series_json:
 * @language: (nullable): adds the names in that language; NULL leaves them out
 *
 * Canonical JSON (json.h), a line end after it. An object of
 *
 *   series     1                  campaign   its id, and name where asked for
 *   releases   array of period and sha256, of the release text: what this was made of
 *   rule       scale, minimum, year, as in report_json()
 *   questions  array of question (its id), kind, adds_up, missing (periods), and unless
 *              it was withheld every time step, threshold, within and buckets (bucket,
 *              name where asked for); and
 *     points   array of period, and either withheld: true or cells as in report_json();
 *              where it adds up, sums (one a bucket, with its id) and total, each of
 *              at_least, at_most unless a part is withheld, within, figures, hidden,
 *              withheld
 *     milestones, next   where it adds up: array of number, reached (a period) and,
 *              unless noise could account for it, clear (a period); the next number
 */
char *report_series_json (const Series *series, const char *language);

/* One page in the catalogue's language, as report_html(): a table with bars for each
 * question, answer by answer and period by period, with sums and milestones. */
char *report_series_html (const Series *series, const Catalogue *catalogue);

/* For a terminal, in the catalogue's language. */
char *report_series_text (const Series *series, const Catalogue *catalogue);

G_END_DECLS
