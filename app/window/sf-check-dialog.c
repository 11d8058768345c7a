/* See sf-check-dialog.h. */
#include "config.h"

#include "sf-check-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "small-file.h"
#include "verify.h"

/* No record and no signature of one is as large as this. */
#define FILE_BYTES 65536

struct _SfCheckDialog
{
  AdwWindow parent_instance;

  AdwStatusPage *status;
  AdwPreferencesGroup *proven;
  AdwPreferencesGroup *not_proven;

  gboolean good;
};

G_DEFINE_FINAL_TYPE (SfCheckDialog, sf_check_dialog, ADW_TYPE_WINDOW)

static void
sf_check_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_CHECK_DIALOG);
  G_OBJECT_CLASS (sf_check_dialog_parent_class)->dispose (object);
}

static void
sf_check_dialog_class_init (SfCheckDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_check_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCheckDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SfCheckDialog, proven);
  gtk_widget_class_bind_template_child (widget_class, SfCheckDialog, not_proven);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_check_dialog_init (SfCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_record (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *head = "pledge-record:";
  return size > strlen (head) && memcmp (data, head, strlen (head)) == 0;
}

/* The record and the signature among files: the key files that are saved with them
 * begin in other ways and do not verify, so each other file is tried. */
static gboolean
verify_files (GListModel *files, PledgeRecord *record, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) others =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autoptr (GBytes) bytes = small_file_read (file, FILE_BYTES, error);
      if (bytes == NULL)
        return FALSE;
      if (text == NULL && is_record (bytes))
        text = g_steal_pointer (&bytes);
      else
        g_ptr_array_add (others, g_steal_pointer (&bytes));
    }
  if (text == NULL || others->len == 0)
    {
      g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_FORM,
                           _ ("Choose two files: the pledge (pledge.txt) and its "
                              "signature (pledge.txt.minisig or pledge.txt.sig)."));
      return FALSE;
    }
  gsize size, signature_size;
  const void *data = g_bytes_get_data (text, &size);
  for (guint i = 0; i < others->len; i++)
    {
      PledgeFormat format;
      const void *signature = g_bytes_get_data (others->pdata[i], &signature_size);
      g_clear_error (error);
      if (verify_signature (record, &format, data, size, signature, signature_size,
                            error))
        return TRUE;
    }
  return FALSE;
}

static void
fill_group (AdwPreferencesGroup *group, char **sentences)
{
  for (guint i = 0; sentences[i] != NULL; i++)
    adw_preferences_group_add (
        group, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                             "title", sentences[i], NULL));
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static char *
describe_record (const PledgeRecord *record)
{
  char week[WEEK_TEXT_BYTES];
  week_print (week, record->week);
  switch (record->action)
    {
    case PLEDGE_WITHDRAW:
      /* Translators: the first is a tier's number, the second a week like 2026-W07. */
      return g_strdup_printf (_ ("A withdrawal of tier %s, week %s"), record->tier,
                              week);
    case PLEDGE_CHANGE:
      /* Translators: the first is a tier's number, the second a week like 2026-W07. */
      return g_strdup_printf (_ ("A change to tier %s, week %s"), record->tier, week);
    case PLEDGE_TAKE:
    default:
      /* Translators: the first is a tier's number, the second a week like 2026-W07. */
      return g_strdup_printf (_ ("A pledge of tier %s, week %s"), record->tier, week);
    }
}

static void
show_good (SfCheckDialog *self, const PledgeRecord *record)
{
  g_autofree char *what = describe_record (record);
  g_autofree char *markup = g_markup_escape_text (what, -1);
  g_auto (GStrv) proven = verify_dup_proven ();
  g_auto (GStrv) not_proven = verify_dup_not_proven ();
  self->good = TRUE;
  adw_status_page_set_icon_name (self->status, "object-select-symbolic");
  adw_status_page_set_title (self->status, _ ("The Signature Is Good"));
  adw_status_page_set_description (self->status, markup);
  fill_group (self->proven, proven);
  fill_group (self->not_proven, not_proven);
}

static void
show_bad (SfCheckDialog *self, const GError *error)
{
  g_autofree char *markup = g_markup_escape_text (error->message, -1);
  adw_status_page_set_icon_name (self->status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, _ ("This Pledge Cannot Be Confirmed"));
  adw_status_page_set_description (self->status, markup);
}

SfCheckDialog *
sf_check_dialog_new (GtkWindow *parent, GListModel *files)
{
  SfCheckDialog *self =
      g_object_new (SF_TYPE_CHECK_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GError) error = NULL;
  PledgeRecord record;
  if (verify_files (files, &record, &error))
    show_good (self, &record);
  else
    show_bad (self, error);
  return self;
}

gboolean
sf_check_dialog_is_good (SfCheckDialog *self)
{
  return self->good;
}
