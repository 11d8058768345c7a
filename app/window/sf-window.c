/* See sf-window.h. */
#include "config.h"

#include "sf-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sf-lock-page.h"
#include "sf-main.h"

struct _SfWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwBin *content; /* what is shown: the lock page, or the views */

  Worker *worker;
  SfStoreKind kind;
  VaultFiles *memory; /* of SF_STORE_SAMPLE */
  SessionEnv env;
  char *path;
};

G_DEFINE_FINAL_TYPE (SfWindow, sf_window, ADW_TYPE_APPLICATION_WINDOW)

Worker *
sf_window_worker (SfWindow *window)
{
  return window->worker;
}

const char *
sf_window_path (SfWindow *window)
{
  return window->path;
}

const SessionEnv *
sf_window_env (SfWindow *window)
{
  return &window->env;
}

static void
show_lock_page (SfWindow *window)
{
  adw_bin_set_child (window->content, GTK_WIDGET (sf_lock_page_new (window)));
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.lock", FALSE);
}

void
sf_window_enter (SfWindow *window, Unlocked *unlocked)
{
  adw_bin_set_child (window->content,
                     GTK_WIDGET (sf_main_new (window->worker, unlocked, window->kind)));
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.lock", TRUE);
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (error != NULL)
    sf_window_say (GTK_WIDGET (source), error->message);
}

static void
set_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  GtkWidget *shown = adw_bin_get_child (SF_WINDOW (widget)->content);
  if (SF_IS_MAIN (shown))
    sf_main_show (SF_MAIN (shown), g_variant_get_string (parameter, NULL));
}

static void
lock (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfWindow *window = SF_WINDOW (widget);
  show_lock_page (window);
  worker_run (window->worker, (WorkerOrder){ .job = unlock_end }, window, on_locked,
              NULL);
}

void
sf_window_toast (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, SF_TYPE_WINDOW);
  if (window != NULL)
    adw_toast_overlay_add_toast (SF_WINDOW (window)->toasts, toast);
  else
    g_object_unref (toast);
}

void
sf_window_say (GtkWidget *widget, const char *text)
{
  /* A title is markup. */
  g_autofree char *title = g_markup_escape_text (text, -1);
  sf_window_toast (widget, adw_toast_new (title));
}

static void
on_sample_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  Unlocked *unlocked = worker_finish (result, &error);
  if (unlocked != NULL)
    sf_window_enter (SF_WINDOW (source), unlocked);
  else
    sf_window_say (GTK_WIDGET (source), error->message);
}

static void
open_sample (SfWindow *window)
{
  Secret *passphrase =
      secret_new_copy (UNLOCK_SAMPLE_PASSPHRASE, strlen (UNLOCK_SAMPLE_PASSPHRASE));
  WorkerOrder order = {
    .job = unlock_sample,
    .input = unlock_input_new (window->path, passphrase, NULL, &window->env),
    .input_free = (GDestroyNotify)unlock_input_free,
    .result_free = (GDestroyNotify)unlocked_free,
  };
  worker_run (window->worker, order, window, on_sample_ready, NULL);
}

static void
sf_window_dispose (GObject *object)
{
  SfWindow *window = SF_WINDOW (object);
  g_clear_pointer (&window->worker, worker_free);
  g_clear_pointer (&window->memory, files_memory_free);
  g_clear_pointer (&window->path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (window), SF_TYPE_WINDOW);
  G_OBJECT_CLASS (sf_window_parent_class)->dispose (object);
}

static void
sf_window_class_init (SfWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, content);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock);
  gtk_widget_class_install_action (widget_class, "win.view", "s", set_view);
}

static void
sf_window_init (SfWindow *window)
{
  gtk_widget_init_template (GTK_WIDGET (window));
  window->worker = worker_new ();
}

SfWindow *
sf_window_new (SfApplication *application, SfStoreKind kind, const char *path,
               const SessionEnv *env)
{
  SfWindow *window = g_object_new (SF_TYPE_WINDOW, "application", application, NULL);
  window->kind = kind;
  if (env != NULL)
    window->env = *env;
  if (kind == SF_STORE_SAMPLE)
    {
      window->memory = files_memory_new ();
      window->env.vault.files = window->memory;
      window->path = g_strdup ("/sample");
      open_sample (window);
    }
  else
    {
      window->path = path != NULL ? g_strdup (path) : session_dup_default_path ();
      show_lock_page (window);
    }
  return window;
}
