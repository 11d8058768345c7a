/* The strict reader: what it takes, GLib's reader understands the same way. */
#include "base.h"
#include "campaign-fixture.h"

#include "keyfile.h"
#include <string.h>

static Keyfile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  Keyfile *keyfile = keyfile_parse (bytes, &error);

  g_assert_no_error (error);
  return keyfile;
}

static void
assert_value (const Keyfile *keyfile, const char *group, const char *key,
              const char *value)
{
  g_assert_cmpstr (keyfile_value (keyfile_group (keyfile, group), key), ==, value);
}

static void
test_values (void)
{
  g_autoptr (Keyfile) keyfile =
      parse ("# head\n\n  \t\n[One 1]\nPlain=a = b\nBlanks  =  \\sx\nLines=a\\nb\\\\n\n"
             "Empty=\n[Two]\nPlain=ä\n#Plain=no\n[Three]");

  g_assert_cmpuint (keyfile->n_groups, ==, 3);
  assert_value (keyfile, "One 1", "Plain", "a = b");
  assert_value (keyfile, "One 1", "Blanks", " x");
  assert_value (keyfile, "One 1", "Lines", "a\nb\\n");
  assert_value (keyfile, "One 1", "Empty", "");
  assert_value (keyfile, "One 1", "None", NULL);
  assert_value (keyfile, "Two", "Plain", "ä");
  g_assert_cmpuint (keyfile_group (keyfile, "Three")->n_entries, ==, 0);
  g_assert_null (keyfile_group (keyfile, "Four"));
}

static void
test_translations (void)
{
  g_autoptr (Keyfile) keyfile = parse (
      "[A]\nName[pt_BR]=pt\nNameless=x\nName[ar]=ar\nName=en\nName[sr@latin]=sr\n");
  const KeyfileGroup *group = keyfile_group (keyfile, "A");
  guint count;
  const KeyfileEntry *entry = keyfile_find (group, "Name", &count);

  g_assert_cmpuint (count, ==, 4);
  g_assert_null (entry[0].language);
  g_assert_cmpstr (entry[1].language, ==, "ar");
  g_assert_cmpstr (entry[2].language, ==, "pt_BR");
  g_assert_cmpstr (entry[3].language, ==, "sr@latin");
  g_assert_cmpuint (entry[0].line, ==, 5);
  g_assert_null (keyfile_find (group, "Other", &count));
  g_assert_cmpuint (count, ==, 0);
}

static void
test_line_ends (void)
{
  g_autoptr (Keyfile) keyfile = parse ("[A]\r\nName=x\r\n\r\n# y\r\nLast=z");

  assert_value (keyfile, "A", "Name", "x");
  assert_value (keyfile, "A", "Last", "z");
}

static void
test_language_tags (void)
{
  const char *const good[] = { "en", "ar", "ast", "pt_BR", "sr@latin", "zh_Hant_TW" };
  const char *const bad[] = { "",      "e",     "C",    "EN",     "engl",
                              "en-US", "en US", "en\n", "ar_الع", "abc_defghijklmnop" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (keyfile_is_language (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (keyfile_is_language (bad[i]));
}

static void
compare_entry (GKeyFile *other, const char *group, const KeyfileEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = entry->language == NULL
                             ? g_strdup (entry->key)
                             : g_strdup_printf ("%s[%s]", entry->key, entry->language);
  g_autofree char *value = g_key_file_get_string (other, group, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, entry->value);
}

/* Every value of a whole file, against GLib. */
static void
compare_with_glib (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) other = g_key_file_new ();
  g_autoptr (Keyfile) ours = keyfile_parse (bytes, &error);
  gsize count;
  g_auto (GStrv) groups = NULL;

  g_assert_no_error (error);
  g_key_file_load_from_bytes (other, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, &error);
  g_assert_no_error (error);
  groups = g_key_file_get_groups (other, &count);
  g_assert_cmpuint (ours->n_groups, ==, count);
  for (guint i = 0; i < ours->n_groups; i++)
    {
      const KeyfileGroup *group = &ours->groups[i];
      g_auto (GStrv) keys = g_key_file_get_keys (other, group->name, &count, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (keys), ==, count);
      g_assert_cmpuint (group->n_entries, ==, count);
      for (guint j = 0; j < group->n_entries; j++)
        compare_entry (other, group->name, &group->entries[j]);
    }
}

static void
test_as_glib (void)
{
  const char *const names[] = { "minimal.campaign", "nimbus.campaign" };
  g_autoptr (GBytes) builtin = campaign_builtin (campaign_builtin_slugs ()[0]);

  compare_with_glib (builtin);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize size;
      char *text = fixture_text (names[i], &size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, size);

      compare_with_glib (bytes);
    }
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyfile/values", test_values);
  g_test_add_func ("/keyfile/translations", test_translations);
  g_test_add_func ("/keyfile/line-ends", test_line_ends);
  g_test_add_func ("/keyfile/language-tags", test_language_tags);
  g_test_add_func ("/keyfile/as-glib", test_as_glib);
  return g_test_run ();
}
