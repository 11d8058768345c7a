/* See sf-release-check.h. */
#include "config.h"

#include "sf-release-check.h"

#include <glib/gi18n-lib.h>

struct _SfReleaseCheck
{
  AdwWindow parent_instance;

  AdwStatusPage *status;
  AdwActionRow *form;
  AdwActionRow *ledger;
};

G_DEFINE_FINAL_TYPE (SfReleaseCheck, sf_release_check, ADW_TYPE_WINDOW)

static void
sf_release_check_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_RELEASE_CHECK);
  G_OBJECT_CLASS (sf_release_check_parent_class)->dispose (object);
}

static void
sf_release_check_class_init (SfReleaseCheckClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_release_check_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-release-check.ui");
  gtk_widget_class_bind_template_child (widget_class, SfReleaseCheck, status);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseCheck, form);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseCheck, ledger);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_release_check_init (SfReleaseCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_row (AdwActionRow *row, const char *title, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, text);
}

static void
show_release (SfReleaseCheck *self, const CheckedRelease *checked)
{
  char period[PERIOD_TEXT_BYTES];
  period_print (period, checked->period);
  /* The command line says the same, on a line of its own. */
  g_autofree char *held = g_strchomp (g_strdup_printf (
      _ ("This is the release of %s, byte for byte as the ledger holds it.\n"),
      period));
  gboolean good = checked->ledger_problem == NULL;
  adw_status_page_set_icon_name (
      self->status, good ? "object-select-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (
      self->status,
      good ? _ ("The Release Is Good") : _ ("The Ledger Does Not Hold This Release"));
  show_row (self->form, _ ("Its form is right"),
            _ ("It is written exactly as a release is."));
  show_row (self->ledger,
            good ? _ ("The ledger holds it") : _ ("The ledger does not hold it"),
            good ? held : checked->ledger_problem);
}

SfReleaseCheck *
sf_release_check_new (GtkWindow *parent, const CheckedRelease *checked)
{
  SfReleaseCheck *self =
      g_object_new (SF_TYPE_RELEASE_CHECK, "transient-for", parent, NULL);
  if (checked->form_problem == NULL)
    {
      show_release (self, checked);
      return self;
    }
  adw_status_page_set_icon_name (self->status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, _ ("This Is No Release"));
  show_row (self->form, _ ("Its form is wrong"), checked->form_problem);
  gtk_widget_set_visible (GTK_WIDGET (self->ledger), FALSE);
  return self;
}
