/* See sf-preferences.h. */
#include "config.h"

#include "sf-preferences.h"

#include "sf-backups-group.h"
#include "sf-file-group.h"
#include "sf-slots-group.h"

struct _SfPreferences
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
  GtkSpinButton *minutes;
  GtkSwitch *with_screen;

  SfSlotsGroup *slots;
  SfBackupsGroup *backups;

  SfWindow *window; /* (nullable): while its rules are being filled in */
};

/* Not an AdwPreferencesWindow: that of libadwaita 1.2 leaves its groups behind. */
G_DEFINE_FINAL_TYPE (SfPreferences, sf_preferences, ADW_TYPE_WINDOW)

static void
on_changed (SfPreferences *self)
{
  if (self->window == NULL)
    return;
  LockRules rules = {
    .idle_minutes = (guint)gtk_spin_button_get_value_as_int (self->minutes),
    .with_screen = gtk_switch_get_active (self->with_screen),
  };
  sf_window_set_rules (self->window, &rules);
}

/* ---- the store itself ---- */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfPreferences *self = SF_PREFERENCES (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreState) state = worker_finish (result, &error);
  if (self->window == NULL || state == NULL)
    return; /* a lock came first */
  sf_slots_group_show (self->slots, state);
  sf_backups_group_show (self->backups, state);
}

static void
load (SfPreferences *self)
{
  WorkerOrder order = {
    .job = store_jobs_load,
    .result_free = (GDestroyNotify)store_jobs_state_free,
  };
  worker_run (sf_window_worker (self->window), order, self, on_loaded, NULL);
}

/* The sample has no file to look after. */
static void
add_store (SfPreferences *self)
{
  self->slots = sf_slots_group_new (sf_window_worker (self->window));
  self->backups = sf_backups_group_new (self->window);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->slots));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->backups));
  adw_preferences_page_add (self->page,
                            ADW_PREFERENCES_GROUP (sf_file_group_new (self->window)));
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

static void
sf_preferences_dispose (GObject *object)
{
  SfPreferences *self = SF_PREFERENCES (object);
  self->window = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_PREFERENCES);
  G_OBJECT_CLASS (sf_preferences_parent_class)->dispose (object);
}

static void
sf_preferences_class_init (SfPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, page);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, minutes);
  gtk_widget_class_bind_template_child (widget_class, SfPreferences, with_screen);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_preferences_init (SfPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfPreferences *
sf_preferences_new (SfWindow *window)
{
  SfPreferences *self =
      g_object_new (SF_TYPE_PREFERENCES, "transient-for", window, "modal", TRUE, NULL);
  const LockRules *rules = sf_window_rules (window);
  gtk_spin_button_set_range (self->minutes, 1, LOCK_IDLE_MINUTES_MAX);
  gtk_spin_button_set_value (self->minutes, rules->idle_minutes);
  gtk_switch_set_active (self->with_screen, rules->with_screen);
  self->window = window;
  if (sf_window_kind (window) == SF_STORE_OWN)
    add_store (self);
  return self;
}
