/* See session-pledge.h. */
#include "config.h"

#include "session-pledge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "session-private.h"

static gboolean
print_and_sign (const PledgeRecord *record, const Secret *seed, GBytes **text,
                PledgeSignatures *signatures, GError **error)
{
  char *printed = record_print (record, error);
  if (printed == NULL)
    return FALSE;
  *text = g_bytes_new_take (printed, strlen (printed));
  return signatures_make (signatures, printed, strlen (printed), seed, error);
}

static gboolean
fill_take (Session *session, guint tier, int role, Week week, const Secret *seed,
           PledgeRecord *record, GError **error)
{
  const Campaign *campaign = session_campaign (session);
  *record = (PledgeRecord){ .action = PLEDGE_TAKE, .week = week };
  const CampaignItem *tier_item = campaign_item (campaign, CAMPAIGN_TIERS, tier);
  g_return_val_if_fail (tier_item != NULL, FALSE);
  g_strlcpy (record->tier, tier_item->id, sizeof record->tier);
  if (role >= 0)
    g_strlcpy (record->role, campaign_item (campaign, CAMPAIGN_ROLES, (guint)role)->id,
               sizeof record->role);
  campaign_text_hash (campaign, record->text);
  if (bytes_from_hex (record->campaign, sizeof record->campaign, campaign_id (campaign))
          == 0
      && sign_public (record->public_key, seed) == 0)
    return TRUE;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("There is not enough memory to make a signing key."));
  return FALSE;
}

/* The keys of everybody but the owner: on a laptop that is passed round, nobody's key
 * stays for the next person. */
static gboolean
destroy_other_keys (Session *session, GError **error)
{
  g_autoptr (GPtrArray) signers = signers_list (session->store, error);
  if (signers == NULL)
    return FALSE;
  for (guint i = 0; i < signers->len; i++)
    {
      const Signer *signer = signers->pdata[i];
      if (signer->kind == SIGNER_OTHER && signer->has_key
          && !signers_destroy_key (session->store, signer->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
enter_take (Session *session, const PledgeRecord *record, const Secret *seed,
            SignerKind kind, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  PledgeSignatures signatures;
  if (!print_and_sign (record, seed, &text, &signatures, error))
    {
      session_error_adopt (error);
      return FALSE;
    }
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = (kind == SIGNER_OWNER
                   || (destroy_other_keys (session, error)
                       && session_backup_forget_keys (session, error)))
                  && signers_take (session->store, text, &signatures, seed, kind,
                                   session_week (session), error);
  if (!session_finish (session, done, error))
    return FALSE;
  if (kind == SIGNER_OTHER)
    session_rebuild (session);
  return TRUE;
}

gboolean
session_pledge_take (Session *session, guint tier, int role, Week week, SignerKind kind,
                     uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  memset (id, 0, SIGNERS_ID_BYTES);
  if (!session_resolve_week (session, &week, error))
    return FALSE;
  Secret *seed = secret_new_random (SIGN_SEED_BYTES);
  if (seed == NULL)
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                           _ ("There is not enough memory to make a signing key."));
      return FALSE;
    }
  PledgeRecord record;
  gboolean done = fill_take (session, tier, role, week, seed, &record, error)
                  && enter_take (session, &record, seed, kind, error);
  if (done)
    signers_id (id, record.public_key);
  secret_free (seed);
  return done;
}

/* The next record of a signer, signed. tier: a place, or -1 to keep the present one. */
static gboolean
sign_next (Session *session, const uint8_t id[SIGNERS_ID_BYTES], PledgeAction action,
           int tier, GBytes **text, PledgeSignatures *signatures, GError **error)
{
  g_autoptr (Signer) signer = signers_get (session->store, id, error);
  PledgeRecord record;
  if (signer == NULL || !chain_next (&record, &signer->state, action, error))
    return FALSE;
  if (tier == (int)signer->tier)
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                           _ ("The pledge is of that tier already."));
      return FALSE;
    }
  const Campaign *campaign = session_campaign (session);
  if (tier >= 0)
    {
      /* A change takes the pledge anew: as its text stands now. */
      campaign_text_hash (campaign, record.text);
      g_strlcpy (record.tier, campaign_item (campaign, CAMPAIGN_TIERS, (guint)tier)->id,
                 sizeof record.tier);
    }
  record.week = session_week (session);
  Secret *seed = signers_key (session->store, id, error);
  gboolean done =
      seed != NULL && print_and_sign (&record, seed, text, signatures, error);
  secret_free (seed);
  return done;
}

