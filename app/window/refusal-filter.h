/* Which refusals a person wants to see. Knows no widget; may be used from any thread.
 */
#pragma once

#include "campaign.h"
#include "session-refusals.h"

G_BEGIN_DECLS

/* Choices by place, or -1 for any. All have to hold. */
typedef struct
{
  Week from, to; /* both included; 0 is no limit */
  int work, customer;
  int outcome; /* at any time */
  char *words; /* (nullable): each has to begin a word of what the list shows */
} RefusalFilter;

/* Lets everything through; and again, with what it owns freed. */
void refusal_filter_init (RefusalFilter *filter);
void refusal_filter_clear (RefusalFilter *filter);

/* Whether it lets everything through. */
gboolean refusal_filter_is_empty (const RefusalFilter *filter);

/* (transfer full) (element-type guint32): the places in refusals of those that it lets
 * through, in their order. */
GArray *refusal_filter_run (const RefusalFilter *filter, const Campaign *campaign,
                            GPtrArray *refusals);

G_END_DECLS
