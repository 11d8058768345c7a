/* See report.h. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "report.h"
#include "words.h"

#define ENDING "-metadata.json"
#define ID_FORM "[a-z0-9][a-z0-9_-]*"

/* A column: its name in the header, what its cells look like, whether none is empty. */
static void
add_column (Json *json, const char *name, const char *form, const char *description)
{
  json_object (json, NULL);
  json_string (json, "name", name);
  json_string (json, "titles", name);
  json_object (json, "datatype");
  json_string (json, "base", "string");
  json_string (json, "format", form);
  json_end (json);
  json_string (json, "dc:description", description);
  json_end (json);
}

static void
add_schema (Json *json, const Catalogue *catalogue)
{
  json_object (json, "tableSchema");
  json_array (json, "columns");
  add_column (json, "period", "[0-9]{4}(-[01][0-9]|-Q[1-4])?",
              catalogue_get (catalogue, N_ ("A month, a quarter or a year.")));
  add_column (json, "question", ID_FORM,
              catalogue_get (catalogue, N_ ("The question's id.")));
  add_column (json, "bucket", ID_FORM,
              catalogue_get (catalogue, N_ ("The answer's id; empty where the question "
                                            "is withheld.")));
  add_column (json, "value", "<?[0-9]+|withheld",
              catalogue_get (catalogue,
                             N_ ("A figure with random noise, rounded; below its "
                                 "threshold the sign < and the threshold; or the word "
                                 "“withheld”.")));
  json_end (json);
  json_strings (json, "primaryKey",
                (const char *const[]){ "question", "bucket", NULL });
  json_end (json);
}

/* Adds a sentence to the array that is open, and frees it. */
static void
add_sentence (Json *json, char *sentence)
{
  json_string (json, NULL, sentence);
  g_free (sentence);
}

static void
add_description (Json *json, const Form *form, const Catalogue *catalogue)
{
  json_array (json, "dc:description");
  add_sentence (json, words_minimum (catalogue, &form->rule));
  add_sentence (json,
                words_release_bound (catalogue, &form->rule, form_exponent (form)));
  add_sentence (json, words_year_bound (catalogue, &form->rule));
  add_sentence (json, words_limits (catalogue));
  json_end (json);
}

static void
add_context (Json *json, const Catalogue *catalogue)
{
  g_autofree char *tag = words_dup_tag (words_language (catalogue));
  json_array (json, "@context");
  json_string (json, NULL, "http://www.w3.org/ns/csvw");
  json_object (json, NULL);
  json_string (json, "language", tag);
  json_end (json);
  json_end (json);
}

char *
report_csvw (const Release *release, const Catalogue *catalogue, const char *url)
{
  const Form *form = release->form;
  Json *json = json_new ();
  char *source = release_print (release, NULL);

  json_object (json, NULL);
  add_context (json, catalogue);
  json_string (
      json, "dc:title",
      form_name (form, form->names, form->campaign, catalogue_language (catalogue)));
  add_description (json, form, catalogue);
  json_string (json, "dc:source", source);
  add_schema (json, catalogue);
  json_string (json, "url", url);
  json_end (json);
  free (source);
  g_autofree char *text = json_finish (json);
  return g_strconcat (text, "\n", NULL);
}

char *
report_csvw_dup_url (const char *path)
{
  g_autofree char *name = g_path_get_basename (path != NULL ? path : "-");
  if (!g_str_has_suffix (name, ENDING) || strlen (name) == strlen (ENDING))
    return g_strdup (REPORT_CSVW_URL);
  name[strlen (name) - strlen (ENDING)] = '\0';
  return g_uri_escape_string (name, NULL, FALSE);
}
