/* See screen-reader.h. */
#include "config.h"

#include "screen-reader.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* On a button: its label is watched. */
#define WATCHED "screen-reader-watched"

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The label inside stays: it is what the button is labelled by. */
static void
forget_written_name (GtkWidget *button)
{
  g_autofree char *label = NULL;
  gboolean mnemonic;
  g_object_get (button, "label", &label, "use-underline", &mnemonic, NULL);
  if (label != NULL && mnemonic)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button),
                                   GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
mend_mnemonic (GtkWidget *button)
{
  if (g_object_get_data (G_OBJECT (button), WATCHED) != NULL)
    return;
  forget_written_name (button);
  g_object_set_data (G_OBJECT (button), WATCHED, button);
  g_signal_connect (button, "notify::label", G_CALLBACK (forget_written_name), NULL);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* Calls widget by the first text in place, if there is one. */
static void
name_by_label (GtkWidget *widget, GtkWidget *place)
{
  GtkWidget *label = find_label (place);
  if (label != NULL)
    gtk_accessible_update_relation (
        GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

/* A button that holds something else than a text of its own is called by the first text
 * in it. */
static void
mend_button (GtkButton *button)
{
  GtkWidget *child = gtk_button_get_child (button);
  if (gtk_button_get_label (button) != NULL || child == NULL)
    return;
  GtkWidget *label = find_label (child);
  if (label != NULL)
    gtk_accessible_update_relation (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

/* Buttons of toasts, notices and the shortcuts' window; the app's own have a tooltip,
 * and a name. */
static void
mend_icon (GtkButton *button)
{
  const char *icon = gtk_button_get_icon_name (button);
  if (gtk_widget_get_tooltip_text (GTK_WIDGET (button)) != NULL)
    return;
  if (g_strcmp0 (icon, "window-close-symbolic") == 0)
    set_name (GTK_WIDGET (button), _ ("Close"));
  else if (g_strcmp0 (icon, "edit-find-symbolic") == 0)
    set_name (GTK_WIDGET (button), _ ("Search"));
}

/* The switch of a row that opens is about what the row is about. */
static void
mend_switch (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW);
  if (row != NULL)
    name_by_label (widget, row);
}

/* The rows of a group have the focus one by one; the list around them has nothing to
 * say. */
static void
mend_list (GtkWidget *list)
{
  if (gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP) != NULL
      && gtk_list_box_get_selection_mode (GTK_LIST_BOX (list)) == GTK_SELECTION_NONE)
    gtk_widget_set_focusable (list, FALSE);
}

static gboolean
on_widget_mapped (GSignalInvocationHint *hint, guint count, const GValue *values,
                  gpointer data)
{
  (void)hint;
  (void)count;
  (void)data;
  GtkWidget *widget = g_value_get_object (values);
  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    mend_mnemonic (widget);
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    mend_icon (GTK_BUTTON (widget));
  else if (G_OBJECT_TYPE (widget) == GTK_TYPE_BUTTON)
    mend_button (GTK_BUTTON (widget));
  if (GTK_IS_SWITCH (widget))
    mend_switch (widget);
  if (GTK_IS_LIST_BOX (widget))
    mend_list (widget);
  return TRUE;
}

void
screen_reader_init (void)
{
  static gsize done;
  if (!g_once_init_enter (&done))
    return;
  GTypeClass *class = g_type_class_ref (GTK_TYPE_WIDGET); /* makes its signals */
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0,
                              on_widget_mapped, NULL, NULL);
  g_type_class_unref (class);
  g_once_init_leave (&done, 1);
}
