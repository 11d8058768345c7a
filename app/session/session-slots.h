/* What opens a store: its passphrase, its recovery key, the key under both, and how
 * costly a guess is. Each change reaches the backups beside the store before it is
 * acknowledged. Copies elsewhere still open with what they were made with; only
 * session_slots_renew() keeps what is written from then on from whoever holds one. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/* What a store's passphrase is derived with where nothing else was asked for. */
#define SESSION_SLOTS_COST KDF_MODERATE

/* Whether guessing at the passphrase is cheaper than the default: offer
 * session_slots_set_passphrase() with SESSION_SLOTS_COST. The passphrase may stay. */
gboolean session_slots_are_cheap (const Session *session);

/* Whether this is the store's passphrase: to be asked before a change of what opens it,
 * since an unlocked screen may be somebody else's. FALSE with error set:
 * SESSION_ERROR_WRONG_KEY where it is not. */
gboolean session_slots_try_passphrase (const Session *session, const Secret *passphrase,
                                       GError **error);

/* Whether this can be a recovery key as a person typed it, of whatever store. FALSE
 * with error set, which names the group that is mistyped. */
gboolean session_slots_check_recovery (const Secret *text, GError **error);

/* How many groups of a recovery key, from the first on, are typed and fit: for a person
 * who is typing it. Groups that fit can still belong to another store's key. */
guint session_slots_count_groups (const Secret *text);

/* How many there are. */
#define SESSION_SLOTS_GROUPS 13

/* As session_set_passphrase(), with the cost of a guess from now on. */
gboolean session_slots_set_passphrase (Session *session, const Secret *passphrase,
                                       KdfClass cost, GError **error);

/**
 * session_slots_new_recovery:
 * @recovery_key: (out) (transfer full): the new key's text, to be shown once; the old
 *   one opens nothing in the folder any more. Set also where only a backup could not be
 *   written (error says so): the new key counts then.
 */
gboolean session_slots_new_recovery (Session *session, Secret **recovery_key,
                                     GError **error);

/**
 * session_slots_renew:
 * @passphrase: the new one, or the old one again
 * @recovery_key: (out) (transfer full): as above
 *
 * Seals the whole store with a new key. The backups beside it, and what restoring kept,
 * are removed, and a new backup is made. To be offered after every change of the
 * passphrase: whoever has an older copy and the old passphrase can read what was
 * written later, but for this.
 */
gboolean session_slots_renew (Session *session, const Secret *passphrase, KdfClass cost,
                              Secret **recovery_key, GError **error);

G_END_DECLS
