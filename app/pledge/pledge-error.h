/* The one error domain of this folder. Every message is a whole sentence for a person.
 */
#pragma once

#include <glib.h>

#define PLEDGE_ERROR (pledge_error_quark ())

typedef enum
{
  PLEDGE_ERROR_RECORD, /* bytes that are no pledge record, or a struct that prints none
                        */
  PLEDGE_ERROR_FORM, /* a signature file of no known form, or damaged */
  PLEDGE_ERROR_BAD_SIGNATURE, /* well formed, and not made over this record by its key
                               */
  PLEDGE_ERROR_CHAIN, /* records which do not follow from one another */
  PLEDGE_ERROR_KEY, /* asked to sign with a key that is not the record's */
  PLEDGE_ERROR_MEMORY, /* no guarded memory for the key */
} PledgeError;

GQuark pledge_error_quark (void);
