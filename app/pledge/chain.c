/* See chain.h. */
#include "config.h"

#include "chain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A record on its way into the chain. */
typedef struct
{
  PledgeRecord record;
  uint8_t hash[RECORD_HASH_BYTES];
} Link;

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_CHAIN, message);
  return FALSE;
}

/* Hashes are uniform: their first bytes do as a table's. */
static guint
hash_start (gconstpointer key)
{
  guint start;
  memcpy (&start, key, sizeof start);
  return start;
}

static gboolean
equal_hashes (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, RECORD_HASH_BYTES) == 0;
}

static gboolean
parse_all (Link *links, const ChainText *texts, size_t count, GError **error)
{
  for (size_t i = 0; i < count; i++)
    {
      if (!record_parse (&links[i].record, texts[i].data, texts[i].size, error))
        return FALSE;
      record_hash (links[i].hash, texts[i].data, texts[i].size);
    }
  return TRUE;
}

/* Whether both are of one signer and one campaign. */
static gboolean
check_same (const PledgeRecord *a, const PledgeRecord *b, GError **error)
{
  if (memcmp (a->campaign, b->campaign, sizeof a->campaign) != 0)
    return refuse (_ ("The pledge records belong to different campaigns."), error);
  if (memcmp (a->public_key, b->public_key, sizeof a->public_key) != 0)
    return refuse (_ ("The pledge records name different keys."), error);
  return TRUE;
}

/* The take, and a table from what a record supersedes to that record. */
static gboolean
index_links (const Link **take, GHashTable *followers, Link *links, size_t count,
             GError **error)
{
  *take = NULL;
  for (size_t i = 0; i < count; i++)
    {
      PledgeRecord *record = &links[i].record;
      if (!check_same (&links[0].record, record, error))
        return FALSE;
      if (record->action != PLEDGE_TAKE)
        {
          if (!g_hash_table_insert (followers, record->supersedes, &links[i]))
            return refuse (_ ("Two pledge records supersede the same one."), error);
        }
      else if (*take == NULL)
        *take = &links[i];
      else
        return refuse (_ ("Two pledge records with one key both take the pledge."),
                       error);
    }
  return *take != NULL
         || refuse (_ ("The record that takes the pledge is missing."), error);
}

static gboolean
check_step (const PledgeRecord *before, const PledgeRecord *after, GError **error)
{
  if (before->action == PLEDGE_WITHDRAW)
    return refuse (_ ("A pledge record supersedes a withdrawal, which ends a pledge."),
                   error);
  if (after->action == PLEDGE_WITHDRAW
      && (strcmp (before->tier, after->tier) != 0
          || strcmp (before->role, after->role) != 0))
    return refuse (_ ("A withdrawal names another tier or role than the pledge that it "
                      "ends."),
                   error);
  return TRUE;
}

/* A record cannot hold its own hash or a later one's, so this comes to an end. */
static gboolean
follow (const Link **last, size_t *order, const Link *links, const Link *take,
        GHashTable *followers, size_t count, GError **error)
{
  size_t seen = 0;
  *last = NULL;
  for (const Link *at = take; at != NULL;
       at = g_hash_table_lookup (followers, at->hash))
    {
      if (*last != NULL && !check_step (&(*last)->record, &at->record, error))
        return FALSE;
      if (order != NULL)
        order[seen] = (size_t)(at - links);
      seen++;
      *last = at;
    }
  return seen == count
         || refuse (_ ("A pledge record supersedes one that is not here."), error);
}

gboolean
chain_read (PledgeState *state, size_t *order, const ChainText *texts, size_t count,
            GError **error)
{
  memset (state, 0, sizeof *state);
  g_autofree Link *links = g_new0 (Link, count);
  g_autoptr (GHashTable) followers = g_hash_table_new (hash_start, equal_hashes);
  const Link *take, *last;
  if (!parse_all (links, texts, count, error)
      || !index_links (&take, followers, links, count, error)
      || !follow (&last, order, links, take, followers, count, error))
    return FALSE;
  state->take = take->record;
  state->last = last->record;
  memcpy (state->last_hash, last->hash, sizeof state->last_hash);
  return TRUE;
}

gboolean
chain_is_withdrawn (const PledgeState *state)
{
  return state->last.action == PLEDGE_WITHDRAW;
}

gboolean
chain_next (PledgeRecord *next, const PledgeState *state, PledgeAction action,
            GError **error)
{
  memset (next, 0, sizeof *next);
  if (action == PLEDGE_TAKE)
    return refuse (_ ("A pledge is taken with a new key, not with one in use."), error);
  if (chain_is_withdrawn (state))
    return refuse (_ ("This pledge was withdrawn. To take it again is a new pledge, "
                      "with a new key."),
                   error);
  *next = state->last;
  next->action = action;
  memcpy (next->supersedes, state->last_hash, sizeof next->supersedes);
  return TRUE;
}
