/* See sf-refusals-page.h. */
#include "config.h"

#include "sf-refusals-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "sf-filter-page.h"
#include "sf-import-dialog.h"
#include "sf-refusal-details.h"
#include "sf-refusal-form.h"
#include "sf-refusal-list.h"
#include "sf-refusals.h"
#include "sf-trash-page.h"
#include "sf-window.h"

struct _SfRefusalsPage
{
  AdwBin parent_instance;

  GtkStack *stack;

  SfRefusals *refusals;
  SfRefusalList *list;
  SfRefusalForm *form;
  SfRefusalDetails *details;
  SfFilterPage *filter;
  SfTrashPage *trash;
  SfImportDialog *import;

  gboolean offered; /* the draft that was in the store has been looked at */
  gboolean follow; /* log once the entries are read */
  AdwToast *toast; /* (weak): the last one with an undo */
  uint8_t undo[ENTRY_ID_BYTES]; /* what it would undo */
};

G_DEFINE_FINAL_TYPE (SfRefusalsPage, sf_refusals_page, ADW_TYPE_BIN)

static void
show_page (SfRefusalsPage *self, gpointer page)
{
  gtk_stack_set_visible_child (self->stack, page);
}

static void
show_list (SfRefusalsPage *self)
{
  show_page (self, self->list);
  sf_refusal_details_clear (self->details);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

void
sf_refusals_page_log (SfRefusalsPage *self)
{
  /* What the form begins with, and whose an entry can be, is not known before. */
  self->follow = sf_refusals_kept (self->refusals) == NULL;
  if (self->follow)
    return;
  show_page (self, self->form);
  sf_refusal_form_focus (self->form);
}

void
sf_refusals_page_find (SfRefusalsPage *self)
{
  show_page (self, self->list);
  sf_refusal_list_find (self->list);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  show_list (SF_REFUSALS_PAGE (widget));
}

static void
log_one (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  sf_refusals_page_log (SF_REFUSALS_PAGE (widget));
}

static void
discard_draft (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  sf_refusal_form_discard (self->form);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
show_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  show_page (self, self->filter);
  sf_filter_page_open (self->filter);
}

static void
show_trash (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  show_page (self, self->trash);
  sf_trash_page_open (self->trash);
  gtk_widget_child_focus (GTK_WIDGET (self->trash), GTK_DIR_TAB_FORWARD);
}

static void
show_import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  show_page (self, self->import);
  gtk_widget_child_focus (GTK_WIDGET (self->import), GTK_DIR_TAB_FORWARD);
}

static void
begin_next_person (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  const PersonChoice next = { .kind = PERSON_NEW };
  sf_refusal_form_set_whose (self->form, &next);
  sf_refusals_page_log (self);
}

/* The id that an action was given; FALSE for anything else. */
static gboolean
read_id (GVariant *parameter, uint8_t id[ENTRY_ID_BYTES])
{
  return bytes_from_hex (id, ENTRY_ID_BYTES, g_variant_get_string (parameter, NULL))
         == 0;
}

static void
log_for_same_person (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  PersonChoice same = { .kind = PERSON_SAME_AS };
  if (!read_id (parameter, same.same_as))
    return;
  sf_refusals_set_same (self->refusals, same.same_as);
  sf_refusal_form_set_whose (self->form, &same);
  sf_refusals_page_log (self);
}

static void
open_refusal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  uint8_t id[ENTRY_ID_BYTES];
  if (!read_id (parameter, id))
    return;
  show_page (self, self->details);
  sf_refusal_details_show (self->details, id);
}

/* A change was made, or its error is shown: the list is read anew in both cases. */
static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (error != NULL)
    sf_window_say (GTK_WIDGET (self), error->message);
  sf_refusals_reload (self->refusals);
}

static void
forget_toast (SfRefusalsPage *self)
{
  if (self->toast == NULL)
    return;
  AdwToast *toast = self->toast;
  g_clear_weak_pointer (&self->toast);
  adw_toast_dismiss (toast);
}

/* A toast whose button takes back what was done to the refusal with this id. */
static void
offer_undo (SfRefusalsPage *self, const char *text, const uint8_t id[ENTRY_ID_BYTES],
            GCallback on_undo)
{
  forget_toast (self);
  AdwToast *toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  memcpy (self->undo, id, ENTRY_ID_BYTES);
  g_set_weak_pointer (&self->toast, toast);
  g_signal_connect_object (toast, "button-clicked", on_undo, self, G_CONNECT_SWAPPED);
  sf_window_toast (GTK_WIDGET (self), toast);
}

static void
on_undo_delete (SfRefusalsPage *self)
{
  sf_refusals_run_with_id (self->refusals, refusal_jobs_restore, self->undo, self,
                           on_changed);
}

static void
on_undo_log (SfRefusalsPage *self)
{
  sf_refusals_run_with_id (self->refusals, refusal_jobs_delete, self->undo, self,
                           on_changed);
}

