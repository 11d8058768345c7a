/* Strict key files. The bytes are copied once; groups, keys and values are pieces of
 * that copy, cut by zeros. Groups and entries are sorted, so that repeats stand side by
 * side, look-ups are binary searches and the canonical form is a walk. */
#include "config.h"

#include "keyfile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_BYTES 64 /* of a group's name and of a key */
#define LANGUAGE_BYTES 16

typedef struct
{
  GArray *groups; /* KeyfileGroup; entries is unset until all are read */
  GArray *entries; /* KeyfileEntry */
} Reader;

gboolean
keyfile_fail (GError **error, CampaignError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (CAMPAIGN_ERROR, code, format, arguments);
  va_end (arguments);
  return FALSE;
}

static guint
count_lines (const char *text, const char *end)
{
  guint lines = 1;

  for (const char *c = text; c < end; c++)
    lines += *c == '\n';
  return lines;
}

static gboolean
check_bytes (const char *text, gsize size, GError **error)
{
  const char *bad;

  if (size > CAMPAIGN_FILE_BYTES)
    return keyfile_fail (error, CAMPAIGN_ERROR_FILE,
                         _ ("The campaign file is larger than %d bytes."),
                         CAMPAIGN_FILE_BYTES);
  bad = size > 0 ? memchr (text, '\0', size) : NULL;
  if (bad != NULL)
    return keyfile_fail (error, CAMPAIGN_ERROR_FILE,
                         _ ("Line %u of the campaign file holds a zero byte."),
                         count_lines (text, bad));
  if (!g_utf8_validate_len (text, size, &bad))
    return keyfile_fail (error, CAMPAIGN_ERROR_FILE,
                         _ ("Line %u of the campaign file is not UTF-8 text."),
                         count_lines (text, bad));
  return TRUE;
}

gboolean
keyfile_is_language (const char *text)
{
  gsize letters = strspn (text, "abcdefghijklmnopqrstuvwxyz");
  gsize length = strlen (text);

  if (letters < 2 || letters > 3 || length > LANGUAGE_BYTES)
    return FALSE;
  for (const char *c = text + letters; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("_@", *c) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_key (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > NAME_BYTES)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      return FALSE;
  return TRUE;
}

static gboolean
is_group_name (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > NAME_BYTES)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isprint (*c) || *c == '[' || *c == ']')
      return FALSE;
  return TRUE;
}

/* Undoes the escapes in place: text only gets shorter. */
static gboolean
undo_escapes (char *text)
{
  static const char letters[] = "sntr\\";
  static const char meanings[] = " \n\t\r\\";
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      const char *letter;

      if (*in != '\\')
        {
          *out++ = *in;
          continue;
        }
      in++;
      letter = *in != '\0' ? strchr (letters, *in) : NULL;
      if (letter == NULL)
        return FALSE;
      *out++ = meanings[letter - letters];
    }
  *out = '\0';
  return TRUE;
}

static gboolean
read_group (Reader *reader, char *text, guint line, GError **error)
{
  gsize length = strlen (text);
  KeyfileGroup group = { .name = text + 1, .line = line };

  if (text[length - 1] == ']')
    {
      text[length - 1] = '\0';
      if (is_group_name (group.name))
        {
          g_array_append_val (reader->groups, group);
          return TRUE;
        }
    }
  return keyfile_fail (
      error, CAMPAIGN_ERROR_SYNTAX,
      _ ("Line %u of the campaign file starts with a bracket but is not "
         "a group’s name in brackets."),
      line);
}

/* Cuts "Key[language]" in two. */
static gboolean
split_language (char *key, const char **language)
{
  char *bracket = strchr (key, '[');
  gsize length;

  *language = NULL;
  if (bracket == NULL)
    return is_key (key);
  length = strlen (bracket);
  if (bracket[length - 1] != ']')
    return FALSE;
  bracket[length - 1] = '\0';
  *bracket = '\0';
  *language = bracket + 1;
  return is_key (key) && keyfile_is_language (*language);
}

