/* Which groups and keys a campaign file has, and what each value must be like by
 * itself. What a value means among others is checked by the files that read it. */
#include "config.h"

#include "campaign-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  KIND_NAME, /* translatable, one line */
  KIND_SENTENCE, /* translatable, one line, longer */
  KIND_TEXT, /* translatable, may have several lines */
  KIND_ID,
  KIND_IDS,
  KIND_NUMBER,
  KIND_WORD, /* one of a few: checked where it is read */
} Kind;

typedef enum
{
  REQUIRED,
  OPTIONAL,
} Need;

typedef struct
{
  const char *key;
  Kind kind;
  Need need;
} Field;

#define FIELDS_MAX 12

typedef struct
{
  const char *group;
  const char *list; /* key in [Lists], NULL for a group that is there once */
  Field fields[FIELDS_MAX]; /* up to one without a key */
} Schema;

static const Schema schemas[] = {
  [CAMPAIGN_TIERS] = { "Tier",
                       "Tiers",
                       { { "Name", KIND_NAME, REQUIRED },
                         { "Summary", KIND_SENTENCE, REQUIRED },
                         { "Text", KIND_TEXT, REQUIRED },
                         { "Covers", KIND_IDS, REQUIRED } } },
  [CAMPAIGN_ROLES] = { "Role",
                       "Roles",
                       { { "Name", KIND_NAME, REQUIRED },
                         { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_WORK] = { "Work",
                      "Work",
                      { { "Name", KIND_NAME, REQUIRED },
                        { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_CUSTOMERS] = { "Customer",
                           "Customers",
                           { { "Name", KIND_NAME, REQUIRED },
                             { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_GROUNDS] = { "Ground",
                         "Grounds",
                         { { "Name", KIND_NAME, REQUIRED },
                           { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_OUTCOMES] = { "Outcome",
                          "Outcomes",
                          { { "Name", KIND_NAME, REQUIRED },
                            { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_INSTRUMENTS] = { "Instrument",
                             "Instruments",
                             { { "Name", KIND_NAME, REQUIRED },
                               { "Citation", KIND_NAME, OPTIONAL },
                               { "Summary", KIND_SENTENCE, REQUIRED },
                               { "Source", KIND_NAME, REQUIRED },
                               { "Ground", KIND_ID, REQUIRED } } },
  [CAMPAIGN_PRECEDENTS] = { "Precedent",
                            "Precedents",
                            { { "Name", KIND_NAME, REQUIRED },
                              { "Citation", KIND_NAME, OPTIONAL },
                              { "Summary", KIND_SENTENCE, REQUIRED },
                              { "Source", KIND_NAME, OPTIONAL },
                              { "Ground", KIND_ID, REQUIRED } } },
  [CAMPAIGN_DEMANDS] = { "Demand",
                         "Demands",
                         { { "Name", KIND_NAME, REQUIRED },
                           { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_DATES] = { "Date",
                       "Dates",
                       { { "Name", KIND_NAME, REQUIRED },
                         { "When", KIND_NAME, REQUIRED },
                         { "Summary", KIND_SENTENCE, OPTIONAL } } },
  [CAMPAIGN_TERMS] = { "Term",
                       "Terms",
                       { { "Name", KIND_NAME, REQUIRED },
                         { "Summary", KIND_SENTENCE, REQUIRED } } },
  [CAMPAIGN_QUESTIONS] = { "Question",
                           "Questions",
                           { { "Name", KIND_NAME, REQUIRED },
                             { "Period", KIND_WORD, REQUIRED },
                             { "Answer", KIND_WORD, REQUIRED },
                             { "Subject", KIND_WORD, REQUIRED },
                             { "Collapse", KIND_WORD, REQUIRED },
                             { "Cap", KIND_NUMBER, OPTIONAL },
                             { "Ever", KIND_NAME, OPTIONAL },
                             { "Never", KIND_NAME, OPTIONAL },
                             { "Unknown", KIND_NAME, OPTIONAL },
                             { "Total", KIND_NAME, OPTIONAL } } },
  { "Campaign",
    NULL,
    { { "Format", KIND_NUMBER, REQUIRED },
      { "Slug", KIND_ID, REQUIRED },
      { "Language", KIND_WORD, REQUIRED },
      { "Name", KIND_NAME, REQUIRED },
      { "Company", KIND_NAME, REQUIRED },
      { "Summary", KIND_SENTENCE, REQUIRED },
      { "Who", KIND_SENTENCE, REQUIRED },
      { "Refused", KIND_SENTENCE, REQUIRED },
      { "Lasts", KIND_SENTENCE, REQUIRED },
      { "Protection", KIND_SENTENCE, REQUIRED } } },
  { "Lists",
    NULL,
    { { "Tiers", KIND_IDS, REQUIRED },
      { "Roles", KIND_IDS, REQUIRED },
      { "Work", KIND_IDS, REQUIRED },
      { "Customers", KIND_IDS, REQUIRED },
      { "Grounds", KIND_IDS, REQUIRED },
      { "Outcomes", KIND_IDS, REQUIRED },
      { "Instruments", KIND_IDS, OPTIONAL },
      { "Precedents", KIND_IDS, OPTIONAL },
      { "Demands", KIND_IDS, OPTIONAL },
      { "Dates", KIND_IDS, OPTIONAL },
      { "Terms", KIND_IDS, OPTIONAL },
      { "Questions", KIND_IDS, REQUIRED } } },
  { "Release",
    NULL,
    { { "Scale", KIND_NUMBER, REQUIRED },
      { "Minimum", KIND_NUMBER, REQUIRED },
      { "Threshold", KIND_NUMBER, REQUIRED },
      { "Step", KIND_NUMBER, REQUIRED } } },
};

#define FORMAT "1" /* of the file; another one is refused */

const char *
campaign_schema_list (CampaignList list)
{
  return schemas[list].list;
}

const char *
campaign_schema_group (CampaignList list)
{
  return schemas[list].group;
}

gboolean
campaign_schema_is_id (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > CAMPAIGN_ID_BYTES || text[0] == '-')
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '-')
      return FALSE;
  return TRUE;
}

guint
campaign_schema_number (const char *text, guint most)
{
  guint64 number;

  if (!g_ascii_isdigit (text[0]) || text[0] == '0'
      || !g_ascii_string_to_unsigned (text, 10, 1, most, &number, NULL))
    return 0;
  return (guint)number;
}

/* Characters that no text needs and that make it look other than it is, or break the
 * lines it is later written into: controls, line and paragraph separators,
 * bidirectional embeddings, overrides and isolates, invisible ones, non-characters. The
 * plain marks U+200E, U+200F, U+061C and the joiners of Persian stay. */
static gboolean
is_refused (gunichar c)
{
  static const struct
  {
    gunichar first, last;
  } refused[] = {
    { 0x0000, 0x001f }, { 0x007f, 0x009f },   { 0x00ad, 0x00ad }, { 0x200b, 0x200b },
    { 0x2028, 0x202e }, { 0x2060, 0x206f },   { 0xfdd0, 0xfdef }, { 0xfeff, 0xfeff },
    { 0xfff0, 0xfffb }, { 0xe0000, 0xe0fff },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (c >= refused[i].first && c <= refused[i].last)
      return TRUE;
  return (c & 0xfffe) == 0xfffe;
}

/* Text[ar] as the file writes it. (transfer full) */
static char *
print_key (const KeyfileEntry *entry)
{
  if (entry->language == NULL)
    return g_strdup (entry->key);
  return g_strdup_printf ("%s[%s]", entry->key, entry->language);
}

static gboolean
check_characters (const char *group, const char *key, const char *text, Kind kind,
                  GError **error)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (is_refused (character) && !(character == '\n' && kind == KIND_TEXT))
        return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                             _ ("In group [%s] of the campaign file the key %s holds "
                                "the character U+%04X, which texts cannot have."),
                             group, key, character);
    }
  return TRUE;
}

static gboolean
check_text (const char *group, const KeyfileEntry *entry, Kind kind, GError **error)
{
  g_autofree char *key = print_key (entry);
  const char *text = entry->value;
  gsize length = strlen (text);
  gsize most = kind == KIND_TEXT       ? CAMPAIGN_TEXT_BYTES
               : kind == KIND_SENTENCE ? CAMPAIGN_SENTENCE_BYTES
                                       : CAMPAIGN_NAME_BYTES;

  if (length > most)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key %s is longer "
                            "than %u bytes."),
                         group, key, (guint)most);
  if (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1]))
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key %s begins or "
                            "ends with a blank."),
                         group, key);
  return check_characters (group, key, text, kind, error);
}

static gboolean
check_ids (const char *group, const char *key, const char *value, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (value, ";", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!campaign_schema_is_id (ids[i]))
      return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                           _ ("In group [%s] of the campaign file the key %s holds an "
                              "id that is not made of 1 to 32 small letters, digits "
                              "and hyphens, where ids are parted by “;”."),
                           group, key);
  return TRUE;
}

static gboolean
check_id (const char *group, const char *key, const char *value, GError **error)
{
  if (!campaign_schema_is_id (value))
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key %s is not an "
                            "id of 1 to 32 small letters, digits and hyphens."),
                         group, key);
  return TRUE;
}

