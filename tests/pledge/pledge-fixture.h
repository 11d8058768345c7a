/* Signers, records and golden files for the tests of this folder. Aborts on failure. */
#pragma once

#include <glib.h>

#include "chain.h"
#include "saved.h"

/* The key of test signer number, which is each of its 32 bytes; of tests/data/pledge's
 * files it is 1. Free with secret_free(). */
Secret *fixture_seed (uint8_t number);

/* A take by that signer. */
PledgeRecord fixture_take (uint8_t number);

/* A record's text; checked to be one. */
char *fixture_print (const PledgeRecord *record);

/* The three signatures of text by that signer. */
PledgeSignatures fixture_sign (const char *text, uint8_t number);

/* A file of tests/data/pledge; length may be NULL. */
char *fixture_read (const char *name, gsize *length);

/* The golden records, NULL after the last: names of folders in tests/data/pledge. */
extern const char *const fixture_golden[];

/* fixture_read() of file in the folder of a golden record. */
char *fixture_read_golden (const char *folder, const char *file);
