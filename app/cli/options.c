/* See options.h. */
#include "config.h"

#include "options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (steadfast - cli - options - error, options_error)

#define GLOBAL_OPTIONS                                                                 \
  (OPTION_BIT (OPTION_STORE) | OPTION_BIT (OPTION_PASSPHRASE_FD)                       \
   | OPTION_BIT (OPTION_JSON))

#define NOT_NAMED G_MININT /* a descriptor, while options are parsed */

typedef struct
{
  const char *name;
  char letter;
  GOptionArg kind;
  size_t offset; /* of its field in Options */
  const char *description, *placeholder;
} OptionRow;

#define FIELD(name) offsetof (Options, name)

static const OptionRow rows[N_OPTIONS] = {
  [OPTION_CAMPAIGN] = { "campaign", 0, G_OPTION_ARG_FILENAME, FIELD (campaign),
                        N_ ("Campaign file to use instead of the built-in one"),
                        N_ ("FILE") },
  [OPTION_KDF] = { "kdf", 0, G_OPTION_ARG_STRING, FIELD (kdf),
                   N_ ("How costly each guess at the passphrase is"),
                   "interactive|moderate|sensitive" },
  [OPTION_TIER] = { "tier", 0, G_OPTION_ARG_STRING, FIELD (tier),
                    N_ ("Tier of the pledge"), "N" },
  [OPTION_ROLE] = { "role", 0, G_OPTION_ARG_STRING, FIELD (role),
                    N_ ("Broad kind of role"), N_ ("ROLE") },
  [OPTION_WEEK] = { "week", 0, G_OPTION_ARG_STRING, FIELD (week),
                    N_ ("ISO week, like 2026-W07, instead of the present one"),
                    N_ ("WEEK") },
  [OPTION_NEW_PERSON] = { "new-person", 0, G_OPTION_ARG_NONE, FIELD (new_person),
                          N_ ("This is somebody who has nothing in the store yet"),
                          NULL },
  [OPTION_SAME_PERSON] = { "same-person-as", 0, G_OPTION_ARG_STRING,
                           FIELD (same_person),
                           N_ ("This is the person of that refusal"), N_ ("ID") },
  [OPTION_WITHDRAWAL] = { "withdrawal", 0, G_OPTION_ARG_FILENAME, FIELD (withdrawal),
                          N_ ("Save a signed withdrawal in this folder first"),
                          N_ ("FOLDER") },
  [OPTION_DRY_RUN] = { "dry-run", 0, G_OPTION_ARG_NONE, FIELD (dry_run),
                       N_ ("Check everything and change nothing"), NULL },
  [OPTION_MORE] = { "more", 0, G_OPTION_ARG_NONE, FIELD (more),
                    N_ ("Import into a period that already holds an import; who is in "
                        "both counts twice"),
                    NULL },
  [OPTION_FORMAT] = { "format", 0, G_OPTION_ARG_STRING, FIELD (format),
                      N_ ("Format of what is written"), NULL },
  [OPTION_SIGNATURE] = { "signature", 0, G_OPTION_ARG_FILENAME, FIELD (signature),
                         N_ ("The signature, where it is not beside the file"),
                         N_ ("FILE") },
  [OPTION_WORK] = { "work", 0, G_OPTION_ARG_STRING, FIELD (work), N_ ("Kind of work"),
                    N_ ("WORK") },
  [OPTION_CUSTOMER] = { "customer", 0, G_OPTION_ARG_STRING, FIELD (customer),
                        N_ ("Customer group"), N_ ("GROUP") },
  [OPTION_GROUND] = { "ground", 0, G_OPTION_ARG_STRING_ARRAY, FIELD (grounds),
                      N_ ("A ground; for several, give the option several times"),
                      N_ ("GROUND") },
  [OPTION_OUTCOME] = { "outcome", 0, G_OPTION_ARG_STRING, FIELD (outcome),
                       N_ ("What happened next"), N_ ("OUTCOME") },
  [OPTION_CODE_NAMED] = { "code-named", 0, G_OPTION_ARG_STRING, FIELD (code_named),
                          N_ ("Whether a code name hid the customer; unknown if it is "
                              "not said"),
                          "yes|no" },
  [OPTION_TRASH] = { "trash", 0, G_OPTION_ARG_NONE, FIELD (trash),
                     N_ ("List the refusals in the trash instead"), NULL },
  [OPTION_PERIOD] = { "period", 0, G_OPTION_ARG_STRING, FIELD (period),
                      N_ ("Month, quarter or year: 2026-07, 2026-Q3 or 2026"),
                      N_ ("PERIOD") },
  [OPTION_LANGUAGE] = { "lang", 0, G_OPTION_ARG_STRING, FIELD (language),
                        N_ ("Language of names and sentences in the file, like ar"),
                        N_ ("LANGUAGE") },
  [OPTION_OUTPUT] = { "output", 'o', G_OPTION_ARG_FILENAME, FIELD (output),
                      N_ ("File to write; - is standard output"), N_ ("FILE") },
  [OPTION_SIGN] = { "sign", 0, G_OPTION_ARG_NONE, FIELD (sign),
                    N_ ("Sign the file with this store's key for releases"), NULL },
  [OPTION_KEY] = { "key", 0, G_OPTION_ARG_FILENAME, FIELD (key),
                   N_ ("The key's file, where it is not release.pub beside the file"),
                   N_ ("FILE") },
  [OPTION_RECOVERY_FD] = { "recovery-fd", 0, G_OPTION_ARG_INT, FIELD (recovery_fd),
                           N_ ("Read the recovery key from this file descriptor"),
                           "N" },
  [OPTION_NEW_PASSPHRASE_FD] = { "new-passphrase-fd", 0, G_OPTION_ARG_INT,
                                 FIELD (new_passphrase_fd),
                                 N_ ("Read the new passphrase from this file "
                                     "descriptor"),
                                 "N" },
  [OPTION_FILE_PASSPHRASE_FD] = { "file-passphrase-fd", 0, G_OPTION_ARG_INT,
                                  FIELD (file_passphrase_fd),
                                  N_ ("Read the backup's passphrase from this file "
                                      "descriptor, where it is not the store's"),
                                  "N" },
  [OPTION_STORE_LOST] = { "store-lost", 0, G_OPTION_ARG_NONE, FIELD (store_lost),
                          N_ ("Nothing opens the present store any more: restore "
                              "without knowing what it has published"),
                          NULL },
  [OPTION_OTHER_KEY] = { "other-key", 0, G_OPTION_ARG_NONE, FIELD (other_key),
                         N_ ("Restore also a backup that is sealed with another key "
                             "than the store"),
                         NULL },
  [OPTION_NEW_KEY] = { "new-key", 0, G_OPTION_ARG_NONE, FIELD (new_key),
                       N_ ("Seal everything with a new key, make a new recovery key "
                           "and erase the older backups and what restoring kept"),
                       NULL },
  [OPTION_UP_TO_DAMAGE] = { "up-to-damage", 0, G_OPTION_ARG_NONE, FIELD (up_to_damage),
                            N_ ("Read a damaged store as far as it goes"), NULL },
  [OPTION_YES] = { "yes", 0, G_OPTION_ARG_NONE, FIELD (yes),
                   N_ ("Do it without asking; there is no undoing it"), NULL },
  [OPTION_STORE] = { "store", 0, G_OPTION_ARG_FILENAME, FIELD (store),
                     N_ ("The store, instead of the app's own"), N_ ("FILE") },
  [OPTION_PASSPHRASE_FD] = { "passphrase-fd", 0, G_OPTION_ARG_INT,
                             FIELD (passphrase_fd),
                             N_ ("Read the passphrase from this file descriptor"),
                             "N" },
  [OPTION_JSON] = { "json", 0, G_OPTION_ARG_NONE, FIELD (json), N_ ("Print JSON"),
                    NULL },
};

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (OPTIONS_ERROR, EXIT_USAGE, format, arguments);
  va_end (arguments);
  return FALSE;
}

