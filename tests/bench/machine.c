/* See machine.h. */
#include "machine.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

/* The first line of a file that begins with field, without it; "unknown" if none does.
 */
static char *
dup_field (const char *path, const char *field)
{
  g_autofree char *text = NULL;
  if (g_file_get_contents (path, &text, NULL, NULL))
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix (lines[i], field) && strchr (lines[i], ':') != NULL)
          return g_strdup (g_strstrip (strchr (lines[i], ':') + 1));
    }
  return g_strdup ("unknown");
}

/* The type of the mounted file system that has folder's device. */
static char *
dup_file_system (const char *folder)
{
  struct stat status;
  g_autofree char *text = NULL;
  if (stat (folder, &status) != 0
      || !g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return g_strdup ("unknown");
  g_autofree char *device =
      g_strdup_printf (" %u:%u ", major (status.st_dev), minor (status.st_dev));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *type = strstr (lines[i], " - ");
      if (type != NULL && strstr (lines[i], device) != NULL)
        return g_strndup (type + 3, strcspn (type + 3, " "));
    }
  return g_strdup ("unknown");
}

char *
machine_describe (const char *folder)
{
  struct utsname system;
  uname (&system);
  g_autofree char *processor = dup_field ("/proc/cpuinfo", "model name");
  g_autofree char *type = dup_file_system (folder);
  return g_strdup_printf ("%s, %ld cores, %s %s, %s", processor,
                          sysconf (_SC_NPROCESSORS_ONLN), system.sysname,
                          system.release, type);
}
