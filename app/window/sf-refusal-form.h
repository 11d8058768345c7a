/* Logging a refusal: by keyboard, one after another. What is half written is sealed in
 * the store while it is typed, and is still there after a lock.
 *
 * Property "dirty": whether something is half written. */
#pragma once

#include <adwaita.h>

#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_FORM (sf_refusal_form_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalForm, sf_refusal_form, SF, REFUSAL_FORM, AdwBin)

/* refusals: a reference is taken. */
SfRefusalForm *sf_refusal_form_new (SfRefusals *refusals);

/* Puts the focus where typing goes on. */
void sf_refusal_form_focus (SfRefusalForm *self);

/* Goes on with what was half written before a lock. */
void sf_refusal_form_restore (SfRefusalForm *self, const RefusalDraft *draft);

/* Forgets what is half written, in the store too. */
void sf_refusal_form_discard (SfRefusalForm *self);

/* The next entry is this person's: nothing of the one before stays chosen. */
void sf_refusal_form_set_whose (SfRefusalForm *self, const PersonChoice *whose);

/* Whether something is half written. */
gboolean sf_refusal_form_is_dirty (SfRefusalForm *self);

G_END_DECLS
