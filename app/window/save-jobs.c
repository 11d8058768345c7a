/* See save-jobs.h. */
#include "config.h"

#include "save-jobs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "session-release.h"
#include "session-signature.h"
#include "small-file.h"
#include "words.h"

#define FILES_MAX 2 /* of a format, without signatures */

typedef struct
{
  ReportReadKind kinds[FILES_MAX];
  guint n_kinds; /* 0: there is no such format of it */
  const char *endings[FILES_MAX];
  gboolean
      has_language; /* of which the name tells, or one would take another's place */
  gboolean has_signature;
} Format;

static const Format formats[SAVE_N_SUBJECTS][SAVE_N_FORMATS] = {
  [SAVE_RELEASE] = {
    [SAVE_PAGE] = { { REPORT_READ_HTML }, 1, { ".html" }, TRUE, TRUE },
    [SAVE_TABLE] = { { REPORT_READ_CSV }, 1, { ".csv" }, FALSE, TRUE },
    /* The name of the second is what makes it the first one's description. */
    [SAVE_DESCRIBED_TABLE] = { { REPORT_READ_CSV, REPORT_READ_CSVW },
                               2,
                               { ".csv", ".csv-metadata.json" },
                               TRUE,
                               TRUE },
    [SAVE_JSON] = { { REPORT_READ_JSON }, 1, { ".json" }, TRUE, TRUE },
    [SAVE_TEXT] = { { REPORT_READ_TEXT }, 1, { ".txt" }, FALSE, TRUE },
  },
  [SAVE_SERIES] = {
    [SAVE_PAGE] = { { REPORT_READ_HTML }, 1, { ".html" }, TRUE, TRUE },
    [SAVE_TABLE] = { { REPORT_READ_CSV }, 1, { ".csv" }, FALSE, TRUE },
    [SAVE_JSON] = { { REPORT_READ_JSON }, 1, { ".json" }, TRUE, TRUE },
    [SAVE_TEXT] = { { REPORT_READ_TEXT }, 1, { ".txt" }, TRUE, FALSE },
  },
};

static const char *const stems[] = {
  [SAVE_RELEASE] = "totals",
  [SAVE_SERIES] = "totals-until",
};

static const Format *
get_format (const SaveOrder *order)
{
  return &formats[order->subject][order->format];
}

gboolean
save_jobs_has_format (SaveSubject subject, SaveFormat format)
{
  return formats[subject][format].n_kinds > 0;
}

gboolean
save_jobs_has_language (SaveSubject subject, SaveFormat format)
{
  return formats[subject][format].has_language;
}

gboolean
save_jobs_has_signature (SaveSubject subject, SaveFormat format)
{
  return formats[subject][format].has_signature;
}

SaveOrder *
save_jobs_order_dup (const SaveOrder *order, GFile *place)
{
  SaveOrder *copy = g_memdup2 (order, sizeof *order);
  copy->language = g_strdup (order->language);
  copy->place = place != NULL ? g_object_ref (place) : NULL;
  return copy;
}

void
save_jobs_order_free (SaveOrder *order)
{
  g_clear_object (&order->place);
  g_free (order->language);
  g_free (order);
}

static char *
dup_stem (const SaveOrder *order)
{
  char period[PERIOD_TEXT_BYTES];
  period_print (period, order->period);
  if (!get_format (order)->has_language || order->language == NULL)
    return g_strdup_printf ("%s-%s", stems[order->subject], period);
  g_autofree char *tag = words_dup_tag (order->language);
  return g_strdup_printf ("%s-%s-%s", stems[order->subject], period, tag);
}

GStrv
save_jobs_dup_names (const SaveOrder *order)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *stem = dup_stem (order);
  for (guint i = 0; i < get_format (order)->n_kinds; i++)
    {
      g_autofree char *name = g_strconcat (stem, get_format (order)->endings[i], NULL);
      g_autofree char *signature = g_strconcat (name, SESSION_SIGNATURE_ENDING, NULL);
      g_strv_builder_add (names, name);
      if (order->is_signed)
        g_strv_builder_add (names, signature);
    }
  if (order->is_signed)
    g_strv_builder_add (names, SESSION_SIGNATURE_KEY_NAME);
  return g_strv_builder_end (names);
}

