/* See whose.h. */
#include "config.h"

#include "whose.h"

#include <glib/gi18n-lib.h>

#include "sql.h"
#include "store-private.h"

gint64
whose_random (Store *store)
{
  gint64 person = 0;
  while (person == 0)
    store->random->fill (store->random->data, &person, sizeof person);
  return person;
}

gboolean
whose_owner (Store *store, int year, gint64 *person, GError **error)
{
  if (!sql_number (store, error, person, 0,
                   "SELECT owner FROM year WHERE campaign = ?1 AND year = ?2", "ii",
                   store->number, (gint64)year))
    return FALSE;
  if (*person != 0)
    return TRUE;
  *person = whose_random (store);
  return sql_run (store, error,
                  "INSERT INTO year (campaign, year, owner) VALUES (?1, ?2, ?3)", "iii",
                  store->number, (gint64)year, *person);
}

/* A week's year is its hundreds: see week.h. */
gboolean
whose_of_refusal (Store *store, const uint8_t refusal[ENTRY_ID_BYTES], int year,
                  gint64 *person, GError **error)
{
  return sql_number (store, error, person, 0,
                     "SELECT person FROM"
                     " (SELECT person, counts FROM refusal WHERE id = ?1"
                     "  UNION ALL"
                     "  SELECT person, counts FROM outcome WHERE refusal = ?1)"
                     " WHERE counts / 100 = ?2 AND person IS NOT NULL LIMIT 1",
                     "bi", refusal, (gsize)ENTRY_ID_BYTES, (gint64)year);
}

static gboolean
find_same (Store *store, const uint8_t refusal[ENTRY_ID_BYTES], int year,
           gint64 *person, GError **error)
{
  gboolean shared;
  gint64 known;
  if (!store_is_shared (store, &shared, error)
      || !sql_number (store, error, &known, 0,
                      "SELECT count (*) FROM refusal WHERE id = ?1", "b", refusal,
                      (gsize)ENTRY_ID_BYTES))
    return FALSE;
  if (known == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                         _ ("There is no refusal with the id that names the person."));
  else if (!shared)
    return whose_owner (store, year, person, error);
  else if (!whose_of_refusal (store, refusal, year, person, error))
    return FALSE;
  else if (*person == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                         _ ("The refusal that names the person counts in another year, "
                            "and persons are not known from one year to the next: name "
                            "one that counts in this year, or a new person."));
  return known != 0 && *person != 0;
}

gboolean
whose_chosen (Store *store, const PersonChoice *whose, int year, gint64 *person,
              GError **error)
{
  *person = 0;
  if (whose->kind == PERSON_SAME_AS)
    return find_same (store, whose->same_as, year, person, error);
  if (whose->kind != PERSON_NEW)
    return whose_owner (store, year, person, error);
  *person = whose_random (store);
  return store_set_shared (store, error);
}

gboolean
whose_wipe (Store *store, int year, GError **error)
{
  return sql_run (store, error,
                  "UPDATE refusal SET person = NULL"
                  " WHERE campaign = ?1 AND counts / 100 = ?2 AND person IS NOT NULL",
                  "ii", store->number, (gint64)year)
         && sql_run (store, error,
                     "UPDATE outcome SET person = NULL"
                     " WHERE campaign = ?1 AND counts / 100 = ?2"
                     " AND person IS NOT NULL",
                     "ii", store->number, (gint64)year)
         && sql_run (store, error,
                     "INSERT INTO year (campaign, year, owner) VALUES (?1, ?2, NULL)"
                     " ON CONFLICT (campaign, year) DO UPDATE SET owner = NULL",
                     "ii", store->number, (gint64)year);
}
