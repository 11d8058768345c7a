/* See sf-choice-row.h. */
#include "config.h"

#include "sf-choice-row.h"

typedef struct
{
  GtkStringList *texts;
  int first; /* the place of the first text: -1 if that is "none" */
} SfChoiceRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SfChoiceRow, sf_choice_row, ADW_TYPE_COMBO_ROW)

static SfChoiceRowPrivate *
get_private (SfChoiceRow *self)
{
  return sf_choice_row_get_instance_private (self);
}

void
sf_choice_row_clear (SfChoiceRow *self, const char *none)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (get_private (self)->texts));
  const char *const texts[] = { none, NULL };
  gtk_string_list_splice (get_private (self)->texts, 0, count, texts);
  get_private (self)->first = none != NULL ? -1 : 0;
}

void
sf_choice_row_append (SfChoiceRow *self, const char *text)
{
  gtk_string_list_append (get_private (self)->texts, text);
}

void
sf_choice_row_fill (SfChoiceRow *self, const Campaign *campaign, CampaignList list,
                    const char *none)
{
  sf_choice_row_clear (self, none);
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    sf_choice_row_append (
        self, campaign_text_get (campaign_item (campaign, list, i)->name, NULL));
}

int
sf_choice_row_get (SfChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return selected == GTK_INVALID_LIST_POSITION
             ? -1
             : (int)selected + get_private (self)->first;
}

void
sf_choice_row_set (SfChoiceRow *self, int place)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (self),
                              (guint)(place - get_private (self)->first));
}

/* Whether text begins with this letter, in either case. */
static gboolean
begins_with (const char *text, gunichar letter)
{
  return g_unichar_tolower (g_utf8_get_char (text)) == g_unichar_tolower (letter);
}

static gboolean
on_key_pressed (SfChoiceRow *self, guint key, guint code, GdkModifierType state)
{
  (void)code;
  gunichar letter = gdk_keyval_to_unicode (key);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;
  guint count = g_list_model_get_n_items (G_LIST_MODEL (get_private (self)->texts));
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  for (guint step = 1; step <= count; step++)
    {
      guint next = (selected + step) % count;
      if ((int)next + get_private (self)->first >= 0
          && begins_with (gtk_string_list_get_string (get_private (self)->texts, next),
                          letter))
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (self), next);
          return GDK_EVENT_STOP;
        }
    }
  return GDK_EVENT_PROPAGATE;
}

/* Goes to the row, where a letter chooses; a list that opens would take the letters. */
static gboolean
sf_choice_row_mnemonic_activate (GtkWidget *widget, gboolean cycling)
{
  (void)cycling;
  return gtk_widget_grab_focus (widget);
}

static void
sf_choice_row_dispose (GObject *object)
{
  g_clear_object (&get_private (SF_CHOICE_ROW (object))->texts);
  G_OBJECT_CLASS (sf_choice_row_parent_class)->dispose (object);
}

static void
sf_choice_row_class_init (SfChoiceRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sf_choice_row_dispose;
  GTK_WIDGET_CLASS (class)->mnemonic_activate = sf_choice_row_mnemonic_activate;
}

static void
sf_choice_row_init (SfChoiceRow *self)
{
  get_private (self)->texts = gtk_string_list_new (NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self),
                           G_LIST_MODEL (get_private (self)->texts));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
