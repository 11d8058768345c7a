/* See sf-new-passphrase.h. */
#include "config.h"

#include "sf-new-passphrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "passphrase.h"
#include "session-passphrase.h"

struct _SfNewPassphrase
{
  AdwBin parent_instance;

  AdwPasswordEntryRow *first;
  AdwPasswordEntryRow *again;
  GtkLevelBar *level;
  GtkLabel *worth;
  GtkLabel *drawn_text;
  GtkWidget *drawn_box;
  GtkLabel *problem;

  Secret *drawn; /* (nullable): with a closing zero */
};

G_DEFINE_FINAL_TYPE (SfNewPassphrase, sf_new_passphrase, ADW_TYPE_BIN)

static guint entered_signal;

static const char *
get_text (AdwPasswordEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_drawn (SfNewPassphrase *self)
{
  return self->drawn != NULL
         && strcmp (get_text (self->first), (const char *)secret_peek (self->drawn))
                == 0;
}

static void
show_worth (SfNewPassphrase *self, double level, const char *text)
{
  gtk_level_bar_set_value (self->level, level);
  gtk_label_set_text (self->worth, text);
}

static gboolean
is_weak (SfNewPassphrase *self)
{
  Secret *typed = passphrase_copy (GTK_EDITABLE (self->first));
  gboolean weak = session_passphrase_is_weak (typed);
  secret_free (typed);
  return weak;
}

/* Only a drawn one's worth is known; for others, length is all that can be judged. */
static void
judge (SfNewPassphrase *self)
{
  glong length = g_utf8_strlen (get_text (self->first), -1);
  if (length == 0)
    show_worth (self, 0, "");
  else if (is_drawn (self))
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: %d is a number of bits. */
          _ ("Drawn at random: %d bits. Nobody can guess it."),
          SESSION_PASSPHRASE_BITS);
      show_worth (self, 4, text);
    }
  else if (length < SESSION_PASSPHRASE_CHARACTERS)
    show_worth (self, 1, _ ("Too short: a computer can try every one of this length."));
  else if (is_weak (self))
    show_worth (self, 1,
                _ ("Easy to guess: it is short, or made of what everybody tries first. "
                   "Let the program draw one."));
  else if (length < PASSPHRASE_CHARACTERS_LONG)
    show_worth (self, 2,
                _ ("Short. Several words that do not belong together are "
                   "better."));
  else
    show_worth (self, 3,
                _ ("Long. It is as strong as it is hard to guess: no name, "
                   "date, quotation or proverb, and nothing you use "
                   "elsewhere."));
}

static void
on_first_changed (SfNewPassphrase *self)
{
  judge (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_again_changed (SfNewPassphrase *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_again_entered (SfNewPassphrase *self)
{
  g_signal_emit (self, entered_signal, 0);
}

static void
on_first_entered (SfNewPassphrase *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
on_draw_clicked (SfNewPassphrase *self)
{
  secret_free (self->drawn);
  self->drawn = session_passphrase_draw ();
  const char *text = (const char *)secret_peek (self->drawn);
  gtk_label_set_text (self->drawn_text, text);
  gtk_widget_set_visible (self->drawn_box, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->first), text);
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
forget_drawn (SfNewPassphrase *self)
{
  g_clear_pointer (&self->drawn, secret_free);
  gtk_label_set_text (self->drawn_text, "");
  gtk_widget_set_visible (self->drawn_box, FALSE);
}

static void
tell (SfNewPassphrase *self, const char *text, AdwPasswordEntryRow *where)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (where));
}

static gboolean
is_long_enough (SfNewPassphrase *self)
{
  g_autoptr (GError) problem = NULL;
  Secret *typed = passphrase_copy (GTK_EDITABLE (self->first));
  gboolean enough = session_passphrase_check (typed, &problem);
  secret_free (typed);
  if (!enough)
    tell (self, problem->message, self->first);
  return enough;
}

Secret *
sf_new_passphrase_take (SfNewPassphrase *self)
{
  const char *first = get_text (self->first);
  if (!is_long_enough (self))
    return NULL;
  if (strlen (first) > PASSPHRASE_BYTES_MAX)
    {
      tell (self,
            _ ("This passphrase is too long to be typed anywhere else. Choose a "
               "shorter one."),
            self->first);
      return NULL;
    }
  if (strcmp (first, get_text (self->again)) != 0)
    {
      tell (self, _ ("The two are not the same. Type the second one again."),
            self->again);
      return NULL;
    }
  forget_drawn (self);
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  return passphrase_take (GTK_EDITABLE (self->first));
}

void
sf_new_passphrase_focus (SfNewPassphrase *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->first));
}

static void
sf_new_passphrase_dispose (GObject *object)
{
  SfNewPassphrase *self = SF_NEW_PASSPHRASE (object);
  passphrase_release_row (self->first);
  passphrase_release_row (self->again);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_NEW_PASSPHRASE);
  g_clear_pointer (&self->drawn, secret_free);
  G_OBJECT_CLASS (sf_new_passphrase_parent_class)->dispose (object);
}

static void
sf_new_passphrase_class_init (SfNewPassphraseClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_new_passphrase_dispose;
  entered_signal = g_signal_new ("entered", SF_TYPE_NEW_PASSPHRASE, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-new-passphrase.ui");
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, first);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, again);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, level);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, worth);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, drawn_text);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, drawn_box);
  gtk_widget_class_bind_template_child (widget_class, SfNewPassphrase, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_first_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_again_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_first_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_again_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_draw_clicked);
}

static void
sf_new_passphrase_init (SfNewPassphrase *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->drawn_text), GTK_TEXT_DIR_LTR);
}
