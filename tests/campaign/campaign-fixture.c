/* Reading and changing the files of tests/data/campaign. */
#include "campaign-fixture.h"

#include <string.h>

char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "campaign", name, NULL);
}

char *
fixture_text (const char *name, gsize *size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, size, &error));
  return text;
}

Campaign *
fixture_parse (const char *text, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return campaign_parse (bytes, error);
}

Campaign *
fixture_campaign (const char *name)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *text = fixture_text (name, &size);
  Campaign *campaign = fixture_parse (text, size, &error);

  g_assert_no_error (error);
  return campaign;
}

char *
fixture_replace (const char *text, const char *old, const char *fresh)
{
  const char *place = strstr (text, old);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int)(place - text), text, fresh,
                          place + strlen (old));
}

Campaign *
fixture_changed (const char *old, const char *fresh, GError **error)
{
  g_autofree char *text = fixture_text ("minimal.campaign", NULL);
  g_autofree char *changed = fixture_replace (text, old, fresh);

  return fixture_parse (changed, strlen (changed), error);
}
