/* See sf-slots-group.h. */
#include "sf-slots-group.h"

#include "sf-slots-dialog.h"

struct _SfSlotsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *harder;

  Worker *worker;
};

G_DEFINE_FINAL_TYPE (SfSlotsGroup, sf_slots_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
on_changed (SfSlotsGroup *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
ask_for (SfSlotsGroup *self, StoreChange change)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  SfSlotsDialog *dialog = sf_slots_dialog_new (parent, self->worker, change);
  g_signal_connect_object (dialog, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_change_activated (SfSlotsGroup *self)
{
  ask_for (self, STORE_CHANGE_PASSPHRASE);
}

static void
on_harder_activated (SfSlotsGroup *self)
{
  ask_for (self, STORE_CHANGE_COST);
}

static void
on_recovery_activated (SfSlotsGroup *self)
{
  ask_for (self, STORE_CHANGE_RECOVERY);
}

static void
on_key_activated (SfSlotsGroup *self)
{
  ask_for (self, STORE_CHANGE_KEY);
}

static void
sf_slots_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_SLOTS_GROUP);
  G_OBJECT_CLASS (sf_slots_group_parent_class)->dispose (object);
}

static void
sf_slots_group_class_init (SfSlotsGroupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_slots_group_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-slots-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SfSlotsGroup, harder);
  gtk_widget_class_bind_template_callback (widget_class, on_change_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_harder_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_activated);
}

static void
sf_slots_group_init (SfSlotsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfSlotsGroup *
sf_slots_group_new (Worker *worker)
{
  SfSlotsGroup *self = g_object_new (SF_TYPE_SLOTS_GROUP, NULL);
  self->worker = worker;
  return self;
}

void
sf_slots_group_show (SfSlotsGroup *self, const StoreState *state)
{
  gtk_widget_set_visible (self->harder, state->cheap);
  gtk_widget_set_sensitive (GTK_WIDGET (self), state->fixed == NULL);
}