static void *
field_of (Options *options, OptionId id)
{
  return (char *)options + rows[id].offset;
}

/* The row whose name is exactly this one or two words; second may be NULL. */
static const Command *
find_command (const char *first, const char *second)
{
  g_autofree char *both = g_strjoin (" ", first, second, NULL);
  for (const Command *command = commands; command->name != NULL; command++)
    if (strcmp (command->name, both) == 0)
      return command;
  return NULL;
}

/* Whether a word is a global option whose value is the next word. */
static gboolean
takes_next_word (const char *word)
{
  return strcmp (word, "--store") == 0 || strcmp (word, "--passphrase-fd") == 0;
}

static gboolean
is_global (const char *word)
{
  return takes_next_word (word) || g_str_has_prefix (word, "--store=")
         || g_str_has_prefix (word, "--passphrase-fd=") || strcmp (word, "--json") == 0;
}

static gboolean
is_help (const char *word)
{
  return strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0;
}

/* What was asked for in place of a command. */
typedef struct
{
  gboolean version, help;
  const char *group; /* of help about “release”, say; NULL for all commands */
} Asked;

/* Passes over the options before the command; returns where it stands. */
static guint
find_first_word (const GPtrArray *words, Asked *asked, const char **unknown)
{
  guint at = 1;
  while (at < words->len && *(char *)words->pdata[at] == '-')
    {
      const char *word = words->pdata[at];
      asked->help |= is_help (word);
      asked->version |= strcmp (word, "--version") == 0;
      if (!is_global (word) && !is_help (word) && *unknown == NULL)
        *unknown = word;
      at += takes_next_word (word) ? 2 : 1;
    }
  return at;
}

