/* What the second reader's test (tests/cli/test-reader.py) is handed by the app itself:
 * the pages of a store's database, and stores that were left open.
 *
 *   hand pages STORE          prints the database's pages; the store stays as it is if
 *                             it was closed
 *   hand leave STORE COMMITS  makes a store of so many commits, prints its pages and
 *                             goes without closing it
 *   hand newer STORE          makes the store look as if a later version wrote it
 *
 * The passphrase is one line of standard input. */
#include "kit.h"
#include "vault-inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Secret *
read_passphrase (void)
{
  char line[256];
  g_assert_nonnull (fgets (line, sizeof line, stdin));
  line[strcspn (line, "\n")] = '\0';
  return kit_secret (line);
}

static void
print_pages (const Vault *vault)
{
  for (uint32_t i = 1; i <= vault->image.pages; i++)
    g_assert_cmpuint (
        fwrite (image_page (&vault->image, i), 1, IMAGE_PAGE_BYTES, stdout), ==,
        IMAGE_PAGE_BYTES);
}

static Vault *
make (const char *path, int commits)
{
  Vault *vault;
  Secret *passphrase = read_passphrase ();
  Secret *recovery_key;
  g_assert_cmpint (
      vault_create (&vault, path, passphrase, KDF_INTERACTIVE, &recovery_key, NULL), ==,
      VAULT_OK);
  secret_free (passphrase);
  secret_free (recovery_key);
  for (int i = 0; i < commits; i++)
    if (i == 0)
      kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
    else if (i == 3)
      kit_run (vault, "DELETE FROM t WHERE id = 2");
    else /* the second is longer than one frame */
      kit_add (vault, i, i == 2 ? 2500000 : 300);
  return vault;
}

static Vault *
open_store (const char *path)
{
  Vault *vault;
  Secret *passphrase = read_passphrase ();
  g_assert_cmpint (vault_open (&vault, path, passphrase, NULL), ==, VAULT_OK);
  secret_free (passphrase);
  return vault;
}

static void
make_newer (Vault *vault)
{
  mark_header (vault)->format = HEADER_FORMAT + 1;
  g_assert_cmpint (mark_write (vault), ==, 0);
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (base_init (), ==, 0);
  g_assert_cmpint (argc, >=, 3);
  gboolean leave = strcmp (argv[1], "leave") == 0;
  Vault *vault =
      leave ? make (argv[2], argc > 3 ? atoi (argv[3]) : 0) : open_store (argv[2]);
  if (strcmp (argv[1], "newer") == 0)
    make_newer (vault);
  else
    print_pages (vault);
  vault_abandon (vault);
  return fflush (stdout) == 0 ? 0 : 1;
}
