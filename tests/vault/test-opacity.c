/* A store shows nothing: no byte that is the same in all, no block that two share, no
 * block that one repeats. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

#define STORES 64
#define BLOCK_BYTES 8

/* Fresh, written, closed and reopened, and with a mended header. */
static GBytes *
make_store (int number)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  if (number % 4 > 0)
    kit_run (vault, "INSERT INTO t VALUES (1, zeroblob (30000))");
  if (number % 4 > 1)
    {
      kit_close (vault);
      if (number % 4 == 3)
        {
          g_autoptr (GBytes) content = kit_read_file (files, KIT_PATH);
          g_autofree guint8 *copy =
              g_memdup2 (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
          copy[number % 8 < 4 ? 100 : 5000] ^= 1;
          g_autoptr (GBytes) damaged =
              g_bytes_new_static (copy, g_bytes_get_size (content));
          kit_write_file (files, KIT_PATH, damaged);
        }
      vault = kit_open (files, KIT_PATH, "one", VAULT_OK);
    }
  vault_abandon (vault);
  GBytes *content = kit_read_file (files, KIT_PATH);
  g_assert_cmpuint (g_bytes_get_size (content), ==, VAULT_STEP_BYTES);
  files_memory_free (files);
  return content;
}

typedef struct
{
  GBytes *stores[STORES];
} Sample;

static Sample sample;

static void
test_constant_bytes (void)
{
  for (gsize at = 0; at < VAULT_STEP_BYTES; at++)
    {
      gboolean same = TRUE;
      const guint8 *first = g_bytes_get_data (sample.stores[0], NULL);
      for (int i = 1; same && i < STORES; i++)
        same = ((const guint8 *)g_bytes_get_data (sample.stores[i], NULL))[at]
               == first[at];
      g_assert_false (same);
    }
}

static int
compare_blocks (const void *a, const void *b)
{
  return memcmp (a, b, BLOCK_BYTES);
}

/* Within each and between all of them. */
static void
test_repeated_blocks (void)
{
  gsize blocks = (gsize)STORES * VAULT_STEP_BYTES / BLOCK_BYTES;
  g_autofree guint64 *all = g_new (guint64, blocks);
  for (gsize i = 0; i < STORES; i++)
    memcpy (all + i * VAULT_STEP_BYTES / BLOCK_BYTES,
            g_bytes_get_data (sample.stores[i], NULL), VAULT_STEP_BYTES);
  qsort (all, blocks, BLOCK_BYTES, compare_blocks);
  for (gsize i = 1; i < blocks; i++)
    g_assert_true (all[i] != all[i - 1]);
}

/* Each part of the file by itself: a clear header drowns in a whole one. */
static void
test_even (void)
{
  static const gsize bounds[] = { 0, 16, 17, 128, 1024, 4096, 8192, 20480, 1 << 20 };
  for (gsize part = 0; part + 1 < G_N_ELEMENTS (bounds); part++)
    {
      guint64 ones[8] = { 0 };
      gsize bytes = 0;
      for (gsize i = 0; i < STORES; i++)
        for (gsize at = bounds[part]; at < MIN (bounds[part + 1], bounds[part] + 4096);
             at++, bytes++)
          for (int bit = 0; bit < 8; bit++)
            ones[bit] +=
                ((const guint8 *)g_bytes_get_data (sample.stores[i], NULL))[at] >> bit
                & 1;
      for (int bit = 0; bit < 8; bit++)
        {
          double deviation = (double)ones[bit] - (double)bytes / 2;
          /* Seven standard deviations. */
          g_assert_cmpfloat (deviation * deviation, <, 49.0 * (double)bytes / 4);
        }
    }
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  for (int i = 0; i < STORES; i++)
    sample.stores[i] = make_store (i);
  g_test_add_func ("/opacity/constant-bytes", test_constant_bytes);
  g_test_add_func ("/opacity/repeated-blocks", test_repeated_blocks);
  g_test_add_func ("/opacity/even", test_even);
  int status = g_test_run ();
  for (int i = 0; i < STORES; i++)
    g_bytes_unref (sample.stores[i]);
  return status;
}
