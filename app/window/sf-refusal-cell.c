/* See sf-refusal-cell.h. */
#include "config.h"

#include "sf-refusal-cell.h"

#include <glib/gi18n-lib.h>

#include "bytes.h"
#include "refusal-words.h"
#include "week.h"

struct _SfRefusalCell
{
  AdwBin parent_instance;

  GtkWidget *heading_box;
  GtkLabel *heading, *numbers;
  GtkWidget *refusal_box;
  GtkLabel *work, *customer, *grounds, *outcome;
  GtkButton *restore;
};

G_DEFINE_FINAL_TYPE (SfRefusalCell, sf_refusal_cell, ADW_TYPE_BIN)

static void
show_heading (SfRefusalCell *self, SfRefusalItem *item, Week now)
{
  guint count = sf_refusal_item_count (item);
  g_autofree char *week = refusal_words_week (sf_refusal_item_week (item));
  g_autofree char *days = refusal_words_days (sf_refusal_item_week (item), now);
  /* Translators: a week like 2026-W41, and its days. */
  g_autofree char *heading = g_strdup_printf (_ ("%s · %s"), week, days);
  g_autofree char *numbers = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u refusal", "%u refusals", count), count);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->numbers, numbers);
}

/* How long the trash keeps a refusal: it is emptied at an opening of the store. */
static char *
describe_left (Week trashed, Week now)
{
  guint left = 0;
  while (left < REFUSALS_TRASH_WEEKS
         && week_add (now, (int)left) < week_add (trashed, REFUSALS_TRASH_WEEKS))
    left++;
  if (left == 0)
    return g_strdup (_ ("Removed for good at the next unlocking"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Removed for good in %u week",
                                       "Removed for good in %u weeks", left),
                          left);
}

static void
show_trashed (SfRefusalCell *self, const Refusal *refusal, Week now)
{
  char id[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (id, refusal->id, ENTRY_ID_BYTES);
  g_autofree char *week = refusal_words_week (refusal->week);
  g_autofree char *left = describe_left (refusal->trashed, now);
  /* Translators: the week of a refusal, and how long the trash keeps it. */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), week, left);
  gtk_label_set_text (self->grounds, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->restore), "s", id);
}

static void
show_refusal (SfRefusalCell *self, const Campaign *campaign, const Refusal *refusal,
              Week now)
{
  g_autofree char *grounds = refusal_words_grounds (campaign, refusal->grounds);
  gtk_label_set_text (self->work,
                      refusal_words_item (campaign, CAMPAIGN_WORK, refusal->work));
  gtk_label_set_text (self->customer, refusal_words_item (campaign, CAMPAIGN_CUSTOMERS,
                                                          refusal->customer));
  gtk_label_set_text (self->grounds, grounds);
  gtk_label_set_text (self->outcome, refusal_words_outcome (campaign, refusal));
  if (refusal->trashed != 0)
    show_trashed (self, refusal, now);
}

void
sf_refusal_cell_show (SfRefusalCell *self, const Campaign *campaign,
                      SfRefusalItem *item, Week now)
{
  const Refusal *refusal = sf_refusal_item_refusal (item);
  gtk_widget_set_visible (self->heading_box, refusal == NULL);
  gtk_widget_set_visible (self->refusal_box, refusal != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->restore),
                          refusal != NULL && refusal->trashed != 0);
  if (refusal != NULL)
    show_refusal (self, campaign, refusal, now);
  else
    show_heading (self, item, now);
}

void
sf_refusal_cell_clear (SfRefusalCell *self)
{
  GtkLabel *labels[] = { self->heading,  self->numbers, self->work,
                         self->customer, self->grounds, self->outcome };
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_label_set_text (labels[i], "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->restore), "s", "");
}

static void
sf_refusal_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_REFUSAL_CELL);
  G_OBJECT_CLASS (sf_refusal_cell_parent_class)->dispose (object);
}

static void
sf_refusal_cell_class_init (SfRefusalCellClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_refusal_cell_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusal-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, heading_box);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, heading);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, numbers);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, refusal_box);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, work);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, customer);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, grounds);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, outcome);
  gtk_widget_class_bind_template_child (widget_class, SfRefusalCell, restore);
}

static void
sf_refusal_cell_init (SfRefusalCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRefusalCell *
sf_refusal_cell_new (void)
{
  return g_object_new (SF_TYPE_REFUSAL_CELL, NULL);
}
