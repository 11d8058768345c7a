#include <fcntl.h>
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "base.h"

#define MARK 0xa7

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

/* Looks at what was freed, too. */
__attribute__ ((no_sanitize_address)) static gboolean
is_filled_with (const guint8 *bytes, gsize size, guint8 value)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] != value)
      return FALSE;
  return TRUE;
}

/* The VmFlags of the mapping that block lies in, as /proc/self/smaps names them; NULL
 * if it lies in none. */
static char *
dup_flags (const void *block)
{
  g_autofree char *maps = NULL;
  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
  gboolean inside = FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      unsigned long from, to;
      if (sscanf (lines[i], "%lx-%lx ", &from, &to) == 2)
        inside = (unsigned long)block >= from && (unsigned long)block < to;
      else if (inside && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strconcat (lines[i] + strlen ("VmFlags:"), " ", NULL);
    }
  return NULL;
}

static gboolean
has_flag (const void *block, const char *flag)
{
  g_autofree char *flags = dup_flags (block);
  g_autofree char *word = g_strconcat (" ", flag, " ", NULL);
  return flags != NULL && strstr (flags, word) != NULL;
}

#ifdef __SANITIZE_ADDRESS__
/* Blocks lie side by side: a byte behind one is another's, or was. */
static void
test_guarded (void)
{
  static const gsize sizes[] = { 1, 100, 4368, 16384, 16385, 70000, 3000000 };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint8 *neighbour = arena_alloc (sizes[i]);
      guint8 *block = arena_alloc (sizes[i]);
      gsize size = arena_size (block);
      g_assert_null (__asan_region_is_poisoned (block, size));
      g_assert_true (__asan_address_is_poisoned (block + size));
      arena_free (block);
      if (size < 60000)
        g_assert_true (__asan_address_is_poisoned (block));
      block = arena_alloc (sizes[i]);
      g_assert_null (__asan_region_is_poisoned (block, size));
      arena_free (block);
      arena_free (neighbour);
      /* Whoever is given these pages next may use them. */
      g_assert_null (__asan_region_is_poisoned (neighbour, size));
    }
}
#endif

static void
test_sizes (void)
{
  g_assert_null (arena_alloc (0));
  g_assert_null (arena_alloc (SIZE_MAX));
  g_assert_null (arena_alloc (SIZE_MAX - 65536 * 3));
  gsize before = 0;
  for (gsize size = 1; size < 70000; size += 1 + size / 50)
    {
      guint8 *block = arena_alloc (size);
      gsize whole = arena_size (block);
      g_assert_true ((guintptr)block % 16 == 0);
      g_assert_cmpuint (whole, >=, size);
      /* Beyond 16 KiB, one block fills 64. */
      g_assert_cmpuint (whole, <=, size <= 16384 ? size + MAX (16, size / 4) : 73728);
      g_assert_cmpuint (whole, >=, before);
      g_assert_cmpuint (whole, ==, arena_round (size));
      g_assert_cmpuint (whole, ==, arena_round (whole));
      g_assert_true (is_filled_with (block, whole, 0));
      memset (block, MARK, whole);
      arena_free (block);
      before = whole;
    }
  arena_free (NULL);
}

static void
check_resized (gsize from, gsize to)
{
  guint8 *block = arena_alloc (from);
  memset (block, MARK, from);
  block = arena_resize (block, to);
  g_assert_cmpuint (arena_size (block), ==, arena_round (to));
  g_assert_true (is_filled_with (block, MIN (from, to), MARK));
  arena_free (block);
}

static void
test_resizing (void)
{
  static const gsize sizes[] = { 1, 16, 17, 4000, 4368, 16384, 16385, 70000, 3000000 };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++)
      check_resized (sizes[i], sizes[j]);
  guint8 *block = arena_resize (NULL, 100);
  g_assert_true (is_filled_with (block, 100, 0));
  arena_free (block);
}

/* A neighbour keeps the mapping, so that one can look at what was freed. */
static void
check_wiped (gsize size)
{
  guint8 *neighbour = arena_alloc (size);
  guint8 *block = arena_alloc (size);
  memset (block, MARK, size);
  arena_free (block);
  g_assert_true (is_filled_with (block + sizeof (void *), size - sizeof (void *), 0));
  guint8 *again = arena_alloc (size);
  g_assert_true (again == block);
  g_assert_true (is_filled_with (again, size, 0));

  memset (again, MARK, size);
  guint8 *moved = arena_resize (again, 3 * size);
  g_assert_true (is_filled_with (again + sizeof (void *), size - sizeof (void *), 0));
  arena_free (moved);
  arena_free (neighbour);
}

static void
test_wiped (void)
{
  check_wiped (16);
  check_wiped (100);
  check_wiped (4368);
}

