/* The campaign that is built in: everything of the pledge is there. */
#include "base.h"
#include "campaign.h"

#include <string.h>

static void
test_parses (void)
{
  const char *const *slugs = campaign_builtin_slugs ();

  g_assert_nonnull (slugs[0]);
  for (; *slugs != NULL; slugs++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = campaign_builtin (*slugs);
      g_autoptr (Campaign) campaign = campaign_parse (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (campaign_slug (campaign), ==, *slugs);
    }
  g_assert_null (campaign_builtin ("unknown"));
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/builtin/parses", test_parses);
  return g_test_run ();
}
