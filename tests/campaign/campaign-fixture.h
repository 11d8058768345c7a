/* What the tests of this folder share: files of tests/data/campaign, and campaigns made
 * from one of them by exchanging a piece of its text. */
#pragma once

#include "campaign.h"

/* The path of a file of tests/data/campaign. (transfer full) */
char *fixture_path (const char *name);

/* The text of a file of tests/data/campaign, zero at the end. (transfer full) */
char *fixture_text (const char *name, gsize *size);

/* campaign_parse() of a text. */
Campaign *fixture_parse (const char *text, gsize size, GError **error);

/* A good file of tests/data/campaign, parsed. (transfer full) */
Campaign *fixture_campaign (const char *name);

/* text with its first old replaced; old must be there. (transfer full) */
char *fixture_replace (const char *text, const char *old, const char *fresh);

/* The smallest campaign with old replaced, parsed; NULL with error set if it is
 * refused. */
Campaign *fixture_changed (const char *old, const char *fresh, GError **error);
