/* See row-words.h. */
#include "row-words.h"

static void
set_text (AdwActionRow *row, const char *text)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (row, text);
}

void
row_words_say (AdwActionRow *row, const char *text)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  set_text (row, text);
}

void
row_words_warn (AdwActionRow *row, const char *text)
{
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  set_text (row, text);
}
