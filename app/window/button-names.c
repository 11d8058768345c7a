/* See button-names.h. */
#include "button-names.h"

/* On a button: its label is watched. */
#define WATCHED "button-names-watched"

static gboolean
is_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget);
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

static gboolean
on_widget_mapped (GSignalInvocationHint *hint, guint count, const GValue *values,
                  gpointer data)
{
  (void)hint;
  (void)count;
  (void)data;
  GtkWidget *widget = g_value_get_object (values);
  if (!is_button (widget) || g_object_get_data (G_OBJECT (widget), WATCHED) != NULL)
    return TRUE;
  forget_written_name (widget);
  g_object_set_data (G_OBJECT (widget), WATCHED, widget);
  g_signal_connect (widget, "notify::label", G_CALLBACK (forget_written_name), NULL);
  return TRUE;
}

void
button_names_init (void)
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
