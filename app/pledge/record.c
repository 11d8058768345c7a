/* See record.h. */
#include "config.h"

#include "record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"

#define HEX_BYTES BYTES_HEX_SIZE (RECORD_HASH_BYTES)

_Static_assert(SIGN_PUBLIC_BYTES == RECORD_HASH_BYTES, "one reader for all hex values");

/* The lines in their order; LINES is how many they are. */
enum
{
  LINE_VERSION,
  LINE_CAMPAIGN,
  LINE_TEXT,
  LINE_TIER,
  LINE_ROLE,
  LINE_WEEK,
  LINE_ACTION,
  LINE_KEY,
  LINE_SUPERSEDES,
  LINES,
};

static const char *const line_keys[LINES] = {
  "pledge-record", "campaign", "text", "tier",      "role",
  "week",          "action",   "key",  "supersedes"
};

static const char *const action_names[] = { "take", "change", "withdraw" };

static const uint8_t no_hash[RECORD_HASH_BYTES];

gboolean
record_id_is_valid (const char *id)
{
  size_t length = strnlen (id, RECORD_ID_BYTES);
  return length > 0 && length < RECORD_ID_BYTES && id[0] != '-'
         && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

const char *
record_action_name (PledgeAction action)
{
  return (size_t)action < G_N_ELEMENTS (action_names) ? action_names[action] : NULL;
}

void
record_hash (uint8_t out[RECORD_HASH_BYTES], const void *data, size_t size)
{
  digest_sha256 (out, data, size);
}

/* What is wrong with a struct that is to be printed; NULL if nothing is. */
static const char *
find_fault (const PledgeRecord *record)
{
  if (!record_id_is_valid (record->tier))
    return _ ("The tier's id cannot stand in a pledge record: use 1 to 32 lower-case "
              "letters, digits and hyphens.");
  if (record->role[0] != '\0' && !record_id_is_valid (record->role))
    return _ ("The role's id cannot stand in a pledge record: use 1 to 32 lower-case "
              "letters, digits and hyphens.");
  if (!week_is_valid (record->week))
    return _ ("The week of the pledge record is not a week that exists.");
  if (record_action_name (record->action) == NULL)
    return _ ("The action of the pledge record is none of take, change and withdraw.");
  if (record->action == PLEDGE_TAKE
      && memcmp (record->supersedes, no_hash, sizeof no_hash) != 0)
    return _ ("A pledge that is taken cannot supersede another record.");
  return NULL;
}

static char *
print_lines (const PledgeRecord *record)
{
  char campaign[HEX_BYTES], text[HEX_BYTES], key[HEX_BYTES], supersedes[HEX_BYTES];
  char week[WEEK_TEXT_BYTES];
  bytes_to_hex (campaign, record->campaign, sizeof record->campaign);
  bytes_to_hex (text, record->text, sizeof record->text);
  bytes_to_hex (key, record->public_key, sizeof record->public_key);
  bytes_to_hex (supersedes, record->supersedes, sizeof record->supersedes);
  week_print (week, record->week);
  return g_strconcat (
      "pledge-record: v1\ncampaign: ", campaign, "\ntext: ", text,
      "\ntier: ", record->tier, "\nrole: ", record->role[0] ? record->role : "-",
      "\nweek: ", week, "\naction: ", record_action_name (record->action),
      "\nkey: ", key,
      "\nsupersedes: ", record->action == PLEDGE_TAKE ? "-" : supersedes, "\n", NULL);
}

char *
record_print (const PledgeRecord *record, GError **error)
{
  const char *fault = find_fault (record);
  if (fault != NULL)
    {
      g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD, fault);
      return NULL;
    }
  return print_lines (record);
}

static gboolean
read_hash (uint8_t out[RECORD_HASH_BYTES], const char *value, int line, GError **error)
{
  if (bytes_from_hex (out, RECORD_HASH_BYTES, value) == 0)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record: “%s” is not followed by 64 lower-case "
                  "hexadecimal digits."),
               line + 1, line_keys[line]);
  return FALSE;
}

static gboolean
read_id (char out[RECORD_ID_BYTES], const char *value, int line, GError **error)
{
  if (record_id_is_valid (value))
    {
      g_strlcpy (out, value, RECORD_ID_BYTES);
      return TRUE;
    }
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record: “%s” is not followed by an id of 1 to "
                  "32 lower-case letters, digits and hyphens."),
               line + 1, line_keys[line]);
  return FALSE;
}