static gboolean
is_in_group (const Command *command, const char *group)
{
  return group == NULL
         || (g_str_has_prefix (command->name, group)
             && command->name[strlen (group)] == ' ');
}

/* (transfer full): the second words of a group's commands; NULL if it is none. */
static char *
list_group (const char *group)
{
  GString *text = g_string_new ("");
  for (const Command *command = commands; command->name != NULL; command++)
    if (is_in_group (command, group))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              command->name + strlen (group) + 1);
  return g_string_free (text, text->len == 0);
}

static void
refuse_word (const char *first, GError **error)
{
  g_autofree char *group = list_group (first);
  if (group != NULL)
    fail (error, _ ("“%s” goes with one of: %s."), first, group);
  else
    fail (error, _ ("There is no command “%s”; see “steadfast-cli --help”."), first);
}

/* Takes the command's words out of words, so that options alone are left with the
 * arguments. NULL with error set where there are none; NULL without, where something
 * was asked for instead. */
static const Command *
take_command (GPtrArray *words, Asked *asked, GError **error)
{
  const char *unknown = NULL;
  guint at = find_first_word (words, asked, &unknown);
  const char *first = at < words->len ? words->pdata[at] : NULL;
  if (asked->version || (first == NULL && asked->help))
    return NULL;
  if (first == NULL)
    {
      if (unknown != NULL)
        fail (error, _ ("There is no option “%s”; see “steadfast-cli --help”."),
              unknown);
      else
        fail (error, _ ("No command was given; see “steadfast-cli --help”."));
      return NULL;
    }
  const char *second = at + 1 < words->len ? words->pdata[at + 1] : NULL;
  const Command *command = second != NULL ? find_command (first, second) : NULL;
  guint count = 2;
  if (command == NULL)
    {
      command = find_command (first, NULL);
      count = 1;
    }
  g_autofree char *group = list_group (first);
  if (command != NULL)
    g_ptr_array_remove_range (words, at, count);
  else if (group != NULL && (asked->help || (second != NULL && is_help (second))))
    *asked = (Asked){ .help = TRUE, .group = first };
  else
    refuse_word (first, error);
  return command;
}

/* What stands for an option's value: translated, but for words that are typed. */
static const char *
placeholder_of (const Command *command, OptionId id)
{
  return id == OPTION_FORMAT ? command->formats : rows[id].placeholder;
}

