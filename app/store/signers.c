/* See signers.h. */
#include "config.h"

#include "signers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "counts.h"
#include "prefix.h"
#include "sql.h"
#include "store-private.h"

_Static_assert(SIGNERS_ID_BYTES == PREFIX_ID_BYTES,
               "ids are found by their beginnings");
_Static_assert(sizeof (PledgeSignatures) == SIGNATURES_BYTES, "stored without padding");

#define SIGNER_COLUMNS                                                                 \
  "SELECT s.id, s.owner, s.counts, k.signer IS NOT NULL, r.text FROM signer s"         \
  " JOIN record r ON r.signer = s.id LEFT JOIN signing_key k ON k.signer = s.id"       \
  " WHERE s.campaign = ?1 "

void
signers_free (Signer *signer)
{
  g_free (signer);
}

void
signers_free_record (SignerRecord *record)
{
  if (record == NULL)
    return;
  g_bytes_unref (record->text);
  g_free (record);
}

void
signers_id (uint8_t id[SIGNERS_ID_BYTES], const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  uint8_t digest[DIGEST_SHA256_BYTES];
  digest_sha256 (digest, public_key, SIGN_PUBLIC_BYTES);
  memcpy (id, digest, SIGNERS_ID_BYTES);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED, sentence);
  return FALSE;
}

/* Tier and role by place. */
static gboolean
find_places (const Campaign *campaign, const PledgeRecord *record, guint *tier,
             int *role)
{
  int place = campaign_find (campaign, CAMPAIGN_TIERS, record->tier);
  *tier = (guint)MAX (place, 0);
  *role = record->role[0] == '\0'
              ? -1
              : campaign_find (campaign, CAMPAIGN_ROLES, record->role);
  return place >= 0 && (*role >= 0 || record->role[0] == '\0');
}

/* A record that is about to be kept: what it says, and the week in which it counts. */
static gboolean
check_record (Store *store, GBytes *text, const PledgeSignatures *signatures, Week now,
              PledgeRecord *record, Week *counts, GError **error)
{
  gsize size;
  guint tier;
  int role;
  const void *data = g_bytes_get_data (text, &size);
  if (!record_parse (record, data, size, error)
      || !signatures_check (signatures, data, size, error))
    return FALSE;
  char campaign[CAMPAIGN_ID_TEXT_BYTES];
  bytes_to_hex (campaign, record->campaign, sizeof record->campaign);
  if (strcmp (campaign, campaign_id (store->campaign)) != 0)
    return refuse (error, _ ("This pledge record belongs to another campaign."));
  if (!find_places (store->campaign, record, &tier, &role))
    return refuse (error,
                   _ ("The campaign of this store has no such tier or no such role."));
  g_autoptr (Counts) closed = counts_new (store, error);
  return closed != NULL && counts_fix (closed, record->week, now, counts, error);
}

static gboolean
insert_record (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GBytes *text,
               const PledgeSignatures *signatures, Week counts, GError **error)
{
  gsize size;
  uint8_t hash[RECORD_HASH_BYTES];
  const void *data = g_bytes_get_data (text, &size);
  record_hash (hash, data, size);
  return sql_run (
      store, error,
      "INSERT INTO record (signer, hash, campaign, text, signatures, counts)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      "bbibbi", id, (gsize)SIGNERS_ID_BYTES, hash, sizeof hash, store->number, data,
      size, signatures, sizeof *signatures, (gint64)counts);
}

/* Makes room for another owner's pledge: there must be none that is not withdrawn. */
static gboolean
retire_owner (Store *store, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (Signer) owner = signers_get_owner (store, &problem);
  if (g_error_matches (problem, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (owner == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!chain_is_withdrawn (&owner->state))
    return refuse (error,
                   _ ("The owner of this store has taken the pledge already: change or "
                      "withdraw that one, or add a new person."));
  return sql_run (store, error, "UPDATE signer SET owner = 0 WHERE id = ?1", "b",
                  owner->id, sizeof owner->id);
}

static gboolean
check_seed (const PledgeRecord *record, const Secret *seed, GError **error)
{
  uint8_t public_key[SIGN_PUBLIC_BYTES];
  if (sign_public (public_key, seed) == 0
      && memcmp (public_key, record->public_key, sizeof public_key) == 0)
    return TRUE;
  g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_KEY,
                       _ ("This key is not the one that the pledge record names."));
  return FALSE;
}

static gboolean
insert_signer (Store *store, const uint8_t id[SIGNERS_ID_BYTES], SignerKind kind,
               Week counts, GError **error)
{
  gint64 known;
  if (!sql_number (store, error, &known, 0,
                   "SELECT count (*) FROM signer WHERE id = ?1", "b", id,
                   (gsize)SIGNERS_ID_BYTES))
    return FALSE;
  if (known != 0)
    return refuse (error, _ ("This key has taken the pledge already."));
  return (kind == SIGNER_OWNER ? retire_owner (store, error)
                               : store_set_shared (store, error))
         && sql_run (store, error,
                     "INSERT INTO signer (id, campaign, owner, counts)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     "biii", id, (gsize)SIGNERS_ID_BYTES, store->number,
                     (gint64)(kind == SIGNER_OWNER), (gint64)counts);
}

static gboolean
take (Store *store, GBytes *text, const PledgeSignatures *signatures,
      const Secret *seed, SignerKind kind, Week now, GError **error)
{
  Week counts;
  PledgeRecord record;
  uint8_t id[SIGNERS_ID_BYTES];
  if (!check_record (store, text, signatures, now, &record, &counts, error)
      || !check_seed (&record, seed, error))
    return FALSE;
  if (record.action != PLEDGE_TAKE)
    return refuse (error, _ ("A first record has to be one that takes the pledge."));
  signers_id (id, record.public_key);
  return insert_signer (store, id, kind, counts, error)
         && insert_record (store, id, text, signatures, counts, error)
         && sql_run (store, error,
                     "INSERT INTO signing_key (signer, seed) VALUES (?1, ?2)", "bb", id,
                     sizeof id, secret_peek (seed), secret_size (seed));
}

gboolean
signers_take (Store *store, GBytes *text, const PledgeSignatures *signatures,
              const Secret *seed, SignerKind kind, Week now, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, take (store, text, signatures, seed, kind, now, error),
                          error);
}

