/* See sf-pledge-page.h. Its dialogs are widgets of their own, its questions to the
 * session are in pledge-jobs.h, and files leave by sf-pledge-saver.h. */
#include "config.h"

#include "sf-pledge-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "adw-inside.h"
#include "pledge-jobs.h"
#include "sf-check-dialog.h"
#include "sf-pledge-saver.h"
#include "sf-pledge-text.h"
#include "sf-sign-dialog.h"
#include "sf-tier-card.h"
#include "sf-window.h"

struct _SfPledgePage
{
  AdwBin parent_instance;

  GtkLabel *problem;
  AdwActionRow *standing_row;
  GtkWidget *save_row;
  GtkWidget *withdraw_row;
  GtkWidget *destroy_row;
  AdwPreferencesGroup *about;
  AdwActionRow *who, *refused, *lasts, *protection;
  GtkFlowBox *tiers;
  AdwActionRow *others_row;

  Worker *worker;
  Campaign *campaign;
  PledgeOverview *overview; /* NULL until it was loaded */
  guint chosen_tier; /* of a change that is being asked about */
  GtkFileChooserNative *chooser; /* files to check */
};

G_DEFINE_FINAL_TYPE (SfPledgePage, sf_pledge_page, ADW_TYPE_BIN)

static GtkWindow *
get_window (SfPledgePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static const Signer *
get_owner (SfPledgePage *self)
{
  return self->overview != NULL ? pledge_jobs_owner (self->overview) : NULL;
}

/* Whether the owner holds the pledge now. */
static gboolean
is_held (const Signer *owner)
{
  return owner != NULL && !chain_is_withdrawn (&owner->state);
}

static void
show_problem (SfPledgePage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static const char *
tier_name (SfPledgePage *self, guint tier)
{
  return campaign_text_get (campaign_item (self->campaign, CAMPAIGN_TIERS, tier)->name,
                            NULL);
}

static void
show_standing (SfPledgePage *self)
{
  const Signer *owner = get_owner (self);
  gboolean held = is_held (owner);
  g_autofree char *subtitle = NULL;
  if (owner != NULL)
    {
      char week[WEEK_TEXT_BYTES];
      week_print (week, owner->state.take.week);
      subtitle = g_strdup_printf (_ ("%s · since week %s"),
                                  tier_name (self, owner->tier), week);
    }
  const char *title = held            ? _ ("You hold the pledge")
                      : owner != NULL ? _ ("You have withdrawn the pledge")
                                      : _ ("You have not taken the pledge");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->standing_row), title);
  adw_action_row_set_subtitle (self->standing_row,
                               held ? subtitle
                               : owner != NULL
                                   ? _ ("You can take it again, with a new key.")
                                   : _ ("Read what it says below, and choose a tier."));
  gtk_widget_set_visible (self->save_row, owner != NULL);
  gtk_widget_set_visible (self->withdraw_row, held && owner->has_key);
  gtk_widget_set_visible (self->destroy_row, owner != NULL && owner->has_key);
}

static void
show_others (SfPledgePage *self)
{
  guint others = self->overview->signers->len - (get_owner (self) != NULL ? 1 : 0);
  guint64 sheet = self->overview->sheet;
  gtk_widget_set_visible (GTK_WIDGET (self->others_row), others > 0 || sheet > 0);
  g_autofree char *text = g_strdup_printf (
      /* Translators: the first is a number of people, the second a number of rows. */
      _ ("Signed on this computer: %u. Rows of sign-up sheets: %u."), others,
      (guint)sheet);
  adw_action_row_set_subtitle (self->others_row, text);
}

/* What a card offers: taking, changing, or nothing where the key is gone. */
static void
show_cards (SfPledgePage *self)
{
  const Signer *owner = get_owner (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->tiers));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      SfTierCard *card =
          SF_TIER_CARD (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)));
      gboolean this_one = is_held (owner) && owner->tier == sf_tier_card_tier (card);
      const char *label = NULL;
      if (!is_held (owner))
        label = _ ("_Take This Tier…");
      else if (!this_one && owner->has_key)
        label = _ ("_Change to This Tier…");
      sf_tier_card_set_held (card, this_one);
      sf_tier_card_set_action (card, label);
    }
}

static void
on_overview (GObject *source, GAsyncResult *result, gpointer data)
{
  SfPledgePage *self = SF_PLEDGE_PAGE (source);
  const char *said = data;
  g_autoptr (GError) error = NULL;
  PledgeOverview *overview = worker_finish (result, &error);
  if (error != NULL)
    {
      show_problem (self, error->message);
      return;
    }
  g_clear_pointer (&self->overview, pledge_jobs_free_overview);
  self->overview = overview;
  show_problem (self, NULL);
  show_standing (self);
  show_others (self);
  show_cards (self);
  if (said != NULL)
    sf_window_say (GTK_WIDGET (self), said);
}