static gboolean
check_number (const char *group, const char *key, const char *value, GError **error)
{
  if (campaign_schema_number (value, CAMPAIGN_PARAMETER_MAX) == 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key %s is not a "
                            "number from 1 to %d."),
                         group, key, CAMPAIGN_PARAMETER_MAX);
  return TRUE;
}

static gboolean
check_value (const char *group, const KeyfileEntry *entry, const Field *field,
             GError **error)
{
  const char *value = entry->value;
  gboolean translatable = field->kind <= KIND_TEXT;

  if (entry->language != NULL && !translatable)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key %s cannot be "
                            "translated, but there is %s[%s]."),
                         group, entry->key, entry->key, entry->language);
  if (value[0] == '\0')
    {
      g_autofree char *key = print_key (entry);

      return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                           _ ("In group [%s] of the campaign file the key %s is "
                              "empty."),
                           group, key);
    }
  if (translatable)
    return check_text (group, entry, field->kind, error);
  if (field->kind == KIND_ID)
    return check_id (group, entry->key, value, error);
  if (field->kind == KIND_IDS)
    return check_ids (group, entry->key, value, error);
  if (field->kind == KIND_NUMBER)
    return check_number (group, entry->key, value, error);
  return TRUE;
}

/* The schema of a group by its name: "Release", or "Tier 1" where 1 is any id. */
static const Schema *
find_schema (const char *group)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      gsize length = strlen (schemas[i].group);

      if (schemas[i].list == NULL && strcmp (group, schemas[i].group) == 0)
        return &schemas[i];
      if (schemas[i].list != NULL && strncmp (group, schemas[i].group, length) == 0
          && group[length] == ' ' && campaign_schema_is_id (group + length + 1))
        return &schemas[i];
    }
  return NULL;
}