/* Whether a signer's chain, with what has just been added to it, is still a good one.
 */
static gboolean
check_chain (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  g_autoptr (GPtrArray) records = signers_records (store, id, error);
  return records != NULL;
}

static gboolean
append (Store *store, GBytes *text, const PledgeSignatures *signatures, Week now,
        GError **error)
{
  Week counts;
  PledgeRecord record;
  uint8_t id[SIGNERS_ID_BYTES];
  if (!check_record (store, text, signatures, now, &record, &counts, error))
    return FALSE;
  signers_id (id, record.public_key);
  g_autoptr (Signer) signer = signers_get (store, id, error);
  return signer != NULL && insert_record (store, id, text, signatures, counts, error)
         && check_chain (store, id, error);
}

gboolean
signers_append (Store *store, GBytes *text, const PledgeSignatures *signatures,
                Week now, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, append (store, text, signatures, now, error), error);
}

/* Reads one signer's records, as texts. */
static gboolean
read_chain (PledgeState *state, size_t *order, const GPtrArray *texts, GError **error)
{
  g_autofree ChainText *list = g_new0 (ChainText, texts->len);
  for (guint i = 0; i < texts->len; i++)
    list[i].data = g_bytes_get_data (texts->pdata[i], &list[i].size);
  return chain_read (state, order, list, texts->len, error);
}

/* Sets what the signer's texts say. What was stored was checked, so anything else is
 * damage. */
static gboolean
finish_signer (Store *store, Signer *signer, const GPtrArray *texts, GError **error)
{
  return (read_chain (&signer->state, NULL, texts, NULL)
          && find_places (store->campaign, &signer->state.last, &signer->tier,
                          &signer->role)
          && week_is_valid (signer->counts))
         || sql_refuse_damage (error);
}

static Signer *
read_signer (SqlRows *rows, const uint8_t id[SIGNERS_ID_BYTES])
{
  Signer *signer = g_new0 (Signer, 1);
  memcpy (signer->id, id, SIGNERS_ID_BYTES);
  signer->kind = sql_int (rows, 1) ? SIGNER_OWNER : SIGNER_OTHER;
  signer->counts = sql_int (rows, 2);
  signer->has_key = sql_int (rows, 3);
  return signer;
}

/* Rows of SIGNER_COLUMNS, one a record, all of a signer's together. */
static gboolean
read_signers (Store *store, SqlRows *rows, GPtrArray *list, GError **error)
{
  g_autoptr (GPtrArray) texts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  Signer *signer = NULL;
  SqlStep step;
  while ((step = sql_step (store, rows, error)) == SQL_ROW)
    {
      const uint8_t *id = sql_blob (rows, 0, SIGNERS_ID_BYTES);
      if (id == NULL)
        return sql_refuse_damage (error);
      if (signer != NULL && memcmp (signer->id, id, SIGNERS_ID_BYTES) != 0)
        {
          if (!finish_signer (store, signer, texts, error))
            return FALSE;
          signer = NULL;
          g_ptr_array_set_size (texts, 0);
        }
      if (signer == NULL)
        g_ptr_array_add (list, signer = read_signer (rows, id));
      g_ptr_array_add (texts, sql_dup_blob (rows, 4));
    }
  return step == SQL_DONE
         && (signer == NULL || finish_signer (store, signer, texts, error));
}

