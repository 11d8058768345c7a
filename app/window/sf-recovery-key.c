/* See sf-recovery-key.h. */
#include "config.h"

#include "sf-recovery-key.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "random.h"
#include "sf-window.h"

#define ASKED 2
#define GROUPS_A_LINE 3

struct _SfRecoveryKey
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *key_text;
  GtkWidget *written;
  AdwEntryRow *first;
  AdwEntryRow *second;
  GtkLabel *problem;

  Secret *text; /* (nullable) */
  guint asked[ASKED]; /* places of groups, from 0, ascending */
};

G_DEFINE_FINAL_TYPE (SfRecoveryKey, sf_recovery_key, ADW_TYPE_BIN)

static guint confirmed_signal;

static const char *
get_group (SfRecoveryKey *self, guint group)
{
  return (const char *)secret_peek (self->text)
         + group * (RECOVERY_GROUP_CHARACTERS + 1);
}

/* The key in numbered groups, so that one can be found again. Each digit stands in the
 * same column: a key is read from left to right in every language. */
static void
show_text (SfRecoveryKey *self)
{
  char lines[RECOVERY_TEXT_BYTES * 3];
  gsize length = 0;
  for (guint i = 0; i < RECOVERY_GROUPS; i++)
    length += (gsize)g_snprintf (lines + length, sizeof lines - length, "%s%2u %.*s",
                                 i == 0 ? "" : (i % GROUPS_A_LINE == 0 ? "\n" : "  "),
                                 i + 1, RECOVERY_GROUP_CHARACTERS, get_group (self, i));
  gtk_label_set_text (self->key_text, lines);
  secret_wipe (lines, sizeof lines);
}

static void
forget (SfRecoveryKey *self)
{
  g_clear_pointer (&self->text, secret_free);
  gtk_label_set_text (self->key_text, "");
  gtk_editable_set_text (GTK_EDITABLE (self->first), "");
  gtk_editable_set_text (GTK_EDITABLE (self->second), "");
}

static void
ask (AdwEntryRow *row, guint group)
{
  /* Translators: of the recovery key, which has 13 numbered groups. */
  g_autofree char *title = g_strdup_printf (_ ("Group %u"), group + 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

void
sf_recovery_key_show (SfRecoveryKey *self, Secret *text)
{
  secret_free (self->text);
  self->text = text;
  guint a = random_below (RECOVERY_GROUPS), b = random_below (RECOVERY_GROUPS - 1);
  b += b >= a;
  self->asked[0] = MIN (a, b);
  self->asked[1] = MAX (a, b);
  ask (self->first, self->asked[0]);
  ask (self->second, self->asked[1]);
  show_text (self);
  gtk_stack_set_visible_child_name (self->stack, "show");
  gtk_label_select_region (self->key_text, 0, 0);
  gtk_widget_grab_focus (self->written);
}

static void
on_copy_clicked (SfRecoveryKey *self)
{
  if (self->text != NULL)
    sf_window_copy (GTK_WIDGET (self), (const char *)secret_peek (self->text));
}

static void
on_written_clicked (SfRecoveryKey *self)
{
  gtk_label_set_text (self->key_text, "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "retype");
  gtk_widget_grab_focus (GTK_WIDGET (self->first));
}

static void
on_again_clicked (SfRecoveryKey *self)
{
  show_text (self);
  gtk_stack_set_visible_child_name (self->stack, "show");
  gtk_label_select_region (self->key_text, 0, 0);
  gtk_widget_grab_focus (self->written);
}

static gboolean
is_right (SfRecoveryKey *self, AdwEntryRow *row, guint group)
{
  g_autofree char *typed =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  return strlen (typed) == RECOVERY_GROUP_CHARACTERS
         && g_ascii_strncasecmp (typed, get_group (self, group),
                                 RECOVERY_GROUP_CHARACTERS)
                == 0;
}

static void
on_confirm_clicked (SfRecoveryKey *self)
{
  AdwEntryRow *rows[ASKED] = { self->first, self->second };
  if (self->text == NULL)
    return;
  for (guint i = 0; i < ASKED; i++)
    if (!is_right (self, rows[i], self->asked[i]))
      {
        g_autofree char *text = g_strdup_printf (
            _ ("Group %u is not what was shown. Check what you wrote down."),
            self->asked[i] + 1);
        gtk_label_set_text (self->problem, text);
        gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
        return;
      }
  forget (self);
  g_signal_emit (self, confirmed_signal, 0);
}

static void
on_first_entered (SfRecoveryKey *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->second));
}

static void
sf_recovery_key_dispose (GObject *object)
{
  SfRecoveryKey *self = SF_RECOVERY_KEY (object);
  g_clear_pointer (&self->text, secret_free);
  /* GTK would unparent a bound direct child without AdwBin's knowing. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_RECOVERY_KEY);
  G_OBJECT_CLASS (sf_recovery_key_parent_class)->dispose (object);
}

static void
sf_recovery_key_class_init (SfRecoveryKeyClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_recovery_key_dispose;
  confirmed_signal = g_signal_new ("confirmed", SF_TYPE_RECOVERY_KEY, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-recovery-key.ui");
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, stack);
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, key_text);
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, written);
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, first);
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, second);
  gtk_widget_class_bind_template_child (widget_class, SfRecoveryKey, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_written_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_first_entered);
}

static void
sf_recovery_key_init (SfRecoveryKey *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->key_text), GTK_TEXT_DIR_LTR);
}