/* ---- making them ---- */

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

/* Adds the signature of the file that was added last, and puts the key by. */
static gboolean
add_signature (Session *session, GPtrArray *files, GBytes **key, GError **error)
{
  char *signature, *public_key;
  if (!session_signature_make (session, files->pdata[files->len - 1], &signature,
                               &public_key, error))
    return FALSE;
  g_ptr_array_add (files, take_text (signature));
  g_clear_pointer (key, g_bytes_unref);
  *key = take_text (public_key);
  return TRUE;
}

static GBytes *
print_release (Session *session, const SaveOrder *order, ReportReadKind kind,
               const char *name, GError **error)
{
  g_autoptr (Release) release = session_totals_release (session, order->period, error);
  const char *language = get_format (order)->has_language ? order->language : NULL;
  return release != NULL ? session_release_print (release, kind, language, name) : NULL;
}

static GBytes *
print_series (Session *session, const SaveOrder *order, ReportReadKind kind,
              GError **error)
{
  g_autoptr (Series) series = session_totals_series (session, error);
  if (series == NULL)
    return NULL;
  if (series->n_questions > 0)
    return session_release_print_series (series, kind, order->language);
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("No period has been closed yet."));
  return NULL;
}

/* (element-type GBytes): in the order of their names. NULL with error set. */
static GPtrArray *
make_files (Session *session, const SaveOrder *order, char **names, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GBytes) key = NULL;
  for (guint i = 0; i < get_format (order)->n_kinds; i++)
    {
      ReportReadKind kind = get_format (order)->kinds[i];
      GBytes *file =
          order->subject == SAVE_SERIES
              ? print_series (session, order, kind, error)
              : print_release (session, order, kind, names[files->len], error);
      if (file == NULL)
        return NULL;
      g_ptr_array_add (files, file);
      if (order->is_signed && !add_signature (session, files, &key, error))
        return NULL;
    }
  if (key != NULL)
    g_ptr_array_add (files, g_steal_pointer (&key));
  return g_steal_pointer (&files);
}

/* ---- writing them ---- */

/* Nothing may be written over the store. */
static gboolean
check_place (Session *session, GFile *file, GError **error)
{
  if (!session_owns_file (session, g_file_peek_path (file)))
    return TRUE;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("That file is the store itself. Choose another one."));
  return FALSE;
}

/* Nor another key over one that readers have learned to trust. */
static gboolean
check_in_folder (Session *session, GFile *file, GBytes *bytes, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  if (!check_place (session, file, error))
    return FALSE;
  if (small_file_check_free (file, bytes, error))
    return TRUE;
  if (strcmp (name, SESSION_SIGNATURE_KEY_NAME) != 0
      || (error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_EXISTS)))
    return FALSE;
  g_autofree char *shown = g_file_get_parse_name (file);
  g_clear_error (error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _ ("“%s” is another key, and is not replaced. Choose another folder."),
               shown);
  return FALSE;
}

/* All of them may be, or none is written. */
static void
write_folder (Session *session, GFile *folder, char **names, GPtrArray *files,
              GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    {
      g_ptr_array_add (places, g_file_get_child (folder, names[i]));
      if (!check_in_folder (session, places->pdata[i], files->pdata[i], error))
        return;
    }
  for (guint i = 0; i < files->len; i++)
    if (!small_file_write (places->pdata[i], files->pdata[i], error))
      return;
}

gpointer
save_jobs_save (Session **session, gpointer input, GError **error)
{
  const SaveOrder *order = input;
  g_auto (GStrv) names = save_jobs_dup_names (order);
  g_autoptr (GPtrArray) files = worker_check_open (*session, error)
                                    ? make_files (*session, order, names, error)
                                    : NULL;
  if (files == NULL)
    return NULL;
  if (files->len > 1)
    write_folder (*session, order->place, names, files, error);
  else if (check_place (*session, order->place, error))
    small_file_write (order->place, files->pdata[0], error);
  return NULL;
}
