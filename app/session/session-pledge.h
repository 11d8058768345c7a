/* Pledges: taken, changed, withdrawn, shown, saved for others to check. */
#pragma once

#include "saved.h"
#include "session.h"
#include "signers.h"

G_BEGIN_DECLS

/**
 * session_pledge_take:
 * @tier, @role: places in the campaign's lists; role -1 is "not said"
 * @week: of the record, which may be past; 0 is the present week
 * @kind: SIGNER_OTHER is the next person at a laptop that is passed round: the keys of
 *   those before are destroyed first (not the owner's)
 * @id: (out): the new signer's id
 *
 * Makes a fresh key, signs a record of the pledge's present text with it, and keeps
 * both.
 */
gboolean session_pledge_take (Session *session, guint tier, int role, Week week,
                              SignerKind kind, uint8_t id[SIGNERS_ID_BYTES],
                              GError **error);

/* Signs the move to another tier, under the key the pledge was taken with. */
gboolean session_pledge_change (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                                guint tier, GError **error);

/* Signs the withdrawal. */
gboolean session_pledge_withdraw (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                                  GError **error);

/**
 * session_pledge_find:
 * @text: (nullable): an id or its beginning; NULL is the owner
 * @id: (out)
 */
gboolean session_pledge_find (Session *session, const char *text,
                              uint8_t id[SIGNERS_ID_BYTES], GError **error);

/* (transfer full) (element-type Signer): see signers_list(). */
GPtrArray *session_pledge_list (Session *session, GError **error);

/* (transfer full) (element-type SignerSheet): see signers_sheets(). */
GArray *session_pledge_sheets (Session *session, GError **error);

/* (transfer full) (element-type SignerRecord): a signer's records, the take first. */
GPtrArray *session_pledge_records (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                                   GError **error);

/* (transfer full): the files with which others can check a signer's present record. */
SavedFiles *session_pledge_files (Session *session, const uint8_t id[SIGNERS_ID_BYTES],
                                  PledgeFormat format, GError **error);

/**
 * session_pledge_withdrawal_files:
 *
 * Signs a withdrawal that is not entered in the store: the signer keeps it, and can
 * withdraw with it later, when the key is gone. (transfer full), or NULL with error
 * set.
 */
SavedFiles *session_pledge_withdrawal_files (Session *session,
                                             const uint8_t id[SIGNERS_ID_BYTES],
                                             PledgeFormat format, GError **error);

/* Destroys a signer's key, and writes the file anew so that it is in it no longer, nor
 * in any copy that the program keeps beside it. What was copied elsewhere before still
 * holds it. Where that cannot be written this fails, though the key is out of use: the
 * file holds it until the next change. */
gboolean session_pledge_destroy_key (Session *session,
                                     const uint8_t id[SIGNERS_ID_BYTES],
                                     GError **error);

G_END_DECLS
