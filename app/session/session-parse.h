/* From what a person typed, or a file holds, to values: each with one sentence where it
 * cannot be. SESSION_ERROR_MALFORMED is a text that can never be right;
 * SESSION_ERROR_REFUSED one that names nothing in this campaign. */
#pragma once

#include "campaign.h"
#include "period.h"
#include "refusals.h"
#include "session-error.h"
#include "week.h"

G_BEGIN_DECLS

/* "2026-W47". */
gboolean session_parse_week (const char *text, Week *week, GError **error);

/* "2026-11", "2026-Q4" or "2026". */
gboolean session_parse_period (const char *text, Period *period, GError **error);

/* A tier's number. */
gboolean session_parse_tier (const Campaign *campaign, const char *text, guint *tier,
                             GError **error);

/* The id of an item of a list; the sentence names those there are. */
gboolean session_parse_item (const Campaign *campaign, CampaignList list,
                             const char *text, guint *index, GError **error);

/* Grounds' ids, parted by blanks, at least one; bits by place. */
gboolean session_parse_grounds (const Campaign *campaign, const char *text,
                                guint32 *grounds, GError **error);

/* "yes", "no"; "unknown" or nothing at all. */
gboolean session_parse_code_named (const char *text, CodeNamed *code_named,
                                   GError **error);

G_END_DECLS
