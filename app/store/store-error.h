/* The one error domain of this folder. Every message is one whole sentence for a
 * person, and holds nothing of an entry. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STORE_ERROR (store_error_quark ())

typedef enum
{
  STORE_ERROR_NOT_FOUND, /* an id that names nothing */
  STORE_ERROR_AMBIGUOUS, /* the beginning of more than one id */
  STORE_ERROR_REFUSED, /* not possible in the state that the store is in */
  STORE_ERROR_FUTURE_WEEK, /* an entry of a week that has not begun */
  STORE_ERROR_NEEDS_PERSON, /* a shared store cannot tell whose outcome this is */
  STORE_ERROR_NEEDS_MORE, /* an import into a period that holds one already */
  STORE_ERROR_CLOSED_PERIOD,
  STORE_ERROR_EMPTY_PERIOD, /* no entry counts in it */
  STORE_ERROR_NOT_OVER, /* its last week is not over */
  STORE_ERROR_NOT_ASKED, /* the campaign asks nothing in periods of this kind */
  STORE_ERROR_LEDGERS_DIFFER, /* two stores closed one period differently */
  STORE_ERROR_CANCELLED, /* by the caller's progress function */
  STORE_ERROR_DAMAGED, /* rows that this program cannot have written */
  STORE_ERROR_NEWER, /* written by a newer version of the app */
  STORE_ERROR_FULL, /* no space for the change, which was not made */
  STORE_ERROR_MEMORY,
  STORE_ERROR_IO, /* the database could not be read or written */
} StoreError;

GQuark store_error_quark (void);

G_END_DECLS
