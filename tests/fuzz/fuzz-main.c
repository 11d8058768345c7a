/* Runs a fuzz target over the files of a folder, without libFuzzer: what the fuzzer
 * once found stays found. The last file that is named is the one that broke it. */
#include "fuzz.h"

#include <string.h>

static const char *folder;

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* In the same order everywhere. */
static GPtrArray *
list_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) open = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; (name = g_dir_read_name (open)) != NULL;)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
run_file (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize size;
  g_test_message ("%s", name);
  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  /* A copy of just this size, so that reading one byte too many shows. */
  g_autofree uint8_t *exact = g_memdup2 (content, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, size), ==, 0);
}

static void
test_corpus (void)
{
  g_autoptr (GPtrArray) names = list_files ();
  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++)
    run_file (g_ptr_array_index (names, i));
}

/* No bytes at all: what the fuzzer itself begins with. */
static void
test_nothing (void)
{
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *)"", 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  g_test_add_func ("/fuzz/nothing", test_nothing);
  g_test_add_func ("/fuzz/corpus", test_corpus);
  return g_test_run ();
}