/* A large block is wiped before its pages go back: what is held twice shows it. */
static void
test_large_wiped (void)
{
  gsize size = 1000000;
  guint8 *block = arena_alloc (size);
  memset (block, MARK, size);
  guint8 *page = (guint8 *)((guintptr)(block + size / 2) / 4096 * 4096);
  int ends[2];
  g_assert_cmpint (pipe (ends), ==, 0);
  /* The pipe holds the page itself, not a copy of it. */
  struct iovec part = { page, 4096 };
  g_assert_cmpint (vmsplice (ends[1], &part, 1, 0), ==, 4096);
  arena_free (block);
  guint8 seen[4096];
  g_assert_cmpint (read (ends[0], seen, sizeof seen), ==, sizeof seen);
  g_assert_true (is_filled_with (seen, sizeof seen, 0));
  close (ends[0]);
  close (ends[1]);
}

static void
test_not_dumped (void)
{
  static const gsize sizes[] = { 1, 1000, 16384, 16385, 1 << 20, 5000000 };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint8 *block = arena_alloc (sizes[i]);
      g_assert_true (has_flag (block, "dd"));
      g_assert_true (has_flag (block + arena_size (block) - 1, "dd"));
      arena_free (block);
    }
  guint8 *ordinary = g_malloc (1000);
  g_assert_false (has_flag (ordinary, "dd"));
  g_free (ordinary);
}

/* In a process of its own, whose limit may be changed. */
static void
test_locked (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  const struct rlimit limit = { 2 << 20, 2 << 20 };
  if (setrlimit (RLIMIT_MEMLOCK, &limit) != 0)
    {
      g_test_skip ("less memory than this may be locked here");
      return;
    }
  guint8 *blocks[8];
  guint locked = 0;
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      blocks[i] = arena_alloc (500000);
      memset (blocks[i], MARK, 500000);
      locked += has_flag (blocks[i], "lo");
    }
  /* The fourth would leave nothing to secrets. */
  g_assert_cmpuint (locked, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    arena_free (blocks[i]);
  guint8 *after = arena_alloc (500000);
  g_assert_true (has_flag (after, "lo"));
  arena_free (after);
}

static gboolean
is_mapped (const void *block)
{
  unsigned char resident;
  void *page = (void *)((guintptr)block / 4096 * 4096);
  return mincore (page, 1, &resident) == 0;
}

static void
test_given_back (void)
{
  guint8 *small = arena_alloc (100);
  guint8 *many[2000];
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = arena_alloc (4368);
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    arena_free (many[i]);
  guint kept = 0;
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    kept += is_mapped (many[i]);
  /* 64 KiB hold 14 of them, and 4 MiB are kept. */
  g_assert_cmpuint (kept, <=, 65 * 14);
  arena_free (small);
  g_assert_false (is_mapped (small));
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    g_assert_false (is_mapped (many[i]));
}

/* Blocks come and go at random; each must keep what was put into it. */
#define HELD 64

static gpointer
shuffle_blocks (gpointer data)
{
  GRand *rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  guint8 *blocks[HELD] = { 0 };
  gsize sizes[HELD] = { 0 };
  for (guint round = 0; round < 20000; round++)
    {
      guint i = g_rand_int_range (rand, 0, HELD);
      if (blocks[i] != NULL)
        {
          g_assert_true (is_filled_with (blocks[i], sizes[i], (guint8)i));
          arena_free (blocks[i]);
        }
      sizes[i] = (gsize)1 << g_rand_int_range (rand, 0, 16);
      sizes[i] += (gsize)g_rand_int_range (rand, 0, (int)sizes[i]);
      blocks[i] = arena_alloc (sizes[i]);
      g_assert_true (is_filled_with (blocks[i], sizes[i], 0));
      memset (blocks[i], (int)i, sizes[i]);
    }
  for (guint i = 0; i < HELD; i++)
    arena_free (blocks[i]);
  g_rand_free (rand);
  return NULL;
}

static void
test_threads (void)
{
  GThread *other = g_thread_new ("other", shuffle_blocks, GUINT_TO_POINTER (1));
  shuffle_blocks (GUINT_TO_POINTER (2));
  g_thread_join (other);
}

/* A short memory is an answer, and what was held stays. */
static void
test_short (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  guint8 *held = arena_alloc (1000);
  memset (held, MARK, 1000);
  const struct rlimit limit = { 1, 1 };
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
  g_assert_null (arena_alloc (1 << 20));
  guint more = 0;
  while (arena_alloc (5000) != NULL)
    g_assert_cmpuint (++more, <, 1000);
  g_assert_null (arena_resize (held, 5000));
  g_assert_true (is_filled_with (held, 1000, MARK));
  _exit (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (base_init () != 0)
    return 1;
#ifdef __SANITIZE_ADDRESS__
  g_test_add_func ("/arena/guarded", test_guarded);
#endif
  g_test_add_func ("/arena/sizes", test_sizes);
  g_test_add_func ("/arena/resizing", test_resizing);
  g_test_add_func ("/arena/wiped", test_wiped);
  g_test_add_func ("/arena/large-wiped", test_large_wiped);
  g_test_add_func ("/arena/not-dumped", test_not_dumped);
  g_test_add_func ("/arena/locked", test_locked);
  g_test_add_func ("/arena/given-back", test_given_back);
  g_test_add_func ("/arena/threads", test_threads);
  g_test_add_func ("/arena/short", test_short);
  return g_test_run ();
}
