/* The help: a list of pages, and the page. */
#pragma once

#include <adwaita.h>

#include "campaign.h"

G_BEGIN_DECLS

#define SF_TYPE_HELP (sf_help_get_type ())
G_DECLARE_FINAL_TYPE (SfHelp, sf_help, SF, HELP, AdwWindow)

/* Ids of pages. */
#define SF_HELP_FIRST "first"
#define SF_HELP_LIMITS "limits"

/**
 * sf_help_present:
 * @parent: what it stands above
 * @campaign: (nullable): whose tiers and words it explains; NULL is the built-in one
 * @page: the id of the page to begin with
 */
void sf_help_present (GtkWindow *parent, const Campaign *campaign, const char *page);

G_END_DECLS
