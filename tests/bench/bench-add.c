/* What logging one refusal costs in an empty store and in one of 100,000, each on the
 * disk: the commit that a person waits for. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "base.h"
#include "bench.h"
#include "imports.h"
#include "refusals.h"
#include "vault.h"

#define ROWS 100000
#define ROUNDS 301
#define NOW 202647

typedef struct
{
  char *path;
  Vault *vault;
  Store *store;
} Side;

static void
check (gboolean done, const GError *error)
{
  if (done)
    return;
  fprintf (stderr, "bench-add: %s\n", error != NULL ? error->message : "failed");
  exit (1);
}

static RefusalEntry
make_entry (guint i)
{
  return (RefusalEntry){ .week = 202628 + (Week)(i % 12),
                         .work = i % 6,
                         .customer = i % 5,
                         .grounds = 1 + i % 7,
                         .code_named = i % 3,
                         .outcome = i % 4 };
}

static void
open_side (Side *side, const char *folder, const char *name, Campaign *campaign)
{
  g_autoptr (GError) error = NULL;
  VaultEnv env = { .costs = kdf_least_costs };
  Secret *recovery, *passphrase = secret_new_copy ("benchmark", 9);
  side->path = g_build_filename (folder, name, NULL);
  check (vault_create (&side->vault, side->path, passphrase, KDF_INTERACTIVE, &recovery,
                       &env)
             == VAULT_OK,
         NULL);
  side->store =
      store_create (vault_database (side->vault), campaign, &random_system, &error);
  check (side->store != NULL, error);
  secret_free (recovery);
  secret_free (passphrase);
}

static void
fill_side (Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, ROWS);
  for (guint i = 0; i < ROWS; i++)
    rows[i].entry = make_entry (i);
  check (
      imports_refusals (side->store, rows, ROWS, IMPORT_FIRST, NOW, NULL, NULL, &error),
      error);
}

static void
close_side (Side *side)
{
  g_autofree char *lock = g_strconcat (side->path, ".lock", NULL);
  store_close (side->store);
  vault_abandon (side->vault);
  g_unlink (side->path);
  g_unlink (lock);
  g_free (side->path);
}

static void
add_refusal (void *data)
{
  static guint made;
  Side *side = data;
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = make_entry (made++);
  PersonChoice whose = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  check (refusals_add (side->store, &entry, NOW, &whose, id, &error), error);
}

int
main (void)
{
  check (base_init () == 0, NULL);
  g_autofree char *folder = g_dir_make_tmp ("bench-add-XXXXXX", NULL);
  g_autoptr (GBytes) file = campaign_builtin (campaign_builtin_slugs ()[0]);
  g_autoptr (Campaign) campaign = campaign_parse (file, NULL);
  Side empty, full;
  open_side (&empty, folder, "empty", campaign);
  open_side (&full, folder, "full", campaign);
  fill_side (&full);
  const BenchWay ways[] = {
    { "into an empty store", NULL, add_refusal, &empty },
    { "into one of 100,000", NULL, add_refusal, &full },
  };
  bench_compare ("logging one refusal", ways, 2, ROUNDS);
  close_side (&empty);
  close_side (&full);
  g_rmdir (folder);
  return 0;
}
