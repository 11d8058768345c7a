/* See sf-trash-page.h. */
#include "config.h"

#include "sf-trash-page.h"

#include <glib/gi18n-lib.h>

#include "bytes.h"
#include "refusal-filter.h"
#include "refusal-rows.h"
#include "sf-window.h"

struct _SfTrashPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkListView *list;
  GtkLabel *problem;

  SfRefusals *refusals;
  SfRefusalModel *model;
  Week now;
};

G_DEFINE_FINAL_TYPE (SfTrashPage, sf_trash_page, ADW_TYPE_BIN)

static void
show_problem (SfTrashPage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
on_trash_read (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfTrashPage *self = SF_TRASH_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RefusalTable) table = worker_finish (result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (table == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  RefusalFilter all;
  refusal_filter_init (&all);
  g_autoptr (GArray) places =
      refusal_filter_run (&all, sf_refusals_campaign (self->refusals), table->kept);
  self->now = table->now;
  sf_refusal_model_set (self->model, table->kept, places);
  gtk_stack_set_visible_child_name (self->stack,
                                    table->kept->len > 0 ? "list" : "empty");
}

void
sf_trash_page_open (SfTrashPage *self)
{
  show_problem (self, NULL);
  sf_refusals_run (
      self->refusals,
      (WorkerOrder){ .job = refusal_jobs_list_trash,
                     .result_free = (GDestroyNotify)refusal_jobs_table_free },
      self, on_trash_read);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfTrashPage *self = SF_TRASH_PAGE (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  sf_trash_page_open (self);
  if (error != NULL)
    show_problem (self, error->message);
  else
    sf_window_say (GTK_WIDGET (self), _ ("Restored"));
  sf_refusals_reload (self->refusals);
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfTrashPage *self = SF_TRASH_PAGE (widget);
  uint8_t id[ENTRY_ID_BYTES];
  if (bytes_from_hex (id, sizeof id, g_variant_get_string (parameter, NULL)) == 0)
    sf_refusals_run_with_id (self->refusals, refusal_jobs_restore, id, self,
                             on_restored);
}

static void
on_cell_bound (SfTrashPage *self, GtkListItem *row)
{
  gtk_list_item_set_activatable (row, FALSE);
  sf_refusal_cell_show (SF_REFUSAL_CELL (gtk_list_item_get_child (row)),
                        sf_refusals_campaign (self->refusals),
                        gtk_list_item_get_item (row), self->now);
}

static void
sf_trash_page_dispose (GObject *object)
{
  SfTrashPage *self = SF_TRASH_PAGE (object);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_TRASH_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->refusals);
  G_OBJECT_CLASS (sf_trash_page_parent_class)->dispose (object);
}

static void
sf_trash_page_class_init (SfTrashPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_trash_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfTrashPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SfTrashPage, list);
  gtk_widget_class_bind_template_child (widget_class, SfTrashPage, problem);
  gtk_widget_class_install_action (widget_class, "trash.restore", "s", restore);
}

static void
sf_trash_page_init (SfTrashPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfTrashPage *
sf_trash_page_new (SfRefusals *refusals)
{
  SfTrashPage *self = g_object_new (SF_TYPE_TRASH_PAGE, NULL);
  self->refusals = g_object_ref (refusals);
  self->model = sf_refusal_model_new ();
  refusal_rows_set_up (self->list, self->model, G_CALLBACK (on_cell_bound), self);
  return self;
}
