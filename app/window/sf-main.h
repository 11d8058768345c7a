/* What an open store looks like: three views under one header bar. It lives from one
 * unlocking to the next lock. */
#pragma once

#include <adwaita.h>

#include "unlocked.h"

G_BEGIN_DECLS

#define SF_TYPE_MAIN (sf_main_get_type ())
G_DECLARE_FINAL_TYPE (SfMain, sf_main, SF, MAIN, AdwBin)

typedef enum
{
  SF_STORE_OWN, /* the app's own file */
  SF_STORE_SAMPLE, /* invented entries in memory */
} SfStoreKind;

/* worker: borrowed, outlives it. unlocked: (transfer full). */
SfMain *sf_main_new (Worker *worker, Unlocked *unlocked, SfStoreKind kind);

/* Shows a view: "pledge", "refusals" or "totals". */
void sf_main_show (SfMain *self, const char *view);

/* Shows the refusals: the form of a new one, or the search, with the focus in it. */
void sf_main_log_refusal (SfMain *self);
void sf_main_find_refusal (SfMain *self);

/* (transfer none): of the store that is shown. */
const Campaign *sf_main_campaign (SfMain *self);

G_END_DECLS
