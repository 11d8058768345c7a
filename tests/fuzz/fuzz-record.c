/* The text of a pledge record. */
#include "fuzz.h"

#include "chain.h"
#include "record.h"

#include <string.h>

static void
expect_zeros (const void *data, size_t size)
{
  const uint8_t *bytes = data;
  for (size_t i = 0; i < size; i++)
    fuzz_expect (bytes[i] == 0);
}

/* A good record prints as it was, and is a chain or says why it is none. */
static void
use_record (const PledgeRecord *record, const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = record_print (record, &error);
  fuzz_expect (text != NULL);
  fuzz_expect (strlen (text) == size && memcmp (text, data, size) == 0);
  fuzz_expect (size >= RECORD_LEAST_BYTES && size <= RECORD_MOST_BYTES);

  const ChainText texts[] = { { data, size }, { data, size } };
  PledgeState state;
  size_t order[2];
  if (chain_read (&state, order, texts, 1, &error))
    fuzz_expect (record->action == PLEDGE_TAKE);
  else
    fuzz_expect_error (error);
  fuzz_expect (!chain_read (&state, order, texts, 2, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  PledgeRecord record;
  memset (&record, 0xff, sizeof record);
  if (record_parse (&record, data, size, &error))
    {
      fuzz_expect (error == NULL);
      use_record (&record, data, size);
      return 0;
    }
  fuzz_expect_error (error);
  expect_zeros (&record, sizeof record);
  return 0;
}
