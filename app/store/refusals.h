/* Refusals, what came of them, and the trash. Lists are by place: work, customer,
 * grounds and outcomes are numbers from 0 in the order of the campaign's lists, which
 * the campaign's id fixes. */
#pragma once

#include "persons.h"
#include "store.h"
#include "week.h"

G_BEGIN_DECLS

#define REFUSALS_ID_TEXT_BYTES 33 /* 32 hexadecimal digits and the closing zero */
#define REFUSALS_PREFIX_LEAST 8 /* digits that refusals_find() wants at least */
#define REFUSALS_TRASH_WEEKS 5 /* how long the trash keeps what is in it */

typedef enum
{
  CODE_NAMED_NO,
  CODE_NAMED_YES,
  CODE_NAMED_UNKNOWN,
} CodeNamed;

/* What a person chooses when logging a refusal. */
typedef struct
{
  Week week;
  guint work;
  guint customer;
  guint32 grounds; /* bit n: the ground at n; at least one */
  CodeNamed code_named;
  guint outcome; /* the first; learned in the same week */
} RefusalEntry;

typedef struct
{
  guint outcome;
  Week week; /* in which it was learned */
  Week counts;
} RefusalOutcome;

typedef struct
{
  uint8_t id[ENTRY_ID_BYTES];
  Week week;
  guint work;
  guint customer;
  guint32 grounds;
  CodeNamed code_named;
  Week counts; /* the week in whose periods it counts */
  gboolean counted; /* a closing has counted it */
  gboolean imported;
  Week trashed; /* when it was deleted; 0: it was not */
  RefusalOutcome *outcomes; /* by week, then by severity, the mildest first */
  guint n_outcomes; /* at least 1 */
} Refusal;

/* Frees one; NULL is nothing. */
void refusals_free (Refusal *refusal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refusal, refusals_free)

typedef enum
{
  REFUSALS_KEPT,
  REFUSALS_TRASHED,
} RefusalsWhich;

/**
 * refusals_list:
 *
 * Returns: (transfer full) (element-type Refusal): the latest week first, within a week
 * by id; or NULL with error set
 */
GPtrArray *refusals_list (Store *store, RefusalsWhich which, GError **error);

/* (transfer full): one, in the trash or not; NULL with error set, STORE_ERROR_NOT_FOUND
 * if there is none. */
Refusal *refusals_get (Store *store, const uint8_t id[ENTRY_ID_BYTES], GError **error);

/**
 * refusals_find:
 * @text: an id of 32 hexadecimal digits, or its first REFUSALS_PREFIX_LEAST or more, in
 *   either case
 * @id: (out): zeros on failure
 *
 * Searches the trash too.
 *
 * Returns: FALSE with STORE_ERROR_NOT_FOUND, also for a text that can be no id, or
 * STORE_ERROR_AMBIGUOUS
 */
gboolean refusals_find (Store *store, const char *text, uint8_t id[ENTRY_ID_BYTES],
                        GError **error);

/**
 * refusals_add:
 * @now: the present week
 * @whose: whose it is; PERSON_UNSAID is the owner
 * @id: (out): the new refusal's random id; zeros on failure
 *
 * Adds a refusal and its first outcome.
 *
 * Returns: FALSE with error set: STORE_ERROR_FUTURE_WEEK; STORE_ERROR_REFUSED for a
 * choice that the campaign does not have, a week that does not exist, or when the
 * refusal named by PERSON_SAME_AS has no person in this one's year;
 * STORE_ERROR_NOT_FOUND if there is no such refusal
 */
gboolean refusals_add (Store *store, const RefusalEntry *entry, Week now,
                       const PersonChoice *whose, uint8_t id[ENTRY_ID_BYTES],
                       GError **error);

/**
 * refusals_add_outcome:
 * @week: in which it was learned
 * @whose: PERSON_UNSAID: in a private store the owner; in a shared one the refusal's
 *   person if the outcome counts in a year in which the refusal, or an outcome of it,
 *   has one, and otherwise STORE_ERROR_NEEDS_PERSON: ask, and say it
 *
 * An outcome that the refusal has for that week already is not added again.
 *
 * Returns: FALSE with error set: as refusals_add(); STORE_ERROR_REFUSED too for a
 * refusal in the trash
 */
gboolean refusals_add_outcome (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                               guint outcome, Week week, Week now,
                               const PersonChoice *whose, GError **error);

/**
 * refusals_alike:
 * @number: (out): how many refusals of the same week, not in the trash, are equal to
 *   entry in all but the outcome; in a shared store, of the same person
 *
 * For the hint "logged already, or another one?".
 */
gboolean refusals_alike (Store *store, const RefusalEntry *entry,
                         const PersonChoice *whose, guint64 *number, GError **error);

/* Puts a refusal with its outcomes into the trash, where nothing counts it.
 * STORE_ERROR_REFUSED if it is there already. */
gboolean refusals_delete (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                          GError **error);

/**
 * refusals_restore:
 *
 * Takes a refusal out of the trash. What no closing has counted is given its `counts`
 * week anew; where that moves it into another year, its person becomes the owner of
 * that year, or in a shared store a new one, the same for all that is the refusal's.
 *
 * Returns: FALSE with STORE_ERROR_REFUSED if it is not in the trash
 */
gboolean refusals_restore (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                           GError **error);

/* (transfer full) (element-type Refusal): what refusals_empty_trash() would remove now;
 * NULL with error set. */
GPtrArray *refusals_list_due (Store *store, Week now, GError **error);

/* Removes a refusal, in the trash or not: for a copy of a store that has removed it.
 * One that is not there is no error. */
gboolean refusals_remove (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                          GError **error);

/* Removes what has been in the trash for REFUSALS_TRASH_WEEKS or more: to be called
 * when a store is opened. emptied: (out) (nullable): how many refusals. */
gboolean refusals_empty_trash (Store *store, Week now, guint64 *emptied,
                               GError **error);

G_END_DECLS