static gboolean
append_next (Session *session, const uint8_t id[SIGNERS_ID_BYTES], PledgeAction action,
             int tier, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  PledgeSignatures signatures;
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = sign_next (session, id, action, tier, &text, &signatures, error)
                  && signers_append (session->store, text, &signatures,
                                     session_week (session), error);
  return session_finish (session, done, error);
}

gboolean
session_pledge_change (Session *session, const uint8_t id[SIGNERS_ID_BYTES], guint tier,
                       GError **error)
{
  return append_next (session, id, PLEDGE_CHANGE, (int)tier, error);
}

gboolean
session_pledge_withdraw (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                         GError **error)
{
  return append_next (session, id, PLEDGE_WITHDRAW, -1, error);
}

gboolean
session_pledge_find (Session *session, const char *text, uint8_t id[SIGNERS_ID_BYTES],
                     GError **error)
{
  if (text != NULL)
    return session_read (session, signers_find (session->store, text, id, error),
                         error);
  g_autoptr (Signer) owner = signers_get_owner (session->store, error);
  if (!session_read (session, owner != NULL, error))
    return FALSE;
  memcpy (id, owner->id, SIGNERS_ID_BYTES);
  return TRUE;
}

GPtrArray *
session_pledge_list (Session *session, GError **error)
{
  GPtrArray *signers = signers_list (session->store, error);
  session_read (session, signers != NULL, error);
  return signers;
}

GArray *
session_pledge_sheets (Session *session, GError **error)
{
  GArray *sheets = signers_sheets (session->store, error);
  session_read (session, sheets != NULL, error);
  return sheets;
}

GPtrArray *
session_pledge_records (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                        GError **error)
{
  GPtrArray *records = signers_records (session->store, id, error);
  session_read (session, records != NULL, error);
  return records;
}

static SavedFiles *
save (GBytes *text, const PledgeSignatures *signatures, PledgeFormat format,
      GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (text, &size);
  return saved_new (data, size, signatures, format, error);
}

SavedFiles *
session_pledge_files (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                      PledgeFormat format, GError **error)
{
  g_autoptr (GPtrArray) records = session_pledge_records (session, id, error);
  if (records == NULL)
    return NULL;
  const SignerRecord *last = records->pdata[records->len - 1];
  SavedFiles *files = save (last->text, &last->signatures, format, error);
  session_read (session, files != NULL, error);
  return files;
}

SavedFiles *
session_pledge_withdrawal_files (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                                 PledgeFormat format, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  PledgeSignatures signatures;
  SavedFiles *files = NULL;
  if (sign_next (session, id, PLEDGE_WITHDRAW, -1, &text, &signatures, error))
    files = save (text, &signatures, format, error);
  session_read (session, files != NULL, error);
  return files;
}

gboolean
session_pledge_destroy_key (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                            GError **error)
{
  if (!session_begin (session, error)
      || !session_finish (session,
                          signers_destroy_key (session->store, id, error)
                              && session_backup_forget_keys (session, error),
                          error))
    return FALSE;
  if (session_rebuild (session))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (session->path);
  g_set_error (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      _ ("The key can no longer be used, but “%s” could not be written anew and "
         "still holds it until the next change. Check the disk’s space and the "
         "folder’s permissions, then make a change."),
      shown);
  return FALSE;
}
