/* Writers of a release: pure functions from a release to the bytes of a file. Equal
 * releases and languages give equal bytes on every machine: no user, host, path, locale
 * or time goes in. All results are (transfer full) UTF-8. */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "release.h"

G_BEGIN_DECLS

/**
 * report_csv:
 *
 * Header period,question,bucket,value; a row for each figure, with ids. A figure hidden
 * below its threshold has the value <15; a withheld question is one row P,Q,,withheld.
 * See csv.h.
 */
char *report_csv (const Release *release);

#define REPORT_CSVW_URL "release.csv"

/**
 * report_csvw:
 * @url: of the table that it describes, relative to it: see report_csvw_dup_url()
 *
 * What the columns of report_csv() are, for programs and people: W3C's Metadata
 * Vocabulary for Tabular Data, as canonical JSON. Holds the campaign's name, what
 * protects people, in sentences, and the release text as its source.
 */
char *report_csvw (const Release *release, const Catalogue *catalogue, const char *url);

/* (transfer full): the table that a file of that name (nullable) describes by the
 * standard's rule, FILE for FILE-metadata.json, as a URL; REPORT_CSVW_URL for any other
 * name. */
char *report_csvw_dup_url (const char *path);

/**
 * report_json:
 * @language: (nullable): adds the names in that language; NULL leaves them out
 *
 * Canonical JSON (json.h), a line end after it. An object of
 *
 *   campaign   its id             name   the campaign's, where a language is given
 *   period     2026-Q4            release   the version of its text, 1
 *   text       the release text that all this was made of
 *   rule       scale, minimum; exponent of this release and year, in units of 1/scale
 *   questions  array of question (its id), kind, exponent, name where asked for, and
 *     either   withheld: true
 *     or       step, threshold, within (95 of 100 figures are within ± so much), and
 *              cells: array of {bucket, value} or {bucket, below}, name where asked for
 */
char *report_json (const Release *release, const char *language);

/**
 * report_html:
 *
 * One page in the catalogue's language, for a wall, a post or a screen: a table with
 * bars for each question, the rule and the bound in sentences, and the release's text.
 * It loads nothing, runs nothing and holds no address. Sentences are in English where
 * the catalogue has none; lang and dir say so. words_open() opens the right one.
 */
char *report_html (const Release *release, const Catalogue *catalogue);

/* For a terminal, in the catalogue's language: figures first, then the rule and the
 * bound in sentences. */
char *report_text (const Release *release, const Catalogue *catalogue);

G_END_DECLS