static GOptionContext *
new_context (Options *options, const Command *command, gboolean *help)
{
  GOptionContext *context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  GOptionEntry entries[N_OPTIONS + 2] = { 0 };
  guint used = 0;
  for (guint id = 0; id < N_OPTIONS; id++)
    {
      if (((command->allowed | GLOBAL_OPTIONS) & OPTION_BIT (id)) == 0)
        continue;
      const OptionRow *row = &rows[id];
      entries[used++] = (GOptionEntry){
        .long_name = row->name,
        .short_name = row->letter,
        .arg = row->kind,
        .arg_data = field_of (options, id),
        .description = row->description,
        .arg_description = placeholder_of (command, id),
      };
    }
  entries[used] = (GOptionEntry){ .long_name = "help",
                                  .short_name = 'h',
                                  .arg = G_OPTION_ARG_NONE,
                                  .arg_data = help,
                                  .description = N_ ("Show this help") };
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

/* Translated, but for "", whose translation is the file's header. */
static const char *
arguments_of (const Command *command)
{
  return *command->arguments != '\0' ? _ (command->arguments) : "";
}

/* What must be given, as it is typed. */
static char *
describe_required (const Command *command)
{
  GString *text = g_string_new (NULL);
  for (guint id = 0; id < N_OPTIONS; id++)
    if ((command->required & OPTION_BIT (id)) != 0)
      {
        const char *placeholder = placeholder_of (command, id);
        g_string_append_printf (text, " --%s%s%s", rows[id].name,
                                placeholder != NULL ? "=" : "",
                                placeholder != NULL ? _ (placeholder) : "");
      }
  return g_string_free (text, FALSE);
}

/* Of GOption's text the list of options alone is taken: its head names the program
 * without the command's words and arguments, and is not translated everywhere. */
static char *
list_options (GOptionContext *context)
{
  g_autofree char *all = g_option_context_get_help (context, TRUE, NULL);
  return g_strconcat (_ ("Options:"), g_strchomp (strstr (all, "\n  -")), "\n", NULL);
}

/* Those that stand before a command, too. */
static char *
list_global_options (void)
{
  static const Command none = { .name = NULL };
  Options unused = { 0 };
  gboolean asked = FALSE;
  g_autoptr (GOptionContext) context = new_context (&unused, &none, &asked);
  const GOptionEntry version[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &asked, N_ ("Print the version"), NULL },
    { 0 },
  };
  g_option_context_add_main_entries (context, version, GETTEXT_PACKAGE);
  return list_options (context);
}

static char *
describe_commands (const char *group)
{
  GString *text = g_string_new (_ ("Usage: steadfast-cli [--store FILE] "
                                   "[--passphrase-fd N] [--json] COMMAND"));
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("Signs a workplace pledge, logs refusals in an encrypted "
                            "store, and publishes totals only."));
  g_string_append (text, "\n\n");
  for (const Command *command = commands; command->name != NULL; command++)
    if (is_in_group (command, group))
      g_string_append_printf (text, "  %-19s %s\n", command->name,
                              _ (command->summary));
  g_string_append_c (text, '\n');
  g_autofree char *list = list_global_options ();
  g_string_append_printf (text, "%s\n", list);
  g_string_append (text,
                   _ ("“steadfast-cli COMMAND --help” says more about a command."));
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static char *
describe_command (GOptionContext *context, const Command *command)
{
  g_autofree char *list = list_options (context);
  g_autofree char *required = describe_required (command);
  const char *arguments = arguments_of (command);
  return g_strdup_printf (
      "%s\n  steadfast-cli %s%s %s%s%s\n\n%s\n\n%s%s%s", _ ("Usage:"), command->name,
      required, _ ("[OPTION…]"), *arguments != '\0' ? " " : "", arguments,
      _ (command->summary), command->more != NULL ? _ (command->more) : "",
      command->more != NULL ? "\n\n" : "", list);
}

