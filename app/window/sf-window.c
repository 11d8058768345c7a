/* See sf-window.h. */
#include "config.h"

#include "sf-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clipboard.h"
#include "script-font.h"
#include "sf-help.h"
#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-preferences.h"
#include "sf-setup.h"
#include "store-jobs.h"

struct _SfWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwBin *content; /* what is shown: the first run, the lock page, or the views */

  Worker *worker;
  LockWatch *watch;
  LockRules rules;
  Clipboard *clipboard;
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

const LockRules *
sf_window_rules (SfWindow *window)
{
  return &window->rules;
}

SfStoreKind
sf_window_kind (SfWindow *window)
{
  return window->kind;
}

/* ---- what is shown ---- */

static SfMain *
find_main (SfWindow *window)
{
  GtkWidget *shown = adw_bin_get_child (window->content);
  return SF_IS_MAIN (shown) ? SF_MAIN (shown) : NULL;
}

gboolean
sf_window_is_open (SfWindow *window)
{
  return find_main (window) != NULL;
}

/* A page under a header bar of its own. text: (nullable). */
static GtkWidget *
new_status_page (const char *icon, const char *title, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *description = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  return box;
}

/* GTK keeps a menu that is open when its button goes. */
static void
close_menus (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_menus (child);
}

static void
show_content (SfWindow *window, GtkWidget *content)
{
  gboolean open = SF_IS_MAIN (content);
  close_menus (GTK_WIDGET (window));
  /* An entry row that goes while the focus is in it is told of that too late. */
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  adw_bin_set_child (window->content, content);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.lock", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.preferences", open);
  if (SF_IS_LOCK_PAGE (content))
    sf_lock_page_focus (SF_LOCK_PAGE (content));
}

/* Toasts tell of the content too, and there is no way to ask for those that are shown.
 */
static void
renew_toasts (SfWindow *window)
{
  AdwToastOverlay *fresh = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  g_object_ref (window->content);
  adw_toast_overlay_set_child (window->toasts, NULL);
  adw_toast_overlay_set_child (fresh, GTK_WIDGET (window->content));
  g_object_unref (window->content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window),
                                      GTK_WIDGET (fresh));
  window->toasts = fresh;
}

static void
close_dialogs (SfWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) dialogs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) dialog = g_list_model_get_item (toplevels, i);
      if (dialog != GTK_WINDOW (window))
        g_ptr_array_add (dialogs, g_steal_pointer (&dialog));
    }
  /* A dialog that stands above another one must not be left with a parent that went. */
  for (guint i = 0; i < dialogs->len; i++)
    gtk_window_set_transient_for (g_ptr_array_index (dialogs, i), NULL);
  for (guint i = 0; i < dialogs->len; i++)
    {
      GtkWindow *dialog = g_ptr_array_index (dialogs, i);
      /* Whoever waits for a file or a printer is told that there is none. */
      if (GTK_IS_DIALOG (dialog))
        gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_DELETE_EVENT);
      gtk_window_destroy (dialog);
    }
}

void
sf_window_enter (SfWindow *window, Unlocked *unlocked)
{
  window->rules = unlocked->rules;
  lock_watch_start (window->watch, &window->rules);
  show_content (window,
                GTK_WIDGET (sf_main_new (window->worker, unlocked, window->kind)));
}

void
sf_window_replace (SfWindow *window, Unlocked *unlocked)
{
  close_dialogs (window);
  sf_window_enter (window, unlocked);
}

/* ---- locking ---- */

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfWindow *window = SF_WINDOW (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  /* A window that was closed meanwhile has nothing to show it in. */
  GtkWidget *shown =
      window->content != NULL ? adw_bin_get_child (window->content) : NULL;
  if (error != NULL && SF_IS_LOCK_PAGE (shown))
    sf_lock_page_tell (SF_LOCK_PAGE (shown), error->message);
}

/* Takes away whatever tells of the content, and shows this instead. What is half
 * written is handed to the worker when its view is unrooted, which is before any job
 * that closes. */
static void
leave_views (SfWindow *window, GtkWidget *content)
{
  lock_watch_stop (window->watch);
  close_dialogs (window);
  show_content (window, content);
  renew_toasts (window);
  clipboard_clear (window->clipboard);
}

void
sf_window_lock (SfWindow *window, LockReason reason)
{
  if (find_main (window) == NULL)
    {
      GtkWidget *shown = adw_bin_get_child (window->content);
      if (SF_IS_LOCK_PAGE (shown))
        sf_lock_page_cancel (SF_LOCK_PAGE (shown));
      return;
    }
  leave_views (window, GTK_WIDGET (sf_lock_page_new (window, reason)));
  /* Moving the content has taken the focus out of its entry. */
  sf_lock_page_focus (SF_LOCK_PAGE (adw_bin_get_child (window->content)));
  worker_run (window->worker, (WorkerOrder){ .job = unlocked_end }, window, on_locked,
              NULL);
}

