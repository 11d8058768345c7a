/* See sf-sign-dialog.h. */
#include "config.h"

#include "sf-sign-dialog.h"

#include <glib/gi18n-lib.h>

struct _SfSignDialog
{
  AdwWindow parent_instance;

  GtkLabel *tier_name;
  GtkLabel *text;
  GtkLabel *passed_round;
  AdwComboRow *role;

  guint tier;
  SignerKind kind;
};

G_DEFINE_FINAL_TYPE (SfSignDialog, sf_sign_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_sign_clicked (SfSignDialog *self)
{
  g_signal_emit (self, signals[SIGNED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
sf_sign_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_SIGN_DIALOG);
  G_OBJECT_CLASS (sf_sign_dialog_parent_class)->dispose (object);
}

static void
sf_sign_dialog_class_init (SfSignDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_sign_dialog_dispose;
  signals[SIGNED] =
      g_signal_new ("signed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-sign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SfSignDialog, tier_name);
  gtk_widget_class_bind_template_child (widget_class, SfSignDialog, text);
  gtk_widget_class_bind_template_child (widget_class, SfSignDialog, passed_round);
  gtk_widget_class_bind_template_child (widget_class, SfSignDialog, role);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_sign_dialog_init (SfSignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_roles (SfSignDialog *self, const Campaign *campaign)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _ ("Not said"));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_ROLES); i++)
    gtk_string_list_append (
        names,
        campaign_text_get (campaign_item (campaign, CAMPAIGN_ROLES, i)->name, NULL));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
}

SfSignDialog *
sf_sign_dialog_new (GtkWindow *parent, const Campaign *campaign, guint tier,
                    SignerKind kind)
{
  SfSignDialog *self =
      g_object_new (SF_TYPE_SIGN_DIALOG, "transient-for", parent, NULL);
  const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, tier);
  self->tier = tier;
  self->kind = kind;
  gtk_label_set_text (self->tier_name, campaign_text_get (item->name, NULL));
  gtk_label_set_text (self->text, campaign_text_get (item->text, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->passed_round), kind == SIGNER_OTHER);
  fill_roles (self, campaign);
  return self;
}

guint
sf_sign_dialog_tier (SfSignDialog *self)
{
  return self->tier;
}

SignerKind
sf_sign_dialog_kind (SfSignDialog *self)
{
  return self->kind;
}

int
sf_sign_dialog_role (SfSignDialog *self)
{
  return (int)adw_combo_row_get_selected (self->role) - 1;
}
