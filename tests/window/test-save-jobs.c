/* A release written as files: which there are, that each is read back as good, and what
 * is never written over. */
#include "save-jobs.h"

#include <glib/gstdio.h>
#include <string.h>

#include "total-jobs.h"
#include "window-fixture.h"

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

typedef struct
{
  WindowFixture window;
  char *path; /* of a folder */
  GFile *folder;
} Saving;

static gpointer
run (Saving *saving, WorkerJob job, gconstpointer input)
{
  g_autoptr (GError) error = NULL;
  gpointer result = window_fixture_run (&saving->window, job, (gpointer)input, &error);
  g_assert_no_error (error);
  return result;
}

static void
init (Saving *saving)
{
  g_autoptr (GError) error = NULL;
  saving->path = g_dir_make_tmp ("totals-XXXXXX", &error);
  g_assert_no_error (error);
  saving->folder = g_file_new_for_path (saving->path);
  window_fixture_init_sample (&saving->window);
  run (saving, total_jobs_close, &quarter);
}

static void
clear (Saving *saving)
{
  g_autoptr (GDir) folder = g_dir_open (saving->path, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (saving->path, name, NULL);
      g_unlink (path);
    }
  g_rmdir (saving->path);
  g_free (saving->path);
  g_object_unref (saving->folder);
  window_fixture_clear (&saving->window);
}

static guint
count_files (const Saving *saving)
{
  g_autoptr (GDir) folder = g_dir_open (saving->path, 0, NULL);
  guint count = 0;
  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

static char *
join_names (SaveFormat format, const char *language, gboolean is_signed)
{
  const SaveOrder order = { quarter, format, (char *)language, is_signed, NULL };
  g_auto (GStrv) names = save_jobs_dup_names (&order);
  return g_strjoinv (" ", names);
}

static void
test_names (void)
{
  static const struct
  {
    SaveFormat format;
    const char *language;
    gboolean is_signed;
    const char *names;
  } cases[] = {
    { SAVE_PAGE, "ar", FALSE, "totals-2026-Q3-ar.html" },
    { SAVE_PAGE, "pt_BR", FALSE, "totals-2026-Q3-pt-BR.html" },
    { SAVE_PAGE, "en", TRUE,
      "totals-2026-Q3-en.html totals-2026-Q3-en.html.minisig release.pub" },
    { SAVE_TABLE, NULL, FALSE, "totals-2026-Q3.csv" },
    { SAVE_DESCRIBED_TABLE, "en", FALSE,
      "totals-2026-Q3-en.csv totals-2026-Q3-en.csv-metadata.json" },
    { SAVE_DESCRIBED_TABLE, NULL, TRUE,
      "totals-2026-Q3.csv totals-2026-Q3.csv.minisig totals-2026-Q3.csv-metadata.json "
      "totals-2026-Q3.csv-metadata.json.minisig release.pub" },
    { SAVE_JSON, NULL, FALSE, "totals-2026-Q3.json" },
    { SAVE_TEXT, NULL, FALSE, "totals-2026-Q3.txt" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names =
          join_names (cases[i].format, cases[i].language, cases[i].is_signed);
      g_assert_cmpstr (names, ==, cases[i].names);
    }
}

static void
save (Saving *saving, SaveOrder order, GFile *place, GError **error)
{
  SaveOrder *copy = save_jobs_order_dup (&order, place);
  g_assert_null (window_fixture_run (&saving->window, save_jobs_save, copy, error));
  save_jobs_order_free (copy);
}

/* Saves what is one file or more, in the folder or under its name there. */
static void
save_well (Saving *saving, SaveOrder order)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = save_jobs_dup_names (&order);
  g_autoptr (GFile) file = g_file_get_child (saving->folder, names[0]);
  save (saving, order, names[1] != NULL ? saving->folder : file, &error);
  g_assert_no_error (error);
}

/* What checking a file of the folder, with others or alone, says. */
static CheckedRelease *
check (Saving *saving, const char *name)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_get_child (saving->folder, name);
  g_list_store_append (files, file);
  return run (saving, total_jobs_check, files);
}

/* Each of each format, in each language, signed and not, is found good by the same
 * program that a reader has. */
static void
test_all_are_good (void)
{
  static const char *const languages[] = { NULL, "en", "ar" };
  Saving saving;
  init (&saving);
  for (guint i = 0; i < SAVE_N_FORMATS * 2 * G_N_ELEMENTS (languages); i++)
    {
      const SaveOrder order = {
        .period = quarter,
        .format = (SaveFormat)(i % SAVE_N_FORMATS),
        .is_signed = i / SAVE_N_FORMATS % 2 == 1,
        .language = (char *)languages[i / SAVE_N_FORMATS / 2],
      };
      g_auto (GStrv) names = save_jobs_dup_names (&order);
      save_well (&saving, order);
      g_autoptr (CheckedRelease) checked = check (&saving, names[0]);
      g_assert_cmpstr (checked->form_problem, ==, NULL);
      g_assert_cmpstr (checked->ledger_problem, ==, NULL);
      g_assert_cmpstr (checked->signature_problem, ==, NULL);
      if (order.is_signed)
        g_assert_true (checked->is_signed);
    }
  clear (&saving);
}

