/* Bars: how long they are drawn, in which colour and direction; and what a screen
 * reader is given. */
#include "sf-bar-chart.h"

#include "window-fixture.h"

#include <gtk/gtk.h>

#define WIDTH 200

static GtkWidget *
show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_widget_set_size_request (widget, WIDTH, -1);
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
discard (GtkWidget *window)
{
  gpointer left = window;
  g_object_add_weak_pointer (left, &left);
  gtk_window_destroy (GTK_WINDOW (window));
  window_fixture_wait_until (left == NULL);
}

/* The alpha, 0 to 255, of what a bar draws at so much of its width. */
static guint
alpha_at (SfBar *bar, double part)
{
  GtkWidget *widget = GTK_WIDGET (bar);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cairo = cairo_create (surface);
  gsk_render_node_draw (node, cairo);
  cairo_surface_flush (surface);
  const guchar *row = cairo_image_surface_get_data (surface)
                      + height / 2 * cairo_image_surface_get_stride (surface);
  guint32 pixel = ((const guint32 *)(gconstpointer)row)[(int)(part * width)];
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return pixel >> 24;
}

/* Charts are not mirrored: a bar grows from the left in every direction of writing. */
static void
test_drawn (gconstpointer direction)
{
  gtk_widget_set_default_direction (GPOINTER_TO_INT (direction));
  SfBar *bar = sf_bar_new (SF_BAR_FIGURE, 15);
  GtkWidget *window = show (GTK_WIDGET (bar));
  sf_bar_set_largest (bar, 60);
  g_assert_cmpfloat (sf_bar_fraction (bar), ==, 0.25);
  g_assert_cmpuint (alpha_at (bar, 0.05), ==, 255);
  g_assert_cmpuint (alpha_at (bar, 0.2), ==, 255);
  g_assert_cmpuint (alpha_at (bar, 0.3), <, 128);
  g_assert_cmpuint (alpha_at (bar, 0.3), >, 0);
  g_assert_cmpuint (alpha_at (bar, 0.95), <, 128);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  discard (window);
}

/* Nothing is filled where only a limit is known, nor where there is nothing. */
static void
test_below (void)
{
  SfBar *bar = sf_bar_new (SF_BAR_BELOW, 15);
  GtkWidget *window = show (GTK_WIDGET (bar));
  sf_bar_set_largest (bar, 15);
  g_assert_cmpuint (alpha_at (bar, 0.5), <, 128);
  discard (window);
  bar = sf_bar_new (SF_BAR_FIGURE, 0);
  window = show (GTK_WIDGET (bar));
  g_assert_cmpfloat (sf_bar_fraction (bar), ==, 0);
  sf_bar_set_largest (bar, 7);
  g_assert_cmpuint (alpha_at (bar, 0.01), <, 128);
  discard (window);
}

/* The thin line reaches as far as noise moves the figure, beyond the bar too. */
static void
test_within (void)
{
  SfBar *bar = sf_bar_new (SF_BAR_FIGURE, 30);
  GtkWidget *window = show (GTK_WIDGET (bar));
  sf_bar_set_largest (bar, 60);
  g_assert_cmpuint (alpha_at (bar, 0.6), <, 128);
  sf_bar_set_within (bar, 15);
  g_assert_cmpuint (alpha_at (bar, 0.6), >, 200);
  g_assert_cmpuint (alpha_at (bar, 0.7), >, 200);
  g_assert_cmpuint (alpha_at (bar, 0.8), <, 128);
  discard (window);
}