/* said: (nullable): what a toast says when it is done; a constant. */
static void
run (SfPledgePage *self, WorkerJob job, const PledgeOrder *order, const char *said)
{
  WorkerOrder errand = {
    .job = job,
    .input = order != NULL ? g_memdup2 (order, sizeof *order) : NULL,
    .input_free = g_free,
    .result_free = (GDestroyNotify)pledge_jobs_free_overview,
  };
  worker_run (self->worker, errand, self, on_overview, (gpointer)said);
}

static void
on_map (SfPledgePage *self)
{
  run (self, pledge_jobs_load, NULL, NULL);
}

static void
on_signed (SfPledgePage *self, SfSignDialog *dialog)
{
  PledgeOrder order = { .tier = sf_sign_dialog_tier (dialog),
                        .role = sf_sign_dialog_role (dialog),
                        .kind = sf_sign_dialog_kind (dialog) };
  run (self, pledge_jobs_take, &order, _ ("The pledge is signed"));
}

static void
present_sign_dialog (SfPledgePage *self, guint tier, SignerKind kind)
{
  SfSignDialog *dialog =
      sf_sign_dialog_new (get_window (self), self->campaign, tier, kind);
  g_signal_connect_object (dialog, "signed", G_CALLBACK (on_signed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Asks before what cannot be undone: response "yes" is answered by handler. */
static void
ask (SfPledgePage *self, const char *heading, const char *body, const char *yes,
     AdwResponseAppearance appearance, GCallback handler)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel",
                                    _ ("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "yes",
                                              appearance);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::yes", handler, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static PledgeOrder
order_for_owner (SfPledgePage *self)
{
  PledgeOrder order = { .role = -1, .format = PLEDGE_FORMAT_MINISIGN };
  memcpy (order.id, get_owner (self)->id, SIGNERS_ID_BYTES);
  return order;
}

static void
on_change_confirmed (SfPledgePage *self)
{
  PledgeOrder order = order_for_owner (self);
  order.tier = self->chosen_tier;
  run (self, pledge_jobs_change, &order, _ ("The change of tier is signed"));
}

static void
on_card_chosen (SfPledgePage *self, SfTierCard *card)
{
  guint tier = sf_tier_card_tier (card);
  if (!is_held (get_owner (self)))
    {
      present_sign_dialog (self, tier, SIGNER_OWNER);
      return;
    }
  self->chosen_tier = tier;
  ask (self, _ ("Change the Tier?"), tier_name (self, tier), _ ("_Sign the Change"),
       ADW_RESPONSE_SUGGESTED, G_CALLBACK (on_change_confirmed));
}

static void
on_withdraw_confirmed (SfPledgePage *self)
{
  PledgeOrder order = order_for_owner (self);
  run (self, pledge_jobs_withdraw, &order, _ ("The withdrawal is signed"));
}

static void
on_withdraw_activated (SfPledgePage *self)
{
  ask (
      self, _ ("Withdraw the Pledge?"),
      _ ("A withdrawal is signed with your key. Pledges that you gave to others stay "
         "with them: give them the withdrawal too. Taking the pledge again needs a new "
         "key."),
      _ ("_Withdraw"), ADW_RESPONSE_DESTRUCTIVE, G_CALLBACK (on_withdraw_confirmed));
}

static void
on_saver_done (SfPledgePage *self, const char *problem)
{
  show_problem (self, problem);
  if (problem == NULL)
    sf_window_say (GTK_WIDGET (self), _ ("Three files were saved"));
}

static void
save (SfPledgePage *self, WorkerJob job, PledgeFormat format, GCallback handler)
{
  PledgeOrder order = order_for_owner (self);
  order.format = format;
  g_autoptr (SfPledgeSaver) saver =
      sf_pledge_saver_new (get_window (self), self->worker, job, &order);
  g_signal_connect_object (saver, "done", handler, self, G_CONNECT_SWAPPED);
  sf_pledge_saver_start (saver);
}

static void
on_format_chosen (SfPledgePage *self, const char *response)
{
  PledgeFormat format;
  if (saved_format_parse (&format, response))
    save (self, pledge_jobs_files, format, G_CALLBACK (on_saver_done));
}

static void
on_save_activated (SfPledgePage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      get_window (self), _ ("Save the Pledge for Others to Check"),
      _ ("Three files are saved in a folder of your choice: the pledge, its signature, "
         "and the key it was signed with. Which program will they be checked with?"));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
      saved_format_name (PLEDGE_FORMAT_SSHSIG), _ ("ssh-_keygen"),
      saved_format_name (PLEDGE_FORMAT_MINISIGN), _ ("_minisign or signify"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), saved_format_name (PLEDGE_FORMAT_MINISIGN),
      ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_format_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
destroy_key (SfPledgePage *self)
{
  PledgeOrder order = order_for_owner (self);
  run (self, pledge_jobs_destroy_key, &order, _ ("The key is destroyed"));
}

/* The withdrawal is in the signer's hands: only now may the key go. */
static void
on_withdrawal_saved (SfPledgePage *self, const char *problem)
{
  show_problem (self, problem);
  if (problem == NULL && get_owner (self) != NULL)
    destroy_key (self);
}

static void
on_destroy_response (SfPledgePage *self, const char *response)
{
  if (strcmp (response, "destroy") == 0)
    destroy_key (self);
  else if (strcmp (response, "save") == 0)
    save (self, pledge_jobs_withdrawal_files, PLEDGE_FORMAT_MINISIGN,
          G_CALLBACK (on_withdrawal_saved));
}

static void
on_destroy_activated (SfPledgePage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      get_window (self), _ ("Destroy the Signing Key?"),
      _ ("Without it nobody can change or withdraw this pledge, you neither. A "
         "withdrawal that is signed and saved now can still be handed out later. "
         "Copies "
         "of the store that were made before still hold the key."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel",
                                    _ ("_Cancel"), "destroy", _ ("_Destroy"), "save",
                                    _ ("_Save a Withdrawal, Then Destroy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "destroy",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_destroy_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_read_activated (SfPledgePage *self)
{
  gtk_window_present (
      GTK_WINDOW (sf_pledge_text_new (get_window (self), self->campaign)));
}

static void
on_next_person_activated (SfPledgePage *self)
{
  present_sign_dialog (self, 0, SIGNER_OTHER);
}

static void
check_files (SfPledgePage *self, GListModel *files)
{
  gtk_window_present (GTK_WINDOW (sf_check_dialog_new (get_window (self), files)));
}

static void
on_files_chosen (SfPledgePage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files =
          gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      check_files (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
on_check_activated (SfPledgePage *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
      _ ("The pledge and its signature"), get_window (self),
      GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_files_chosen),
                           self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_dropped (SfPledgePage *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GdkFileList *dropped = g_value_get_boxed (value);
  g_autoptr (GSList) list = gdk_file_list_get_files (dropped);
  for (GSList *at = list; at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  check_files (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
sf_pledge_page_dispose (GObject *object)
{
  SfPledgePage *self = SF_PLEDGE_PAGE (object);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_PLEDGE_PAGE);
  g_clear_pointer (&self->overview, pledge_jobs_free_overview);
  g_clear_pointer (&self->campaign, campaign_unref);
  G_OBJECT_CLASS (sf_pledge_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfPledgePage, problem);
  gtk_widget_class_bind_template_child (class, SfPledgePage, standing_row);
  gtk_widget_class_bind_template_child (class, SfPledgePage, save_row);
  gtk_widget_class_bind_template_child (class, SfPledgePage, withdraw_row);
  gtk_widget_class_bind_template_child (class, SfPledgePage, destroy_row);
  gtk_widget_class_bind_template_child (class, SfPledgePage, about);
  gtk_widget_class_bind_template_child (class, SfPledgePage, who);
  gtk_widget_class_bind_template_child (class, SfPledgePage, refused);
  gtk_widget_class_bind_template_child (class, SfPledgePage, lasts);
  gtk_widget_class_bind_template_child (class, SfPledgePage, protection);
  gtk_widget_class_bind_template_child (class, SfPledgePage, tiers);
  gtk_widget_class_bind_template_child (class, SfPledgePage, others_row);
}

static void
sf_pledge_page_class_init (SfPledgePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_pledge_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-pledge-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
  gtk_widget_class_bind_template_callback (widget_class, on_save_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_withdraw_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_destroy_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_read_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_check_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_next_person_activated);
}

static void
sf_pledge_page_init (SfPledgePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_dropped), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
show_campaign (SfPledgePage *self)
{
  const struct
  {
    AdwActionRow *row;
    const CampaignText *text;
  } rows[] = {
    { self->who, campaign_who (self->campaign) },
    { self->refused, campaign_refused (self->campaign) },
    { self->lasts, campaign_lasts (self->campaign) },
    { self->protection, campaign_protection (self->campaign) },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_action_row_set_subtitle (rows[i].row, campaign_text_get (rows[i].text, NULL));
  g_autofree char *summary = g_markup_escape_text (
      campaign_text_get (campaign_summary (self->campaign), NULL), -1);
  adw_inside_set_group_title (self->about,
                              campaign_text_get (campaign_name (self->campaign), NULL));
  adw_preferences_group_set_description (self->about, summary);
  for (guint i = 0; i < campaign_count (self->campaign, CAMPAIGN_TIERS); i++)
    {
      SfTierCard *card = sf_tier_card_new (self->campaign, i);
      g_signal_connect_object (card, "chosen", G_CALLBACK (on_card_chosen), self,
                               G_CONNECT_SWAPPED);
      gtk_flow_box_insert (self->tiers, GTK_WIDGET (card), -1);
      GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (card));
      gtk_accessible_update_property (GTK_ACCESSIBLE (place),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      tier_name (self, i), -1);
    }
}

SfPledgePage *
sf_pledge_page_new (Worker *worker, Campaign *campaign)
{
  SfPledgePage *self = g_object_new (SF_TYPE_PLEDGE_PAGE, NULL);
  self->worker = worker;
  self->campaign = campaign_ref (campaign);
  show_campaign (self);
  return self;
}
