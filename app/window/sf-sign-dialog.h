/* Before signing: what the pledge says, what signing means and does not mean, and the
 * one choice that goes with it. Emits "signed" when the person signs; then it is
 * closed. */
#pragma once

#include <adwaita.h>

#include "campaign.h"
#include "session-pledge.h"

G_BEGIN_DECLS

#define SF_TYPE_SIGN_DIALOG (sf_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfSignDialog, sf_sign_dialog, SF, SIGN_DIALOG, AdwWindow)

/* campaign: only read now. kind: SIGNER_OTHER says that this laptop is passed round. */
SfSignDialog *sf_sign_dialog_new (GtkWindow *parent, const Campaign *campaign,
                                  guint tier, SignerKind kind);

/* What was chosen: the tier by its place, and whose pledge it is. */
guint sf_sign_dialog_tier (SfSignDialog *self);
SignerKind sf_sign_dialog_kind (SfSignDialog *self);

/* Place in the campaign's list, or -1: not said. */
int sf_sign_dialog_role (SfSignDialog *self);

G_END_DECLS
