/* A release, or the series of all, written as files: which there are, that each is read
 * back as good, and what is never written over. */
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
join_names (SaveOrder order)
{
  g_auto (GStrv) names = save_jobs_dup_names (&order);
  return g_strjoinv (" ", names);
}

static void
test_names (void)
{
  static const struct
  {
    SaveSubject subject;
    SaveFormat format;
    const char *language;
    gboolean is_signed;
    const char *names;
  } cases[] = {
    { SAVE_RELEASE, SAVE_PAGE, "ar", FALSE, "totals-2026-Q3-ar.html" },
    { SAVE_RELEASE, SAVE_PAGE, "pt_BR", FALSE, "totals-2026-Q3-pt-BR.html" },
    { SAVE_RELEASE, SAVE_PAGE, "en", TRUE,
      "totals-2026-Q3-en.html totals-2026-Q3-en.html.minisig release.pub" },
    { SAVE_RELEASE, SAVE_TABLE, NULL, FALSE, "totals-2026-Q3.csv" },
    { SAVE_RELEASE, SAVE_DESCRIBED_TABLE, "en", FALSE,
      "totals-2026-Q3-en.csv totals-2026-Q3-en.csv-metadata.json" },
    { SAVE_RELEASE, SAVE_DESCRIBED_TABLE, NULL, TRUE,
      "totals-2026-Q3.csv totals-2026-Q3.csv.minisig totals-2026-Q3.csv-metadata.json "
      "totals-2026-Q3.csv-metadata.json.minisig release.pub" },
    { SAVE_RELEASE, SAVE_JSON, NULL, FALSE, "totals-2026-Q3.json" },
    { SAVE_RELEASE, SAVE_TEXT, NULL, FALSE, "totals-2026-Q3.txt" },
    { SAVE_SERIES, SAVE_PAGE, "ar", TRUE,
      "totals-until-2026-Q3-ar.html totals-until-2026-Q3-ar.html.minisig release.pub" },
    { SAVE_SERIES, SAVE_TABLE, NULL, FALSE, "totals-until-2026-Q3.csv" },
    { SAVE_SERIES, SAVE_JSON, "en", FALSE, "totals-until-2026-Q3-en.json" },
    { SAVE_SERIES, SAVE_TEXT, "pt_BR", FALSE, "totals-until-2026-Q3-pt-BR.txt" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = join_names ((SaveOrder){
          .subject = cases[i].subject,
          .period = quarter,
          .format = cases[i].format,
          .language = (char *)cases[i].language,
          .is_signed = cases[i].is_signed,
      });
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
 * program that a reader has. Only a series' text is nothing that could be checked. */
static void
test_all_are_good (gconstpointer subject)
{
  static const char *const languages[] = { NULL, "en", "ar" };
  const SaveSubject what = (SaveSubject)GPOINTER_TO_INT (subject);
  Saving saving;
  init (&saving);
  for (guint i = 0; i < SAVE_N_FORMATS * 2 * G_N_ELEMENTS (languages); i++)
    {
      const SaveOrder order = {
        .subject = what,
        .period = quarter,
        .format = (SaveFormat)(i % SAVE_N_FORMATS),
        .is_signed = i / SAVE_N_FORMATS % 2 == 1,
        .language = (char *)languages[i / SAVE_N_FORMATS / 2],
      };
      g_auto (GStrv) names = save_jobs_dup_names (&order);
      if (!save_jobs_has_format (what, order.format)
          || (order.is_signed && !save_jobs_has_signature (what, order.format)))
        continue;
      save_well (&saving, order);
      g_autoptr (CheckedRelease) checked = check (&saving, names[0]);
      if (!save_jobs_has_signature (what, order.format))
        {
          g_assert_nonnull (checked->form_problem);
          continue;
        }
      g_assert_true (checked->is_series == (what == SAVE_SERIES));
      g_assert_cmpstr (checked->form_problem, ==, NULL);
      g_assert_cmpstr (checked->ledger_problem, ==, NULL);
      g_assert_cmpstr (checked->signature_problem, ==, NULL);
      if (order.is_signed)
        g_assert_true (checked->is_signed);
    }
  clear (&saving);
}

/* Sums that are not the ledger's, and those of a store that has published nothing. */
static void
test_series (void)
{
  const SaveOrder order = { .subject = SAVE_SERIES,
                            .period = quarter,
                            .format = SAVE_TABLE };
  Saving saving;
  init (&saving);
  save_well (&saving, order);
  g_autofree char *path =
      g_build_filename (saving.path, "totals-until-2026-Q3.csv", NULL);
  g_autofree char *text = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize)size - 3, NULL));
  g_autoptr (CheckedRelease) altered = check (&saving, "totals-until-2026-Q3.csv");
  g_assert_true (altered->is_series);
  g_assert_nonnull (altered->ledger_problem);
  clear (&saving);

  g_autoptr (GError) error = NULL;
  Session *none = NULL;
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_assert_null (
      window_fixture_run (&fixture, save_jobs_save, (gpointer)&order, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "No period has been closed yet.");
  window_fixture_clear (&fixture);
  g_clear_error (&error);
  g_assert_null (save_jobs_save (&none, (gpointer)&order, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
}

static void
test_signature (void)
{
  Saving saving;
  init (&saving);
  const SaveOrder order = { .period = quarter, .format = SAVE_TEXT };
  const SaveOrder with = { .period = quarter, .format = SAVE_TEXT, .is_signed = TRUE };
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
  const SaveOrder order = { .period = quarter,
                            .format = SAVE_DESCRIBED_TABLE,
                            .is_signed = TRUE };
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
  const SaveOrder text = { .period = quarter, .format = SAVE_TEXT };
  const SaveOrder open = { .period = { PERIOD_YEAR, 2026, 1 }, .format = SAVE_TEXT };
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
  const SaveOrder order = { .period = quarter, .format = SAVE_TEXT };
  g_assert_null (save_jobs_save (&none, (gpointer)&order, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/save-jobs/names", test_names);
  g_test_add_data_func ("/save-jobs/all-are-good/release",
                        GINT_TO_POINTER (SAVE_RELEASE), test_all_are_good);
  g_test_add_data_func ("/save-jobs/all-are-good/series", GINT_TO_POINTER (SAVE_SERIES),
                        test_all_are_good);
  g_test_add_func ("/save-jobs/series", test_series);
  g_test_add_func ("/save-jobs/signature", test_signature);
  g_test_add_func ("/save-jobs/nothing-replaced", test_nothing_replaced);
  g_test_add_func ("/save-jobs/refused", test_refused);
  g_test_add_func ("/save-jobs/locked", test_locked);
  return g_test_run ();
}