static gboolean
read_entry (Reader *reader, char *text, guint line, GError **error)
{
  KeyfileEntry entry = { .key = text, .line = line };
  char *equals = strchr (text, '=');
  char *value;

  if (equals != NULL)
    {
      value = equals + 1 + strspn (equals + 1, " \t");
      while (equals > text && (equals[-1] == ' ' || equals[-1] == '\t'))
        equals--;
      *equals = '\0';
    }
  if (equals == NULL || !split_language (text, &entry.language))
    return keyfile_fail (
        error, CAMPAIGN_ERROR_SYNTAX,
        _ ("Line %u of the campaign file is neither a group in brackets, "
           "nor a key with “=” and a value, nor a comment."),
        line);
  if (reader->groups->len == 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_SYNTAX,
                         _ ("Line %u of the campaign file is a key before the first "
                            "group."),
                         line);
  if (!undo_escapes (value))
    return keyfile_fail (
        error, CAMPAIGN_ERROR_SYNTAX,
        _ ("Line %u of the campaign file holds a backslash that begins "
           "no known escape."),
        line);
  entry.value = value;
  g_array_append_val (reader->entries, entry);
  g_array_index (reader->groups, KeyfileGroup, reader->groups->len - 1).n_entries++;
  return TRUE;
}

static gboolean
read_line (Reader *reader, char *text, gsize length, guint line, GError **error)
{
  if (length > CAMPAIGN_LINE_BYTES)
    return keyfile_fail (error, CAMPAIGN_ERROR_FILE,
                         _ ("Line %u of the campaign file is longer than %d bytes."),
                         line, CAMPAIGN_LINE_BYTES);
  if (text[0] == '#' || text[strspn (text, " \t")] == '\0')
    return TRUE;
  if (text[0] == '[')
    return read_group (reader, text, line, error);
  return read_entry (reader, text, line, error);
}