static void
delete_refusal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  uint8_t id[ENTRY_ID_BYTES];
  if (!read_id (parameter, id))
    return;
  sf_refusals_run_with_id (self->refusals, refusal_jobs_delete, id, self, on_changed);
  show_list (self);
  offer_undo (self, _ ("Moved to the trash"), id, G_CALLBACK (on_undo_delete));
}

static void
say_logged (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  uint8_t id[ENTRY_ID_BYTES];
  if (read_id (parameter, id))
    offer_undo (self, _ ("Logged"), id, G_CALLBACK (on_undo_log));
}

static void
on_dirty_changed (SfRefusalsPage *self)
{
  sf_refusal_list_offer_draft (self->list, sf_refusal_form_is_dirty (self->form));
}

static void
on_refusals_changed (SfRefusalsPage *self)
{
  GBytes *bytes = sf_refusals_draft (self->refusals);
  RefusalDraft draft;
  if (sf_refusals_kept (self->refusals) == NULL)
    return;
  if (!self->offered && bytes != NULL
      && refusal_draft_parse (&draft, bytes, sf_refusals_campaign (self->refusals)))
    sf_refusal_form_restore (self->form, &draft);
  self->offered = TRUE;
  if (self->follow)
    sf_refusals_page_log (self);
}

static gboolean
on_dropped (SfRefusalsPage *self, const GValue *value)
{
  show_page (self, self->import);
  sf_import_dialog_open (self->import, g_value_get_object (value));
  return TRUE;
}

static gboolean
on_back_keys (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  (void)arguments;
  (void)data;
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  if (gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->list))
    return GDK_EVENT_PROPAGATE;
  show_list (self);
  return GDK_EVENT_STOP;
}

static void
sf_refusals_page_map (GtkWidget *widget)
{
  sf_refusals_reload (SF_REFUSALS_PAGE (widget)->refusals);
  GTK_WIDGET_CLASS (sf_refusals_page_parent_class)->map (widget);
}

/* The window locks: the children's last jobs are handed in first, and then no more. */
static void
sf_refusals_page_unroot (GtkWidget *widget)
{
  SfRefusalsPage *self = SF_REFUSALS_PAGE (widget);
  forget_toast (self);
  GTK_WIDGET_CLASS (sf_refusals_page_parent_class)->unroot (widget);
  sf_refusals_close (self->refusals);
}

static void
sf_refusals_page_dispose (GObject *object)
{
  SfRefusalsPage *self = SF_REFUSALS_PAGE (object);
  forget_toast (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_REFUSALS_PAGE);
  g_clear_object (&self->refusals);
  G_OBJECT_CLASS (sf_refusals_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "refusals.back", NULL, go_back);
  gtk_widget_class_install_action (class, "refusals.new", NULL, log_one);
  gtk_widget_class_install_action (class, "refusals.discard", NULL, discard_draft);
  gtk_widget_class_install_action (class, "refusals.filter", NULL, show_filter);
  gtk_widget_class_install_action (class, "refusals.trash", NULL, show_trash);
  gtk_widget_class_install_action (class, "refusals.import", NULL, show_import);
  gtk_widget_class_install_action (class, "refusals.next-person", NULL,
                                   begin_next_person);
  gtk_widget_class_install_action (class, "refusals.same-person", "s",
                                   log_for_same_person);
  gtk_widget_class_install_action (class, "refusals.open", "s", open_refusal);
  gtk_widget_class_install_action (class, "refusals.delete", "s", delete_refusal);
  gtk_widget_class_install_action (class, "refusals.say-logged", "s", say_logged);
}

static void
sf_refusals_page_class_init (SfRefusalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_refusals_page_dispose;
  widget_class->map = sf_refusals_page_map;
  widget_class->unroot = sf_refusals_page_unroot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusals-page.ui");
  install_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_back_keys, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, on_back_keys,
                                NULL);
}

static void
sf_refusals_page_init (SfRefusalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: disposing the template would free it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (on_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
add_pages (SfRefusalsPage *self)
{
  self->list = sf_refusal_list_new (self->refusals);
  self->form = sf_refusal_form_new (self->refusals);
  self->details = sf_refusal_details_new (self->refusals);
  self->filter = sf_filter_page_new (self->refusals, self->list);
  self->trash = sf_trash_page_new (self->refusals);
  self->import = sf_import_dialog_new (self->refusals);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->form), "form");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->details), "details");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->filter), "filter");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->trash), "trash");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->import), "import");
}

SfRefusalsPage *
sf_refusals_page_new (Worker *worker, Campaign *campaign)
{
  SfRefusalsPage *self = g_object_new (SF_TYPE_REFUSALS_PAGE, NULL);
  self->refusals = sf_refusals_new (worker, campaign);
  add_pages (self);
  g_signal_connect_object (self->form, "notify::dirty", G_CALLBACK (on_dirty_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refusals, "changed", G_CALLBACK (on_refusals_changed),
                           self, G_CONNECT_SWAPPED);
  return self;
}