static gboolean
was_given (const Options *options, OptionId id)
{
  const void *field = (const char *)options + rows[id].offset;
  switch ((int)rows[id].kind)
    {
    case G_OPTION_ARG_NONE:
      return *(const gboolean *)field;
    case G_OPTION_ARG_INT:
      return *(const int *)field >= 0;
    default:
      return *(void *const *)field != NULL;
    }
}

static gboolean
check_required (const Options *options, const Command *command, GError **error)
{
  for (guint id = 0; id < N_OPTIONS; id++)
    if ((command->required & OPTION_BIT (id)) != 0 && !was_given (options, id))
      return fail (error, _ ("“%s” needs the option --%s."), command->name,
                   rows[id].name);
  guint count = g_strv_length (options->arguments);
  if (count < command->min_arguments)
    return fail (error, _ ("“%s” needs: %s."), command->name, arguments_of (command));
  if (count > command->max_arguments)
    return fail (error, _ ("“%s” does not take the argument “%s”."), command->name,
                 options->arguments[command->max_arguments]);
  if (options->new_person && options->same_person != NULL)
    return fail (error, _ ("--new-person and --same-person-as exclude each other."));
  return TRUE;
}

/* The words that follow the program's name, once GOption has taken its own. */
static char **
leftover (char **words)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  for (guint i = 1; words[i] != NULL; i++)
    if (strcmp (words[i], "--") != 0)
      g_strv_builder_add (builder, words[i]);
  char **rest = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return rest;
}

/* Gives descriptors that were not named their value for that, and refuses negative
 * ones: taken for that value, they would mean the terminal. */
static gboolean
settle_descriptors (Options *options, GError **error)
{
  for (guint id = 0; id < N_OPTIONS; id++)
    {
      if (rows[id].kind != G_OPTION_ARG_INT)
        continue;
      int *descriptor = field_of (options, id);
      if (*descriptor == NOT_NAMED)
        *descriptor = -1;
      else if (*descriptor < 0)
        return fail (error, _ ("--%s needs the number of a file descriptor, not %d."),
                     rows[id].name, *descriptor);
    }
  return TRUE;
}

static gboolean
parse_options (Options *options, GPtrArray *words, const Command *command, char **help,
               GError **error)
{
  gboolean wants_help = FALSE;
  g_autoptr (GOptionContext) context = new_context (options, command, &wants_help);
  g_autoptr (GError) reason = NULL;
  g_ptr_array_add (words, NULL);
  g_auto (GStrv) left = g_strdupv ((char **)words->pdata);
  if (!g_option_context_parse_strv (context, &left, &reason))
    return fail (error, _ ("The command line cannot be understood: %s."),
                 reason->message);
  if (wants_help)
    {
      *help = describe_command (context, command);
      return TRUE;
    }
  options->arguments = leftover (left);
  return settle_descriptors (options, error)
         && check_required (options, command, error);
}

gboolean
options_parse (Options *options, char **argv, const Command **command, char **help,
               GError **error)
{
  *options = (Options){ .passphrase_fd = NOT_NAMED,
                        .recovery_fd = NOT_NAMED,
                        .new_passphrase_fd = NOT_NAMED,
                        .file_passphrase_fd = NOT_NAMED };
  *help = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (argv[i]));
  Asked asked = { 0 };
  g_autoptr (GError) reason = NULL;
  *command = take_command (words, &asked, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (*command == NULL)
    {
      *help = asked.version ? g_strdup ("steadfast-cli " STEADFAST_VERSION "\n")
                            : describe_commands (asked.group);
      return TRUE;
    }
  return parse_options (options, words, *command, help, error);
}

void
options_clear (Options *options)
{
  for (guint id = 0; id < N_OPTIONS; id++)
    if (rows[id].kind == G_OPTION_ARG_STRING || rows[id].kind == G_OPTION_ARG_FILENAME)
      g_clear_pointer ((char **)field_of (options, id), g_free);
  g_clear_pointer (&options->grounds, g_strfreev);
  g_clear_pointer (&options->arguments, g_strfreev);
}
