/* Persons' numbers; inside this folder only. A number is never 0. */
#pragma once

#include "persons.h"
#include "store.h"

/* A number for somebody of whom nothing is in the store. Does not say that the store is
 * shared. */
gint64 whose_random (Store *store);

/* The owner's number of a year, made at its first use. */
gboolean whose_owner (Store *store, int year, gint64 *person, GError **error);

/* The number that a refusal, or an outcome of it, has in a year; 0 if none has one. */
gboolean whose_of_refusal (Store *store, const uint8_t refusal[ENTRY_ID_BYTES],
                           int year, gint64 *person, GError **error);

/* The number of whom a person chose, in a year. PERSON_UNSAID is the owner. */
gboolean whose_chosen (Store *store, const PersonChoice *whose, int year,
                       gint64 *person, GError **error);

/* Wipes the persons of a year from every row, and keeps that it is wiped. */
gboolean whose_wipe (Store *store, int year, GError **error);
