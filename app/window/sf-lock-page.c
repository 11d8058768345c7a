/* See sf-lock-page.h. */
#include "config.h"

#include "sf-lock-page.h"

#include <glib/gi18n-lib.h>

#include "passphrase.h"
#include "session-slots.h"
#include "sf-menu.h"
#include "sf-new-passphrase.h"
#include "sf-restore-dialog.h"
#include "sf-waiting.h"

struct _SfLockPage
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkStack *ways;
  AdwStatusPage *status;
  AdwPasswordEntryRow *passphrase;
  GtkLabel *problem;
  GtkWidget *look;
  GtkWidget *begin_anew;
  AdwPasswordEntryRow *recovery_key;
  SfNewPassphrase *new_passphrase;
  GtkLabel *recovery_progress, *recovery_problem;
  SfWaiting *waiting;

  SfWindow *window;
};

G_DEFINE_FINAL_TYPE (SfLockPage, sf_lock_page, ADW_TYPE_BIN)

static gboolean
is_at (SfLockPage *self, const char *way)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->ways), way) == 0;
}

static void
show_way (SfLockPage *self, const char *way)
{
  gtk_stack_set_visible_child_name (self->ways, way);
  gtk_widget_set_visible (self->back, !is_at (self, "passphrase"));
  sf_lock_page_focus (self);
}

void
sf_lock_page_tell (SfLockPage *self, const char *text)
{
  GtkLabel *problem = is_at (self, "recovery") ? self->recovery_problem : self->problem;
  gtk_label_set_text (problem, text);
  gtk_widget_set_visible (GTK_WIDGET (problem), TRUE);
}

/* What was told before, and what was offered because of it, is over. */
static void
forget_problem (SfLockPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->recovery_problem), FALSE);
  gtk_widget_set_visible (self->look, FALSE);
  gtk_widget_set_visible (self->begin_anew, FALSE);
}

static void
set_busy (SfLockPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->ways), !busy);
}

void
sf_lock_page_focus (SfLockPage *self)
{
  gtk_widget_grab_focus (is_at (self, "recovery") ? GTK_WIDGET (self->recovery_key)
                         : is_at (self, "fresh")  ? GTK_WIDGET (self->new_passphrase)
                                                  : GTK_WIDGET (self->passphrase));
}

/* Says what is wrong, and offers what can be done about it besides trying again. */
static void
show_failure (SfLockPage *self, const GError *error)
{
  if (is_at (self, "fresh"))
    show_way (self, "recovery");
  sf_lock_page_tell (self, error->message);
  gtk_widget_set_visible (
      self->look, g_error_matches (error, SESSION_ERROR, SESSION_ERROR_DAMAGED));
  gtk_widget_set_visible (
      self->begin_anew, g_error_matches (error, SESSION_ERROR, SESSION_ERROR_MISSING));
  sf_lock_page_focus (self);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfLockPage *self = SF_LOCK_PAGE (source);
  g_autoptr (GError) error = NULL;
  Unlocked *unlocked = worker_finish (result, &error);
  set_busy (self, FALSE);
  if (unlocked != NULL)
    {
      sf_window_enter (self->window, unlocked);
      return;
    }
  show_failure (self, error);
}

static void
on_cancelled (SfLockPage *self)
{
  set_busy (self, FALSE);
  sf_lock_page_focus (self);
}

void
sf_lock_page_cancel (SfLockPage *self)
{
  sf_waiting_cancel (self->waiting);
}

/* Takes both secrets over. What is given up may have opened the store: it is closed. */
static void
run_job (SfLockPage *self, WorkerJob job, Secret *secret, Secret *passphrase)
{
  WorkerOrder order = {
    .job = job,
    .input = unlocked_input_new (sf_window_path (self->window), secret, passphrase,
                                 sf_window_env (self->window)),
    .input_free = (GDestroyNotify)unlocked_input_free,
    .result_free = (GDestroyNotify)unlocked_free,
  };
  forget_problem (self);
  set_busy (self, TRUE);
  sf_waiting_run (self->waiting, sf_window_worker (self->window), order,
                  (WorkerOrder){ .job = unlocked_end }, self, on_unlocked);
}

static void
on_passphrase_entered (SfLockPage *self)
{
  run_job (self, unlocked_by_passphrase,
           passphrase_take (GTK_EDITABLE (self->passphrase)), NULL);
}

