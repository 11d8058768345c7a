/* What the tests of this folder share: a store in memory, a random source whose numbers
 * repeat, and short ways to fill it. Everything asserts that it worked. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "bridge.h"
#include "imports.h"
#include "ledger.h"
#include "refusals.h"
#include "signers.h"
#include "store.h"

typedef struct
{
  sqlite3 *db;
  Store *store;
  RandomSource random;
  guint64 state; /* of the random source */
  const uint8_t *next_id; /* what it gives to whoever asks for an id, once */
} Fixture;

typedef enum
{
  FIRST_CAMPAIGN, /* the built-in one: quarters and years */
  SECOND_CAMPAIGN, /* tests/data/campaign/nimbus: months, quarters and years */
  THIRD_CAMPAIGN, /* tests/data/campaign/harbour: every kind of question */
} WhichCampaign;

/* (transfer none): parsed once a program. */
Campaign *fixture_campaign (WhichCampaign which);

void fixture_init (Fixture *fixture, WhichCampaign which);
void fixture_clear (Fixture *fixture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Closes the Store and opens it again on the same database. */
void fixture_reopen (Fixture *fixture);

/* The next number of a fixture's random source, below bound. */
guint fixture_random (Fixture *fixture, guint bound);

/* Choices of persons. */
extern const PersonChoice unsaid, owner, somebody_new;
PersonChoice same_as (const uint8_t id[ENTRY_ID_BYTES]);

typedef struct
{
  uint8_t bytes[ENTRY_ID_BYTES];
} Id;

/* A refusal with place 0 in every list but the given ones. */
RefusalEntry entry_of (Week week);

Id add_entry (Fixture *fixture, const RefusalEntry *entry, Week now,
              PersonChoice whose);

/* The owner's, of a week that is the present one. */
Id add_now (Fixture *fixture, Week week);

void add_outcome (Fixture *fixture, Id id, guint outcome, Week week, Week now,
                  PersonChoice whose);

/* A signer with a fresh key. role: -1 for none. */
Id take_pledge (Fixture *fixture, guint tier, int role, Week week, SignerKind kind);

/* A change to another tier, or a withdrawal. */
void change_pledge (Fixture *fixture, Id signer, guint tier, Week week);
void withdraw_pledge (Fixture *fixture, Id signer, Week week);

/* Makes the next record of a signer, signed. */
GBytes *next_record (Fixture *fixture, Id signer, PledgeAction action, guint tier,
                     Week week, PledgeSignatures *signatures);

Period period (const char *text);

/* The period's tally text, without its labels; "closed", "empty" or "not asked" where
 * that is why there is none. */
char *tally_text (Fixture *fixture, const char *period_text);

/* Closes a period in one transaction, as a session does; the release is a made-up text.
 */
void close_period (Fixture *fixture, const char *period_text, Week now);

/* The first number of a query's first row. */
gint64 number_of (Fixture *fixture, const char *sql);

/* An error of that code is set: it is freed and set to NULL. */
#define assert_store_error(error, code)                                                \
  G_STMT_START                                                                         \
  {                                                                                    \
    g_assert_error ((error), STORE_ERROR, (code));                                     \
    g_clear_error (&(error));                                                          \
  }                                                                                    \
  G_STMT_END
