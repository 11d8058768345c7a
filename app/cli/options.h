/* What a command line says, once it has been understood: one table of options, one of
 * commands, and the struct that parsing fills. Opens nothing and prints nothing but
 * help. */
#pragma once

#include <glib.h>

/* Exit codes: the contract of DESIGN.md section 7. */
typedef enum
{
  EXIT_DONE = 0,
  EXIT_REFUSED = 1, /* understood, and refused */
  EXIT_USAGE = 2, /* the command line itself cannot be understood */
  EXIT_WRONG_KEY = 3,
  EXIT_DAMAGED = 4,
  EXIT_IN_USE = 5,
} ExitCode;

/* A command line that cannot be understood: exit 2. */
#define OPTIONS_ERROR (options_error_quark ())
GQuark options_error_quark (void);

typedef enum
{
  OPTION_CAMPAIGN,
  OPTION_KDF,
  OPTION_TIER,
  OPTION_ROLE,
  OPTION_WEEK,
  OPTION_NEW_PERSON,
  OPTION_SAME_PERSON,
  OPTION_WITHDRAWAL,
  OPTION_DRY_RUN,
  OPTION_MORE,
  OPTION_FORMAT,
  OPTION_SIGNATURE,
  OPTION_WORK,
  OPTION_CUSTOMER,
  OPTION_GROUND,
  OPTION_OUTCOME,
  OPTION_CODE_NAMED,
  OPTION_TRASH,
  OPTION_PERIOD,
  OPTION_LANGUAGE,
  OPTION_OUTPUT,
  OPTION_SIGN,
  OPTION_KEY,
  OPTION_RECOVERY_FD,
  OPTION_NEW_PASSPHRASE_FD,
  OPTION_FILE_PASSPHRASE_FD,
  OPTION_STORE_LOST,
  OPTION_OTHER_KEY,
  OPTION_NEW_KEY,
  OPTION_UP_TO_DAMAGE,
  OPTION_YES,
  OPTION_STORE,
  OPTION_PASSPHRASE_FD,
  OPTION_JSON,
  N_OPTIONS,
} OptionId;

#define OPTION_BIT(id) (G_GUINT64_CONSTANT (1) << (id))

/* The values of the options that were given: NULL, FALSE and -1 where they were not.
 * Strings belong to the struct. */
typedef struct
{
  char *campaign, *kdf, *tier, *role, *week, *same_person, *withdrawal, *format;
  char *signature, *work, *customer, *outcome, *code_named, *period, *language;
  char *output, *store, *key;
  char **grounds;
  gboolean new_person, dry_run, more, trash, json, new_key, store_lost, other_key,
      up_to_damage, yes, sign;
  int passphrase_fd, recovery_fd, new_passphrase_fd, file_passphrase_fd;
  char **arguments; /* what is no option and not the command's words */
} Options;

typedef struct _Command Command;
typedef struct _Run Run;

/* A command's own work. FALSE with error set is a failure. */
typedef gboolean (*CommandFunction) (Run *run, GError **error);

/* One row of the command table. */
struct _Command
{
  const char *name; /* its words, "pledge take" */
  const char *arguments; /* what follows the options, "FILE.csv" or "" */
  const char *summary; /* one sentence, marked for translation */
  guint64 allowed; /* OPTION_BITs besides the global ones */
  guint64 required;
  guint min_arguments, max_arguments;
  CommandFunction function;
  const char *formats; /* what --format may be, parted by bars; NULL without it */
  const char *more; /* sentences for its help, marked for translation; NULL for none */
};

/* The table, ended by a row whose name is NULL. */
extern const Command commands[];

/**
 * options_parse:
 * @options: (out): to be cleared with options_clear(), on failure too
 * @argv: NULL-terminated, with the program's name first; in the locale's encoding
 * @command: (out): the row that was named; NULL where help or the version was asked for
 * @help: (out) (transfer full) (nullable): text to print instead of running a command
 *
 * Global options may stand before or after the command's words.
 *
 * Returns: FALSE with OPTIONS_ERROR set if the command line cannot be understood
 */
gboolean options_parse (Options *options, char **argv, const Command **command,
                        char **help, GError **error);

/* Frees what options_parse() filled in, not the struct. */
void options_clear (Options *options);
