/* A refusal that is being written: what is chosen so far. As bytes it goes into the
 * store's draft, sealed, and comes back after unlocking. */
#pragma once

#include "campaign.h"
#include "session-refusals.h"

G_BEGIN_DECLS

typedef struct
{
  int work, customer, outcome; /* places in the campaign's lists; -1: not chosen */
  guint32 grounds; /* 0: none chosen */
  CodeNamed code_named;
  Week week; /* 0: the present one */
  PersonChoice whose;
} RefusalDraft;

/* Nothing chosen: the owner's, of this week. */
void refusal_draft_init (RefusalDraft *draft);

/* Whether the two say the same. */
gboolean refusal_draft_equal (const RefusalDraft *a, const RefusalDraft *b);

/* (transfer full): the draft as bytes. */
GBytes *refusal_draft_print (const RefusalDraft *draft);

/* FALSE, with draft as refusal_draft_init() leaves it, for bytes that no draft of this
 * campaign gives: another version may have written them. */
gboolean refusal_draft_parse (RefusalDraft *draft, GBytes *bytes,
                              const Campaign *campaign);

G_END_DECLS
