/* The campaigns that come with the app, and newer translations for stored ones. */
#include "campaign-private.h"

#include "builtin-data.h"

#include <string.h>

const char *const *
campaign_builtin_slugs (void)
{
  return builtin_data_slugs;
}

GBytes *
campaign_builtin (const char *slug)
{
  for (const BuiltinData *data = builtin_data; data->slug != NULL; data++)
    if (strcmp (data->slug, slug) == 0)
      return g_bytes_new_static (data->bytes, data->size);
  return NULL;
}

GBytes *
campaign_builtin_refresh (GBytes *stored)
{
  g_autoptr (Campaign) mine = campaign_parse (stored, NULL);
  g_autoptr (GBytes) bytes = mine != NULL ? campaign_builtin (mine->slug) : NULL;
  g_autoptr (Campaign) ours = bytes != NULL ? campaign_parse (bytes, NULL) : NULL;

  if (ours != NULL && strcmp (mine->id, ours->id) == 0)
    return g_steal_pointer (&bytes);
  return g_bytes_ref (stored);
}
