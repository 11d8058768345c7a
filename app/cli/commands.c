/* The command table: what `steadfast-cli --help` lists, in that order. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "command.h"

#define BIT OPTION_BIT

/* What is said of several commands. */
#define ABOUT_WORDS N_ ("“campaign show” lists the words for these options.")
#define ABOUT_SIGNER                                                                   \
  N_ ("Without ID it is your own pledge; “pledge list” shows the ids of others.")
#define ABOUT_REFUSAL                                                                  \
  N_ ("ID is as “refusal list” shows it; a unique beginning of 8 characters will do.")

const Command commands[] = {
  { "create", "", N_ ("Make a new store; the recovery key is printed once"),
    BIT (OPTION_CAMPAIGN) | BIT (OPTION_KDF), 0, 0, 0, command_create, NULL, NULL },
  { "info", "", N_ ("Show what the store is and how many entries it holds"), 0, 0, 0, 0,
    command_info, NULL, NULL },
  { "check", "", N_ ("Read the whole store again and check it"), 0, 0, 0, 0,
    command_check, NULL, NULL },
  { "recover", "", N_ ("Open with the recovery key and set a new passphrase"),
    BIT (OPTION_RECOVERY_FD) | BIT (OPTION_NEW_PASSPHRASE_FD), 0, 0, 0, command_recover,
    NULL, NULL },
  { "passphrase change", "", N_ ("Set a new passphrase, in the backups too"),
    BIT (OPTION_NEW_PASSPHRASE_FD) | BIT (OPTION_KDF) | BIT (OPTION_NEW_KEY), 0, 0, 0,
    command_passphrase_change, NULL, NULL },
  { "passphrase suggest", "", N_ ("Draw a passphrase by lot and print it"), 0, 0, 0, 0,
    command_passphrase_suggest, NULL, NULL },
  { "recovery new", "", N_ ("Make a new recovery key; the old one becomes void"), 0, 0,
    0, 0, command_recovery_new, NULL, NULL },
  { "backup", N_ ("FILE"), N_ ("Write a copy of the store and read it again"),
    BIT (OPTION_UP_TO_DAMAGE), 0, 1, 1, command_backup, NULL,
    N_ ("FILE is a name that is free, or an earlier copy of the same store.") },
  { "restore", N_ ("FILE"), N_ ("Put a backup in the store’s place"),
    BIT (OPTION_FILE_PASSPHRASE_FD) | BIT (OPTION_STORE_LOST) | BIT (OPTION_OTHER_KEY)
        | BIT (OPTION_DRY_RUN),
    0, 1, 1, command_restore, NULL,
    N_ ("What the present store has published stays published, and its file is kept "
        "beside it under another name.") },
  { "erase", "", N_ ("Erase the store with its backups"), BIT (OPTION_YES),
    BIT (OPTION_YES), 0, 0, command_erase, NULL, NULL },
  { "pledge take", "", N_ ("Sign the pledge"),
    BIT (OPTION_TIER) | BIT (OPTION_ROLE) | BIT (OPTION_WEEK) | BIT (OPTION_NEW_PERSON)
        | BIT (OPTION_YES),
    BIT (OPTION_TIER), 0, 0, command_pledge_take, NULL, ABOUT_WORDS },
  { "pledge change", N_ ("[ID]"), N_ ("Sign the move to another tier"),
    BIT (OPTION_TIER) | BIT (OPTION_YES), BIT (OPTION_TIER), 0, 1,
    command_pledge_change, NULL, ABOUT_SIGNER },
  { "pledge withdraw", N_ ("[ID]"), N_ ("Sign the withdrawal of the pledge"), 0, 0, 0,
    1, command_pledge_withdraw, NULL, ABOUT_SIGNER },
  { "pledge list", "", N_ ("List the signers"), 0, 0, 0, 0, command_pledge_list, NULL,
    NULL },
  { "pledge show", N_ ("[ID]"), N_ ("Show the records of one signer"), 0, 0, 0, 1,
    command_pledge_show, NULL, ABOUT_SIGNER },
  { "pledge destroy-key", N_ ("[ID]"), N_ ("Destroy a signing key"),
    BIT (OPTION_WITHDRAWAL) | BIT (OPTION_YES), 0, 0, 1, command_pledge_destroy_key,
    NULL,
    N_ ("Without its key a pledge can be neither changed nor withdrawn. Without ID it "
        "is your own; “pledge list” shows the ids of others.") },
  { "pledge import", N_ ("FILE.csv"), N_ ("Import a meeting's sign-up sheet as counts"),
    BIT (OPTION_DRY_RUN) | BIT (OPTION_MORE), 0, 1, 1, command_pledge_import, NULL,
    N_ ("The first line of the file is week,tier or week,tier,role. Commas, semicolons "
        "or tabs part the cells. “campaign show” lists the words.") },
  { "pledge save", N_ ("FOLDER [ID]"),
    N_ ("Save a pledge with its signature for others to check"), BIT (OPTION_FORMAT), 0,
    1, 2, command_pledge_save, "minisign|sshsig", ABOUT_SIGNER },
  { "pledge verify", N_ ("FILE|FOLDER"),
    N_ ("Check a saved pledge against its signature, or each in a folder"),
    BIT (OPTION_SIGNATURE), 0, 1, 1, command_pledge_verify, NULL, NULL },
  { "refusal add", "", N_ ("Log a refusal and print its id"),
    BIT (OPTION_WORK) | BIT (OPTION_CUSTOMER) | BIT (OPTION_GROUND)
        | BIT (OPTION_OUTCOME) | BIT (OPTION_WEEK) | BIT (OPTION_CODE_NAMED)
        | BIT (OPTION_NEW_PERSON) | BIT (OPTION_SAME_PERSON),
    BIT (OPTION_WORK) | BIT (OPTION_CUSTOMER) | BIT (OPTION_GROUND)
        | BIT (OPTION_OUTCOME),
    0, 0, command_refusal_add, NULL, ABOUT_WORDS },
  { "refusal list", "", N_ ("List the refusals"), BIT (OPTION_TRASH), 0, 0, 0,
    command_refusal_list, NULL, NULL },
  { "refusal outcome", N_ ("ID OUTCOME"), N_ ("Add what happened next"),
    BIT (OPTION_WEEK) | BIT (OPTION_NEW_PERSON) | BIT (OPTION_SAME_PERSON), 0, 2, 2,
    command_refusal_outcome, NULL,
    N_ ("ID is as “refusal list” shows it; a unique beginning of 8 characters will do. "
        "OUTCOME is one of the words that “campaign show” "
        "lists.") },
  { "refusal delete", N_ ("ID"), N_ ("Move a refusal to the trash"), 0, 0, 1, 1,
    command_refusal_delete, NULL, ABOUT_REFUSAL },
  { "refusal restore", N_ ("ID"), N_ ("Take a refusal out of the trash"), 0, 0, 1, 1,
    command_refusal_restore, NULL, ABOUT_REFUSAL },
  { "refusal import", N_ ("FILE.csv"), N_ ("Import refusals, all rows or none"),
    BIT (OPTION_DRY_RUN) | BIT (OPTION_MORE), 0, 1, 1, command_refusal_import, NULL,
    N_ ("The first line of the file is week,work,customer,grounds,outcome,code_named, "
        "and person may follow. Commas, semicolons or tabs part the cells, blanks the "
        "grounds of one refusal; code_named is yes, no or unknown. “campaign show” "
        "lists the other words.") },
  { "tally", "", N_ ("Print exact counts, which are not anonymous"),
    BIT (OPTION_PERIOD) | BIT (OPTION_FORMAT), 0, 0, 0, command_tally, "text|table",
    N_ ("Without a period it is every open one that holds entries. At a terminal it is "
        "a table unless something else is said.") },
  { "release preview", "", N_ ("Show what closing a period would publish, and how"),
    BIT (OPTION_PERIOD), BIT (OPTION_PERIOD), 0, 0, command_release_preview, NULL,
    NULL },
  { "release close", "", N_ ("Close a period for good and make its release"),
    BIT (OPTION_PERIOD) | BIT (OPTION_YES), BIT (OPTION_PERIOD), 0, 0,
    command_release_close, NULL,
    N_ ("A period is closed once and for good: what is drawn then cannot be drawn "
        "again.") },
  { "release list", "", N_ ("List the closed periods"), 0, 0, 0, 0,
    command_release_list, NULL, NULL },
  { "release save", N_ ("PERIOD"), N_ ("Write a release to a file"),
    BIT (OPTION_FORMAT) | BIT (OPTION_LANGUAGE) | BIT (OPTION_OUTPUT)
        | BIT (OPTION_SIGN),
    BIT (OPTION_FORMAT) | BIT (OPTION_OUTPUT), 1, 1, command_release_save,
    "text|csv|csvw|json|html", NULL },
  { "release series", "",
    N_ ("Write all releases side by side, and what they add up to"),
    BIT (OPTION_FORMAT) | BIT (OPTION_LANGUAGE) | BIT (OPTION_OUTPUT)
        | BIT (OPTION_SIGN),
    0, 0, 0, command_release_series, "text|csv|json|html",
    N_ ("It is text, on standard output, unless something else is said.") },
  { "release verify", N_ ("FILE"), N_ ("Check a saved release and its signature"),
    BIT (OPTION_SIGNATURE) | BIT (OPTION_KEY), 0, 1, 1, command_release_verify, NULL,
    N_ ("With --store it is also compared with what that store has published.") },
  { "campaign check", N_ ("FILE"), N_ ("Check a campaign file"), 0, 0, 1, 1,
    command_campaign_check, NULL, NULL },
  { "campaign show", N_ ("[FILE]"),
    N_ ("Show what a campaign asks and what can be chosen"), 0, 0, 0, 1,
    command_campaign_show, NULL,
    N_ ("Without FILE it is the campaign that ships, and with --store that of the "
        "store.") },
  { NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL },
};