/* The passphrase was taken out of its entry when the damage was found. */
static void
on_look_clicked (SfLockPage *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->passphrase)) == '\0')
    {
      sf_lock_page_tell (self, _ ("Type the passphrase again: what can be read is "
                                  "opened with it, and nothing is changed."));
      sf_lock_page_focus (self);
      return;
    }
  run_job (self, unlocked_damaged, passphrase_take (GTK_EDITABLE (self->passphrase)),
           NULL);
}

static void
on_begin_anew_clicked (SfLockPage *self)
{
  sf_window_begin_anew (self->window);
}

/* ---- the recovery key ---- */

/* A slip of the pen is found before a passphrase is chosen. The key stays in its entry
 * until the passphrase is. */
static void
on_key_entered (SfLockPage *self)
{
  g_autoptr (GError) error = NULL;
  Secret *text = passphrase_copy (GTK_EDITABLE (self->recovery_key));
  gboolean right = session_slots_check_recovery (text, &error);
  secret_free (text);
  forget_problem (self);
  if (right)
    show_way (self, "fresh");
  else
    show_failure (self, error);
}

/* Thirteen groups are long to type without a sign that they are right. */
static void
on_key_changed (SfLockPage *self)
{
  Secret *text = passphrase_copy (GTK_EDITABLE (self->recovery_key));
  g_autofree char *progress = g_strdup_printf (
      /* Translators: of the groups of a recovery key that is being typed. */
      _ ("Right so far: %u of %u groups"), session_slots_count_groups (text),
      SESSION_SLOTS_GROUPS);
  secret_free (text);
  gtk_label_set_text (self->recovery_progress, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->recovery_problem), FALSE);
}

static void
on_recover_clicked (SfLockPage *self)
{
  Secret *passphrase = sf_new_passphrase_take (self->new_passphrase);
  if (passphrase == NULL)
    return;
  run_job (self, unlocked_by_recovery,
           passphrase_take (GTK_EDITABLE (self->recovery_key)), passphrase);
  /* Given up, it could have set the new passphrase all the same. */
  sf_waiting_hide_cancel (self->waiting);
}

static void
on_forgotten_clicked (SfLockPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  on_key_changed (self);
  show_way (self, "recovery");
}

static void
on_restore_clicked (SfLockPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_window_present (
      GTK_WINDOW (sf_restore_dialog_new (self->window, GTK_WINDOW (self->window))));
}

static void
on_back_clicked (SfLockPage *self)
{
  if (is_at (self, "fresh"))
    {
      show_way (self, "recovery");
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->recovery_key), "");
  show_way (self, "passphrase");
}

static const char *
describe_reason (LockReason reason)
{
  switch (reason)
    {
    case LOCK_REASON_IDLE:
      return _ ("It locked itself because it was not used for a while.");
    case LOCK_REASON_SCREEN:
      return _ ("It locked itself when the screen was locked.");
    case LOCK_REASON_SUSPEND:
      return _ ("It locked itself because the computer slept.");
    case LOCK_REASON_END:
      return _ ("It locked itself because the desktop was about to end.");
    case LOCK_REASON_ASKED:
      return _ ("You locked it.");
    case LOCK_REASON_NONE:
    default:
      return NULL;
    }
}

static void
sf_lock_page_dispose (GObject *object)
{
  SfLockPage *self = SF_LOCK_PAGE (object);
  passphrase_release_row (self->passphrase);
  passphrase_release_row (self->recovery_key);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_LOCK_PAGE);
  G_OBJECT_CLASS (sf_lock_page_parent_class)->dispose (object);
}

static void
sf_lock_page_class_init (SfLockPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_lock_page_dispose;
  g_type_ensure (SF_TYPE_MENU);
  g_type_ensure (SF_TYPE_NEW_PASSPHRASE);
  g_type_ensure (SF_TYPE_WAITING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, back);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, ways);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, status);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, look);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, begin_anew);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, recovery_key);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, new_passphrase);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, recovery_progress);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, recovery_problem);
  gtk_widget_class_bind_template_child (widget_class, SfLockPage, waiting);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_look_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_begin_anew_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_key_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_recover_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forgotten_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
sf_lock_page_init (SfLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfLockPage *
sf_lock_page_new (SfWindow *window, LockReason reason)
{
  SfLockPage *self = g_object_new (SF_TYPE_LOCK_PAGE, NULL);
  self->window = window;
  adw_status_page_set_description (self->status, describe_reason (reason));
  return self;
}
