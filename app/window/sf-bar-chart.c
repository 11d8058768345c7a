/* See sf-bar-chart.h. */
#include "config.h"

#include "sf-bar-chart.h"

#include <glib/gi18n-lib.h>

/* Marks that keep "<15" from being torn apart among letters from right to left. */
#define ISOLATE "\xe2\x81\xa6"
#define ISOLATE_END "\xe2\x81\xa9"

#define FIGURE_BYTES 32

struct _SfBarChart
{
  GtkWidget parent_instance;

  GPtrArray *bars; /* of SfBar, borrowed */
  gint64 largest;
  gint64 within;
  GString *text;
};

G_DEFINE_FINAL_TYPE (SfBarChart, sf_bar_chart, GTK_TYPE_WIDGET)

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
sf_bar_chart_set_title (SfBarChart *chart, const char *title)
{
  set_label (GTK_WIDGET (chart), title);
}

const char *
sf_bar_chart_text (SfBarChart *chart)
{
  return chart->text->str;
}

static char *
describe (const char *name, SfBarKind kind, const char *figure)
{
  return kind == SF_BAR_BELOW
             /* Translators: a name, and a number that its figure lies below. */
             ? g_strdup_printf (_ ("%s: below %s"), name, figure)
             /* Translators: a name and its figure. */
             : g_strdup_printf (_ ("%s: %s"), name, figure);
}

static GtkWidget *
new_label (const char *text, GtkAccessibleRole role)
{
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap",
                       TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "valign", GTK_ALIGN_END,
                       NULL);
}

static GtkWidget *
new_name (const char *text)
{
  GtkWidget *name = new_label (text, GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  return name;
}

/* (transfer full): as it is written, not as it is read out. */
static char *
print_figure (SfBarKind kind, const char *figure)
{
  return g_strdup_printf (ISOLATE "%s%s" ISOLATE_END, kind == SF_BAR_BELOW ? "<" : "",
                          figure);
}

static void
rescale (SfBarChart *chart, gint64 value)
{
  chart->largest = MAX (chart->largest, value);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      sf_bar_set_largest (chart->bars->pdata[i], chart->largest);
      /* A bar alone says nothing. */
      gtk_widget_set_visible (chart->bars->pdata[i], chart->bars->len > 1);
    }
}

/* bar: (nullable). text: as the row is read out. */
static void
add_row (SfBarChart *chart, const char *name, GtkWidget *figure, SfBar *bar,
         const char *text)
{
  GtkWidget *row =
      g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW,
                    "row-spacing", 6, "column-spacing", 12, NULL);
  gtk_grid_attach (GTK_GRID (row), new_name (name), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), figure, 1, 0, 1, 1);
  if (bar != NULL)
    gtk_grid_attach (GTK_GRID (row), GTK_WIDGET (bar), 0, 1, 2, 1);
  set_label (row, text);
  gtk_widget_set_parent (row, GTK_WIDGET (chart));
  g_string_append_printf (chart->text, "%s%s", chart->text->len > 0 ? "\n" : "", text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chart),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chart->text->str,
                                  -1);
}

void
sf_bar_chart_add (SfBarChart *chart, const char *name, SfBarKind kind, gint64 value)
{
  char figure[FIGURE_BYTES];
  g_snprintf (figure, sizeof figure, "%" G_GINT64_FORMAT, value);
  g_autofree char *text = describe (name, kind, figure);
  g_autofree char *shown = print_figure (kind, figure);
  GtkWidget *label = new_label (shown, GTK_ACCESSIBLE_ROLE_CELL);
  SfBar *bar = sf_bar_new (kind, value);
  gtk_widget_add_css_class (label, "numeric");
  sf_bar_set_within (bar, chart->within);
  add_row (chart, name, label, bar, text);
  g_ptr_array_add (chart->bars, bar);
  rescale (chart, value + (kind == SF_BAR_FIGURE ? chart->within : 0));
}

void
sf_bar_chart_add_withheld (SfBarChart *chart, const char *name, const char *text)
{
  g_autofree char *row = describe (name, SF_BAR_FIGURE, text);
  GtkWidget *label = new_label (text, GTK_ACCESSIBLE_ROLE_CELL);
  gtk_widget_add_css_class (label, "dim-label");
  add_row (chart, name, label, NULL, row);
}

void
sf_bar_chart_set_within (SfBarChart *chart, gint64 within)
{
  chart->within = within;
}

void
sf_bar_chart_compare (SfBarChart *chart, gint64 largest)
{
  rescale (chart, largest);
}

static void
sf_bar_chart_dispose (GObject *object)
{
  SfBarChart *chart = SF_BAR_CHART (object);
  GtkWidget *child;
  g_ptr_array_set_size (chart->bars, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (chart))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sf_bar_chart_parent_class)->dispose (object);
}

static void
sf_bar_chart_finalize (GObject *object)
{
  SfBarChart *chart = SF_BAR_CHART (object);
  g_ptr_array_unref (chart->bars);
  g_string_free (chart->text, TRUE);
  G_OBJECT_CLASS (sf_bar_chart_parent_class)->finalize (object);
}

static void
sf_bar_chart_class_init (SfBarChartClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_bar_chart_dispose;
  G_OBJECT_CLASS (class)->finalize = sf_bar_chart_finalize;
  gtk_widget_class_set_css_name (widget_class, "sf-bar-chart");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
sf_bar_chart_init (SfBarChart *chart)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (chart));
  chart->bars = g_ptr_array_new ();
  chart->text = g_string_new (NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  gtk_widget_set_focusable (GTK_WIDGET (chart), TRUE);
}
