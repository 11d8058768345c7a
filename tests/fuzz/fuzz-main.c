/* Runs a fuzz target over the files of a folder, without libFuzzer: what the fuzzer
 * once found stays found. */
#include "fuzz.h"

static void
run_file (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size;
  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  /* A copy of just this size, so that reading one byte too many shows. */
  g_autofree uint8_t *exact = g_memdup2 (content, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, size), ==, 0);
}

static void
add_file (const char *folder, const char *name)
{
  g_autofree char *test = g_strdup_printf ("/fuzz/%s", name);
  g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), run_file,
                             g_free);
}

/* No bytes at all: what the fuzzer itself begins with. */
static void
run_nothing (void)
{
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *)"", 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  guint count = 0;
  for (const char *name = g_dir_read_name (folder); name != NULL;
       name = g_dir_read_name (folder), count++)
    add_file (argv[1], name);
  g_assert_cmpuint (count, >, 0);
  g_test_add_func ("/fuzz", run_nothing);
  return g_test_run ();
}
