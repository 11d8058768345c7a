/* See sf-lock-page.h. */
#include "config.h"

#include "sf-lock-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SfLockPage
{
  AdwBin parent_instance;

  AdwPasswordEntryRow *passphrase;
  GtkLabel *problem;

  SfWindow *window;
};

G_DEFINE_FINAL_TYPE (SfLockPage, sf_lock_page, ADW_TYPE_BIN)

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfLockPage *self = SF_LOCK_PAGE (source);
  g_autoptr (GError) error = NULL;
  Unlocked *unlocked = worker_finish (result, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (unlocked != NULL)
    {
      sf_window_enter (self->window, unlocked);
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
on_passphrase_entered (SfLockPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  Secret *passphrase = secret_new_copy (typed, strlen (typed));
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  WorkerOrder order = {
    .job = unlock_with_passphrase,
    .input = unlock_input_new (sf_window_path (self->window), passphrase, NULL,
                               sf_window_env (self->window)),
    .input_free = (GDestroyNotify)unlock_input_free,
    .result_free = (GDestroyNotify)unlocked_free,
  };
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  worker_run (sf_window_worker (self->window), order, self, on_unlocked, NULL);
}

static void
sf_lock_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_LOCK_PAGE);
  G_OBJECT_CLASS (sf_lock_page_parent_class)->dispose (object);
}

static void
sf_lock_page_class_init (SfLockPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_lock_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_entered);
}

static void
sf_lock_page_init (SfLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfLockPage *
sf_lock_page_new (SfWindow *window)
{
  SfLockPage *self = g_object_new (SF_TYPE_LOCK_PAGE, NULL);
  self->window = window;
  return self;
}
