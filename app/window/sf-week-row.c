/* See sf-week-row.h. The value of the spin button is a number of weeks from WEEK_FIRST
 * on. */
#include "config.h"

#include "sf-week-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "refusal-words.h"

struct _SfWeekRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *spin;
  GtkAdjustment *adjustment;

  Week now;
};

G_DEFINE_FINAL_TYPE (SfWeekRow, sf_week_row, ADW_TYPE_ACTION_ROW)

static guint changed_signal;

static Week
week_of_value (double value)
{
  return week_add (WEEK_FIRST, (int)lround (value));
}

/* By bisection: a year has 52 or 53 weeks. */
static int
value_of_week (Week week)
{
  int low = (week_year (week) - 2000) * 52, high = (week_year (week) - 1999) * 53;
  while (low < high)
    {
      int middle = (low + high) / 2;
      if (week_add (WEEK_FIRST, middle) < week)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
show_days (SfWeekRow *self)
{
  Week week = week_of_value (gtk_adjustment_get_value (self->adjustment));
  g_autofree char *days = refusal_words_days (week, self->now);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), days);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->spin),
                              GTK_ACCESSIBLE_STATE_INVALID);
}

static void
show_problem (SfWeekRow *self, const char *message)
{
  g_autofree char *text = g_markup_escape_text (message, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->spin),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/* FALSE with error set for a text that is no week, or none that has begun. */
static gboolean
parse (SfWeekRow *self, Week *week, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->spin));
  g_autofree char *text = g_ascii_strup (typed, -1);
  g_strstrip (text);
  if (!session_parse_week (text, week, error))
    return FALSE;
  if (*week <= self->now)
    return TRUE;
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("The week %s has not begun yet. Choose this week or an earlier one."),
               text);
  return FALSE;
}

static int
on_input (SfWeekRow *self, double *value)
{
  Week week;
  g_autoptr (GError) error = NULL;
  if (!parse (self, &week, &error))
    {
      show_problem (self, error->message);
      return GTK_INPUT_ERROR;
    }
  *value = value_of_week (week);
  return TRUE;
}

static gboolean
on_output (SfWeekRow *self)
{
  g_autofree char *text =
      refusal_words_week (week_of_value (gtk_adjustment_get_value (self->adjustment)));
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  return TRUE;
}

static void
on_value_changed (SfWeekRow *self)
{
  show_days (self);
  g_signal_emit (self, changed_signal, 0);
}

void
sf_week_row_set (SfWeekRow *self, Week week)
{
  gtk_adjustment_set_value (self->adjustment, value_of_week (week));
  gtk_spin_button_update (self->spin);
  show_days (self);
}

void
sf_week_row_set_now (SfWeekRow *self, Week now)
{
  gboolean first = self->now == 0;
  self->now = now;
  gtk_adjustment_set_upper (self->adjustment, value_of_week (now));
  if (first)
    sf_week_row_set (self, now);
  else if (!gtk_widget_has_css_class (GTK_WIDGET (self), "error"))
    show_days (self);
}

gboolean
sf_week_row_get (SfWeekRow *self, Week *week)
{
  g_autoptr (GError) error = NULL;
  if (parse (self, week, &error))
    return TRUE;
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->spin));
  return FALSE;
}

Week
sf_week_row_peek (SfWeekRow *self)
{
  return week_of_value (gtk_adjustment_get_value (self->adjustment));
}

static void
sf_week_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_WEEK_ROW);
  G_OBJECT_CLASS (sf_week_row_parent_class)->dispose (object);
}

static void
sf_week_row_class_init (SfWeekRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_week_row_dispose;
  changed_signal = g_signal_new ("changed", SF_TYPE_WEEK_ROW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-week-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWeekRow, spin);
  gtk_widget_class_bind_template_child (widget_class, SfWeekRow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, on_input);
  gtk_widget_class_bind_template_callback (widget_class, on_output);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
sf_week_row_init (SfWeekRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_activates_default (
      GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->spin))), TRUE);
}
