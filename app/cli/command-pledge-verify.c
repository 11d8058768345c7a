/* pledge verify: of one record, or of a folder of them. Needs no store. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "run.h"
#include "verify.h"

/* A record's file, and what checking it found: a good signature, or reason. */
typedef struct
{
  char *path, *name; /* name: as it is shown */
  PledgeRecord record;
  PledgeFormat format;
  GError *reason; /* NULL: good */
} Checked;

static void
checked_free (Checked *checked)
{
  g_free (checked->path);
  g_free (checked->name);
  g_clear_error (&checked->reason);
  g_free (checked);
}

/* The signature that was named, or the one that lies beside the record. */
static GBytes *
read_signature (const char *named, const char *path, GError **error)
{
  if (named != NULL)
    return input_read (named, error);
  static const char *const endings[] = { ".minisig", ".sig" };
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (path, endings[i], NULL);
      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        return input_read (beside, error);
    }
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
               _ ("There is no signature beside “%s” (.minisig or .sig); name it with "
                  "--signature."),
               shown);
  return NULL;
}

static gboolean
check_record (const char *path, const char *named, PledgeRecord *record,
              PledgeFormat *format, GError **error)
{
  g_autoptr (GBytes) text = input_read (path, error);
  if (text == NULL)
    return FALSE;
  g_autoptr (GBytes) signature = read_signature (named, path, error);
  if (signature == NULL)
    return FALSE;
  gsize size, signature_size;
  const void *data = g_bytes_get_data (text, &size);
  const void *signature_data = g_bytes_get_data (signature, &signature_size);
  return verify_signature (record, format, data, size, signature_data, signature_size,
                           error);
}

static void
print_sentences (char **sentences)
{
  for (guint i = 0; sentences[i] != NULL; i++)
    g_print ("  %s\n", sentences[i]);
}

/* What good signatures prove and what they do not, behind every result. */
static void
print_meaning (Json *json)
{
  g_auto (GStrv) proven = verify_dup_proven ();
  g_auto (GStrv) not_proven = verify_dup_not_proven ();
  if (json != NULL)
    {
      json_strings (json, "proven", (const char *const *)proven);
      json_strings (json, "not_proven", (const char *const *)not_proven);
      return;
    }
  g_print ("\n%s\n", _ ("What it shows:"));
  print_sentences (proven);
  g_print ("\n%s\n", _ ("What it cannot show:"));
  print_sentences (not_proven);
}

static void
add_record (Json *json, const PledgeRecord *record, PledgeFormat format)
{
  char week[WEEK_TEXT_BYTES];
  week_print (week, record->week);
  json_boolean (json, "good", TRUE);
  json_string (json, "format", saved_format_name (format));
  json_string (json, "action", record_action_name (record->action));
  json_string (json, "tier", record->tier);
  json_string (json, "role", *record->role != '\0' ? record->role : NULL);
  json_string (json, "week", week);
}

static gboolean
verify_file (const Run *run, const char *path, GError **error)
{
  PledgeRecord record;
  PledgeFormat format;
  if (!check_record (path, run->options->signature, &record, &format, error))
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      add_record (json, &record, format);
      print_meaning (json);
      json_end (json);
      run_print_json (json);
      return TRUE;
    }
  g_print (_ ("The signature is good (%s)."), saved_format_name (format));
  g_print ("\n");
  print_meaning (NULL);
  return TRUE;
}

/* ---- a folder ---- */

/* Checks each record in folder, and in the folders in it where depth allows: `pledge
 * save` gives all records the same name, so whoever gathers them keeps folders. */
