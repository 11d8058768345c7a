/* See json.h. Each open object keeps its members printed but apart, to be sorted and
 * joined when it is closed. */
#include "json.h"

#include <string.h>

typedef struct
{
  char *key; /* as given; NULL in an array */
  char *text; /* the value, printed */
} Member;

typedef struct
{
  char *key; /* under which it will be a member of the level below */
  char close; /* '}' or ']', and 0 for the level of the outermost value */
  GArray *members; /* of Member */
} Level;

struct _Json
{
  GArray *levels; /* of Level; the first holds the outermost value */
};

static void
clear_member (gpointer data)
{
  Member *member = data;
  g_free (member->key);
  g_free (member->text);
}

static void
clear_level (gpointer data)
{
  Level *level = data;
  g_free (level->key);
  g_array_unref (level->members);
}

static void
push_level (Json *json, const char *key, char close)
{
  Level level = { g_strdup (key), close, g_array_new (FALSE, FALSE, sizeof (Member)) };
  g_array_set_clear_func (level.members, clear_member);
  g_array_append_val (json->levels, level);
}

Json *
json_new (void)
{
  Json *json = g_new (Json, 1);
  json->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_array_set_clear_func (json->levels, clear_level);
  push_level (json, NULL, 0);
  return json;
}

void
json_free (Json *json)
{
  if (json == NULL)
    return;
  g_array_unref (json->levels);
  g_free (json);
}

static Level *
top_level (Json *json)
{
  return &g_array_index (json->levels, Level, json->levels->len - 1);
}

/* Whether a value may be added here under that key. */
static gboolean
fits (Json *json, const char *key)
{
  const Level *level = top_level (json);
  if (level->close == 0)
    return key == NULL && level->members->len == 0;
  if (level->close == ']' || key == NULL)
    return level->close == ']' && key == NULL;
  for (guint i = 0; i < level->members->len; i++)
    if (g_str_equal (g_array_index (level->members, Member, i).key, key))
      return FALSE;
  return TRUE;
}

static void
add_member (Json *json, const char *key, char *text)
{
  Member member = { g_strdup (key), text };
  g_array_append_val (top_level (json)->members, member);
}

/* RFC 8785 section 3.2.2.2: the two-character escapes where there is one, else \u00xx,
 * for control characters, the quote and the backslash alone. */
static void
append_character (GString *out, char character)
{
  static const char short_from[] = "\b\t\n\f\r\"\\", short_to[] = "btnfr\"\\";
  const char *found = character != '\0' ? strchr (short_from, character) : NULL;

  if (found != NULL)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, short_to[found - short_from]);
    }
  else if ((guchar)character < 0x20)
    g_string_append_printf (out, "\\u%04x", (guint)(guchar)character);
  else
    g_string_append_c (out, character);
}

static void
append_quoted (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_string_append_c (out, '"');
  for (const char *at = valid; *at != '\0'; at++)
    append_character (out, *at);
  g_string_append_c (out, '"');
}

/* UTF-8 sorts by code point. By UTF-16 code units, what lies above U+FFFF (a surrogate
 * pair, from D800 on) comes before U+E000 to U+FFFF. */
static int
rank_of (const char *at)
{
  guchar first = (guchar)*at;
  return first >= 0xf0 ? 1 : first >= 0xee ? 2 : 0;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const char *left = ((const Member *)a)->key, *right = ((const Member *)b)->key;
  gsize same = 0;

  while (left[same] != '\0' && left[same] == right[same])
    same++;
  int by_rank = rank_of (left + same) - rank_of (right + same);
  return by_rank != 0 ? by_rank : (guchar)left[same] - (guchar)right[same];
}

void
json_object (Json *json, const char *key)
{
  g_return_if_fail (json != NULL && fits (json, key));
  push_level (json, key, '}');
}

void
json_array (Json *json, const char *key)
{
  g_return_if_fail (json != NULL && fits (json, key));
  push_level (json, key, ']');
}

void
json_end (Json *json)
{
  g_return_if_fail (json != NULL && json->levels->len > 1);
  Level *level = top_level (json);
  GString *text = g_string_new (level->close == '}' ? "{" : "[");

  if (level->close == '}')
    g_array_sort (level->members, compare_members);
  for (guint i = 0; i < level->members->len; i++)
    {
      const Member *member = &g_array_index (level->members, Member, i);
      if (i > 0)
        g_string_append_c (text, ',');
      if (member->key != NULL)
        {
          append_quoted (text, member->key);
          g_string_append_c (text, ':');
        }
      g_string_append (text, member->text);
    }
  g_string_append_c (text, level->close);
  g_autofree char *key = g_steal_pointer (&level->key);
  g_array_set_size (json->levels, json->levels->len - 1);
  add_member (json, key, g_string_free (text, FALSE));
}

void
json_string (Json *json, const char *key, const char *value)
{
  g_return_if_fail (json != NULL && fits (json, key));
  if (value == NULL)
    {
      json_null (json, key);
      return;
    }
  GString *text = g_string_new (NULL);
  append_quoted (text, value);
  add_member (json, key, g_string_free (text, FALSE));
}

void
json_integer (Json *json, const char *key, gint64 value)
{
  g_return_if_fail (json != NULL && fits (json, key));
  g_return_if_fail (value >= -JSON_INTEGER_MAX && value <= JSON_INTEGER_MAX);
  add_member (json, key, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

void
json_boolean (Json *json, const char *key, gboolean value)
{
  g_return_if_fail (json != NULL && fits (json, key));
  add_member (json, key, g_strdup (value ? "true" : "false"));
}

void
json_null (Json *json, const char *key)
{
  g_return_if_fail (json != NULL && fits (json, key));
  add_member (json, key, g_strdup ("null"));
}

void
json_strings (Json *json, const char *key, const char *const *values)
{
  json_array (json, key);
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    json_string (json, NULL, values[i]);
  json_end (json);
}

char *
json_finish (Json *json)
{
  g_autoptr (Json) own = json;
  g_return_val_if_fail (own != NULL && own->levels->len == 1, NULL);
  g_return_val_if_fail (top_level (own)->members->len == 1, NULL);
  Member *value = &g_array_index (top_level (own)->members, Member, 0);
  return g_steal_pointer (&value->text);
}