static void
on_lock_due (LockReason reason, gpointer window)
{
  sf_window_lock (window, reason);
}

static void
on_screensaver_changed (GtkApplication *application, GParamSpec *property,
                        SfWindow *window)
{
  (void)property;
  gboolean active;
  g_object_get (application, "screensaver-active", &active, NULL);
  if (active && window->rules.with_screen)
    sf_window_lock (window, LOCK_REASON_SCREEN);
}

static void
on_end_queried (GtkApplication *application, SfWindow *window)
{
  (void)application;
  sf_window_lock (window, LOCK_REASON_END);
}

static void
on_rules_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (error != NULL)
    sf_window_say (GTK_WIDGET (source), error->message);
}

void
sf_window_set_rules (SfWindow *window, const LockRules *rules)
{
  window->rules = *rules;
  if (find_main (window) == NULL)
    return;
  lock_watch_start (window->watch, rules);
  WorkerOrder order = {
    .job = unlocked_set_rules,
    .input = g_memdup2 (rules, sizeof *rules),
    .input_free = g_free,
  };
  worker_run (window->worker, order, window, on_rules_kept, NULL);
}

/* ---- erasing ---- */

void
sf_window_begin_anew (SfWindow *window)
{
  show_content (window, GTK_WIDGET (sf_setup_new (window)));
}

/* Whatever is left of it can be opened, or erased, again. */
static void
show_not_erased (SfWindow *window, const char *text)
{
  SfLockPage *page = sf_lock_page_new (window, LOCK_REASON_NONE);
  show_content (window, GTK_WIDGET (page));
  sf_lock_page_tell (page, text);
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfWindow *window = SF_WINDOW (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (window->content == NULL)
    return; /* the window was closed meanwhile */
  if (error != NULL)
    {
      show_not_erased (window, error->message);
      return;
    }
  sf_window_begin_anew (window);
  sf_window_say (GTK_WIDGET (window), _ ("Everything is erased"));
}

void
sf_window_erase (SfWindow *window)
{
  if (find_main (window) == NULL)
    return;
  leave_views (window,
               new_status_page ("user-trash-symbolic", _ ("Erasing Everything"), NULL));
  WorkerOrder order = {
    .job = store_jobs_erase,
    .input = unlocked_input_new (window->path, NULL, NULL, &window->env),
    .input_free = (GDestroyNotify)unlocked_input_free,
  };
  worker_run (window->worker, order, window, on_erased, NULL);
}

/* ---- actions ---- */

static void
set_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  SfMain *main_view = find_main (SF_WINDOW (widget));
  if (main_view != NULL)
    sf_main_show (main_view, g_variant_get_string (parameter, NULL));
}

static void
log_refusal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfMain *main_view = find_main (SF_WINDOW (widget));
  if (main_view != NULL)
    sf_main_log_refusal (main_view);
}

static void
find_refusal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfMain *main_view = find_main (SF_WINDOW (widget));
  if (main_view != NULL)
    sf_main_find_refusal (main_view);
}

static void
lock (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  sf_window_lock (SF_WINDOW (widget), LOCK_REASON_ASKED);
}

static void
show_preferences (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  gtk_window_present (GTK_WINDOW (sf_preferences_new (SF_WINDOW (widget))));
}

/* Made when it is asked for: where GTK finds it by itself, it makes it with the window.
 */
static void
show_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/page/codeberg/steadfast/Steadfast/ui/sf-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
show_help (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)parameter;
  SfMain *main_view = find_main (SF_WINDOW (widget));
  sf_help_present (GTK_WINDOW (widget),
                   main_view != NULL ? sf_main_campaign (main_view) : NULL,
                   strcmp (name, "win.limits") == 0 ? SF_HELP_LIMITS : SF_HELP_FIRST);
}

/* ---- toasts and clipboard ---- */

/* A dialog's widgets reach the window that the dialog belongs to. */
static SfWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  while (GTK_IS_WINDOW (root) && !SF_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return SF_IS_WINDOW (root) ? SF_WINDOW (root) : NULL;
}

