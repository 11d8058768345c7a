/* One run of a command: its options, the session it opens if it needs one, and what it
 * prints. */
#pragma once

#include "json.h"
#include "options.h"
#include "session.h"
#include "week.h"

struct _Run
{
  const Command *command;
  const Options *options;
  Session *session; /* NULL until run_open() */
};

/* (transfer full): the store that is meant: --store, or the app's own. */
char *run_dup_store_path (const Run *run);

/* Asks for the passphrase and opens the store. What opening found out of the ordinary
 * is said in one line on standard error. */
gboolean run_open (Run *run, GError **error);

/* Says on standard error what opening found out of the ordinary. */
void run_report_opening (const Run *run);

/* A class of key derivation as options and JSON name it. */
const char *run_class_name (KdfClass cost);

/* What --kdf says, or the default where it was not given. FALSE with error set where it
 * names no class. */
gboolean run_parse_class (const Run *run, KdfClass *cost, GError **error);

/* (transfer full): a passphrase that is being chosen: from descriptor fd, or, for -1,
 * asked for twice at the terminal. One that is easy to guess is taken, with a line
 * about that on standard error; one that is too short is not. NULL with error set. */
Secret *run_choose_passphrase (int fd, GError **error);

/* Prints a recovery key, which nothing can print again, behind a sentence about it. */
void run_print_recovery_key (const Run *run, const char *introduction,
                             const Secret *key);

/* How many entries of each kind there are, one a line. */
void run_print_numbers (const StoreNumbers *numbers);

/* Where an entry counts, beside other members of an object: counts and periods; and,
 * where it is late and JSON is not asked for, one line on standard error. own and
 * counts: as session_late_week() gives them. */
void run_add_counts (const Run *run, Json *json, Week counts);
void run_tell_late (const Run *run, Week own, Week counts);

/* Prints json and a line end to standard output. json: (transfer full). */
void run_print_json (Json *json);

/* The same for an object with one key: a string, or TRUE. */
void run_print_string (const char *key, const char *value);
void run_print_yes (const char *key);

/* (transfer full): message as it may be shown on a terminal. What it quotes, a cell of
 * a file or a file's name, may hold anything; a control character, a line end or a sign
 * that turns the direction of writing becomes U+FFFD. */
char *run_dup_printable (const char *message);

/* Rows of cells, printed in columns. */
typedef struct _Table Table;

/* A table with these column heads, NULL-terminated. */
Table *table_new (const char *const *heads);

/* A row of as many cells as there are heads, NULL-terminated. */
void table_add (Table *table, const char *const *cells);

/* Prints it to standard output and frees it; nothing but empty_text where it has no
 * rows. */
void table_print (Table *table, const char *empty_text);