static const Field *
find_field (const Schema *schema, const char *key)
{
  for (gsize i = 0; i < FIELDS_MAX && schema->fields[i].key != NULL; i++)
    if (strcmp (schema->fields[i].key, key) == 0)
      return &schema->fields[i];
  return NULL;
}

static gboolean
check_group (const KeyfileGroup *group, const Schema *schema, GError **error)
{
  for (guint i = 0; i < group->n_entries; i++)
    {
      const Field *field = find_field (schema, group->entries[i].key);

      if (field == NULL)
        return keyfile_fail (error, CAMPAIGN_ERROR_UNKNOWN,
                             _ ("In group [%s] of the campaign file the key %s is "
                                "unknown."),
                             group->name, group->entries[i].key);
      if (!check_value (group->name, &group->entries[i], field, error))
        return FALSE;
    }
  for (gsize i = 0; i < FIELDS_MAX && schema->fields[i].key != NULL; i++)
    if (schema->fields[i].need == REQUIRED
        && keyfile_find (group, schema->fields[i].key, NULL) == NULL)
      return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                           _ ("In group [%s] of the campaign file the key %s is "
                              "missing."),
                           group->name, schema->fields[i].key);
  return TRUE;
}

/* First of all, so that a file of a later format is not called broken. */
static gboolean
check_format (const Keyfile *keyfile, GError **error)
{
  const KeyfileGroup *group = keyfile_group (keyfile, "Campaign");
  const char *format = group != NULL ? keyfile_value (group, "Format") : NULL;

  if (format != NULL && strcmp (format, FORMAT) != 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [Campaign] of the campaign file the key Format "
                            "is not %s, the only format that this version reads."),
                         FORMAT);
  return TRUE;
}

gboolean
campaign_schema_check (const Keyfile *keyfile, GError **error)
{
  if (!check_format (keyfile, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    if (schemas[i].list == NULL && keyfile_group (keyfile, schemas[i].group) == NULL)
      return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                           _ ("The group [%s] of the campaign file is missing."),
                           schemas[i].group);
  for (guint i = 0; i < keyfile->n_groups; i++)
    {
      const KeyfileGroup *group = &keyfile->groups[i];
      const Schema *schema = find_schema (group->name);

      if (schema == NULL)
        return keyfile_fail (error, CAMPAIGN_ERROR_UNKNOWN,
                             _ ("The group [%s] of the campaign file is unknown."),
                             group->name);
      if (!check_group (group, schema, error))
        return FALSE;
    }
  return TRUE;
}
