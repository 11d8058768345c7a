/* catalogue.h, with files that msgfmt made in both byte orders, and damaged ones. */
#include <glib.h>
#include <string.h>

#include "catalogue.h"

static char *
locale_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "text", "locale", NULL);
}

static void
test_languages (void)
{
  const struct
  {
    const char *language, *expected;
  } cases[] = {
    { "pt", "retido" },           { "pt_BR", "retido (BR)" },     { "pt_PT", "retido" },
    { "pt_BR@x", "retido (BR)" }, { "pt@x", "retido" },           { "en", "withheld" },
    { "", "withheld" },           { "../locale/pt", "withheld" }, { "p", "withheld" },
  };
  g_autofree char *folder = locale_folder ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Catalogue) catalogue = catalogue_open (folder, cases[i].language);
      g_assert_cmpstr (catalogue_language (catalogue), ==, cases[i].language);
      g_assert_cmpstr (catalogue_get (catalogue, "withheld"), ==, cases[i].expected);
    }
}

static void
test_messages (void)
{
  g_autofree char *folder = locale_folder ();
  g_autoptr (Catalogue) catalogue = catalogue_open (folder, "pt");
  g_autofree char *printed =
      g_strdup_printf (catalogue_get (catalogue, "one of %u"), 7);
  g_assert_cmpstr (printed, ==, "um de 7");
  g_assert_cmpstr (catalogue_get (catalogue, "never translated"), ==,
                   "never translated");
  g_assert_cmpstr (catalogue_get (catalogue, "a"), ==, "a");
  g_assert_cmpstr (catalogue_get (catalogue, "zzz"), ==, "zzz");
  g_assert_cmpstr (catalogue_get (catalogue, "apple"), ==, "maçã");
}

static void
test_installed (void)
{
  g_autoptr (Catalogue) catalogue = catalogue_open (NULL, "zz");
  g_assert_cmpstr (catalogue_get (catalogue, "withheld"), ==, "withheld");
  catalogue_free (NULL);
}

static char *
load (const char *language, gsize *size)
{
  g_autofree char *folder = locale_folder ();
  g_autofree char *path =
      g_build_filename (folder, language, "LC_MESSAGES", "steadfast.mo", NULL);
  char *content = NULL;
  g_assert_true (g_file_get_contents (path, &content, size, NULL));
  return content;
}

/* Whatever the file, an answer is the message or UTF-8. */
static void
ask (const char *content, gsize size)
{
  const char *const messages[] = { "withheld", "one of %u", "never translated", "apple",
                                   "zzz" };
  g_autoptr (Catalogue) catalogue = catalogue_new ("pt", content, size);
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    g_assert_true (g_utf8_validate (catalogue_get (catalogue, messages[i]), -1, NULL));
}

static void
test_damaged (void)
{
  const char *const languages[] = { "pt", "pt_BR" };
  for (gsize l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      gsize size;
      g_autofree char *content = load (languages[l], &size);
      for (gsize at = 0; at < size; at++)
        {
          g_autofree char *part = g_memdup2 (content, at);
          ask (part, at);
          for (guint bit = 0; bit < 8; bit++)
            {
              g_autofree char *changed = g_memdup2 (content, size);
              changed[at] = (char)(changed[at] ^ (1 << bit));
              ask (changed, size);
            }
        }
    }
  ask (NULL, 0);
  ask ("x", CATALOGUE_MAX_BYTES + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/languages", test_languages);
  g_test_add_func ("/catalogue/messages", test_messages);
  g_test_add_func ("/catalogue/installed", test_installed);
  g_test_add_func ("/catalogue/damaged", test_damaged);
  return g_test_run ();
}