static void
test_signature (void)
{
  Saving saving;
  init (&saving);
  const SaveOrder order = { quarter, SAVE_TEXT, NULL, FALSE, NULL };
  const SaveOrder with = { quarter, SAVE_TEXT, NULL, TRUE, NULL };
  save_well (&saving, order);
  g_autoptr (CheckedRelease) bare = check (&saving, "totals-2026-Q3.txt");
  g_assert_false (bare->is_signed);
  save_well (&saving, with);
  g_assert_cmpuint (count_files (&saving), ==, 3);
  g_autoptr (CheckedRelease) good = check (&saving, "totals-2026-Q3.txt");
  g_assert_true (good->is_signed);
  g_assert_null (good->signature_problem);

  /* The signature of another file, or of another key, is none of this one. */
  g_autofree char *signature =
      g_build_filename (saving.path, "totals-2026-Q3.txt.minisig", NULL);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (signature, &text, NULL, NULL));
  char *at = strchr (text, '\n') + 20;
  *at = *at == 'A' ? 'B' : 'A';
  g_assert_true (g_file_set_contents (signature, text, -1, NULL));
  g_autoptr (CheckedRelease) bad = check (&saving, "totals-2026-Q3.txt");
  g_assert_null (bad->ledger_problem);
  g_assert_nonnull (bad->signature_problem);
  clear (&saving);
}

/* What lies in the folder and holds something else is left alone, and nothing else is
 * written beside it either. */
static void
test_nothing_replaced (void)
{
  static const char *const present[] = { "totals-2026-Q3.csv",
                                         "totals-2026-Q3.csv-metadata.json",
                                         "release.pub" };
  const SaveOrder order = { quarter, SAVE_DESCRIBED_TABLE, NULL, TRUE, NULL };
  Saving saving;
  init (&saving);
  for (gsize i = 0; i < G_N_ELEMENTS (present); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (saving.path, present[i], NULL);
      g_autofree char *after = NULL;
      g_assert_true (g_file_set_contents (path, "another's", -1, NULL));
      save (&saving, order, saving.folder, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
      g_assert_nonnull (strstr (error->message, present[i]));
      g_assert_true ((strstr (error->message, "another key") != NULL) == (i == 2));
      g_assert_cmpuint (count_files (&saving), ==, 1);
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, "another's");
      g_unlink (path);
    }
  save_well (&saving, order);
  save_well (&saving, order); /* the same once more is no harm */
  g_assert_cmpuint (count_files (&saving), ==, 5);
  clear (&saving);
}

static void
test_refused (void)
{
  Saving saving;
  init (&saving);
  const SaveOrder text = { quarter, SAVE_TEXT, NULL, FALSE, NULL };
  const SaveOrder open = { { PERIOD_YEAR, 2026, 1 }, SAVE_TEXT, NULL, FALSE, NULL };
  g_autoptr (GFile) store = g_file_new_for_path (sf_window_path (saving.window.window));
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GFile) file = g_file_get_child (saving.folder, "totals");
  g_autoptr (GError) own = NULL, none = NULL, not_closed = NULL;
  save (&saving, text, store, &own);
  g_assert_error (own, SESSION_ERROR, SESSION_ERROR_REFUSED);
  save (&saving, text, nowhere, &none);
  g_assert_error (none, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  save (&saving, open, file, &not_closed);
  g_assert_error (not_closed, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_assert_cmpuint (count_files (&saving), ==, 0);
  clear (&saving);
}

/* A job that a lock has overtaken does nothing. */
static void
test_locked (void)
{
  Session *none = NULL;
  g_autoptr (GError) error = NULL;
  const SaveOrder order = { quarter, SAVE_TEXT, NULL, FALSE, NULL };
  g_assert_null (save_jobs_save (&none, (gpointer)&order, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/save-jobs/names", test_names);
  g_test_add_func ("/save-jobs/all-are-good", test_all_are_good);
  g_test_add_func ("/save-jobs/signature", test_signature);
  g_test_add_func ("/save-jobs/nothing-replaced", test_nothing_replaced);
  g_test_add_func ("/save-jobs/refused", test_refused);
  g_test_add_func ("/save-jobs/locked", test_locked);
  return g_test_run ();
}