/* What is withheld has a row and no bar: it is not nothing. */
static void
test_withheld (void)
{
  SfBarChart *chart = g_object_new (SF_TYPE_BAR_CHART, NULL);
  sf_bar_chart_add (chart, "First", SF_BAR_FIGURE, 30);
  sf_bar_chart_add_withheld (chart, "Second", "withheld");
  GtkWidget *window = show (GTK_WIDGET (chart));
  GtkWidget *second = gtk_widget_get_last_child (GTK_WIDGET (chart));
  g_assert_cmpstr (sf_bar_chart_text (chart), ==, "First: 30\nSecond: withheld");
  gtk_test_accessible_assert_property (second, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Second: withheld");
  g_assert_null (window_fixture_find_type (second, SF_TYPE_BAR));
  discard (window);
}

/* Charts that are compared have one scale, and room for the line. */
static void
test_compared (void)
{
  SfBarChart *chart = g_object_new (SF_TYPE_BAR_CHART, NULL);
  sf_bar_chart_set_within (chart, 10);
  sf_bar_chart_add (chart, "First", SF_BAR_FIGURE, 30);
  sf_bar_chart_add (chart, "Second", SF_BAR_BELOW, 15);
  GtkWidget *window = show (GTK_WIDGET (chart));
  SfBar *bar = SF_BAR (window_fixture_find_type (chart, SF_TYPE_BAR));
  g_assert_cmpfloat (sf_bar_fraction (bar), ==, 0.75);
  sf_bar_chart_compare (chart, 60);
  g_assert_cmpfloat (sf_bar_fraction (bar), ==, 0.5);
  discard (window);
}

/* The colour is the style's: another one where it is dark. */
static void
test_dark (void)
{
  SfBar *bar = sf_bar_new (SF_BAR_FIGURE, 1);
  GtkWidget *window = show (GTK_WIDGET (bar));
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkRGBA light, dark;
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (bar));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_style_context_get_color (style, &light);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_style_context_get_color (style, &dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  g_assert_false (gdk_rgba_equal (&light, &dark));
  discard (window);
}

static SfBarChart *
new_chart (void)
{
  SfBarChart *chart = g_object_new (SF_TYPE_BAR_CHART, NULL);
  sf_bar_chart_set_title (chart, "What followed");
  sf_bar_chart_add (chart, "Reassigned", SF_BAR_FIGURE, 30);
  sf_bar_chart_add (chart, "Dismissed", SF_BAR_BELOW, 15);
  return chart;
}

/* A table with a row for each figure, each with its name and its figure. */
static void
test_read_aloud (void)
{
  SfBarChart *chart = new_chart ();
  GtkWidget *window = show (GTK_WIDGET (chart));
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (chart));
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  g_assert_cmpstr (sf_bar_chart_text (chart), ==,
                   "Reassigned: 30\nDismissed: below 15");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "What followed");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Reassigned: 30\nDismissed: below 15");
  gtk_test_accessible_assert_role (first, GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Reassigned: 30");
  gtk_test_accessible_assert_property (second, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Dismissed: below 15");
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (first),
                                   GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_test_accessible_assert_role (window_fixture_find_type (first, SF_TYPE_BAR),
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (chart)));
  discard (window);
}

static float
find_x (GtkWidget *widget, GtkWidget *root)
{
  graphene_rect_t bounds;
  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return bounds.origin.x;
}

/* Names stand where a line begins, figures where it ends. */
static void
test_mirrored (gconstpointer direction)
{
  gtk_widget_set_default_direction (GPOINTER_TO_INT (direction));
  SfBarChart *chart = new_chart ();
  GtkWidget *window = show (GTK_WIDGET (chart));
  GtkWidget *name =
      gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (chart)));
  GtkWidget *figure = gtk_widget_get_next_sibling (name);
  gboolean name_first = find_x (name, window) < find_x (figure, window);
  g_assert_true (name_first == (GPOINTER_TO_INT (direction) == (gint)GTK_TEXT_DIR_LTR));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  discard (window);
}

/* All bars of a chart share one scale; one alone is not shown. */
static void
test_scale (void)
{
  SfBarChart *chart = g_object_new (SF_TYPE_BAR_CHART, NULL);
  GtkWidget *window = show (GTK_WIDGET (chart));
  sf_bar_chart_add (chart, "A", SF_BAR_FIGURE, 20);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (chart));
  SfBar *bar = SF_BAR (window_fixture_find_type (row, SF_TYPE_BAR));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  sf_bar_chart_add (chart, "B", SF_BAR_FIGURE, 80);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_cmpfloat (sf_bar_fraction (bar), ==, 0.25);
  discard (window);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  /* The style sheet is the application's. */
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  window_fixture_clear (&fixture);
  gpointer ltr = GINT_TO_POINTER (GTK_TEXT_DIR_LTR);
  gpointer rtl = GINT_TO_POINTER (GTK_TEXT_DIR_RTL);
  g_test_add_data_func ("/bar/drawn/ltr", ltr, test_drawn);
  g_test_add_data_func ("/bar/drawn/rtl", rtl, test_drawn);
  g_test_add_func ("/bar/below", test_below);
  g_test_add_func ("/bar/within", test_within);
  g_test_add_func ("/bar/withheld", test_withheld);
  g_test_add_func ("/bar/compared", test_compared);
  g_test_add_func ("/bar/dark", test_dark);
  g_test_add_func ("/bar-chart/read-aloud", test_read_aloud);
  g_test_add_data_func ("/bar-chart/mirrored/ltr", ltr, test_mirrored);
  g_test_add_data_func ("/bar-chart/mirrored/rtl", rtl, test_mirrored);
  g_test_add_func ("/bar-chart/scale", test_scale);
  return g_test_run ();
}
