/* Strict key files: the syntax of desktop entries, read so that nothing is silently
 * merged, trimmed or skipped. What is accepted here GKeyFile reads the same way; what
 * GKeyFile would bend (a repeated group or key, an unknown escape) is an error.
 * Knows nothing of what a campaign holds. Of this folder only. */
#pragma once

#include "campaign.h"

typedef struct
{
  const char *key;
  const char *language; /* NULL: unlocalised */
  const char *value; /* escapes undone */
  guint line; /* from 1 */
} KeyfileEntry;

typedef struct
{
  const char *name;
  guint line;
  guint n_entries;
  /* Sorted by key, then language, unlocalised first: the translations of a key stand
   * behind it. Sorting is by bytes. */
  KeyfileEntry *entries;
} KeyfileGroup;

typedef struct
{
  guint n_groups;
  KeyfileGroup *groups; /* sorted by name, by bytes */
  /*< private >*/
  char *text;
  GArray *all_groups;
  GArray *all_entries;
} Keyfile;

/**
 * keyfile_parse:
 *
 * Checks size, encoding and lines as campaign.h says, that no group and no key in a
 * group is repeated, and that no key is localised that is not there unlocalised. Group
 * names are then printable ASCII, keys ASCII letters and digits, languages tags like
 * "pt_BR": all can be shown as they are. Values can hold any character but NUL.
 *
 * Returns: (transfer full): NULL with error set (CAMPAIGN_ERROR)
 */
Keyfile *keyfile_parse (GBytes *bytes, GError **error);

void keyfile_free (Keyfile *keyfile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keyfile, keyfile_free)

/* NULL where there is none. */
const KeyfileGroup *keyfile_group (const Keyfile *keyfile, const char *name);

/* The unlocalised entry of a key, with its translations behind it and their number in
 * count (nullable); NULL and 0 where there is none. */
const KeyfileEntry *keyfile_find (const KeyfileGroup *group, const char *key,
                                  guint *count);

/* The value of an unlocalised key, or NULL. */
const char *keyfile_value (const KeyfileGroup *group, const char *key);

/* A language tag as gettext has them: "ar", "pt_BR", "sr@latin". */
gboolean keyfile_is_language (const char *text);

/* Sets error, where it is not NULL, and returns FALSE. For all of this folder. */
gboolean keyfile_fail (GError **error, CampaignError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
