/* See sf-bar.h. All it draws is in the style's colour, which follows dark. */
#include "sf-bar.h"

#include <adwaita.h>

#define HEIGHT 8 /* pixels */
#define WIDTH 48 /* at least */
#define TRACK_ALPHA 0.15f
#define LINE 2 /* pixels */

struct _SfBar
{
  GtkWidget parent_instance;

  SfBarKind kind;
  gint64 value;
  gint64 largest;
  gint64 within;
};

G_DEFINE_FINAL_TYPE (SfBar, sf_bar, GTK_TYPE_WIDGET)

double
sf_bar_fraction (SfBar *bar)
{
  return bar->largest > 0 ? CLAMP ((double)bar->value / (double)bar->largest, 0, 1) : 0;
}

void
sf_bar_set_largest (SfBar *bar, gint64 largest)
{
  bar->largest = largest;
  gtk_widget_queue_draw (GTK_WIDGET (bar));
}

void
sf_bar_set_within (SfBar *bar, gint64 within)
{
  bar->within = within;
  gtk_widget_queue_draw (GTK_WIDGET (bar));
}

static GskRoundedRect
round_rect (float width, float height)
{
  GskRoundedRect shape;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, height / 2);
  return shape;
}

static void
fill (GtkSnapshot *snapshot, const GskRoundedRect *shape, const GdkRGBA *color)
{
  gtk_snapshot_push_rounded_clip (snapshot, shape);
  gtk_snapshot_append_color (snapshot, color, &shape->bounds);
  gtk_snapshot_pop (snapshot);
}

static void
outline (GtkSnapshot *snapshot, const GskRoundedRect *shape, const GdkRGBA *color)
{
  const float widths[] = { 1, 1, 1, 1 };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  gtk_snapshot_append_border (snapshot, shape, widths, colors);
}

/* Where on the width a figure is. */
static float
place (const SfBar *bar, gint64 value, float width)
{
  return width * (float)CLAMP ((double)value / (double)bar->largest, 0, 1);
}

static void
draw_line (const SfBar *bar, GtkSnapshot *snapshot, GtkStyleContext *style, float width,
           float height)
{
  GdkRGBA color;
  if (!gtk_style_context_lookup_color (style, "window_fg_color", &color))
    gtk_style_context_get_color (style, &color);
  float low = place (bar, bar->value - bar->within, width);
  float high = place (bar, bar->value + bar->within, width);
  graphene_rect_t line =
      GRAPHENE_RECT_INIT (low, (height - LINE) / 2, high - low, LINE);
  gtk_snapshot_append_color (snapshot, &color, &line);
}

/* A dashed box, as on paper and on the page of HTML. */
static void
draw_below (GtkSnapshot *snapshot, const GskRoundedRect *part, const GdkRGBA *color)
{
  const double dashes[] = { 4, 3 };
  const graphene_rect_t *bounds = &part->bounds;
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, bounds);
  gdk_cairo_set_source_rgba (cairo, color);
  cairo_set_line_width (cairo, 1);
  cairo_set_dash (cairo, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (cairo, 0.5, 0.5, (double)bounds->size.width - 1,
                   (double)bounds->size.height - 1);
  cairo_stroke (cairo);
  cairo_destroy (cairo);
}

static AdwStyleManager *
get_style_manager (GtkWidget *widget)
{
  return adw_style_manager_get_for_display (gtk_widget_get_display (widget));
}

static void
sf_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfBar *bar = SF_BAR (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  GdkRGBA color;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  GdkRGBA faint = color;
  faint.alpha *= TRACK_ALPHA;
  GskRoundedRect track = round_rect (width, height);
  fill (snapshot, &track, &faint);
  if (adw_style_manager_get_high_contrast (get_style_manager (widget)))
    outline (snapshot, &track, &color);
  if (bar->value <= 0)
    return;
  /* As wide as high at least: the smallest figure can be seen. */
  GskRoundedRect part =
      round_rect (MAX (width * (float)sf_bar_fraction (bar), height), height);
  if (bar->kind == SF_BAR_BELOW)
    draw_below (snapshot, &part, &color);
  else
    fill (snapshot, &part, &color);
  if (bar->kind == SF_BAR_FIGURE && bar->within > 0)
    draw_line (bar, snapshot, gtk_widget_get_style_context (widget), width, height);
}

static void
sf_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                int *minimum, int *natural, int *minimum_baseline,
                int *natural_baseline)
{
  (void)widget;
  (void)for_size;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
sf_bar_class_init (SfBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = sf_bar_snapshot;
  widget_class->measure = sf_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "sf-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sf_bar_init (SfBar *bar)
{
  g_signal_connect_object (get_style_manager (GTK_WIDGET (bar)),
                           "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           bar, G_CONNECT_SWAPPED);
}

SfBar *
sf_bar_new (SfBarKind kind, gint64 value)
{
  SfBar *bar = g_object_new (SF_TYPE_BAR, NULL);
  bar->kind = kind;
  bar->value = value;
  return bar;
}