static gboolean
read_week (Week *week, const char *value, int line, GError **error)
{
  if (week_parse (week, value) == WEEK_OK)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record does not name a week that exists, in "
                  "the form 2026-W47."),
               line + 1);
  return FALSE;
}

static gboolean
read_action (PledgeAction *action, const char *value, int line, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (action_names); i++)
    if (strcmp (value, action_names[i]) == 0)
      {
        *action = (PledgeAction)i;
        return TRUE;
      }
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record: the action is none of take, change "
                  "and withdraw."),
               line + 1);
  return FALSE;
}

/* A take's last line is `-`, every other record's a hash. */
static gboolean
read_supersedes (PledgeRecord *record, const char *value, int line, GError **error)
{
  if (record->action != PLEDGE_TAKE)
    return read_hash (record->supersedes, value, line, error);
  if (strcmp (value, "-") == 0)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record is not “supersedes: -”, although a "
                  "pledge that is taken supersedes nothing."),
               line + 1);
  return FALSE;
}

static gboolean
read_version (const char *value, int line, GError **error)
{
  if (strcmp (value, "v1") == 0)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("Line %d of the pledge record names a version other than v1, which a "
                  "newer version of this app may read."),
               line + 1);
  return FALSE;
}

static gboolean
read_value (PledgeRecord *record, const char *value, int line, GError **error)
{
  switch (line)
    {
    case LINE_VERSION:
      return read_version (value, line, error);
    case LINE_CAMPAIGN:
      return read_hash (record->campaign, value, line, error);
    case LINE_TEXT:
      return read_hash (record->text, value, line, error);
    case LINE_TIER:
      return read_id (record->tier, value, line, error);
    case LINE_ROLE:
      return strcmp (value, "-") == 0 || read_id (record->role, value, line, error);
    case LINE_WEEK:
      return read_week (&record->week, value, line, error);
    case LINE_ACTION:
      return read_action (&record->action, value, line, error);
    case LINE_KEY:
      return read_hash (record->public_key, value, line, error);
    default:
      return read_supersedes (record, value, line, error);
    }
}

static gboolean
check_characters (const char *text, size_t length, int line, GError **error)
{
  if (length > 0 && text[length - 1] == '\r')
    {
      g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
                   _ ("Line %d of the pledge record ends with a carriage return: the "
                      "file was changed by a program that converts line ends."),
                   line + 1);
      return FALSE;
    }
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      {
        g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
                     _ ("Line %d of the pledge record holds a byte that is not a "
                        "printable ASCII character."),
                     line + 1);
        return FALSE;
      }
  return TRUE;
}

/* text is length characters, without the line feed. */
static gboolean
read_line (PledgeRecord *record, const char *text, size_t length, int line,
           GError **error)
{
  if (!check_characters (text, length, line, error))
    return FALSE;
  g_autofree char *whole = g_strndup (text, length);
  g_autofree char *start = g_strconcat (line_keys[line], ": ", NULL);
  if (g_str_has_prefix (whole, start))
    return read_value (record, whole + strlen (start), line, error);
  g_set_error (
      error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
      _ ("Line %d of the pledge record does not begin with “%s” and one space."),
      line + 1, g_strchomp (start));
  return FALSE;
}

static gboolean
refuse_end (int line, size_t left, GError **error)
{
  if (left == 0)
    g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
                 _ ("The pledge record ends before line %d."), line + 1);
  else
    g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
                 _ ("Line %d of the pledge record is too long or has no line feed at "
                    "its end."),
                 line + 1);
  return FALSE;
}

static gboolean
read_lines (PledgeRecord *record, const char *text, size_t size, GError **error)
{
  for (int line = 0; line < LINES; line++)
    {
      const char *end = memchr (text, '\n', MIN (size, RECORD_MOST_BYTES));
      if (end == NULL)
        return refuse_end (line, size, error);
      if (!read_line (record, text, (size_t)(end - text), line, error))
        return FALSE;
      size -= (size_t)(end + 1 - text);
      text = end + 1;
    }
  if (size == 0)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD,
               _ ("The pledge record goes on after line %d, which should be its last."),
               LINES);
  return FALSE;
}

gboolean
record_parse (PledgeRecord *record, const void *data, size_t size, GError **error)
{
  memset (record, 0, sizeof *record);
  if (read_lines (record, size > 0 ? data : "", size, error))
    return TRUE;
  memset (record, 0, sizeof *record);
  return FALSE;
}
