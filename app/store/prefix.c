/* See prefix.h. */
#include "config.h"

#include "prefix.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "sql.h"

#define DIGITS (2 * PREFIX_ID_BYTES)

static gboolean
refuse_unknown (GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
               _ ("Nothing in the store has this id: give its %d digits, or the first "
                  "%d or more of them."),
               DIGITS, PREFIX_LEAST);
  return FALSE;
}

/* The least and greatest id that begin with text. */
static gboolean
find_range (const char *text, uint8_t least[PREFIX_ID_BYTES],
            uint8_t greatest[PREFIX_ID_BYTES])
{
  gsize length = strlen (text);
  if (length < PREFIX_LEAST || length > DIGITS)
    return FALSE;
  char digits[BYTES_HEX_SIZE (PREFIX_ID_BYTES)] = "";
  for (gsize i = 0; i < DIGITS; i++)
    digits[i] = i < length ? g_ascii_tolower (text[i]) : '0';
  if (bytes_from_hex (least, PREFIX_ID_BYTES, digits) != 0)
    return FALSE;
  memset (digits + length, 'f', DIGITS - length);
  return bytes_from_hex (greatest, PREFIX_ID_BYTES, digits) == 0;
}

gboolean
prefix_find (Store *store, const char *text, const char *sql,
             uint8_t id[PREFIX_ID_BYTES], GError **error)
{
  uint8_t least[PREFIX_ID_BYTES], greatest[PREFIX_ID_BYTES];
  memset (id, 0, PREFIX_ID_BYTES);
  if (!find_range (text, least, greatest))
    return refuse_unknown (error);
  g_autoptr (SqlRows) rows = sql_start (store, error, sql, "bb", least, sizeof least,
                                        greatest, sizeof greatest);
  SqlStep step = rows == NULL ? SQL_FAILED : sql_step (store, rows, error);
  if (step != SQL_ROW)
    return step == SQL_DONE && refuse_unknown (error);
  const void *found = sql_blob (rows, 0, PREFIX_ID_BYTES);
  if (found == NULL)
    return sql_refuse_damage (error);
  memcpy (least, found, PREFIX_ID_BYTES);
  step = sql_step (store, rows, error);
  if (step == SQL_ROW)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_AMBIGUOUS,
                         _ ("More than one id begins with these digits: give more of "
                            "them."));
  else if (step == SQL_DONE)
    memcpy (id, least, PREFIX_ID_BYTES);
  return step == SQL_DONE;
}
