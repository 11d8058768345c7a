/* One horizontal bar: how large a figure is beside the largest of its chart. It grows
 * from the left in every language, as charts do; what it says stands in words beside
 * it, so assistive technology passes it over. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_BAR (sf_bar_get_type ())
G_DECLARE_FINAL_TYPE (SfBar, sf_bar, SF, BAR, GtkWidget)

typedef enum
{
  SF_BAR_FIGURE, /* filled up to the figure */
  SF_BAR_BELOW, /* a dashed box up to what the figure lies below */
} SfBarKind;

/* value: 0 or more. */
SfBar *sf_bar_new (SfBarKind kind, gint64 value);

/* The figure that fills the whole bar. */
void sf_bar_set_largest (SfBar *bar, gint64 largest);

/* How far noise and rounding move the figure, which a thin line shows; none at first.
 */
void sf_bar_set_within (SfBar *bar, gint64 within);

/* How much of the width is drawn, from 0 to 1. */
double sf_bar_fraction (SfBar *bar);

G_END_DECLS