static gboolean
read_lines (Reader *reader, char *text, GError **error)
{
  guint line = 1;

  for (char *next = NULL; text != NULL; text = next, line++)
    {
      gsize length = strcspn (text, "\n");

      next = text[length] == '\n' ? text + length + 1 : NULL;
      text[length] = '\0';
      if (length > 0 && text[length - 1] == '\r')
        text[--length] = '\0';
      if (!read_line (reader, text, length, line, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_groups (const void *a, const void *b)
{
  const KeyfileGroup *one = a;
  const KeyfileGroup *two = b;
  int order = strcmp (one->name, two->name);

  return order != 0 ? order : (one->line > two->line) - (one->line < two->line);
}

static int
compare_entries (const void *a, const void *b)
{
  const KeyfileEntry *one = a;
  const KeyfileEntry *two = b;
  int order = strcmp (one->key, two->key);

  if (order == 0)
    order = g_strcmp0 (one->language, two->language);
  return order != 0 ? order : (one->line > two->line) - (one->line < two->line);
}

/* qsort() may not be given NULL, which an empty array is. */
static void
sort (void *data, gsize count, gsize size, int (*compare) (const void *, const void *))
{
  if (count > 1)
    qsort (data, count, size, compare);
}

static gboolean
fail_repeated (GError **error, const KeyfileGroup *group, const KeyfileEntry *entry)
{
  g_autofree char *key = entry->language == NULL
                             ? g_strdup (entry->key)
                             : g_strdup_printf ("%s[%s]", entry->key, entry->language);

  return keyfile_fail (
      error, CAMPAIGN_ERROR_REPEATED,
      _ ("In group [%s] of the campaign file the key %s is repeated in "
         "line %u."),
      group->name, key, entry->line);
}

static gboolean
check_entries (const KeyfileGroup *group, GError **error)
{
  for (guint i = 0; i < group->n_entries; i++)
    {
      const KeyfileEntry *entry = &group->entries[i];
      const KeyfileEntry *last = i > 0 ? entry - 1 : NULL;
      gboolean same_key = last != NULL && strcmp (last->key, entry->key) == 0;

      if (same_key && g_strcmp0 (last->language, entry->language) == 0)
        return fail_repeated (error, group, entry);
      if (!same_key && entry->language != NULL)
        return keyfile_fail (
            error, CAMPAIGN_ERROR_MISSING,
            _ ("In group [%s] of the campaign file the key %s is missing, "
               "though there is %s[%s]."),
            group->name, entry->key, entry->key, entry->language);
    }
  return TRUE;
}

/* Gives each group its entries, sorts both, and finds repeats. */
static gboolean
sort_all (Reader *reader, GError **error)
{
  KeyfileGroup *groups = (KeyfileGroup *)(void *)reader->groups->data;
  KeyfileEntry *next = (KeyfileEntry *)(void *)reader->entries->data;

  for (guint i = 0; i < reader->groups->len; i++)
    {
      groups[i].entries = next;
      next += groups[i].n_entries;
      sort (groups[i].entries, groups[i].n_entries, sizeof (KeyfileEntry),
            compare_entries);
    }
  sort (groups, reader->groups->len, sizeof (KeyfileGroup), compare_groups);
  for (guint i = 0; i < reader->groups->len; i++)
    {
      if (i > 0 && strcmp (groups[i - 1].name, groups[i].name) == 0)
        return keyfile_fail (
            error, CAMPAIGN_ERROR_REPEATED,
            _ ("The group [%s] of the campaign file is repeated in line "
               "%u."),
            groups[i].name, groups[i].line);
      if (!check_entries (&groups[i], error))
        return FALSE;
    }
  return TRUE;
}

Keyfile *
keyfile_parse (GBytes *bytes, GError **error)
{
  g_autoptr (Keyfile) keyfile = g_new0 (Keyfile, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  Reader reader;

  if (!check_bytes (data, size, error))
    return NULL;
  keyfile->text = g_strndup (data != NULL ? data : "", size);
  keyfile->all_groups = g_array_new (FALSE, FALSE, sizeof (KeyfileGroup));
  /* Room for one: a group without entries points there too, and not at NULL. */
  keyfile->all_entries = g_array_sized_new (FALSE, FALSE, sizeof (KeyfileEntry), 1);
  reader = (Reader){ keyfile->all_groups, keyfile->all_entries };
  if (!read_lines (&reader, keyfile->text, error) || !sort_all (&reader, error))
    return NULL;
  keyfile->n_groups = keyfile->all_groups->len;
  keyfile->groups = (KeyfileGroup *)(void *)keyfile->all_groups->data;
  return g_steal_pointer (&keyfile);
}

void
keyfile_free (Keyfile *keyfile)
{
  if (keyfile == NULL)
    return;
  g_clear_pointer (&keyfile->all_groups, g_array_unref);
  g_clear_pointer (&keyfile->all_entries, g_array_unref);
  g_free (keyfile->text);
  g_free (keyfile);
}

const KeyfileGroup *
keyfile_group (const Keyfile *keyfile, const char *name)
{
  guint low = 0;
  guint high = keyfile->n_groups;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (name, keyfile->groups[middle].name);

      if (order == 0)
        return &keyfile->groups[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

const KeyfileEntry *
keyfile_find (const KeyfileGroup *group, const char *key, guint *count)
{
  const KeyfileEntry *found = NULL;
  guint n = 0;

  for (guint i = 0; i < group->n_entries; i++)
    if (strcmp (group->entries[i].key, key) == 0)
      {
        if (found == NULL)
          found = &group->entries[i];
        n++;
      }
  if (count != NULL)
    *count = n;
  return found;
}

const char *
keyfile_value (const KeyfileGroup *group, const char *key)
{
  const KeyfileEntry *entry = keyfile_find (group, key, NULL);

  return entry != NULL ? entry->value : NULL;
}
