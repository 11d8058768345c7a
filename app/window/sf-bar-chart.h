/* The figures of one question: names, numbers and bars. To a screen reader it is a
 * table with a row for each figure, such as "Reassigned: 30"; it takes the focus, so
 * that Tab reaches and reads it. Names and numbers are mirrored in languages written
 * from right to left; bars are not. */
#pragma once

#include <gtk/gtk.h>

#include "sf-bar.h"

G_BEGIN_DECLS

#define SF_TYPE_BAR_CHART (sf_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (SfBarChart, sf_bar_chart, SF, BAR_CHART, GtkWidget)

/* What the chart is about, for a screen reader. */
void sf_bar_chart_set_title (SfBarChart *chart, const char *title);

/* Appends a row. value: the figure, or with SF_BAR_BELOW what it lies below. */
void sf_bar_chart_add (SfBarChart *chart, const char *name, SfBarKind kind,
                       gint64 value);

/* Appends a row without a bar: text, such as "withheld", stands in place of the figure,
 * which is not zero but not known. */
void sf_bar_chart_add_withheld (SfBarChart *chart, const char *name, const char *text);

/* How far noise and rounding move the figures that are added from now on; see
 * sf_bar_set_within(). */
void sf_bar_chart_set_within (SfBarChart *chart, gint64 within);

/* Makes bars as long as beside a figure of that size, in charts that are compared. */
void sf_bar_chart_compare (SfBarChart *chart, gint64 largest);

/* The rows as they are read, a line each: "Reassigned: 30". Borrowed until the next
 * row is added. */
const char *sf_bar_chart_text (SfBarChart *chart);

G_END_DECLS
