/* Whose an entry is. A person is a random number that serves for one year of `counts`
 * weeks and is linked to no pledge and no key; it exists so that one person gives one
 * answer to a question, and is wiped (ledger.h) when no question is left to answer. No
 * function gives the number out. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

#define ENTRY_ID_BYTES 16

typedef enum
{
  PERSON_UNSAID, /* a refusal: the owner. An outcome: see refusals_add_outcome() */
  PERSON_OWNER, /* whose store it is: one number a year */
  PERSON_NEW, /* somebody of whom nothing is in the store: makes the store shared */
  PERSON_SAME_AS, /* the person of a refusal that is in the store */
} PersonKind;

typedef struct
{
  PersonKind kind;
  uint8_t same_as[ENTRY_ID_BYTES]; /* of PERSON_SAME_AS: the refusal's id */
} PersonChoice;

G_END_DECLS