void
sf_window_toast (GtkWidget *widget, AdwToast *toast)
{
  SfWindow *window = find_window (widget);
  if (window != NULL && window->toasts != NULL)
    adw_toast_overlay_add_toast (window->toasts, toast);
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

void
sf_window_copy (GtkWidget *widget, const char *text)
{
  SfWindow *window = find_window (widget);
  if (window == NULL)
    return;
  clipboard_put (window->clipboard, text);
  g_autofree char *said = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Copied. The clipboard is cleared in %d second.",
                   "Copied. The clipboard is cleared in %d seconds.",
                   CLIPBOARD_SECONDS),
      CLIPBOARD_SECONDS);
  sf_window_say (widget, said);
}

/* ---- the sample ---- */

static void
show_failure (SfWindow *window, const char *text)
{
  show_content (window, new_status_page ("dialog-error-symbolic",
                                         _ ("The Sample Data Cannot Be Shown"), text));
}

static void
on_sample_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfWindow *window = SF_WINDOW (source);
  g_autoptr (GError) error = NULL;
  Unlocked *unlocked = worker_finish (result, &error);
  if (unlocked != NULL && window->content != NULL)
    sf_window_enter (window, unlocked);
  else if (unlocked != NULL)
    unlocked_free (unlocked);
  else if (window->content != NULL)
    show_failure (window, error->message);
}

void
sf_window_open_sample (SfWindow *window)
{
  Secret *passphrase =
      secret_new_copy (UNLOCKED_SAMPLE_PASSPHRASE, strlen (UNLOCKED_SAMPLE_PASSPHRASE));
  window->kind = SF_STORE_SAMPLE;
  window->memory = files_memory_new ();
  window->env.vault.files = window->memory;
  g_free (window->path);
  window->path = g_strdup ("/sample");
  WorkerOrder order = {
    .job = unlocked_sample,
    .input = unlocked_input_new (window->path, passphrase, NULL, &window->env),
    .input_free = (GDestroyNotify)unlocked_input_free,
    .result_free = (GDestroyNotify)unlocked_free,
  };
  worker_run (window->worker, order, window, on_sample_ready, NULL);
}

/* ---- the window ---- */

#ifndef SF_INSPECTOR
/* The inspector would show whatever text a widget holds. */
static gboolean
sf_window_enable_debugging (GtkWindow *window, gboolean toggle)
{
  (void)window;
  (void)toggle;
  return FALSE;
}
#endif

static void
sf_window_dispose (GObject *object)
{
  SfWindow *window = SF_WINDOW (object);
  if (window->worker != NULL)
    close_dialogs (window); /* they have jobs to hand in too */
  g_clear_pointer (&window->watch, lock_watch_free);
  g_clear_pointer (&window->clipboard, clipboard_free);
  /* Views hand in what is half written before the worker ends. */
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  if (window->content != NULL)
    adw_bin_set_child (window->content, NULL);
  window->toasts = NULL;
  window->content = NULL;
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
#ifndef SF_INSPECTOR
  GTK_WINDOW_CLASS (class)->enable_debugging = sf_window_enable_debugging;
#endif
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, content);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock);
  gtk_widget_class_install_action (widget_class, "win.view", "s", set_view);
  gtk_widget_class_install_action (widget_class, "win.new-refusal", NULL, log_refusal);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_refusal);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL,
                                   show_preferences);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, show_help);
  gtk_widget_class_install_action (widget_class, "win.limits", NULL, show_help);
}

static void
sf_window_init (SfWindow *window)
{
  script_font_use (GTK_WIDGET (window));
  gtk_widget_init_template (GTK_WIDGET (window));
  window->worker = worker_new ();
  window->rules = LOCK_RULES_DEFAULT;
  window->watch = lock_watch_new (on_lock_due, window, NULL);
  window->clipboard = clipboard_new (GTK_WIDGET (window));
}

SfWindow *
sf_window_new (SfApplication *application, SfStoreKind kind, const char *path,
               const SessionEnv *env)
{
  SfWindow *window = g_object_new (SF_TYPE_WINDOW, "application", application, NULL);
  window->kind = kind;
  if (env != NULL)
    window->env = *env;
  g_signal_connect_object (application, "notify::screensaver-active",
                           G_CALLBACK (on_screensaver_changed), window, 0);
  g_signal_connect_object (application, "query-end", G_CALLBACK (on_end_queried),
                           window, 0);
  window->path = path != NULL ? g_strdup (path) : session_dup_default_path ();
  if (kind == SF_STORE_SAMPLE)
    sf_window_open_sample (window);
  else if (session_exists (window->path, &window->env))
    show_content (window, GTK_WIDGET (sf_lock_page_new (window, LOCK_REASON_NONE)));
  else
    show_content (window, GTK_WIDGET (sf_setup_new (window)));
  return window;
}