static GPtrArray *
list_signers (Store *store, SqlRows *rows, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)signers_free);
  if (rows == NULL || !read_signers (store, rows, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

GPtrArray *
signers_list (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (
      store, error, SIGNER_COLUMNS "ORDER BY s.owner DESC, s.id", "i", store->number);
  return list_signers (store, rows, error);
}

/* The only signer of a started statement. */
static Signer *
get_one (Store *store, SqlRows *rows, const char *sentence, GError **error)
{
  g_autoptr (GPtrArray) list = list_signers (store, rows, error);
  if (list != NULL && list->len == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, sentence);
  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

Signer *
signers_get (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, SIGNER_COLUMNS "AND s.id = ?2", "ib", store->number, id,
                 (gsize)SIGNERS_ID_BYTES);
  return get_one (store, rows, _ ("There is no signer with this id."), error);
}

Signer *
signers_get_owner (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, SIGNER_COLUMNS "AND s.owner = 1", "i", store->number);
  return get_one (store, rows,
                  _ ("The owner of this store has not taken the pledge yet."), error);
}

gboolean
signers_find (Store *store, const char *text, uint8_t id[SIGNERS_ID_BYTES],
              GError **error)
{
  return prefix_find (store, text,
                      "SELECT id FROM signer WHERE id BETWEEN ?1 AND ?2 LIMIT 2", id,
                      error);
}

static SignerRecord *
read_record (SqlRows *rows, GError **error)
{
  const void *signatures = sql_blob (rows, 1, SIGNATURES_BYTES);
  g_autoptr (SignerRecord) record = g_new0 (SignerRecord, 1);
  record->text = sql_dup_blob (rows, 0);
  gsize size;
  const void *data = g_bytes_get_data (record->text, &size);
  if (signatures == NULL || !record_parse (&record->record, data, size, NULL))
    {
      sql_refuse_damage (error);
      return NULL;
    }
  memcpy (&record->signatures, signatures, SIGNATURES_BYTES);
  return g_steal_pointer (&record);
}

/* The same records in the order of the chain. */
static GPtrArray *
order_records (GPtrArray *records, GError **error)
{
  PledgeState state;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GPtrArray) ordered =
      g_ptr_array_new_with_free_func ((GDestroyNotify)signers_free_record);
  g_autofree size_t *order = g_new0 (size_t, records->len);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (texts, ((SignerRecord *)records->pdata[i])->text);
  if (!read_chain (&state, order, texts, error))
    return NULL;
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (ordered, g_steal_pointer (&records->pdata[order[i]]));
  return g_steal_pointer (&ordered);
}

GPtrArray *
signers_records (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT text, signatures FROM record WHERE signer = ?1",
                 "b", id, (gsize)SIGNERS_ID_BYTES);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)signers_free_record);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      SignerRecord *record = read_record (rows, error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  if (step == SQL_DONE && records->len == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                         _ ("There is no signer with this id."));
  return step == SQL_DONE && records->len > 0 ? order_records (records, error) : NULL;
}

Secret *
signers_key (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT seed FROM signing_key WHERE signer = ?1", "b",
                 id, (gsize)SIGNERS_ID_BYTES);
  SqlStep step = rows == NULL ? SQL_FAILED : sql_step (store, rows, error);
  if (step == SQL_ROW)
    return sql_dup_secret (rows, 0, SIGN_SEED_BYTES, error);
  if (step == SQL_DONE)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                         _ ("The store has no key of this signer: it was destroyed, or "
                            "there is no such signer."));
  return NULL;
}

static gboolean
delete_key (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  Secret *seed = signers_key (store, id, error);
  if (seed == NULL)
    return FALSE;
  secret_free (seed);
  return sql_run (store, error, "DELETE FROM signing_key WHERE signer = ?1", "b", id,
                  (gsize)SIGNERS_ID_BYTES);
}

gboolean
signers_destroy_key (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  return store_begin (store, error)
         && store_finish (store, delete_key (store, id, error), error);
}

static gboolean
delete_destroyed (Store *store, const GPtrArray *signers, GError **error)
{
  for (guint i = 0; i < signers->len; i++)
    {
      const Signer *signer = signers->pdata[i];
      if (!signer->has_key
          && !sql_run (store, error, "DELETE FROM signing_key WHERE signer = ?1", "b",
                       signer->id, (gsize)SIGNERS_ID_BYTES))
        return FALSE;
    }
  return TRUE;
}

gboolean
signers_carry_destroyed (Store *store, Store *present, GError **error)
{
  g_autoptr (GPtrArray) signers = signers_list (present, error);
  return signers != NULL && store_begin (store, error)
         && store_finish (store, delete_destroyed (store, signers, error), error);
}

GArray *
signers_sheets (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (
      store, error,
      "SELECT week, tier, role, counts, number FROM sheet WHERE campaign = ?1"
      " ORDER BY week DESC, tier, role, counts",
      "i", store->number);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (SignerSheet));
  gint64 tiers = campaign_count (store->campaign, CAMPAIGN_TIERS);
  gint64 roles = campaign_count (store->campaign, CAMPAIGN_ROLES);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      SignerSheet sheet = { sql_int (rows, 0), (guint)sql_int (rows, 1),
                            sql_int (rows, 2), sql_int (rows, 3),
                            (guint64)sqlite3_column_int64 (rows, 4) };
      if (!week_is_valid (sheet.week) || !week_is_valid (sheet.counts)
          || sheet.tier >= tiers || sheet.role < -1 || sheet.role >= roles)
        {
          sql_refuse_damage (error);
          return NULL;
        }
      g_array_append_val (list, sheet);
    }
  return step == SQL_DONE ? g_steal_pointer (&list) : NULL;
}