static gboolean
check_folder (GPtrArray *found, const char *folder, const char *shown, guint depth,
              GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) names = g_dir_open (folder, 0, &reason);
  if (names == NULL)
    {
      g_autofree char *name = g_filename_display_name (folder);
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("The folder “%s” cannot be read: %s."), name, reason->message);
      return FALSE;
    }
  const char *name;
  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *display = g_filename_display_name (name);
      g_autofree char *label = g_strconcat (shown, display, NULL);
      g_autofree char *below = g_strconcat (label, "/", NULL);
      if (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR)
          && !check_folder (found, path, below, depth - 1, error))
        return FALSE;
      if (!g_str_has_suffix (name, ".txt")
          || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      Checked *checked = g_new0 (Checked, 1);
      checked->path = g_steal_pointer (&path);
      checked->name = run_dup_printable (label);
      check_record (checked->path, NULL, &checked->record, &checked->format,
                    &checked->reason);
      g_ptr_array_add (found, checked);
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Checked *const *)a)->name, (*(Checked *const *)b)->name);
}

static void
print_folder_json (const GPtrArray *found, guint bad)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_boolean (json, "good", bad == 0);
  json_array (json, "records");
  for (guint i = 0; i < found->len; i++)
    {
      const Checked *checked = found->pdata[i];
      json_object (json, NULL);
      json_string (json, "file", checked->name);
      if (checked->reason == NULL)
        add_record (json, &checked->record, checked->format);
      else
        {
          json_boolean (json, "good", FALSE);
          json_string (json, "reason", checked->reason->message);
        }
      json_end (json);
    }
  json_end (json);
  print_meaning (json);
  json_end (json);
  run_print_json (json);
}

/* (transfer full): what checking one record found. */
static char *
describe_result (const Checked *checked)
{
  if (checked->reason != NULL)
    return run_dup_printable (checked->reason->message);
  switch (checked->record.action)
    {
    case PLEDGE_CHANGE:
      /* Translators: of a record whose signature is good. */
      return g_strdup (_ ("good: the tier changed"));
    case PLEDGE_WITHDRAW:
      /* Translators: of a record whose signature is good. */
      return g_strdup (_ ("good: withdrawn"));
    case PLEDGE_TAKE:
    default:
      /* Translators: of a record whose signature is good. */
      return g_strdup (_ ("good: taken"));
    }
}

/* A record knows no campaign, but its hash, so its tier is the number that it holds. */
static void
print_folder (const GPtrArray *found)
{
  const char *const heads[] = { _ ("File"), _ ("Week"), _ ("Tier"), _ ("Result"),
                                NULL };
  Table *table = table_new (heads);
  for (guint i = 0; i < found->len; i++)
    {
      const Checked *checked = found->pdata[i];
      char week[WEEK_TEXT_BYTES] = "–";
      if (checked->reason == NULL)
        week_print (week, checked->record.week);
      g_autofree char *result = describe_result (checked);
      const char *const cells[] = { checked->name, week,
                                    checked->reason == NULL ? checked->record.tier
                                                            : "–",
                                    result, NULL };
      table_add (table, cells);
    }
  table_print (table, "");
  print_meaning (NULL);
}

static gboolean
verify_folder (const Run *run, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify)checked_free);
  if (!check_folder (found, folder, "", 1, error))
    return FALSE;
  g_autofree char *shown = g_filename_display_name (folder);
  if (found->len == 0)
    {
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("There is no record (.txt) in “%s”."), shown);
      return FALSE;
    }
  g_ptr_array_sort (found, compare_names);
  guint bad = 0;
  for (guint i = 0; i < found->len; i++)
    bad += ((const Checked *)found->pdata[i])->reason != NULL;
  if (run->options->json)
    print_folder_json (found, bad);
  else
    print_folder (found);
  if (bad == 0)
    return TRUE;
  g_set_error (
      error, INPUT_ERROR, INPUT_ERROR_FAILED,
      g_dngettext (GETTEXT_PACKAGE, "%u of the records in “%s” could not be verified.",
                   "%u of the records in “%s” could not be verified.", bad),
      bad, shown);
  return FALSE;
}

gboolean
command_pledge_verify (Run *run, GError **error)
{
  const char *path = run->options->arguments[0];
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return verify_file (run, path, error);
  if (run->options->signature == NULL)
    return verify_folder (run, path, error);
  g_set_error_literal (
      error, OPTIONS_ERROR, EXIT_USAGE,
      _ ("--signature is for one file: in a folder each signature lies "
         "beside its record."));
  return FALSE;
}
