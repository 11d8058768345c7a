/* The functions behind the command table (commands.c says what each does), one file a
 * family of commands. */
#pragma once

#include "options.h"

/* command-store.c */
gboolean command_create (Run *run, GError **error);
gboolean command_info (Run *run, GError **error);
gboolean command_check (Run *run, GError **error);

/* command-slots.c */
gboolean command_recover (Run *run, GError **error);
gboolean command_passphrase_change (Run *run, GError **error);
gboolean command_passphrase_suggest (Run *run, GError **error);
gboolean command_recovery_new (Run *run, GError **error);

/* command-backup.c */
gboolean command_backup (Run *run, GError **error);
gboolean command_restore (Run *run, GError **error);
gboolean command_erase (Run *run, GError **error);

/* command-pledge.c */
gboolean command_pledge_take (Run *run, GError **error);
gboolean command_pledge_change (Run *run, GError **error);
gboolean command_pledge_withdraw (Run *run, GError **error);
gboolean command_pledge_list (Run *run, GError **error);
gboolean command_pledge_show (Run *run, GError **error);
gboolean command_pledge_destroy_key (Run *run, GError **error);
gboolean command_pledge_save (Run *run, GError **error);

/* command-pledge-verify.c */
gboolean command_pledge_verify (Run *run, GError **error);

/* command-refusal.c */
gboolean command_refusal_add (Run *run, GError **error);
gboolean command_refusal_list (Run *run, GError **error);
gboolean command_refusal_outcome (Run *run, GError **error);
gboolean command_refusal_delete (Run *run, GError **error);
gboolean command_refusal_restore (Run *run, GError **error);

/* command-import.c */
gboolean command_pledge_import (Run *run, GError **error);
gboolean command_refusal_import (Run *run, GError **error);

/* command-release.c */
gboolean command_tally (Run *run, GError **error);
gboolean command_release_preview (Run *run, GError **error);
gboolean command_release_close (Run *run, GError **error);
gboolean command_release_list (Run *run, GError **error);

/* command-release-file.c */
gboolean command_release_save (Run *run, GError **error);
gboolean command_release_series (Run *run, GError **error);
gboolean command_release_verify (Run *run, GError **error);

/* command-campaign.c */
gboolean command_campaign_check (Run *run, GError **error);
gboolean command_campaign_show (Run *run, GError **error);
