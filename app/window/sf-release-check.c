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
  AdwActionRow *signature;
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
  gtk_widget_class_bind_template_child (widget_class, SfReleaseCheck, signature);
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

/* (transfer full): the command line says the same, on a line of its own. */
static char *
describe_held (const CheckedRelease *checked)
{
  char period[PERIOD_TEXT_BYTES];
  period_print (period, checked->period);
  if (checked->kind == REPORT_READ_TEXT)
    return g_strchomp (g_strdup_printf (
        _ ("This is the release of %s, byte for byte as the ledger holds it.\n"),
        period));
  return g_strchomp (
      g_strdup_printf (_ ("This was written of the release of %s that the ledger "
                          "holds, and nothing in it was altered.\n"),
                       period));
}

static void
show_signature (SfReleaseCheck *self, const CheckedRelease *checked)
{
  gtk_widget_set_visible (GTK_WIDGET (self->signature), TRUE);
  if (!checked->is_signed)
    show_row (self->signature, _ ("It is not signed"),
              _ ("There is no signature beside it."));
  else if (checked->signature_problem != NULL)
    show_row (self->signature, _ ("Its signature is not good"),
              checked->signature_problem);
  else
    show_row (self->signature, _ ("Its signature is good"),
              _ ("The signature is good, and made with the key of this store."));
}

static void
show_verdict (SfReleaseCheck *self, const CheckedRelease *checked, const char *good,
              const char *not_held)
{
  const char *title = checked->ledger_problem != NULL ? not_held
                      : checked->signature_problem != NULL
                          ? _ ("The Signature Is Not Good")
                          : good;
  adw_status_page_set_icon_name (self->status, title == good
                                                   ? "object-select-symbolic"
                                                   : "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, title);
}

static void
show_series (SfReleaseCheck *self, const CheckedRelease *checked)
{
  gboolean held = checked->ledger_problem == NULL;
  show_verdict (self, checked, _ ("These Totals Over Time Are Good"),
                _ ("The Ledger Adds Up to Other Totals"));
  gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  show_row (
      self->ledger,
      held ? _ ("The ledger adds up to them") : _ ("The ledger adds up to others"),
      held ? _ ("This is what the releases in the ledger add up to, all of them, "
                "and nothing in it was altered.")
           : checked->ledger_problem);
  show_signature (self, checked);
}

static void
show_release (SfReleaseCheck *self, const CheckedRelease *checked)
{
  gboolean held = checked->ledger_problem == NULL;
  g_autofree char *description = describe_held (checked);
  show_verdict (self, checked, _ ("The Release Is Good"),
                _ ("The Ledger Does Not Hold This Release"));
  show_row (self->form, _ ("Its form is right"),
            _ ("It is written exactly as a release is."));
  show_row (self->ledger,
            held ? _ ("The ledger holds it") : _ ("The ledger does not hold it"),
            held ? description : checked->ledger_problem);
  show_signature (self, checked);
}

SfReleaseCheck *
sf_release_check_new (GtkWindow *parent, const CheckedRelease *checked)
{
  SfReleaseCheck *self =
      g_object_new (SF_TYPE_RELEASE_CHECK, "transient-for", parent, NULL);
  if (checked->is_series)
    {
      show_series (self, checked);
      return self;
    }
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
