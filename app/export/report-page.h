/* The pieces that pages of HTML are made of: one place for what they may hold. What
 * stands in a page is names, sentences and constants; all text goes through html.h. */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "release.h"

G_BEGIN_DECLS

/* A page that is being written. */
typedef struct
{
  GString *out;
  const Form *form; /* whose names are shown */
  const Catalogue *catalogue;
  char *tag; /* the language of the sentences, for HTML */
} ReportPage;

/* A page in the catalogue's language up to its first section: title is what the page is
 * of, beside the campaign's name. form and catalogue are borrowed. */
void report_page_begin (ReportPage *page, const Form *form, const Catalogue *catalogue,
                        const char *title, const char *introduction);

/* (transfer full): the page; clears it. */
char *report_page_end (ReportPage *page);

/* Markup as it is. */
void report_page_add (const ReportPage *page, const char *markup);

/* Text between tags. */
void report_page_text (const ReportPage *page, const char *text);

/* An element of that name with one class, or with none for NULL; text is freed. */
void report_page_element (const ReportPage *page, const char *name, const char *class,
                          char *text);

/* A name of page->form, set apart from the direction and the language around it. */
void report_page_name (const ReportPage *page, char *const *names, const char *id);

/* Opens a section; its title, freed, has that id. A NULL title is left to the caller,
 * who adds it and closes the h2. */
void report_page_section (const ReportPage *page, const char *id, char *title);

/* A section of its own with an id; sentences are freed. */
void report_page_list (const ReportPage *page, const char *id, const char *title,
                       GStrv sentences);

/* A table's caption, which is freed, and the heads of its two columns. */
void report_page_table (const ReportPage *page, char *caption, const char *first,
                        const char *second);

/* The second cell of a row: a figure and its bar. whole is what the longest bar with
 * its line reaches. */
void report_page_figure (const ReportPage *page, const ReleaseCell *cell, gint64 within,
                         gint64 whole);

/* What the bars of these figures reach at most, at least 1. */
gint64 report_page_whole (const ReleaseCell *cells, gsize n_cells, gint64 within);

G_END_DECLS
